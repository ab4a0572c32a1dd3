"""Days that differ from somebody's week; whether who is at a desk may be told, and is there."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Days that differ from somebody's week; whether who is at a desk may be told, and is there."""
    op.add_column("people", sa.Column("days", sa.JSON(), nullable=True))
    for name in ("quiet", "attended"):
        op.add_column(
            "presences",
            sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()),
        )
