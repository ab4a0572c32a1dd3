"""What is cached of a case follows its log: after any write, and again after any accident."""

from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import select, update

from desktop.watch import sweep
from models.commands.cases import assign, open_case, pause
from models.commands.closing import resolve
from models.commands.contacts import add_note
from models.commands.people import add_person
from models.commands.undo import undo
from models.database import Database
from models.entities import Case, Clock, PlannedAlert
from models.entities.plain import plain
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, opened

CACHED = (Case, Clock, PlannedAlert)


def cached(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Every cached row, but for the case's version and the alerts' numbers."""

    def look(session: Any) -> dict[str, list[dict[str, Any]]]:
        return {
            table.name: [
                {n: v for n, v in row.items() if n != "version" and (n, table.name) != ALERT_ID}
                for row in session.execute(select(table).order_by(*ORDER[table.name])).mappings()
            ]
            for table in map(plain, CACHED)
        }

    return database.read(look)


ALERT_ID = ("id", "planned_alerts")
ORDER = {
    "cases": ["id"],
    "clocks": ["case_id", "commitment", "cycle", "objective"],
    "planned_alerts": ["case_id", "commitment", "cycle", "level", "deadline_at"],
}


def touch(work: Work) -> None:
    """Have every case computed again."""
    work.touched |= set(work.session.scalars(select(Case.id)))


def several(database: Database, clock: MovingClock) -> None:
    """Cases open, paused and resolved; some of their alerts fired."""
    ana = database.write(partial(add_person, name="Ana")).result
    ids = [opened(database) for _ in range(5)]
    database.write(partial(assign, case_ids=ids[:3], person_id=ana))
    clock.instant += timedelta(hours=3)
    sweep(database)
    database.write(partial(pause, case_ids=ids[1:2], status="waiting_customer", waiting_for="logs"))
    database.write(partial(resolve, case_ids=ids[2:3]))


def test_computing_it_again_changes_nothing(database: Database, clock: MovingClock) -> None:
    several(database, clock)
    before = cached(database)
    assert any(row["fired_at"] for row in before["planned_alerts"])
    clock.instant += timedelta(days=3)
    database.write(touch)
    assert cached(database) == before


def test_many_cases_at_once_come_to_the_same_as_one_by_one(
    database: Database, clock: MovingClock
) -> None:
    def open_many(work: Work) -> list[int]:
        return [open_case(work, WHOLE) for _ in range(30)]

    ids = database.write(open_many).result
    for _ in range(30):
        opened(database)
    rows = cached(database)
    for name, key in (("cases", "id"), ("clocks", "case_id"), ("planned_alerts", "case_id")):
        own = {"id", "key", "case_id", "search_text"}
        told = [{n: v for n, v in row.items() if n not in own} for row in rows[name]]
        together = sum(row[key] <= ids[-1] for row in rows[name])
        assert told[:together] == told[together:] != []


def test_what_was_spoilt_is_made_good(database: Database, clock: MovingClock) -> None:
    several(database, clock)
    before = cached(database)

    def spoil(work: Work) -> None:
        clocks, alerts, cases = plain(Clock), plain(PlannedAlert), plain(Case)
        for statement in (
            clocks.delete().where(clocks.c.case_id == 1),
            update(clocks).values(due_at=1, verdict="met"),
            alerts.delete().where(alerts.c.case_id == 4, alerts.c.fired_at.is_(None)),
            update(alerts).where(alerts.c.fired_at.is_(None)).values(due_at=1, role="nobody"),
            update(cases).values(title="x", priority="P4", sort_at=0, fields={}),
            update(cases).values(status="spam", is_open=False, resolved_at=1, waiting_for=""),
        ):
            work.session.execute(statement)

    database.write(spoil)
    assert database.read(differences) != []
    database.write(touch)
    assert database.read(differences) == []
    assert cached(database) == before


def test_a_fired_alert_that_is_true_again_is_shown_again(
    database: Database, clock: MovingClock
) -> None:
    case_id = opened(database)
    clock.instant += timedelta(hours=3)
    fired = len(sweep(database).fired)
    assert fired
    assert withdrawn(database) == [False] * fired
    database.write(partial(resolve, case_ids=[case_id]))
    assert withdrawn(database) == [True] * fired
    database.write(partial(undo, case_id=case_id))
    assert withdrawn(database) == [False] * fired
    assert len(sweep(database).fired) == 0
    assert database.read(differences) == []


def withdrawn(database: Database) -> list[bool]:
    """Of the alerts that fired, whether each is withdrawn."""
    query = select(PlannedAlert.withdrawn_at).where(PlannedAlert.fired_at.is_not(None))
    return database.read(lambda session: [at is not None for at in session.scalars(query)])


def test_a_case_of_which_nothing_cached_changes_is_told_to_have_changed(
    database: Database,
) -> None:
    case_id = opened(database)
    before = cached(database)
    versions = [database.read(lambda session: session.scalar(select(Case.version)))]
    for _ in range(2):
        database.write(partial(add_note, case_id=case_id, text="Looked at the log"))
        versions.append(database.read(lambda session: session.scalar(select(Case.version))))
    assert cached(database) == before
    assert len(set(versions)) == len(versions)
