"""What became of a crossing of the queue's thresholds at the webhook."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A row for each post, as those of escalations."""
    op.create_table(
        "crossing_posts",
        sa.Column("alert_id", KEY, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.BigInteger(), nullable=False),
        sa.Column("posted_at", sa.BigInteger(), nullable=True),
        sa.Column("failure", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("alert_id", "step", name="pk_crossing_posts"),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["queue_crossings.id"], name="fk_crossing_posts_alert_id_queue_crossings"
        ),
    )
    op.create_index("ix_crossing_posts_tried_at", "crossing_posts", ["tried_at"])
