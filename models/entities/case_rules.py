"""What the database itself refuses of a case, whoever writes it (rules 9, 12, 13 and 19)."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import CheckConstraint

from models.handbook.intake import OPEN, STATUSES, WAITING
from models.handbook.policy import PRIORITIES


def case_rules() -> list[CheckConstraint]:
    """The rules as constraints of the table, each by its name."""
    return [CheckConstraint(rule, name=name) for name, rule in _RULES.items()]


def _among(column: str, values: Sequence[str]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


_BEGUN: Final = "search_text = ''"
"""A row that is filled within its transaction: a window of the version before makes it so."""


def _said_to_lack(field: str) -> str:
    return f"replace(missing, '{field}', '') <> missing OR {_BEGUN}"


_RULES: Final = {
    "title_is_there": f"trim(title) <> '' OR {_said_to_lack('title')}",
    "customer_is_there": f"customer_id IS NOT NULL OR {_said_to_lack('customer')}",
    "priority_is_there": f"NOT provisional OR {_said_to_lack('priority')}",
    "priority_is_known": _among("priority", PRIORITIES),
    "status_is_known": _among("status", STATUSES),
    "open_by_status": f"is_open = ({_among('status', OPEN)})",
    "waits_for_somebody": f"({_among('status', WAITING)}) = (trim(waiting_for) <> '')",
    "ended_at_an_instant": f"(resolved_at IS NULL) = ({_among('status', OPEN)})",
    "closed_at_an_instant": (
        "(status <> 'closed' OR closed_at IS NOT NULL)"
        " AND (closed_at IS NULL OR resolved_at IS NOT NULL)"
    ),
    "complete_at_the_end": (
        f"missing = '' OR NOT ({_among('status', ('resolved', 'closed'))})"
        " OR source IS NOT NULL OR excused"
    ),
    "complete_if_ended_here": (
        f"source IS NULL OR missing = '' OR NOT ({_among('status', ('resolved', 'closed'))})"
        " OR excused OR (source_ended_at IS NOT NULL AND resolved_at = source_ended_at)"
    ),
}
"""What is true of a case whatever its log holds; its columns say one thing.

An imported case may be incomplete at the end it came with, and one that was `excused` at any; an
incomplete one that is open says what it lacks. Of imported cases a rule of its own says so: SQLite
adds rules and takes none back.
"""
