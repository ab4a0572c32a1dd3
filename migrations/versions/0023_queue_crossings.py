"""Thresholds of the queue that were crossed, and whom that was told."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Crossings, of which one at a time stands for each threshold, and their deliveries."""
    op.create_table(
        "queue_crossings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("threshold", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("crossed_at", sa.BigInteger(), nullable=False),
        sa.Column("fell_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_queue_crossings"),
    )
    op.create_index(
        "ix_queue_crossings_standing", "queue_crossings", ["threshold"], unique=True,
        sqlite_where=sa.text("fell_at IS NULL"), postgresql_where=sa.text("fell_at IS NULL"),
    )  # fmt: skip
    op.create_index("ix_queue_crossings_crossed_at", "queue_crossings", ["crossed_at"])
    op.create_table(
        "crossing_deliveries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("alert_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("claimed_at", sa.BigInteger(), nullable=True),
        sa.Column("shown_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_crossing_deliveries"),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["queue_crossings.id"],
            name="fk_crossing_deliveries_alert_id_queue_crossings",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_crossing_deliveries_person_id_people"
        ),
        sa.UniqueConstraint(
            "alert_id", "person_id", name="uq_crossing_deliveries_alert_id_person_id"
        ),
    )  # fmt: skip
