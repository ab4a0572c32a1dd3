"""What a customer may be told of what happened since the last update (handbook, rule 31)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.handbook import events as ev
from models.handbook.events import Event, in_force


@dataclass(frozen=True)
class SinceUpdate:
    """What of a case changed since `at`, the last update or the opening; None where nothing did.

    Notes, findings, reasons, and whom we wait for are not among it: they stay among ourselves.
    """

    at: int
    assignee_id: int | None = None
    status: str | None = None
    priority: str | None = None
    messages: int = 0
    reopened: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return self == SinceUpdate(self.at)


def since_update(events: Sequence[Event], is_update: Callable[[str], bool]) -> SinceUpdate:
    """From a case's log; `is_update` says of a contact type whether it counts as an update."""
    found = SinceUpdate(0)
    for event in in_force(events):
        data = event.data
        if event.kind == ev.OPENED or (event.kind == ev.CONTACT and is_update(_type(event))):
            found = SinceUpdate(event.occurred_at)
        elif event.kind == ev.ASSIGNED:
            found = replace(found, assignee_id=data.get("person_id") or found.assignee_id)
        elif event.kind == ev.UNASSIGNED:
            found = replace(found, assignee_id=None)
        elif event.kind in (ev.STATUS_CHANGED, ev.PAUSED, ev.RESUMED):
            found = replace(found, status=data.get("status", "in_progress"))
        elif event.kind == ev.PRIORITY_CHANGED:
            found = replace(found, priority=data.get("priority"))
        elif event.kind == ev.CUSTOMER_MESSAGE:
            found = replace(found, messages=found.messages + 1)
        elif event.kind == ev.REOPENED:
            found = replace(found, reopened=True)
    return found


def _type(event: Event) -> str:
    return str(event.data.get("type") or "reply")
