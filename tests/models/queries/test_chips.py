"""At risk and breached: the chips, the tray and the rows' own states say the same at any minute."""

from datetime import timedelta
from functools import partial

from models.commands.cases import NewCase, open_case
from models.database import Database
from models.gauge import AT_RISK, Danger
from models.queries.chips import danger
from models.queries.queue import QueueRow, queue, queue_counts
from models.queue_filter import QueueFilter
from tests.conftest import MovingClock

MINUTES = (0, 9, 10, 11, 12, 14, 15, 16, 44, 45, 46, 59, 60, 61)


def add(database: Database, priority: str) -> int:
    new = NewCase(
        title=f"A {priority}", customer="Contoso", priority=priority, impact="All",
        environment="4.2", steps="Try it",
    )  # fmt: skip
    return database.write(partial(open_case, new=new)).result


def rows(database: Database, chip: str = "open") -> list[QueueRow]:
    shown = QueueFilter(chip=chip)
    return database.read(partial(queue, shown=shown, now=database.clock.now(), limit=50))


def test_a_p1_just_opened_is_neither_at_risk_nor_painted_so(database: Database) -> None:
    add(database, "P1")
    (row,) = rows(database)
    assert row.gauge is not None
    assert (row.state, row.gauge.imminent) == ("calm", False)
    assert rows(database, "at_risk") == []
    assert database.read(partial(danger, now=database.clock.now())) == Danger()


def test_a_missed_slo_is_a_warning(database: Database, clock: MovingClock) -> None:
    """The SLO of a P1's first response (10 of 15 minutes) is missed before 75 % are used up."""
    add(database, "P1")
    clock.instant += timedelta(minutes=10, seconds=30)
    (row,) = rows(database, "at_risk")
    assert row.state == "slo_missed"
    assert database.read(partial(danger, now=clock.now())) == Danger(1, 0, "slo_missed")


def test_at_every_minute_chips_tray_states_and_colours_agree(
    database: Database, clock: MovingClock
) -> None:
    for priority in ("P1", "P2", "P3", "P4"):
        add(database, priority)
    begin = clock.instant
    seen = set()
    for minute in MINUTES:
        for second in (-1, 0, 1):
            clock.instant = begin + timedelta(minutes=minute, seconds=second)
            found = rows(database)
            at_risk = [row for row in found if row.state in AT_RISK]
            breached = [row for row in found if row.state == "breached"]
            counts = database.read(partial(queue_counts, now=clock.now(), person_id=None))
            assert (counts["at_risk"], counts["breached"]) == (len(at_risk), len(breached))
            assert rows(database, "at_risk") == at_risk
            assert rows(database, "breached") == breached
            told = database.read(partial(danger, now=clock.now()))
            assert (told.at_risk, told.breached) == (len(at_risk), len(breached))
            states = {row.state for row in found}
            worst = [state for state in ("breached", "slo_missed", "at_risk") if state in states]
            assert told.worst == (worst[0] if worst else None)
            urgent = {row.id for row in found if row.gauge and row.gauge.imminent}
            assert urgent <= {row.id for row in at_risk}
            seen |= states
    assert seen == {"calm", "at_risk", "slo_missed", "breached"}
