"""Which desk does what one desk does for all, and what was posted to the webhook."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Leases by name, posts of escalations, and the newest escalations by an index."""
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
    op.create_table(
        "alert_posts",
        sa.Column("alert_id", KEY, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.BigInteger(), nullable=False),
        sa.Column("posted_at", sa.BigInteger(), nullable=True),
        sa.Column("failure", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("alert_id", "step", name="pk_alert_posts"),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["planned_alerts.id"], name="fk_alert_posts_alert_id_planned_alerts"
        ),
    )
    op.create_index("ix_alert_steps_began_at", "alert_steps", ["began_at"])
    op.create_index("ix_alert_posts_tried_at", "alert_posts", ["tried_at"])
