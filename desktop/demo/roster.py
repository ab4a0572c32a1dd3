"""Who is away soon and who stands in, and whose turn it is to be told of a P1."""

from datetime import datetime, time, timedelta
from typing import Final

from desktop.demo.cast import Cast
from models.commands.working_times import add_absence, add_turn
from models.handbook.zones import zone
from models.work import Work

_AWAY: Final = 2
"""Whose leave it is, by their place among the agents; who stands in comes before, whose turn it is
before that."""


def write_roster(work: Work, cast: Cast, now: datetime) -> None:
    """An agent's leave in the week after this one, and a turn that ends with it."""
    agents = [cast.people[p.name] for p in cast.script.people if p.role == "agent"]
    commander, stand_in, away = agents[: _AWAY + 1]
    local = now.astimezone(zone(cast.team.zone))
    monday = datetime.combine(
        local.date() + timedelta(days=7 - local.weekday()), time(), local.tzinfo
    )
    add_absence(work, away, monday, monday + timedelta(days=5), stand_in)
    add_turn(work, "incident_commander", commander, monday, monday + timedelta(days=7))
