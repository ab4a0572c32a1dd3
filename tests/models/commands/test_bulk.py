"""Bulk edit: all or nothing, every refused case named."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import pytest

from models.commands.bulk import Refused, together
from models.commands.cases import NewCase, change_priority, open_case, pause, start_work
from models.commands.closing import resolve
from models.commands.contacts import add_note
from models.commands.meanwhile import ChangedMeanwhile
from models.commands.people import add_person
from models.commands.working_times import set_shifts
from models.database import Database
from models.database_errors import Contended
from models.errors import KnownError
from models.queries.queue import queue, queue_versions
from models.queue_filter import MOST_AT_ONCE, QueueFilter
from models.schema import open_checked
from models.work import Work

WHOLE = NewCase(
    title="Exports stall", customer="Contoso", priority="P2", impact="All exports",
    environment="4.2", steps="Export everything",
)  # fmt: skip


def opened(database: Database, *cases: NewCase) -> list[int]:
    return [database.write(partial(open_case, new=case)).result for case in cases]


def statuses(database: Database) -> set[str]:
    shown = QueueFilter(statuses=("new", "waiting_customer", "resolved"))
    rows = database.read(partial(queue, shown=shown, now=database.clock.now(), limit=9))
    return {row.status for row in rows}


def test_all_of_them_at_once(database: Database) -> None:
    ids = opened(database, WHOLE, WHOLE, WHOLE)
    written = database.write(
        together(pause, ids, status="waiting_customer", waiting_for="Contoso", reason="logs")
    )
    assert written.changes.cases == set(ids)
    assert statuses(database) == {"waiting_customer"}


def test_one_refused_case_stops_all_and_every_refused_one_is_named(database: Database) -> None:
    thin = NewCase("Help", customer="Contoso", priority="P3", incomplete=True)
    ids = opened(database, WHOLE, thin, WHOLE, thin)
    with pytest.raises(Refused) as told:
        database.write(together(resolve, ids))
    assert told.value.case_ids == {ids[1], ids[3]}
    assert "CS-1002 still lacks" in told.value.sentence
    assert "CS-1004 still lacks" in told.value.sentence
    assert statuses(database) == {"new"}
    database.write(together(resolve, [i for i in ids if i not in told.value.case_ids]))
    assert statuses(database) == {"new", "resolved"}


def test_what_is_about_no_single_case_is_said_once(database: Database) -> None:
    ids = opened(database, WHOLE, WHOLE)
    with pytest.raises(KnownError, match="A pause says whom we wait for") as told:
        database.write(together(pause, ids, status="waiting_customer", waiting_for=" "))
    assert not isinstance(told.value, Refused)


def test_a_desk_is_not_changed_by_one_careless_key() -> None:
    with pytest.raises(KnownError, match="1,001 cases are selected"):
        together(change_priority, range(MOST_AT_ONCE + 1), priority="P1")


def test_what_the_database_refuses_is_no_case_s_fault_and_is_tried_again(
    database: Database,
) -> None:
    ids = opened(database, WHOLE, WHOLE)
    tried: list[int] = []

    def pause_once_contended(work: Work, case_ids: Sequence[int]) -> None:
        tried.extend(case_ids)
        if len(tried) == 2:
            raise Contended("Somebody was faster", "Two people wrote at the same time.")
        pause(work, case_ids, "waiting_customer", "Contoso")

    database.write(together(pause_once_contended, ids))
    assert tried == [*ids, *ids]
    assert statuses(database) == {"waiting_customer"}


@pytest.fixture
def kim(database: Database, desk_address: str) -> Iterator[Database]:
    """Kim at another desk of the same database; Ana is at the first."""
    database.person_id = database.write(partial(add_person, name="Ana")).result
    kim = database.write(partial(add_person, name="Kim Lund")).result
    desk = Database(open_checked(desk_address), database.clock, kim)
    yield desk
    desk.close()


def seen(database: Database, ids: Sequence[int]) -> dict[int, int]:
    return dict(database.read(partial(queue_versions, ids=ids)))


def test_what_somebody_else_changed_since_is_told_and_nothing_is_written_over_it(
    database: Database, kim: Database
) -> None:
    ids = opened(database, WHOLE, WHOLE, WHOLE)
    versions = seen(database, ids)
    kim.write(partial(change_priority, case_ids=[ids[1]], priority="P1"))
    raise_all = partial(together, change_priority, priority="P3", note="Agreed")
    with pytest.raises(Refused) as told:
        database.write(raise_all(ids, versions))
    assert told.value.case_ids == {ids[1]}
    assert "CS-1002 was changed by Kim Lund" in told.value.sentence
    assert seen(database, [ids[0]]) == {ids[0]: versions[ids[0]]}  # of nothing a half
    database.write(raise_all(ids, versions | told.value.versions))  # told once, one may
    rows = database.read(partial(queue, shown=QueueFilter(), now=database.clock.now()))
    assert {row.priority for row in rows} == {"P3"}


def test_a_single_case_that_somebody_else_changed_is_told_by_name(
    database: Database, kim: Database
) -> None:
    ids = opened(database, WHOLE)
    versions = seen(database, ids)
    kim.write(partial(add_note, case_id=ids[0], text="It is the proxy"))
    with pytest.raises(ChangedMeanwhile, match="CS-1001 was changed by Kim Lund") as told:
        database.write(together(resolve, ids, versions))
    database.write(together(resolve, ids, told.value.versions))
    assert statuses(database) == {"resolved"}


def test_of_a_write_that_left_no_event_nobody_is_named(database: Database, kim: Database) -> None:
    ids = opened(database, WHOLE)
    kim.write(partial(add_note, case_id=ids[0], text="It is the proxy"))
    versions = seen(database, ids)
    person_id = kim.person_id
    assert person_id is not None
    database.write(partial(set_shifts, person_id=person_id, shifts={"mon": [("09:00", "17:00")]}))
    with pytest.raises(ChangedMeanwhile) as told:
        database.write(together(resolve, ids, versions))
    assert told.value.sentence == "CS-1001 was changed since you looked at it."
    database.write(together(resolve, ids, told.value.versions))
    assert statuses(database) == {"resolved"}


def test_what_one_did_oneself_a_moment_ago_is_no_conflict(
    database: Database, kim: Database
) -> None:
    kim.write(partial(add_note, case_id=opened(database, WHOLE)[0], text="Long ago"))
    versions = seen(database, [1])
    database.write(together(start_work, [1], versions))
    database.write(together(resolve, [1], versions))
    assert statuses(database) == {"resolved"}
    with pytest.raises(KnownError, match="is resolved"):  # the rule comes before the conflict
        kim.write(together(resolve, [1], seen(database, [1])))


def test_nothing_is_told_of_a_case_that_one_may_not_see(database: Database, kim: Database) -> None:
    ids = opened(database, replace(WHOLE, security="yes", named="Ana", priority="P1"), WHOLE)
    versions = dict.fromkeys(ids, 0)
    with pytest.raises(Refused) as told:
        kim.write(together(resolve, ids, versions))
    assert "CS-1001" not in told.value.sentence
