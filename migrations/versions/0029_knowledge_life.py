"""What the team knows has a life: versions, events, files, links with cases, topics, a roadmap."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """An article that is there already begins with one version, by nobody."""
    _columns()
    _parts()
    _templates_and_topics()
    _roadmap()
    op.execute("UPDATE articles SET published_at = changed_at WHERE status = 'published'")
    op.execute(
        "INSERT INTO article_versions (article_id, number, title, body, state, fields, at, note)"
        " SELECT id, 1, title, body, '', '{}', changed_at, '' FROM articles ORDER BY id"
    )


def _columns() -> None:
    for name, kind in (
        ("product", sa.String()), ("owner_id", KEY), ("reviewer_id", KEY), ("due_on", sa.String()),
        ("published_at", sa.BigInteger()), ("verified_at", sa.BigInteger()),
    ):  # fmt: skip
        op.add_column("articles", sa.Column(name, kind, nullable=True))
    op.add_column(
        "articles", sa.Column("state", sa.String(), nullable=False, server_default=sa.text("''"))
    )
    op.add_column(
        "articles", sa.Column("fields", sa.JSON(), nullable=False, server_default=sa.text("'{}'"))
    )
    op.add_column("presences", sa.Column("article_id", KEY, nullable=True))


def _parts() -> None:
    op.create_table(
        "article_versions",
        _key(),
        _of_article(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("product", sa.String(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("author_id", KEY, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        *_constraints("article_versions", person="author_id"),
        sa.UniqueConstraint("article_id", "number", name="uq_article_versions_article_id_number"),
    )
    op.create_table(
        "article_events",
        _key(),
        _of_article(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        *_constraints("article_events", person="person_id"),
    )
    op.create_index("ix_article_events_article_id", "article_events", ["article_id"])
    op.create_table(
        "article_files",
        _key(),
        _of_article(),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        *_constraints("article_files", person="person_id"),
        sa.ForeignKeyConstraint(
            ["sha256"], ["contents.sha256"], name="fk_article_files_sha256_contents"
        ),
    )
    op.create_index("ix_article_files_article_id_name", "article_files", ["article_id", "name"])
    op.create_table(
        "article_links",
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "article_id", name="pk_article_links"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name="fk_article_links_case_id_cases", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_links_article_id_articles",
            ondelete="CASCADE",
        ),
    )  # fmt: skip
    op.create_index("ix_article_links_article_id", "article_links", ["article_id"])


def _templates_and_topics() -> None:
    op.create_table(
        "article_templates",
        _key(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article_templates"),
        sa.UniqueConstraint("name", name="uq_article_templates_name"),
    )
    op.create_table(
        "topics",
        _key(),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("named_at", sa.BigInteger(), nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_topics_person_id_people"),
    )


def _roadmap() -> None:
    op.create_table(
        "roadmap_items",
        _key(),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("shipped_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_roadmap_items"),
        sa.UniqueConstraint("key", name="uq_roadmap_items_key"),
    )
    op.create_table(
        "roadmap_articles",
        sa.Column("item_id", KEY, nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("item_id", "article_id", name="pk_roadmap_articles"),
        sa.ForeignKeyConstraint(
            ["item_id"], ["roadmap_items.id"], name="fk_roadmap_articles_item_id_roadmap_items"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_roadmap_articles_article_id_articles",
            ondelete="CASCADE",
        ),
    )  # fmt: skip


def _key() -> sa.Column[int]:
    return sa.Column("id", KEY, nullable=False)


def _of_article() -> sa.Column[int]:
    return sa.Column("article_id", KEY, nullable=False)


def _constraints(table: str, person: str) -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=f"fk_{table}_article_id_articles",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint([person], ["people.id"], name=f"fk_{table}_{person}_people"),
    ]  # fmt: skip
