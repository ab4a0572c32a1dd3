"""What the queue is narrowed to. Apart from the queries, so that a window knows it before SQL."""

from dataclasses import dataclass, replace
from typing import Final

from models.handbook.environment import DETAILS, PARTS

CHIPS = ("open", "breached", "at_risk", "unassigned", "mine", "paused", "urgent")
MOST_AT_ONCE = 1_000
"""How many cases of the queue may be changed by one key."""
TIMED = ("breached", "at_risk")
"""The chips that cases come under and leave as time passes."""
ENVIRONMENT: Final = tuple(name for name in PARTS if name != DETAILS)
"""The parts of a case's environment that the queue is narrowed to."""
LONGEST_PART: Final = 200


@dataclass(frozen=True)
class QueueFilter:
    """What the queue shows: a case that passes all of it.

    Without `statuses` only open cases. Each word of `text` stands in the key, the title or the
    customer's name, whatever the case of its letters; no more than 200 words are looked for. With
    `resolved_days` only what was resolved at least so many days ago. `environment` has a part of
    `ENVIRONMENT` and what is asked of it: how `version` begins, whether `production` is "yes" or
    "no", what stands in the others, whatever the case of Latin letters. `language` is the code of
    the one that was said of a case.
    """

    priorities: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    assignee_id: int | None = None
    unassigned: bool = False
    text: str = ""
    chip: str = "open"
    resolved_days: int = 0
    environment: tuple[tuple[str, str], ...] = ()
    language: str = ""


def happening_in(shown: QueueFilter, **parts: str) -> QueueFilter:
    """The filter with these parts of the environment; an empty one is asked no more."""
    asked = dict(shown.environment) | parts
    environment = tuple((name, asked[name]) for name in ENVIRONMENT if asked.get(name))
    return replace(shown, environment=environment)


LEFT_UNCLOSED = QueueFilter(statuses=("resolved",), resolved_days=3)
"""Resolved and not closed for three days: on the weekly review (handbook, rule 22)."""
