"""What is offered to whoever makes a corrective action."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from models.commands.people import leave_team
from models.database import Database
from models.queries.action_choices import action_choices
from tests.conftest import MovingClock
from tests.models.commands.actions import a_team, do
from tests.models.commands.desk import WHOLE, opened


def test_roles_are_offered_with_who_has_them_and_names_as_cases_have_them(
    database: Database, clock: MovingClock
) -> None:
    team = a_team(database)
    opened(database, replace(WHOLE, category="old"))
    clock.instant += timedelta(days=400)
    for category in ("exports", "exports", "sync"):
        opened(database, replace(WHOLE, category=category))
    found = database.read(partial(action_choices, now=clock.instant))
    roles = dict(found.roles)
    assert (roles["squad_lead"], roles["lead"], roles["comms_lead"]) == ("Ben", "Ana", "Ana")
    assert [person.name for person in found.people] == ["Ana", "Ben", "Cy"]
    assert (found.categories, found.groups) == (("exports", "sync"), ())
    do(database, leave_team, team["Ben"], by=team["Ana"])
    assert dict(database.read(partial(action_choices, now=clock.instant)).roles)["squad_lead"] == (
        "Ana")  # fmt: skip
