"""The verdict of a clock without what was changed by hand, also where it has no due time."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """The verdict a clock would have without what was changed by hand, and when it fell."""
    op.add_column("clocks", sa.Column("original_verdict", sa.String(), nullable=True))
    op.add_column("clocks", sa.Column("original_verdict_at", sa.BigInteger(), nullable=True))
