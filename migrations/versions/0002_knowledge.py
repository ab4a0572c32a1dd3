"""Beside the cases: articles, postmortems and people's saved views."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Beside the cases: articles, postmortems and people's saved views."""
    op.create_table(
        "articles",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("key", name="uq_articles_key"),
    )
    op.create_table(
        "postmortems",
        sa.Column("id", KEY, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("case_ids", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_postmortems"),
    )
    op.create_table(
        "saved_views",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_views"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_saved_views_person_id_people"
        ),
        sa.UniqueConstraint("person_id", "name", name="uq_saved_views_person_id_name"),
    )
    op.create_index(
        "uq_saved_views_shared",
        "saved_views",
        ["name"],
        unique=True,
        sqlite_where=sa.text("person_id IS NULL"),
        postgresql_where=sa.text("person_id IS NULL"),
    )
