"""What each holds, when they last got a case, who had a customer's: read from indices alone."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

_HELD = ["assignee_id", "is_open", "sort_at", "id", "priority", "status"]
_GIVEN = {
    "sqlite": "CAST(json_extract(data, '$.person_id') AS INTEGER)",
    "postgresql": "CAST(data ->> 'person_id' AS BIGINT)",
}


def upgrade() -> None:
    """The queue of one person tells priority and status too, a customer's cases who had them; what
    was assigned is found by whom, and what was taken back by when."""
    op.drop_index("ix_cases_queue_assignee", "cases")
    op.create_index("ix_cases_queue_assignee", "cases", _HELD)
    op.drop_index("ix_cases_customer_id", "cases")
    op.create_index("ix_cases_customer_id", "cases", ["customer_id", "assignee_id", "opened_at"])
    op.drop_index("ix_events_assigned", "events")
    gone = sa.text("kind = 'retracted'")
    op.create_index(
        "ix_events_retracted", "events", ["recorded_at"],
        sqlite_where=gone, postgresql_where=gone,
    )  # fmt: skip
    whom = _GIVEN[op.get_bind().dialect.name]
    op.execute(
        f"CREATE INDEX ix_events_given ON events (({whom}), recorded_at, occurred_at)"
        " WHERE kind = 'assigned'"
    )
