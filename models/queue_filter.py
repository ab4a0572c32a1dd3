"""What the queue is narrowed to. Apart from the queries, so that a window knows it before SQL."""

from dataclasses import dataclass

CHIPS = ("open", "breached", "at_risk", "unassigned", "mine", "paused", "urgent")
TIMED = ("breached", "at_risk")
"""The chips that cases come under and leave as time passes."""


@dataclass(frozen=True)
class QueueFilter:
    """What the queue shows: a case that passes all of it.

    Without `statuses` only open cases. Each word of `text` stands in the key, the title or the
    customer's name, whatever the case of its letters; no more than 200 words are looked for. With
    `resolved_days` only what was resolved at least so many days ago.
    """

    priorities: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    assignee_id: int | None = None
    unassigned: bool = False
    text: str = ""
    chip: str = "open"
    resolved_days: int = 0


LEFT_UNCLOSED = QueueFilter(statuses=("resolved",), resolved_days=3)
"""Resolved and not closed for three days: on the weekly review (handbook, rule 22)."""
