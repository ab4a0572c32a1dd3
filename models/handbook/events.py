"""The vocabulary of the append-only event log that every clock is computed from (rule 10)."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final, NamedTuple

OPENED: Final = "opened"
FIELDS_CHANGED: Final = "fields_changed"
ASSIGNED: Final = "assigned"
UNASSIGNED: Final = "unassigned"
PRIORITY_CHANGED: Final = "priority_changed"
STATUS_CHANGED: Final = "status_changed"
PAUSED: Final = "paused"
RESUMED: Final = "resumed"
CONTACT: Final = "contact"
CUSTOMER_MESSAGE: Final = "customer_message"
ACKNOWLEDGED: Final = "acknowledged"
NOTE: Final = "note"
RESOLVED: Final = "resolved"
REOPENED: Final = "reopened"
CLOSED: Final = "closed"
EXCLUDED: Final = "excluded"
MERGED_FROM: Final = "merged_from"
DEADLINE_OVERRIDDEN: Final = "deadline_overridden"
START_MOVED: Final = "start_moved"
PAUSE_ENTERED: Final = "pause_entered"
POLICY_APPLIED: Final = "policy_applied"
LINKED: Final = "linked"
ACCESS_CHANGED: Final = "access_changed"
UNLINKED: Final = "unlinked"
ESCALATED: Final = "escalated"
MESSAGE_SETTLED: Final = "message_settled"
SKILLS_CHANGED: Final = "skills_changed"
SURVEYED: Final = "surveyed"
ROLE_GIVEN: Final = "role_given"
STEP_TICKED: Final = "step_ticked"
STEP_CLEARED: Final = "step_cleared"
HOTFIX_SCHEDULED: Final = "hotfix_scheduled"
HOTFIX_SHIPPED: Final = "hotfix_shipped"
HOTFIX_DROPPED: Final = "hotfix_dropped"
ATTACHED: Final = "attached"
RETRACTED: Final = "retracted"

KINDS: Final = frozenset(
    {
        OPENED, FIELDS_CHANGED, ASSIGNED, UNASSIGNED, PRIORITY_CHANGED, STATUS_CHANGED, PAUSED,
        RESUMED, CONTACT, CUSTOMER_MESSAGE, ACKNOWLEDGED, NOTE, RESOLVED, REOPENED, CLOSED,
        EXCLUDED, MERGED_FROM, DEADLINE_OVERRIDDEN, START_MOVED, PAUSE_ENTERED, POLICY_APPLIED,
        LINKED, UNLINKED, ESCALATED, ACCESS_CHANGED, MESSAGE_SETTLED, SURVEYED, ATTACHED,
        SKILLS_CHANGED, ROLE_GIVEN, STEP_TICKED, STEP_CLEARED, HOTFIX_SCHEDULED,
        HOTFIX_SHIPPED, HOTFIX_DROPPED, RETRACTED,
    }
)  # fmt: skip
FROM_OUTSIDE: Final = frozenset({POLICY_APPLIED, SURVEYED})
"""What is written into many cases at once: who does so does not look at each of them."""


class Event(NamedTuple):
    """One fact about a case. Instants are whole seconds since the epoch.

    `occurred_at` is what clocks see; `recorded_at` is when the desk knew (handbook, rule 10).
    """

    id: int
    kind: str
    occurred_at: int
    recorded_at: int
    data: Mapping[str, Any]
    actor_id: int | None = None


_order: Final = attrgetter("occurred_at", "id")
_ENDINGS: Final = frozenset({RESOLVED, CLOSED, EXCLUDED})


def in_force(events: Iterable[Event]) -> list[Event]:
    """Events as clocks see them: in the order they occurred, each retracted pair left out.

    A retraction that was itself retracted retracts nothing (rule 17). A case's ends and reopenings
    stay in the order they were recorded, whenever they are said to have occurred (rule 15), and
    nothing of a case happens before it was opened: what was logged as earlier, such as the call
    that led to it, counts from the opening.
    """
    ordered = sorted(events, key=_order)
    kinds = {event.kind for event in ordered}
    if RETRACTED in kinds:
        gone = _retracted(ordered)
        ordered = [e for e in ordered if e.kind != RETRACTED and e.id not in gone]
    if REOPENED in kinds:
        ordered = sorted(_lives(ordered), key=_order)
    return ordered if not ordered or ordered[0].kind == OPENED else _from_the_opening(ordered)


def _retracted(events: Iterable[Event]) -> set[int]:
    gone: set[int] = set()
    for event in sorted(events, key=lambda event: event.id, reverse=True):
        if event.kind == RETRACTED and event.id not in gone:
            gone.add(event.data["event_id"])
    return gone


def _lives(events: Sequence[Event]) -> list[Event]:
    """The events with ends and reopenings at the instants at which they take effect.

    A case is reopened as of the customer's message, but not before it was resolved; an end
    recorded before the reopening, such as the closing of a case whose customer had written again,
    belongs to the life before, and one recorded after it to the life after.
    """
    begin: int | None = None
    ends: list[Event] = []
    moved: dict[int, Event] = {}
    for event in sorted(events, key=lambda event: event.id):
        if event.kind in _ENDINGS:
            at = event.occurred_at if begin is None else max(event.occurred_at, begin)
            ends.append(event._replace(occurred_at=at))
        elif event.kind == REOPENED and ends:
            begin = max(event.occurred_at, min(end.occurred_at for end in ends))
            moved |= {end.id: end._replace(occurred_at=min(end.occurred_at, begin)) for end in ends}
            moved[event.id] = event._replace(occurred_at=begin)
            ends = []
    moved |= {end.id: end for end in ends}
    return [moved.get(event.id, event) for event in events]


def _from_the_opening(events: list[Event]) -> list[Event]:
    opened = next((event for event in events if event.kind == OPENED), None)
    if opened is None:
        return events
    first = opened.occurred_at
    rest = (event for event in events if event is not opened)
    return [opened, *(e._replace(occurred_at=max(e.occurred_at, first)) for e in rest)]
