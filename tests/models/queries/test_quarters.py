"""Quarters that hold a case, in the team's zone."""

from datetime import UTC, datetime

from sqlalchemy import insert

from models.database import Database
from models.entities import Case
from models.queries.quarters import Quarters, quarters
from tests.models.queries.test_attainment import case


def found(database: Database, now: datetime, *opened: datetime) -> Quarters:
    rows = [case(number, opened_at=at) for number, at in enumerate(opened, start=1)]
    if rows:
        database.write(lambda work: work.session.execute(insert(Case), rows))
    return database.read(lambda session: quarters(session, now))


def test_gaps_are_left_out_and_the_newest_stands_first(database: Database) -> None:
    told = found(
        database, datetime(2016, 11, 3, tzinfo=UTC), datetime(2015, 2, 1, tzinfo=UTC),
        datetime(2016, 5, 1, tzinfo=UTC), datetime(2016, 4, 2, tzinfo=UTC),
    )  # fmt: skip
    assert [period.name for period in told.with_cases] == ["2016Q2", "2015Q1"]
    assert (told.running.name, told.to_show.name) == ("2016Q4", "2016Q2")
    assert told.begins_after(told.with_cases[1])
    assert not told.begins_after(told.with_cases[0])


def test_a_quarter_begins_at_midnight_in_the_teams_zone(database: Database) -> None:
    """Berlin is two hours ahead on 31 March."""
    told = found(
        database, datetime(2016, 6, 1, tzinfo=UTC), datetime(2016, 3, 31, 21, 59, tzinfo=UTC),
        datetime(2016, 3, 31, 22, tzinfo=UTC),
    )  # fmt: skip
    assert [period.name for period in told.with_cases] == ["2016Q2", "2016Q1"]


def test_what_is_opened_later_is_not_known_yet(database: Database) -> None:
    told = found(database, datetime(2016, 3, 1, tzinfo=UTC), datetime(2016, 5, 1, tzinfo=UTC))
    assert told.with_cases == ()
    assert told.to_show == told.running
    assert told.begins_after(told.running)
