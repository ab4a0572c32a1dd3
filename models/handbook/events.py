"""The vocabulary of the append-only event log that every clock is computed from (rule 10)."""

from collections.abc import Iterable, Mapping
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
POLICY_APPLIED: Final = "policy_applied"
RETRACTED: Final = "retracted"

KINDS: Final = frozenset(
    {
        OPENED, FIELDS_CHANGED, ASSIGNED, UNASSIGNED, PRIORITY_CHANGED, STATUS_CHANGED, PAUSED,
        RESUMED, CONTACT, CUSTOMER_MESSAGE, ACKNOWLEDGED, NOTE, RESOLVED, REOPENED, CLOSED,
        EXCLUDED, MERGED_FROM, DEADLINE_OVERRIDDEN, POLICY_APPLIED, RETRACTED,
    }
)  # fmt: skip


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


def in_force(events: Iterable[Event]) -> list[Event]:
    """Events as clocks see them: in the order they occurred, retracted pairs left out (rule 17)."""
    ordered = sorted(events, key=lambda event: (event.occurred_at, event.id))
    gone = {event.data["event_id"] for event in ordered if event.kind == RETRACTED}
    if not gone:
        return ordered
    return [event for event in ordered if event.kind != RETRACTED and event.id not in gone]
