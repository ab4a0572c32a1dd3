"""Burns of error budgets that were found, and whom they were told."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Burns of error budgets that were found, and whom they were told."""
    op.create_table(
        "burn_alerts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("found_at", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_burn_alerts"),
        sa.UniqueConstraint(
            "period", "priority", "commitment", "kind",
            name="uq_burn_alerts_period_priority_commitment_kind",
        ),
    )  # fmt: skip
    op.create_table(
        "burn_deliveries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("alert_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("claimed_at", sa.BigInteger(), nullable=True),
        sa.Column("shown_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_burn_deliveries"),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["burn_alerts.id"], name="fk_burn_deliveries_alert_id_burn_alerts"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_burn_deliveries_person_id_people"
        ),
        sa.UniqueConstraint("alert_id", "person_id", name="uq_burn_deliveries_alert_id_person_id"),
    )
