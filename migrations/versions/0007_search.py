"""The words that cases and articles are found by, and the index of them."""

from collections.abc import Iterator
from itertools import groupby

import sqlalchemy as sa
from alembic import op

from models.handbook.events import Event
from models.search_words import article_words, case_texts, distinct_words

revision = "0007"
down_revision = "0006"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_BATCH = 1_000

_cases = sa.table("cases", *map(sa.column, ("id", "key", "customer_id")),
                  sa.column("fields", sa.JSON()))  # fmt: skip
_events = sa.table("events", *map(sa.column, ("id", "case_id", "kind", "occurred_at",
                   "recorded_at")), sa.column("data", sa.JSON()))  # fmt: skip
_customers = sa.table("customers", sa.column("id"), sa.column("name"))
_articles = sa.table("articles", *map(sa.column, ("id", "key", "title", "body")))


def upgrade() -> None:
    """The words that cases and articles are found by, and the index of them."""
    for table, index, key, named in (
        ("case_words", "case_index", "case_id", "cases"),
        ("article_words", "article_index", "article_id", "articles"),
    ):
        op.create_table(
            table,
            sa.Column(key, KEY, nullable=False, autoincrement=False),
            sa.Column("words", sa.String(), nullable=False),
            sa.PrimaryKeyConstraint(key, name=f"pk_{table}"),
            sa.ForeignKeyConstraint(
                [key], [f"{named}.id"], name=f"fk_{table}_{key}_{named}", ondelete="CASCADE"
            ),
        )
        for statement in _index(table, index, key):
            op.execute(statement)
    _fill(op.get_bind())


def _index(table: str, index: str, key: str) -> list[str]:
    if op.get_bind().dialect.name == "postgresql":
        words = "array_to_tsvector(string_to_array(words, ' '::text))"
        return [f"CREATE INDEX {index} ON {table} USING gin ({words})"]
    into = f"INSERT INTO {index} (rowid, words) VALUES (new.{key}, new.words)"
    out = f"INSERT INTO {index} ({index}, rowid, words) VALUES ('delete', old.{key}, old.words)"
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5(words, content='{table}',"
        f" content_rowid='{key}', tokenize='ascii', detail='none', columnsize=0)",
        f"CREATE TRIGGER {index}_added AFTER INSERT ON {table} BEGIN {into}; END",
        f"CREATE TRIGGER {index}_gone AFTER DELETE ON {table} BEGIN {out}; END",
        f"CREATE TRIGGER {index}_changed AFTER UPDATE ON {table} BEGIN {out}; {into}; END",
    ]


def _fill(bind: sa.Connection) -> None:
    """What is on the desk already, by the same folding as everything after it."""
    names = {row.id: row.name for row in bind.execute(sa.select(_customers))}
    for words in _batches(bind, names):
        bind.execute(sa.text("INSERT INTO case_words VALUES (:id, :words)"), words)
    articles = [
        {"id": row.id, "words": article_words(row.key, row.title, row.body)}
        for row in bind.execute(sa.select(_articles))
    ]
    if articles:
        bind.execute(sa.text("INSERT INTO article_words VALUES (:id, :words)"), articles)


def _batches(bind: sa.Connection, names: dict[int, str]) -> Iterator[list[dict[str, object]]]:
    last = -1
    while cases := bind.execute(
        sa.select(_cases).where(_cases.c.id > last).order_by(_cases.c.id).limit(_BATCH)
    ).all():
        first, last = cases[0].id, cases[-1].id
        rows = bind.execute(
            sa.select(_events).where(_events.c.case_id.between(first, last))
            .order_by(_events.c.case_id, _events.c.id)
        )  # fmt: skip
        logs = {
            case_id: [Event(e.id, e.kind, e.occurred_at, e.recorded_at, e.data) for e in log]
            for case_id, log in groupby(rows, lambda event: event.case_id)
        }
        yield [
            {"id": row.id, "words": distinct_words(
                case_texts(row.key, row.fields, names.get(row.customer_id), logs.get(row.id, []))
            )}
            for row in cases
        ]  # fmt: skip
