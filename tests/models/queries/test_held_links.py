"""An article whose cases stayed resolved comes before one whose cases came back."""

from datetime import timedelta
from functools import partial

from models.commands.closing import ClosingNote, close_case, reopen, resolve
from models.commands.links import add_link
from models.commands.people import add_person
from models.database import Database
from models.entities import Case
from models.queries.held_links import held_shares
from models.queries.search import search
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import opened
from tests.models.queries.test_search import write_article


def linked_case(database: Database, key: str) -> int:
    case_id = opened(database)
    database.write(partial(add_link, case_id=case_id, kind="article", to=key))
    return case_id


def resolved_with(database: Database, clock: MovingClock, key: str, back: float = 0) -> int:
    """A case that was resolved with an article, and opened again after so many days."""
    case_id = linked_case(database, key)
    database.write(partial(resolve, case_ids=[case_id]))
    if back:
        clock.instant += timedelta(days=back)
        database.write(partial(reopen, case_id=case_id))
        clock.instant += timedelta(minutes=1)
        database.write(partial(resolve, case_ids=[case_id]))
    clock.instant += timedelta(minutes=1)
    return case_id


def shares(database: Database) -> dict[int, float]:
    return database.read(lambda session: held_shares(session, range(1, 9)))


def scores(database: Database) -> dict[str, float]:
    found = database.read(partial(search, typed="kind:article stall"))
    return {one.id: one.score for one in found}


def test_links_that_held_raise_an_article_and_those_that_came_back_do_not(
    database: Database, clock: MovingClock
) -> None:
    for number in (1, 2, 3):
        write_article(database, f"KI-{number}", "Exports stall", "Wait.")
    before = scores(database)
    assert len({*before.values()}) == 1
    for _ in range(2):
        resolved_with(database, clock, "KI-1")
        resolved_with(database, clock, "KI-3", back=13)
    linked_case(database, "KI-2")
    after = scores(database)
    assert next(iter(after)) == "KI-1"
    assert before["KI-1"] < after["KI-1"] < 1
    assert (after["KI-2"], after["KI-3"]) == (before["KI-2"], before["KI-3"])


def test_a_case_that_came_back_after_14_days_held(database: Database, clock: MovingClock) -> None:
    one = write_article(database, "KI-1", "Exports stall", "Wait.")
    resolved_with(database, clock, "KI-1", back=15)
    assert shares(database) == {one: 1 / 4}
    resolved_with(database, clock, "KI-1", back=2)
    assert shares(database) == {one: 1 / 7}


def test_the_14_days_are_counted_from_the_resolution_though_it_was_closed_later(
    database: Database, clock: MovingClock
) -> None:
    one = write_article(database, "KI-1", "Exports stall", "Wait.")
    case_id = linked_case(database, "KI-1")
    database.write(partial(resolve, case_ids=[case_id]))
    clock.instant += timedelta(days=10)
    database.write(partial(close_case, case_id=case_id, note=ClosingNote("DNS", "none", "Watch")))
    clock.instant += timedelta(days=10)
    database.write(partial(reopen, case_id=case_id))
    clock.instant += timedelta(minutes=1)
    database.write(partial(resolve, case_ids=[case_id]))
    assert shares(database) == {one: 1 / 4}


def test_what_came_back_before_it_was_linked_tells_nothing(
    database: Database, clock: MovingClock
) -> None:
    one = write_article(database, "KI-1", "Exports stall", "Wait.")
    write_article(database, "KI-2", "Other", "…")
    case_id = resolved_with(database, clock, "KI-2", back=1)
    database.write(partial(add_link, case_id=case_id, kind="article", to="KI-1"))
    assert shares(database)[one] == 1 / 4


def test_a_case_that_one_may_not_see_does_not_count(database: Database, clock: MovingClock) -> None:
    one = write_article(database, "KI-1", "Exports stall", "Wait.")
    case_id = resolved_with(database, clock, "KI-1")
    resolved_with(database, clock, "KI-1")
    maker, other = (
        database.write(partial(add_person, name=name, role="agent")).result
        for name in ("Ana Ruiz", "Ben Okafor")
    )

    def restrict(work: Work) -> None:
        work.session.get_one(Case, case_id).named = str(maker)

    database.write(restrict)
    assert shares(database) == {one: 2 / 5}
    database.person_id = other
    assert shares(database) == {one: 1 / 4}
