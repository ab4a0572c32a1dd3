"""A case's events of a kind are found without reading its whole log."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """An index of each case's events by kind and time."""
    op.create_index("ix_events_case_kind", "events", ["case_id", "kind", "occurred_at"])
