"""Where a case stands in the queue: what J and K go through."""

from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.commands.cases import NewCase, assign, open_case, pause
from models.commands.closing import resolve
from models.commands.people import add_person
from models.database import Database
from models.queries.placing import Placing, placing
from models.queries.queue import queue_ids
from models.queue_filter import QueueFilter
from models.work import Work


def opened(database: Database, *priorities: str) -> list[int]:
    def fill(work: Work) -> list[int]:
        return [
            open_case(
                work, NewCase("T", "Contoso", priority, "All", "4.2", "Open it")
            ) for priority in priorities
        ]  # fmt: skip

    return database.write(fill).result


def placed(database: Database, case_id: int, **given: object) -> Placing:
    shown = QueueFilter(**given)  # type: ignore[arg-type]
    query = partial(placing, case_id=case_id, shown=shown, now=database.clock.now())
    found = database.read(query)
    assert found is not None
    return found


def order(database: Database) -> list[int]:
    now = database.clock.now()
    return list(database.read(partial(queue_ids, shown=QueueFilter(), now=now)))


def test_every_case_stands_where_the_queue_shows_it(database: Database) -> None:
    opened(database, "P3", "P1", "P2", "P2", "P4", "P1")
    shown = order(database)
    for place, case_id in enumerate(shown):
        found = placed(database, case_id)
        assert (found.position, found.shown) == (place + 1, 6)
        assert found.before == (shown[place - 1] if place else None)
        assert found.after == (shown[place + 1] if place < 5 else None)


def test_a_resolved_case_is_followed_by_the_one_that_took_its_place(database: Database) -> None:
    opened(database, "P1", "P2", "P3")
    first, second, third = order(database)
    before = placed(database, second)
    database.write(partial(resolve, case_ids=[second]))
    query = partial(
        placing, case_id=second, shown=QueueFilter(), now=database.clock.now(),
        left_at=before.anchor,
    )  # fmt: skip
    found = database.read(query)
    assert found is not None
    assert (found.position, found.shown) == (0, 2)
    assert (found.before, found.after) == (first, third)


def test_the_queue_s_filter_is_the_walk_s(database: Database) -> None:
    one, two, three = opened(database, "P1", "P2", "P3")
    ana = database.write(partial(add_person, name="Ana Ruiz")).result
    database.write(partial(assign, case_ids=[one, three], person_id=ana))
    assert placed(database, one, assignee_id=ana).after == three
    assert placed(database, two, assignee_id=ana).position == 0


def test_a_case_that_is_gone_stands_nowhere(database: Database) -> None:
    query = partial(placing, case_id=7, shown=QueueFilter(), now=database.clock.now())
    assert database.read(query) is None


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["P1", "P2", "P3", "P4"]), min_size=1, max_size=6), st.data())
def test_walking_down_meets_every_case_once(
    database: Database, priorities: list[str], data: st.DataObject
) -> None:
    ids = opened(database, *priorities)
    waiting = data.draw(st.lists(st.sampled_from(ids), unique=True))
    if waiting:
        database.write(
            partial(pause, case_ids=waiting, status="waiting_customer", waiting_for="Priya")
        )
    shown = order(database)
    met = [shown[0]]
    while (after := placed(database, met[-1]).after) is not None:
        met.append(after)
    assert met == shown
