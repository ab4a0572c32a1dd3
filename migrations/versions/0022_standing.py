"""Whether somebody takes cases just now, since when that was said, and how much they hold."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Everybody is available until they say otherwise, with the capacity of the handbook."""
    op.add_column(
        "people", sa.Column("status", sa.String(), nullable=False, server_default="available")
    )
    op.add_column("people", sa.Column("status_at", sa.BigInteger(), nullable=True))
    op.add_column("people", sa.Column("capacity", sa.Integer(), nullable=True))
