"""A desk whose team has shifts and skills, for tests of assignment."""

from functools import partial
from typing import Any, Final

from models.commands.handbook import publish_handbook
from models.commands.people import add_person
from models.database import Database
from models.handbook.publication import publication
from models.handbook.working_hours import DAYS
from tests.conftest import HANDBOOK

DAY: Final[dict[str, Any]] = {day: [("09:00", "17:00")] for day in DAYS}
EVENING: Final[dict[str, Any]] = {day: [("15:00", "23:00")] for day in DAYS}
RULES: Final = """
[[skill]]
name = "exports"
level = 3
words = ["exports", "export"]

[[skill]]
name = "German"
need = "preferred"
languages = ["de"]
"""


def published(database: Database, more: str = RULES, automatic: bool = True) -> None:
    """The default handbook with these rules, its new cases assigned by themselves or not."""
    source = HANDBOOK.replace("@team_zone@", "Europe/Berlin") + more
    if not automatic:
        source = source.replace("automatic = true", "automatic = false")
    wanted = publication(source, "new", None, "")
    database.write(partial(publish_handbook, publication=wanted))


def joined(database: Database, name: str, **said: Any) -> int:
    """Somebody of the team, at work by day unless said otherwise; returns their id."""
    return database.write(partial(add_person, name=name, **({"shifts": DAY} | said))).result
