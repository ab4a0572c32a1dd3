"""What a notification says, what may be done from it, and what became of it."""

from dataclasses import dataclass, field
from typing import Final

from models.queries.alerts import AlertRow

OPEN: Final = "default"
"""What a click on the message itself means to every notification service."""

TAKE: Final = "take"
SNOOZE: Final = "snooze"
HAND_OVER: Final = "hand-over"

DISMISSED: Final = "dismissed"
"""No button: the person closed the message, and so has seen what it says."""


@dataclass(frozen=True)
class Message:
    """What a notification says, and the case that a click on it opens (None: the queue).

    `rows` are the alerts it tells. An `urgent` one stays until somebody looks; one of a `group`
    takes the place of the one before it. A `veiled` one does not say whose case it is.
    """

    title: str
    body: str
    case_id: int | None
    rows: tuple[AlertRow, ...] = field(default=(), compare=False)
    urgent: bool = field(default=False, compare=False)
    group: str = field(default="", compare=False)
    veiled: bool = field(default=False, compare=False)

    @property
    def alert_ids(self) -> tuple[int, ...]:
        """The alerts it tells."""
        return tuple(row.id for row in self.rows)

    @property
    def names_case(self) -> bool:
        """Whether who reads it knows which case its alerts are of; a digest lists some of many."""
        return bool(self.rows) and self.case_id is not None and not self.veiled

    @property
    def holder(self) -> str:
        """Who had the case as the message was made, "" for nobody."""
        return self.rows[0].assignee if self.rows else ""


@dataclass(frozen=True)
class Press:
    """Somebody clicked on a message, pressed one of its buttons, or dismissed it."""

    message: Message
    button: str
