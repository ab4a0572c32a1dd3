"""What the thresholds look at, added up by the database, on both of them."""

from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import event, insert

from models.commands.handbook import publish_handbook
from models.commands.people import add_person
from models.commands.working_times import add_absence
from models.database import Database
from models.entities import Case
from models.handbook.publication import publication
from models.last_forecast import LastForecast, keep_forecast
from models.queries.queue_readings import QueueReading, read_queue
from models.work import Work
from tests.conftest import NOW, MovingClock
from tests.models.handbook.thresholds import watching
from tests.models.queries.benches import joined
from tests.models.queries.test_attainment import case

HOUR = timedelta(hours=1)


def publish(database: Database, *tables: str) -> None:
    """The default handbook, watching what these tables say."""
    wanted = publication(watching(*tables), "new", None, "")
    database.write(partial(publish_handbook, publication=wanted))


def threshold(**said: Any) -> str:
    """A table of the handbook's file."""
    lines = (
        f"{name} = {value if isinstance(value, int | list) else chr(34) + value + chr(34)}"
        for name, value in said.items()
    )
    return "\n".join(("[[threshold]]", *lines, "")).replace("'", '"')


def store(database: Database, *cases: dict[str, Any]) -> None:
    """Cases as these rows say, open for an hour unless said otherwise."""

    def write(work: Work) -> None:
        usual = {"opened_at": NOW - HOUR, "title": "Exports stall", "missing": "customer"}
        rows = [case(number, **(usual | one)) for number, one in enumerate(cases, 1)]
        columns = {name for row in rows for name in row}
        empty = dict.fromkeys(columns, None)
        work.session.execute(insert(Case), [empty | row for row in rows])

    database.write(write)


def read(database: Database) -> QueueReading:
    return database.read(partial(read_queue, now=database.clock.now()))


def too_few_to_forecast(database: Database) -> None:
    """As a desk without a history keeps it."""
    at = int(database.clock.now().timestamp())
    keep_forecast(database.engine, LastForecast(at, 0, 0, {}))


def values(database: Database) -> list[int]:
    return list(read(database).values.values())


def test_cases_are_added_up_by_what_the_thresholds_tell_apart(database: Database) -> None:
    publish(
        database,
        threshold(watch="open_cases", limit=1),
        threshold(watch="open_cases", limit=1, priorities=["P1", "P3"]),
        threshold(watch="open_cases", limit=1, categories=["Log  In"]),
        threshold(watch="open_cases", limit=1, groups=["network"], priorities=["P2"]),
        threshold(watch="open_cases", limit=1, products=["Till 4"]),
        threshold(watch="breaches", limit=1, within="8 h"),
        threshold(watch="breaches", limit=1, within="24 h", priorities=["P2"]),
    )
    till = {"environment": {"product": "till 4", "component": "printer"}}
    gone = {"is_open": False, "status": "resolved", "resolved_at": NOW, "excused": True}
    store(
        database,
        {"priority": "P1", "category": "log in", "fields": till, "next_due_at": NOW + HOUR},
        {"priority": "P2", "category": "LOG IN", "group_name": "Network", "fields": till},
        {"priority": "P2", "group_name": "network", "next_due_at": NOW + 9 * HOUR},
        {"priority": "P2", "fields": {"environment": "till 4"}, "next_due_at": NOW - HOUR},
        {"priority": "P3", "category": "billing", "next_due_at": NOW + 8 * HOUR},
        {"priority": "P1", "category": "log in", "group_name": "network", **gone},
    )
    assert values(database) == [5, 2, 2, 2, 2]  # of breaches it is not known yet what to go by
    too_few_to_forecast(database)
    assert values(database) == [5, 2, 2, 2, 2, 2, 1]


def test_the_oldest_without_an_agent_is_counted_in_work_time(
    database: Database, clock: MovingClock
) -> None:
    """It is Tuesday 14:28; the team works from 9 to 17."""
    ana = database.write(partial(add_person, name="Ana")).result
    publish(
        database,
        threshold(watch="oldest_unassigned", limit="4 h"),
        threshold(watch="oldest_unassigned", limit="1 h", calendar="round_the_clock"),
        threshold(watch="oldest_unassigned", limit="1 h", priorities=["P4"]),
    )
    yesterday = NOW - timedelta(days=1)
    store(
        database,
        {"opened_at": NOW - 9 * timedelta(days=1), "assignee_id": ana},
        {"opened_at": yesterday},
        {"opened_at": NOW - HOUR},
    )
    assert values(database) == [8 * 3600, 24 * 3600, 0]
    clock.instant += 12 * HOUR
    assert values(database)[0] == 8 * 3600 + (2 * 60 + 32) * 60
    keys = list(read(database).values)
    assert "has waited for 10 h 32 min of work time" in str(read(database).words(keys[0]))
    assert read(database).words(keys[2]) is None


def test_nobody_with_a_skill_on_shift_in_the_teams_hours(
    database: Database, clock: MovingClock
) -> None:
    publish(
        database,
        threshold(watch="nobody_on_shift", skill="api", level=3),
        threshold(watch="nobody_on_shift", skill="sync"),
        threshold(watch="nobody_on_shift", skill="search"),
    )
    assert values(database) == []  # nobody's skills are entered
    late = {day: [("17:00", "23:00")] for day in ("mon", "tue", "wed")}
    joined(database, "Ana", skills={"API": 2, "sync": 1}, shifts=late)
    ben = joined(database, "Ben", skills={"api": 4, "search": 1})
    assert values(database) == [0, 1, 0]
    until = NOW + 2 * HOUR
    away = partial(add_absence, person_id=ben, begins_at=NOW, ends_at=until, stand_in_id=None)
    database.write(away)
    assert values(database) == [1, 1, 1]
    clock.instant += 3 * HOUR  # after five: Ben is gone, and the team's hours are over
    assert values(database) == []


def test_it_is_one_statement_for_all_cases_and_none_where_nothing_is_watched(
    database: Database, clock: MovingClock
) -> None:
    said: list[str] = []
    event.listen(
        database.engine, "before_cursor_execute", lambda *given: said.append(given[2].lower())
    )
    publish(database)
    said.clear()
    assert read(database) == QueueReading()
    assert not any("from cases" in one and "group by" in one for one in said)
    clock.instant += HOUR
    publish(
        database,
        *(threshold(watch="open_cases", limit=n, groups=[f"g{n}"]) for n in range(1, 9)),
        threshold(watch="breaches", limit=1, within="8 h"),
    )
    too_few_to_forecast(database)
    said.clear()
    assert len(read(database).values) == 9
    assert len([one for one in said if "from cases" in one and "group by" in one]) == 1
