"""Customers' scores are found by when they were given, without looking through every event."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """An index of those events alone."""
    surveyed = sa.text("kind = 'surveyed'")
    op.create_index(
        "ix_events_surveyed", "events", ["occurred_at"],
        sqlite_where=surveyed, postgresql_where=surveyed,
    )  # fmt: skip
