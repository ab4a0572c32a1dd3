"""What the team knows has a life: versions, events, files, links with cases, topics, a roadmap."""

import json
from collections import defaultdict
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from models.handbook.article_links import TELLING, article_links
from models.handbook.events import LINKED, Event

revision = "0029"
down_revision = "0028"

_TOLD: Final = sa.text(
    "SELECT case_id, id, kind, occurred_at, recorded_at, data FROM events WHERE kind IN :kinds"
    " AND case_id IN (SELECT case_id FROM events WHERE kind = :linked) ORDER BY id"
).bindparams(sa.bindparam("kinds", expanding=True))

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
    _link()


def _link() -> None:
    """The logs have told all along which articles a case is linked with."""
    connection = op.get_bind()
    keys = connection.execute(sa.text("SELECT key, id FROM articles"))
    ids = {row.key: row.id for row in keys}
    logs: dict[int, list[Event]] = defaultdict(list)
    for row in connection.execute(_TOLD, {"kinds": list(TELLING), "linked": LINKED}):
        data: Any = row.data if isinstance(row.data, dict) else json.loads(row.data)
        logs[row.case_id].append(Event(row.id, row.kind, row.occurred_at, row.recorded_at, data))
    told = {case_id: article_links(log) or {} for case_id, log in logs.items()}
    rows = [
        {"case_id": case_id, "article_id": ids[key], "why": why, "since": since}
        for case_id, links in told.items()
        for key, (why, since) in links.items()
        if key in ids
    ]
    if rows:
        names = ("case_id", "article_id", "why", "since")
        op.bulk_insert(sa.table("article_links", *map(sa.column, names)), rows)


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
    op.create_index(
        "ix_article_links_article_id_case_id", "article_links", ["article_id", "case_id"]
    )


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
