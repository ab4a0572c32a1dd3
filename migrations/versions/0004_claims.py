"""Which desk shows an alert to a person, and an index of what is not settled yet."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_LIVE = sa.text("fired_at IS NOT NULL AND withdrawn_at IS NULL")


def upgrade() -> None:
    """Which desk shows an alert to a person, and an index of what is not settled yet."""
    op.add_column("alert_deliveries", sa.Column("claimed_at", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_planned_alerts_live", "planned_alerts", ["recipient_id", "role"],
        sqlite_where=_LIVE, postgresql_where=_LIVE,
    )  # fmt: skip
