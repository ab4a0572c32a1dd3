"""The desk: people, customers, handbook, cases with their events, clocks and alerts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """The desk: people, customers, handbook, cases with their events, clocks and alerts."""
    op.create_table(
        "calendars",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_calendars"),
    )
    op.create_table(
        "customers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
        sa.UniqueConstraint("name", name="uq_customers_name"),
    )
    op.create_table(
        "desk",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_desk"),
    )
    op.create_table(
        "operations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("intent", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_operations"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "people",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("shifts", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("name", name="uq_people_name"),
    )
    op.create_table(
        "contracts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contracts"),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_contracts_customer_id_customers"
        ),
    )
    op.create_index("ix_contracts_customer_id", "contracts", ["customer_id"])
    op.create_table(
        "policy_versions",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("effective_at", sa.BigInteger(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("published_by_id", KEY, nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("calendars", sa.JSON(), nullable=False),
        sa.Column("zone_data", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_policy_versions"),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["people.id"], name="fk_policy_versions_published_by_id_people"
        ),
    )
    op.create_table(
        "cases",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("policy_number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("customer_id", KEY, nullable=True),
        sa.Column("contract_id", KEY, nullable=True),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("waiting_for", sa.String(), nullable=False),
        sa.Column("assignee_id", KEY, nullable=True),
        sa.Column("group_name", sa.String(), nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("missing", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("resolved_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("times_reopened", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("sort_at", sa.BigInteger(), nullable=False),
        sa.Column("next_commitment", sa.String(), nullable=True),
        sa.Column("next_cycle", sa.Integer(), nullable=True),
        sa.Column("next_objective", sa.String(), nullable=True),
        sa.Column("next_calendar", sa.String(), nullable=True),
        sa.Column("next_target_seconds", sa.BigInteger(), nullable=True),
        sa.Column("next_due_at", sa.BigInteger(), nullable=True),
        sa.Column("next_warn_at", sa.BigInteger(), nullable=True),
        sa.Column("next_slo_due_at", sa.BigInteger(), nullable=True),
        sa.Column("next_slo_target_seconds", sa.BigInteger(), nullable=True),
        sa.Column("next_paused_at", sa.BigInteger(), nullable=True),
        sa.Column("next_remaining_seconds", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.ForeignKeyConstraint(["assignee_id"], ["people.id"], name="fk_cases_assignee_id_people"),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contracts.id"], name="fk_cases_contract_id_contracts"
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_cases_customer_id_customers"
        ),
        sa.ForeignKeyConstraint(
            ["policy_number"],
            ["policy_versions.number"],
            name="fk_cases_policy_number_policy_versions",
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_cases_version_counts")),
        sa.UniqueConstraint("key", name="uq_cases_key"),
        sa.UniqueConstraint("source", "source_key", name="uq_cases_source_source_key"),
    )
    op.create_index("ix_cases_customer_id", "cases", ["customer_id"])
    op.create_index("ix_cases_opened_at", "cases", ["opened_at"])
    op.create_index("ix_cases_queue", "cases", ["is_open", "sort_at", "id"])
    op.create_index("ix_cases_queue_assignee", "cases", ["assignee_id", "is_open", "sort_at", "id"])
    op.create_index("ix_cases_queue_priority", "cases", ["priority", "is_open", "sort_at", "id"])
    op.create_index("ix_cases_queue_status", "cases", ["status", "sort_at", "id"])
    op.create_table(
        "clocks",
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("objective", sa.String(), nullable=False),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("calendar", sa.String(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("target_seconds", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("warn_at", sa.BigInteger(), nullable=True),
        sa.Column("stopped_at", sa.BigInteger(), nullable=True),
        sa.Column("paused_since", sa.BigInteger(), nullable=True),
        sa.Column("elapsed_seconds", sa.BigInteger(), nullable=True),
        sa.Column("paused_seconds", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("verdict_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("original_due_at", sa.BigInteger(), nullable=True),
        sa.Column("pauses", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "commitment", "cycle", "objective", name="pk_clocks"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_clocks_case_id_cases"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_clocks_due_at", "clocks", ["due_at"])
    op.create_index("ix_clocks_verdict_at", "clocks", ["verdict_at"])
    op.create_table(
        "events",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("occurred_at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", KEY, nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("operation_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name="fk_events_actor_id_people"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_events_case_id_cases"),
    )
    op.create_index("ix_events_case_id", "events", ["case_id", "id"])
    op.create_index("ix_events_recorded_at", "events", ["recorded_at"])
    op.create_table(
        "planned_alerts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("deadline_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("recipient_id", KEY, nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("fired_at", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_planned_alerts"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_planned_alerts_case_id_cases"),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["people.id"], name="fk_planned_alerts_recipient_id_people"
        ),
        sa.UniqueConstraint(
            "case_id",
            "commitment",
            "cycle",
            "level",
            "deadline_at",
            name="uq_planned_alerts_case_id_commitment_cycle_level_deadline_at",
        ),
    )
    op.create_index(
        "ix_planned_alerts_due",
        "planned_alerts",
        ["due_at"],
        sqlite_where=sa.text("fired_at IS NULL AND withdrawn_at IS NULL"),
        postgresql_where=sa.text("fired_at IS NULL AND withdrawn_at IS NULL"),
    )
    op.create_table(
        "alert_deliveries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("alert_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("shown_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.Column("acted_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_alert_deliveries"),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["planned_alerts.id"], name="fk_alert_deliveries_alert_id_planned_alerts"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_alert_deliveries_person_id_people"
        ),
        sa.UniqueConstraint("alert_id", "person_id", name="uq_alert_deliveries_alert_id_person_id"),
    )
