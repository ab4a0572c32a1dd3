"""A case's events while it is being made up, in the order they happen."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.handbook import events as ev
from models.handbook.events import Event
from models.handbook.instants import to_seconds


@dataclass
class Story:
    """A made-up case: its events so far. Nothing may happen after `now`."""

    now: datetime
    opened_at: datetime
    events: list[Event] = field(default_factory=list)

    def tell(
        self, kind: str, at: datetime, data: dict[str, Any] | None = None, by: int | None = None
    ) -> bool:
        """Add an event, unless it has not come yet."""
        if at > self.now:
            return False
        seconds = to_seconds(at)
        number = len(self.events) + 1
        self.events.append(Event(number, kind, seconds, seconds, data or {}, by))
        return True

    def assign(self, person: int, at: datetime) -> None:
        """Give the case to somebody, who starts on it."""
        self.tell(ev.ASSIGNED, at, {"person_id": person}, person)

    def reply(self, text: str, at: datetime, by: int) -> bool:
        """A reply to the customer."""
        return self.tell(ev.CONTACT, at, {"type": "reply", "text": text}, by)
