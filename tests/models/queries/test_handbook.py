"""What the linter asks of the team."""

from functools import partial

from models.commands.people import add_person, leave_team
from models.commands.working_times import set_days
from models.database import Database
from models.handbook.lint_team import Colleague
from models.handbook.typed_days import typed_lines
from models.queries.handbook import colleagues
from tests.conftest import MovingClock


def test_the_linter_knows_the_hours_of_who_is_on_the_team_and_the_days_that_differ(
    database: Database, clock: MovingClock
) -> None:
    week = {"mon": [("09:00", "17:00")]}
    ana = database.write(partial(add_person, name="Ana", role="lead", shifts=week)).result
    ben = database.write(partial(add_person, name="Ben")).result
    days = typed_lines("every second Saturday 10-14", clock.now().date())
    database.write(partial(set_days, person_id=ana, days=days))
    database.write(partial(leave_team, person_id=ben))
    written = {"mon": [["09:00", "17:00"]]}
    assert database.read(colleagues) == [Colleague("lead", written, {}, days)]
