"""Who watches what, by the desks that run: the query and its sentences."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection

from models.commands.cases import assign
from models.commands.people import add_person, set_role
from models.coverage_words import nobody_words, on_duty_words, why_words
from models.database import Database
from models.presence import RunningDesk, beat
from models.queries.coverage import Coverage, coverage_now
from tests.conftest import NOW
from tests.models.commands.desk import WHOLE, opened

DATABASE_NOW = 1_000_000


def time(_: Connection) -> int:
    return DATABASE_NOW


def seen(database: Database, days: int = 0) -> Coverage:
    now = NOW + timedelta(days=days)
    return database.read(partial(coverage_now, now=now, database_now=time))


def runs(
    database: Database, person_id: int | None, *, notify: bool = True, window: bool = True,
    quiet: bool = False, attended: bool = False,
) -> None:  # fmt: skip
    desk = RunningDesk(
        f"desk-{person_id}", person_id, "mill", "0.1.0", window, notify, None, quiet, attended
    )
    beat(database.engine, desk, time)


def people(database: Database) -> tuple[int, int]:
    ana = database.write(partial(add_person, name="Ana Ruiz", role="agent")).result
    lea = database.write(partial(add_person, name="Lea Brandt", role="lead")).result
    return ana, lea


def test_nobody_watches_until_whoever_is_told_is_at_a_desk(database: Database) -> None:
    ana, lea = people(database)
    runs(database, ana)
    found = seen(database)
    assert (found.desks, [row.priority for row in found.unseen]) == (1, ["P1", "P2", "P3", "P4"])
    assert str(nobody_words(found.unseen)) == "Nobody is watching P1, P2, P3 and P4"
    assert str(nobody_words(found.unseen[:1])) == "Nobody is watching P1"
    assert str(why_words(found.unseen[0])) == "P1 is told to Lea Brandt, at no desk just now."
    runs(database, lea)
    found = seen(database)
    assert (found.desks, found.unseen) == (2, ())
    assert str(on_duty_words(found)) == "P1 covered by Lea Brandt"


def test_whoever_has_a_case_watches_its_priority(database: Database) -> None:
    ana, _ = people(database)
    case_id = opened(database)
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    runs(database, ana)
    (watched,) = (row for row in seen(database).rows if row.watched)
    assert watched.notified == ("Ana Ruiz",)


def test_a_desk_without_messages_and_one_at_which_nobody_is_named(database: Database) -> None:
    _, lea = people(database)
    runs(database, None)
    assert [row.priority for row in seen(database).unseen] == ["P1", "P2", "P3", "P4"]
    runs(database, lea, notify=False)
    found = seen(database)
    assert found.unseen == ()
    assert str(on_duty_words(found)) == "P1 alerts show only in Lea Brandt's window"


def test_quiet_is_said_and_what_goes_on_unseen_is_told_with_the_time_it_takes(
    database: Database,
) -> None:
    ana, lea = people(database)
    database.write(partial(set_role, person_id=ana, role="incident_commander"))
    runs(database, lea)
    found = seen(database)
    assert found.unseen == ()
    assert str(on_duty_words(found)) == "P1 covered by Lea Brandt, after 5 min unseen"
    case_id = opened(database, replace(WHOLE, priority="P1"))
    cleo = database.write(partial(add_person, name="Cleo Marin")).result
    database.write(partial(assign, case_ids=[case_id], person_id=cleo))  # who is at no desk
    said = "P1 covered by Lea Brandt, after 10 min unseen"
    assert str(on_duty_words(seen(database))) == said
    runs(database, lea, quiet=True)
    found = seen(database)
    assert [row.priority for row in found.unseen] == ["P2", "P3", "P4"]
    assert str(why_words(found.unseen[0])) == (
        "P2 is told to Lea Brandt; nobody sees it at the desk of Lea Brandt just now: it is quiet,"
        " locked or without messages."
    )


def test_on_a_saturday_only_what_runs_round_the_clock_needs_somebody(database: Database) -> None:
    people(database)
    assert [row.priority for row in seen(database, days=4).unseen] == ["P1", "P2"]
