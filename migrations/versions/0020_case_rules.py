"""What the database itself refuses of a case."""

from contextlib import suppress
from itertools import groupby
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from models.errors import KnownError
from models.handbook.case_facts import facts_of
from models.handbook.events import Event
from models.handbook.intake import OPEN

revision = "0020"
down_revision = "0019"

_OPEN: Final = (
    "status IN ('new', 'in_progress', 'waiting_customer', 'waiting_third_party',"
    " 'waiting_engineering')"
)
_LACKS: Final = "replace(missing, '{}', '') <> missing OR search_text = ''"
_RULES: Final = {
    "title_is_there": f"trim(title) <> '' OR {_LACKS.format('title')}",
    "customer_is_there": f"customer_id IS NOT NULL OR {_LACKS.format('customer')}",
    "priority_is_there": f"NOT provisional OR {_LACKS.format('priority')}",
    "priority_is_known": "priority IN ('P1', 'P2', 'P3', 'P4')",
    "status_is_known": (
        f"{_OPEN[:-1]}, 'resolved', 'closed', 'cancelled', 'duplicate', 'spam', 'merged')"
    ),
    "open_by_status": f"is_open = ({_OPEN})",
    "waits_for_somebody": (
        "(status IN ('waiting_customer', 'waiting_third_party', 'waiting_engineering'))"
        " = (trim(waiting_for) <> '')"
    ),
    "ended_at_an_instant": f"(resolved_at IS NULL) = ({_OPEN})",
    "closed_at_an_instant": (
        "(status <> 'closed' OR closed_at IS NOT NULL)"
        " AND (closed_at IS NULL OR resolved_at IS NOT NULL)"
    ),
}
_COMPLETE: Final = (
    "missing = '' OR NOT (status IN ('resolved', 'closed')) OR source IS NOT NULL OR excused"
)
_EXCUSED: Final = (
    "missing <> '' AND source IS NULL AND (resolved_at IS NOT NULL OR times_reopened > 0)"
)
_ASIDE: Final = "ended before"
"""The source of those that are excused, until a column says so; no log is called that."""

_BATCH: Final = 500

_CACHED: Final = (
    "title", "customer_id", "provisional", "status", "is_open", "waiting_for", "missing",
    "resolved_at", "closed_at",
)  # fmt: skip

_events = sa.table("events", *map(sa.column, ("id", "case_id", "kind", "occurred_at",
                   "recorded_at")), sa.column("data", sa.JSON()))  # fmt: skip


def upgrade() -> None:
    """What the database itself refuses of a case; one that had ended incomplete is excused."""
    bind = op.get_bind()
    _read_again(bind)
    op.execute(f"UPDATE cases SET source = '{_ASIDE}' WHERE {_EXCUSED}")
    _add(bind, ", ADD" if bind.dialect.name == "postgresql" else "")
    op.execute(
        f"UPDATE cases SET excused = {sa.true().compile(bind)}, source = NULL"
        f" WHERE source = '{_ASIDE}'"
    )


def _add(bind: sa.Connection, then: str) -> None:
    """In one statement: a rule comes into a table of SQLite with a column, or with a new table."""
    rules = _RULES | {"complete_at_the_end": _COMPLETE}
    checks = [f"CONSTRAINT ck_cases_{name} CHECK ({rule})" for name, rule in rules.items()]
    column = f"excused BOOLEAN DEFAULT {sa.false().compile(bind)} NOT NULL"
    parts = f"{then}\n\t".join([column, *checks])
    op.execute(f"ALTER TABLE cases ADD COLUMN {parts}")


def _read_again(bind: sa.Connection) -> None:
    """What is cached of a case says what its log says, where it says two things."""
    broken = " OR ".join(f"NOT ({rule})" for rule in _RULES.values())
    ids = list(bind.scalars(sa.text(f"SELECT id FROM cases WHERE {broken} ORDER BY id")))
    for first in range(0, len(ids), _BATCH):
        some = _events.c.case_id.in_(ids[first : first + _BATCH])
        rows = bind.execute(
            sa.select(_events).where(some).order_by(_events.c.case_id, _events.c.id)
        )
        told = []
        for case_id, log in groupby(rows, lambda event: event.case_id):
            with suppress(KeyError, TypeError, ValueError):  # damaged: it is named below
                told.append({"id": case_id, **_told([Event(e.id, *e[2:]) for e in log])})
        _set(bind, ", ".join(f"{name} = :{name}" for name in _CACHED), told)
    left = bind.scalars(sa.text(f"SELECT key FROM cases WHERE {broken} ORDER BY id LIMIT 5")).all()
    if left:
        raise KnownError(
            "A damaged case", f"What is stored of {', '.join(left)} says two things, and its log"
            " cannot settle it. Nothing was changed.",
            "Open the desk with the version before, and look at it with “leadline db check”.",
        )  # fmt: skip


def _told(log: list[Event]) -> dict[str, Any]:
    facts = facts_of(log)
    return {
        "title": facts.fields.get("title") or "", "customer_id": facts.fields.get("customer_id"),
        "provisional": facts.fields.get("priority") is None, "status": facts.status,
        "is_open": facts.status in OPEN, "waiting_for": facts.waiting_for,
        "missing": " ".join(facts.missing), "resolved_at": facts.resolved_at,
        "closed_at": facts.closed_at,
    }  # fmt: skip


def _set(bind: sa.Connection, what: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        bind.execute(sa.text(f"UPDATE cases SET {what} WHERE id = :id"), rows)
