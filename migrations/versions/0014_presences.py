"""Which desks are running just now, and what they have open."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Which desks are running just now, and what they have open."""
    op.create_table(
        "presences",
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("has_window", sa.Boolean(), nullable=False),
        sa.Column("can_notify", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("desk", name="pk_presences"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_presences_person_id_people"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_presences_case_id_cases"),
    )
