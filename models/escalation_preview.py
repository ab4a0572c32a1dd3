"""Who would be told of an alert that nobody sees, and when, were it to come now: in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from models.handbook.alerting import ROLE_OF_PRIORITY
from models.handbook.escalation import Escalation, Telling, who_is_told
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.roster import LEAD, Roster
from models.text import Text, text
from models.wording import capitalised, instant_words, role_name

_MOST = 9
"""Lines of a preview; a path that tells more often says how often."""


@dataclass(frozen=True)
class Team:
    """Who is who, at the instant that is looked at."""

    roster: Roster
    names: Mapping[int, str]


def preview(
    escalation: Escalation, priority: str, team: Team, now: datetime, zone: ZoneInfo, *,
    assigned: bool,
) -> list[tuple[str, Text]]:  # fmt: skip
    """(when, who) of each that is told, from the alert on; the last line says how it ends.

    `assigned`: somebody has the case, and is told first; else the role of its priority is.
    """
    at = to_seconds(now)
    role = None if assigned else ROLE_OF_PRIORITY.get(priority, LEAD)
    first = text("Whoever has the case") if role is None else _who(Telling(role, at), team)
    tellings = list(escalation.walk(role, at))

    def when(instant: int) -> str:
        return instant_words(from_seconds(instant), now, zone)

    lines = [(when(at), first)]
    for who, these in groupby(tellings, lambda one: _who(one, team)):
        told = list(these)
        said = who if len(told) == 1 else text(
            "{who}, {count} times until {last}", who=who, count=len(told), last=when(told[-1].at)
        )  # fmt: skip
        lines.append((when(told[0].at), said))
    if len(lines) > _MOST:
        rest = lines[_MOST - 1 :]
        lines = [*lines[: _MOST - 1], (rest[-1][0], text(
            "and {count} more until then", count=len(rest)))]  # fmt: skip
    return [*lines, ("", _end(escalation, role, len(tellings)))]


def _who(telling: Telling, team: Team) -> Text:
    """“Squad lead: Ben Okafor, who is given the case”."""
    told = who_is_told(telling.role, team.roster, telling.at)
    names = ", ".join(sorted(team.names[one] for one in told.people if one in team.names))
    role = capitalised(role_name(telling.role))
    if not told.people:
        said = text("{role}: nobody is, nor does anybody lead, so everybody", role=role)
    elif told.unheld:
        said = text("{role}: nobody is, so the lead, {names}", role=role, names=names)
    else:
        said = text("{role}: {names}", role=role, names=names)
    return text("{said}, who is given the case", said=said) if telling.hands else said


def _end(escalation: Escalation, role: str | None, told: int) -> Text:
    left = escalation.tellings(role)[told:]
    if not left:
        return text("Then nobody else is told: it stays due until somebody sees to it.")
    return text("Then it goes no further: nothing says how long before the {role}.",
                role=role_name(left[0].role))  # fmt: skip
