"""When an alert was put off is known, not only until when."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """A past desk must tell what was put off by then from what was put off later."""
    op.add_column("alert_deliveries", sa.Column("snoozed_at", sa.BigInteger(), nullable=True))
