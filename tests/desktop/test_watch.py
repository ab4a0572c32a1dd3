from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.watch import headline, record_shown, sweep, tell
from models.commands.cases import NewCase, assign, open_case
from models.commands.people import add_person
from models.database import Database
from models.entities import Operation
from models.queries.alerts import unshown_alerts
from models.work import Work
from tests.conftest import MovingClock

URGENT = NewCase(
    title="Payments <fail> & stop", customer="Northwind", priority="P1", impact="all",
    environment="production", steps="pay",
)  # fmt: skip


class Shelf:
    """A notifier that keeps what it was shown."""

    def __init__(self, takes: bool = True) -> None:
        self.takes = takes
        self.shown: list[tuple[str, str, int | None]] = []

    def notify(self, title: str, body: str, case_id: int | None) -> bool:
        self.shown.append((title, body, case_id))
        return self.takes


def operations(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Operation)) or 0


def test_a_desk_that_only_watches_writes_nothing(database: Database) -> None:
    database.write(partial(open_case, new=URGENT))
    before = database.read(operations)
    assert sweep(database).fired == []
    assert sweep(database).fired == []
    assert database.read(operations) == before


def test_an_alert_fires_once_at_the_first_warning(database: Database, clock: MovingClock) -> None:
    database.write(partial(open_case, new=URGENT))
    planned = sweep(database).next_due_at
    assert planned == clock.instant + timedelta(minutes=10)
    clock.instant += timedelta(minutes=10) - timedelta(seconds=1)
    assert sweep(database).fired == []
    clock.instant += timedelta(seconds=1)
    assert [(row.commitment, row.level) for row in sweep(database).fired] == [
        ("first_response", "slo")
    ]
    assert sweep(database).fired == []


def test_a_person_is_told_once(database: Database, clock: MovingClock) -> None:
    ana = database.write(partial(add_person, name="Ana Ruiz")).result
    ben = database.write(partial(add_person, name="Ben Okafor")).result

    def taken(work: Work) -> None:
        assign(work, [open_case(work, URGENT)], ana)

    database.write(taken)
    clock.instant += timedelta(minutes=11)
    sweep(database)
    assert waiting(database, ben) == []
    told = database.read(partial(unshown_alerts, person_id=ana))
    shelf = Shelf()
    assert tell(shelf, told, clock.instant)
    assert len(shelf.shown) == 1
    record_shown(database, told, ana, taken=True)
    assert waiting(database, ana) == []


def test_every_message_is_tried_though_none_is_taken(
    database: Database, clock: MovingClock
) -> None:
    for _ in range(2):
        database.write(partial(open_case, new=URGENT))
    clock.instant += timedelta(minutes=10)
    shelf = Shelf(takes=False)
    assert not tell(shelf, sweep(database).fired, clock.instant)
    assert len(shelf.shown) == 2


def test_what_it_says_agrees_with_what_was_promised(database: Database, clock: MovingClock) -> None:
    database.write(partial(open_case, new=URGENT))
    clock.instant += timedelta(minutes=10)
    (slo,) = sweep(database).fired
    clock.instant += timedelta(minutes=2)
    (share,) = sweep(database).fired
    clock.instant += timedelta(minutes=5)
    assert [str(headline(row, clock.instant)) for row in (slo, share, *sweep(database).fired)] == [
        "CS-1001: first response is past its SLO by 7 min",
        "CS-1001: first response is over by 2 min",
        "CS-1001: first response is over by 2 min",
    ]


def waiting(database: Database, person_id: int) -> list[datetime]:
    return [row.due_at for row in database.read(partial(unshown_alerts, person_id=person_id))]
