"""What a log says of an incident: who has which role by hand, which steps are done, what is owed to
the team (handbook, rules 17 and 25).

It is kept among the case's fields, where nothing is that no event said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from models.handbook import events as ev
from models.handbook.events import Event, in_force

ROLES: Final = "roles"
TICKED: Final = "ticked"
HOTFIX: Final = "hotfix"
"""Among a case's fields: who was named by hand, by role; what was ticked, by playbook and step;
for when a hotfix is scheduled, and since when it is out."""

LEADING: Final[Mapping[str, tuple[str, ...]]] = {
    "P1": ("incident_commander", "engineering_on_call", "comms_lead"),
    "P2": ("squad_lead", "feature_owner"),
}
"""The roles of a case of these priorities (rule 25)."""

SOON: Final = 0.75
"""Of the time between two words, after so much of it the next is owed soon (rule 9)."""

LOG_KINDS: Final = (
    ev.OPENED, ev.PRIORITY_CHANGED, ev.FIELDS_CHANGED, ev.REOPENED, ev.NOTE, ev.RETRACTED,
)  # fmt: skip
"""What of a log is read for the team's clock."""


def give_role(fields: dict[str, Any], event: Event) -> None:
    """Somebody has a role of the case by hand: one of the team, or a name; or nobody has."""
    data = event.data
    given = {name: data[name] for name in ("person_id", "name") if data.get(name)}
    others = {role: who for role, who in fields.get(ROLES, {}).items() if role != data["role"]}
    fields[ROLES] = others | ({data["role"]: given} if given else {})


def tick_step(fields: dict[str, Any], event: Event) -> None:
    """A step of a playbook is done; who said so and when stays with it."""
    done = _steps(fields, event)
    done.setdefault(event.data["step"], [event.actor_id, event.occurred_at])
    fields[TICKED] = {**fields.get(TICKED, {}), event.data["playbook"]: done}


def clear_step(fields: dict[str, Any], event: Event) -> None:
    """It is not done after all."""
    done = _steps(fields, event)
    done.pop(event.data["step"], None)
    fields[TICKED] = {**fields.get(TICKED, {}), event.data["playbook"]: done}


def _steps(fields: Mapping[str, Any], event: Event) -> dict[str, Any]:
    return dict(fields.get(TICKED, {}).get(event.data["playbook"], {}))


def schedule_hotfix(fields: dict[str, Any], event: Event) -> None:
    """A hotfix comes then; one that is out already is another."""
    fields[HOTFIX] = {name: event.data.get(name) for name in ("at", "what", "remind_at")}


def ship_hotfix(fields: dict[str, Any], event: Event) -> None:
    """It is out."""
    fields[HOTFIX] = {**fields.get(HOTFIX, {}), "shipped_at": event.occurred_at}


def drop_hotfix(fields: dict[str, Any], event: Event) -> None:
    """None comes after all."""
    fields.pop(HOTFIX, None)


def hangs_under(events: Sequence[Event]) -> bool:
    """Whether it is one case of an incident's many: what the team owes itself is written there."""
    told = in_force(events)
    parted = {event.data["event_id"] for event in told if event.kind == ev.UNLINKED}
    links = (event for event in told if event.kind == ev.LINKED and event.id not in parted)
    return any(event.data.get("why") == "incident" for event in links)


@dataclass(frozen=True, slots=True)
class TeamLog:
    """The notes of a log in force, in their order; `since` the team is owed a word."""

    notes: tuple[Event, ...]
    since: int


def team_log(events: Sequence[Event], priority: str) -> TeamLog:
    """What the team wrote for itself, and since when it is owed the next word: the last note, or
    since the case has had this priority, or was opened again.
    """
    since, had = 0, ""
    notes = []
    for event in in_force(events):
        if event.kind == ev.NOTE:
            notes.append(event)
        new = event.data.get("priority")
        begins = event.kind in (ev.OPENED, ev.REOPENED) or (new == priority and had != priority)
        had = new or had
        if begins or event.kind == ev.NOTE:
            since = max(since, event.occurred_at)
    return TeamLog(tuple(notes), since)
