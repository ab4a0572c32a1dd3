"""What attached files hold, by its hash, in parts."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """What attached files hold, by its hash, in parts."""
    op.create_table(
        "contents",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_contents"),
    )
    op.create_table(
        "content_chunks",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["contents.sha256"], name="fk_content_chunks_sha256_contents"
        ),
        sa.PrimaryKeyConstraint("sha256", "number", name="pk_content_chunks"),
    )
