"""What becomes of the credits of a contract, step by step."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """What becomes of the credits of a contract, step by step."""
    op.create_table(
        "remedy_steps",
        sa.Column("id", KEY, nullable=False),
        sa.Column("contract", sa.String(), nullable=False),
        sa.Column("customer_id", KEY, nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("cap", sa.BigInteger(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_remedy_steps"),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_remedy_steps_customer_id_customers"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_remedy_steps_person_id_people"
        ),
        sa.UniqueConstraint(
            "contract", "customer_id", "period", "number",
            name="uq_remedy_steps_contract_customer_id_period_number",
        ),
    )  # fmt: skip
    op.create_index("ix_remedy_steps_customer_id", "remedy_steps", ["customer_id"])
