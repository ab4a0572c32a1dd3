"""Who works when, who stands in and whose turn it is; why an alert comes, and whom it reached."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ESCALATING = sa.text("escalates_at IS NOT NULL AND withdrawn_at IS NULL")


def upgrade() -> None:
    """What alerts are planned by, what becomes of them, and an index of what is at risk."""
    _team()
    _alerts()
    op.create_index(
        "ix_cases_warned", "cases", ["is_open", "next_warn_at", "next_due_at", "next_slo_due_at"]
    )


def _team() -> None:
    op.create_table(
        "absences",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("begins_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("stand_in_id", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_absences_person_id_people"),
        sa.ForeignKeyConstraint(
            ["stand_in_id"], ["people.id"], name="fk_absences_stand_in_id_people"
        ),
        sa.CheckConstraint("ends_at > begins_at", name="lasts"),
    )
    op.create_index("ix_absences_person_id", "absences", ["person_id", "ends_at"])
    op.create_table(
        "rota_turns",
        sa.Column("id", KEY, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("begins_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rota_turns"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_rota_turns_person_id_people"
        ),
        sa.CheckConstraint("ends_at > begins_at", name="lasts"),
    )
    op.create_index("ix_rota_turns_ends_at", "rota_turns", ["ends_at"])
    op.create_table(
        "learned_leads",
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("seconds", sa.BigInteger(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("learned_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "person_id", "commitment", "priority", "category", name="pk_learned_leads"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_learned_leads_person_id_people"
        ),
    )


def _alerts() -> None:
    for column in (
        sa.Column("reason", sa.JSON(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("escalates_at", sa.BigInteger(), nullable=True),
    ):
        op.add_column("planned_alerts", column)
    op.create_index(
        "ix_planned_alerts_escalating", "planned_alerts", ["escalates_at"],
        sqlite_where=_ESCALATING, postgresql_where=_ESCALATING,
    )  # fmt: skip
    op.create_table(
        "alert_steps",
        sa.Column("alert_id", KEY, nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("alert_id", "step", name="pk_alert_steps"),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["planned_alerts.id"], name="fk_alert_steps_alert_id_planned_alerts"
        ),
    )
    for name in ("seen_channel", "acted_channel", "snooze_reason"):
        op.add_column("alert_deliveries", sa.Column(name, sa.String(), nullable=True))
    for name in ("acknowledged_at", "snoozed_until"):
        op.add_column("alert_deliveries", sa.Column(name, sa.BigInteger(), nullable=True))
