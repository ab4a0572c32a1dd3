"""Who sees a restricted case."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Who sees a restricted case, and an index of these cases alone."""
    op.add_column("cases", sa.Column("named", sa.String(), nullable=True))
    op.create_index(
        "ix_cases_named", "cases", ["id"], sqlite_where=sa.text("named IS NOT NULL"),
        postgresql_where=sa.text("named IS NOT NULL"),
    )  # fmt: skip
