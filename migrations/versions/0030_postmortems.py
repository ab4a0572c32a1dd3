"""Postmortems have parts, a history and a life; corrective actions; the minutes of reviews."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A postmortem that is there already begins with one version, by nobody."""
    _columns()
    _versions_and_events()
    _actions()
    _review_records()
    op.add_column("presences", sa.Column("postmortem_id", KEY, nullable=True))
    op.execute("UPDATE postmortems SET changed_at = written_at")
    op.execute("UPDATE postmortems SET reviewed_at = written_at WHERE status = 'reviewed'")
    _first_versions()


def _columns() -> None:
    for name in ("fields", "timeline", "factors"):
        empty = sa.text("'{}'" if name == "fields" else "'[]'")
        op.add_column(
            "postmortems", sa.Column(name, sa.JSON(), server_default=empty, nullable=False)
        )
    for name in ("author_id", "owner_id", "reviewer_id"):
        op.add_column("postmortems", sa.Column(name, KEY, nullable=True))
    op.add_column("postmortems", sa.Column("due_on", sa.String(), nullable=True))
    never = sa.text("0")
    op.add_column(
        "postmortems",
        sa.Column("changed_at", sa.BigInteger(), server_default=never, nullable=False),
    )
    for name in ("reviewed_at", "closed_at"):
        op.add_column("postmortems", sa.Column(name, sa.BigInteger(), nullable=True))


def _first_versions() -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.text("SELECT id, title, body, case_ids, written_at FROM postmortems ORDER BY id")
    )
    said = [
        {
            "postmortem_id": row.id, "number": 1, "at": row.written_at, "note": "",
            "said": {
                "title": row.title, "body": row.body, "case_ids": _list(row.case_ids),
                "fields": {}, "timeline": [], "factors": [],
            },
        }
        for row in rows
    ]  # fmt: skip
    if said:
        plain = ("postmortem_id", "number", "at", "note")
        table = sa.table(
            "postmortem_versions", *map(sa.column, plain), sa.column("said", sa.JSON())
        )
        op.bulk_insert(table, said)


def _list(stored: object) -> object:
    return json.loads(stored) if isinstance(stored, str) else stored


def _versions_and_events() -> None:
    op.create_table(
        "postmortem_versions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("postmortem_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("author_id", KEY, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        *_constraints("postmortem_versions", "author_id", "postmortem_id", "postmortems"),
        sa.UniqueConstraint(
            "postmortem_id", "number", name="uq_postmortem_versions_postmortem_id_number"
        ),
    )
    _events("postmortem_events", "postmortem_id", "postmortems")


def _events(table: str, of: str, parent: str) -> None:
    op.create_table(
        table,
        sa.Column("id", KEY, nullable=False),
        sa.Column(of, KEY, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        *_constraints(table, "person_id", of, parent),
    )
    op.create_index(f"ix_{table}_{of}", table, [of])


def _actions() -> None:
    op.create_table(
        "corrective_actions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("postmortem_id", KEY, nullable=True),
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("owner_id", KEY, nullable=True),
        sa.Column("owner_role", sa.String(), nullable=False),
        sa.Column("due_on", sa.String(), nullable=False),
        sa.Column("first_due_on", sa.String(), nullable=False),
        sa.Column("effect", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_constraints("corrective_actions", "owner_id", "postmortem_id", "postmortems"),
    )
    op.create_index("ix_corrective_actions_postmortem_id", "corrective_actions", ["postmortem_id"])
    _events("action_events", "action_id", "corrective_actions")


def _review_records() -> None:
    op.create_table(
        "review_records",
        sa.Column("id", KEY, nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_records"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_review_records_person_id_people"
        ),
    )
    op.create_index("ix_review_records_review", "review_records", ["review", "id"])


def _constraints(table: str, person: str, of: str, parent: str) -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint([of], [f"{parent}.id"], name=f"fk_{table}_{of}_{parent}"),
        sa.ForeignKeyConstraint([person], ["people.id"], name=f"fk_{table}_{person}_people"),
    ]
