"""Who got a case lately is found without reading all that was noted meanwhile."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """An index of what was assigned, and taken back, by when it was recorded."""
    such = sa.text("kind = 'assigned' OR kind = 'retracted'")
    op.create_index(
        "ix_events_assigned", "events", ["kind", "recorded_at"],
        sqlite_where=such, postgresql_where=such,
    )  # fmt: skip
