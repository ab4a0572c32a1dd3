"""The watch for burns: looked for seldom, found once, told by message, in the terminal and bar."""

from datetime import timedelta
from functools import partial

from sqlalchemy import event

from desktop.burn_watch import BURNS, HOURLY, SOON, BurnWatch
from desktop.watch import Sweep, sweep
from models.commands.people import add_person
from models.database import Database
from models.queries.alerts import AlertRow
from tests.conftest import MovingClock
from tests.desktop.test_watch import Shelf, operations
from tests.desktop.test_watch import opened as open_urgent
from tests.models.queries.burning import burn


class Reads:
    """Counts the statements that go to the database."""

    def __init__(self, database: Database) -> None:
        self.count = 0
        event.listen(database.engine, "before_cursor_execute", self._one)

    def _one(self, *_: object) -> None:
        self.count += 1

    def taken(self) -> int:
        """Since it was asked last."""
        taken, self.count = self.count, 0
        return taken


def missed(database: Database, clock: MovingClock) -> list[AlertRow]:
    """An SLO of P1 is missed just now; what fired."""
    open_urgent(database)
    clock.instant += timedelta(minutes=10)
    return sweep(database).fired


def test_it_looks_at_first_then_hourly_and_writes_nothing_where_nothing_burns(
    database: Database, clock: MovingClock
) -> None:
    watch, before = BurnWatch(), database.read(operations)
    reads = Reads(database)
    assert watch.look(database, []) == []
    assert reads.taken() > 0
    clock.instant += HOURLY - timedelta(seconds=1)
    assert watch.look(database, []) == []
    assert reads.taken() == 0
    clock.instant += timedelta(seconds=1)
    assert watch.look(database, []) == []
    assert reads.taken() > 0
    assert database.read(operations) == before


def test_a_missed_slo_has_it_look_within_a_minute(database: Database, clock: MovingClock) -> None:
    watch = BurnWatch()
    watch.look(database, [])
    fired = missed(database, clock)
    assert [row.level for row in fired] == ["slo"]
    burn(database)
    assert {row.kind for row in watch.look(database, fired)} == {"fast", "slow"}
    reads = Reads(database)
    clock.instant += SOON / 2
    assert watch.look(database, []) == []
    assert reads.taken() == 0
    clock.instant += SOON / 2
    assert watch.look(database, []) == []
    assert reads.taken() > 0
    clock.instant += SOON
    assert watch.look(database, []) == []
    assert reads.taken() == 0


def test_a_restart_finds_and_tells_nothing_twice(database: Database, clock: MovingClock) -> None:
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result
    burn(database)
    found = BurnWatch().look(database, [])
    told = Sweep([], None, found).to_json()["burns"]
    assert [(one["priority"], one["commitment"], one["burn"]) for one in told] == [
        ("P2", "resolution", "fast"), ("P2", "resolution", "slow"),
    ]  # fmt: skip
    shelf = Shelf()
    rows = BURNS.claim(database)
    BURNS.record(database, rows, database.person_id, BURNS.tell(shelf, rows))
    titles = [title for title, _, _ in shelf.shown]
    assert titles == [
        "P2 resolution misses its SLO more often this week than by chance",
        "P2 resolution misses its SLO more often this quarter than by chance",
    ]
    assert all(" used" in body for _, body, _ in shelf.shown)
    assert BurnWatch().look(database, []) == []
    assert BURNS.claim(database) == []
