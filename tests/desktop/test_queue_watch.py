"""The watch over the queue's thresholds: looked for when it may have moved, told once."""

import json
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from desktop.queue_watch import CROSSINGS, MINUTELY, QueueWatch
from models.commands.cases import NewCase, assign, open_case
from models.database import Database
from models.queries.crossings import past_crossings
from models.work import Work
from tests.conftest import MovingClock
from tests.desktop.test_burn_watch import Reads
from tests.desktop.test_watch import Shelf, operations, person
from tests.models.queries.test_queue_readings import publish, threshold

TWO_OPEN = threshold(watch="open_cases", limit=2, role="squad_lead")
AN_HOUR = threshold(watch="oldest_unassigned", limit="1 h", role="lead")


def opened(database: Database, count: int) -> Sequence[int]:
    """So many more, which nobody has."""

    def write(work: Work) -> list[int]:
        return [open_case(work, NewCase("Exports stall", incomplete=True)) for _ in range(count)]

    return database.write(write).result


def test_it_looks_where_the_log_has_grown_or_a_minute_is_over(
    database: Database, clock: MovingClock
) -> None:
    publish(database, TWO_OPEN)
    opened(database, 2)
    watch, before = QueueWatch(), database.read(operations)
    reads = Reads(database)
    assert watch.look(database) == []
    first = reads.taken()
    clock.instant += MINUTELY / 2
    assert watch.look(database) == []
    assert reads.taken() < first
    clock.instant += MINUTELY / 2
    assert watch.look(database) == []
    assert reads.taken() == first
    assert database.read(operations) == before
    opened(database, 1)
    assert [row.words for row in watch.look(database)] == ["3 cases are open, over 2"]
    assert watch.look(database) == []


def test_time_alone_crosses_and_an_assignment_ends_it(
    database: Database, clock: MovingClock
) -> None:
    """A window says how it stands now, not how it stood as it was crossed."""
    publish(database, AN_HOUR)
    cases = opened(database, 1)
    watch = QueueWatch()
    assert watch.look(database) == []
    clock.instant += timedelta(minutes=61)
    (row,) = watch.look(database)
    said = "The oldest of the unassigned cases has waited for {} of work time, over 1 h"
    assert str(watch.words(row)) == row.words == said.format("1 h 1 min")
    clock.instant += timedelta(minutes=9)
    assert watch.look(database) == []
    assert str(watch.words(row)) == said.format("1 h 10 min")
    ana = person(database, "Ana Ruiz")
    database.write(partial(assign, case_ids=cases, person_id=ana))
    assert watch.look(database) == []
    assert str(watch.words(row)) == row.words
    query = partial(past_crossings, person_id=None, now=clock.now())
    assert [one.fell_at for one in database.read(query)] == [clock.now()]


def test_each_of_the_role_is_told_once_by_message(database: Database, clock: MovingClock) -> None:
    publish(database, TWO_OPEN)
    opened(database, 3)
    (row,) = QueueWatch().look(database)
    person(database, "Lea Brandt", "lead")
    assert json.loads(json.dumps(row.to_json()))["sentence"] == "3 cases are open, over 2"
    database.person_id = person(database, "Ben")
    assert CROSSINGS.claim(database) == []
    database.person_id = ana = person(database, "Ana Ruiz", "squad_lead")
    shelf = Shelf()
    rows = CROSSINGS.claim(database)
    CROSSINGS.record(database, rows, ana, CROSSINGS.tell(shelf, rows))
    assert shelf.shown == [
        (
            "3 cases are open, over 2",
            "Told to the squad lead, once, until it has fallen back.",
            None,
        )
    ]
    assert QueueWatch().look(database) == []
    assert CROSSINGS.claim(database) == []
