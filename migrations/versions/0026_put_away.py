"""What a person has seen stands in their bar until they put it away."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """When it was put away; whatever was seen until now was."""
    op.add_column("alert_deliveries", sa.Column("put_away_at", sa.BigInteger(), nullable=True))
    op.execute("UPDATE alert_deliveries SET put_away_at = seen_at WHERE seen_at IS NOT NULL")
