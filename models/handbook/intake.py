"""What a case must hold and what may be done with it: one rule set (rules 19 and 22)."""

from collections.abc import Mapping
from typing import Any, Final

from models.handbook.environment import PARTS, held_as
from models.handbook.headings import says_something

REQUIRED: Final = ("title", "customer", "priority", "impact", "environment", "steps")
CLOSING: Final = ("root_cause", "workaround", "prevention")
SHORT_CLOSING: Final = ("root_cause",)
"""The parts of the closing note, and of its short form for P4 (rule 22)."""

_TOLD: Final = ("impact", "steps", *CLOSING)
"""Where headings of a template with nothing below them are no answer."""

WAITING: Final = ("waiting_customer", "waiting_third_party", "waiting_engineering")
OPEN: Final = ("new", "in_progress", *WAITING)
ENDED: Final = ("resolved", "closed", "cancelled", "duplicate", "spam", "merged")
EXCLUSIONS: Final = ("cancelled", "duplicate", "spam", "merged")
STATUSES: Final = OPEN + ENDED
WRITTEN_AFTER: Final = ("resolved", "closed", "cancelled", "duplicate")
"""The ends of a case after which a customer's message is asked about (rule 15)."""

ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    "assign": frozenset(OPEN),
    "change_priority": frozenset(OPEN),
    "contact": frozenset((*OPEN, "resolved")),
    "note": frozenset(STATUSES),
    "change_fields": frozenset((*OPEN, "resolved")),
    "work": frozenset(OPEN),
    "pause": frozenset(OPEN),
    "resolve": frozenset(OPEN),
    "close": frozenset(("resolved",)),
    "settle": frozenset(WRITTEN_AFTER),
    "split": frozenset((*OPEN, "resolved", "closed")),
    "merge": frozenset(OPEN),
    "escalate": frozenset(OPEN),
    "link": frozenset(STATUSES),
    "lead": frozenset(OPEN),
    "tick": frozenset((*OPEN, "resolved")),
    "hotfix": frozenset((*OPEN, "resolved")),
    "survey": frozenset((*OPEN, "resolved", "closed")),
    "reopen": frozenset(("resolved", "closed")),
    "exclude": frozenset((*OPEN, "resolved")),
    "change_by_hand": frozenset((*OPEN, "resolved", "closed")),
}


def missing_fields(
    values: Mapping[str, Any], required: tuple[str, ...] = REQUIRED
) -> tuple[str, ...]:
    """The required fields that are empty, in the order of the form (rule 19).

    An impact is there once its level is chosen or words say it, an environment once any part of it
    says something, whether `values` hold the parts by themselves or as an event does. Headings
    alone, as a template leaves them to be answered, say nothing.
    """
    return tuple(name for name in required if not _is_there(name, values))


def closing_parts(priority: str) -> tuple[str, ...]:
    """What the closing note of a case of this priority must hold (rule 22)."""
    return SHORT_CLOSING if priority == "P4" else CLOSING


def _is_there(name: str, values: Mapping[str, Any]) -> bool:
    if name == "impact" and _filled(values.get("impact_level")):
        return True
    if name == "environment" and not isinstance(values.get(name), Mapping):
        return bool(held_as({part: values.get(part) for part in PARTS}))
    value = values.get(name)
    if name in _TOLD and isinstance(value, str):
        return says_something(value)
    return _filled(value)


def _filled(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(map(_filled, value.values()))
    return bool(value.strip()) if isinstance(value, str) else value is not None


def may(action: str, status: str) -> bool:
    """Whether an action is legal in a status; an unknown action is a bug (KeyError)."""
    return status in ALLOWED[action]
