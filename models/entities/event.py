"""The append-only log that every clock is computed from."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, ForeignKey, Index, Table, event, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from models.entities.base import Base, Key


class Event(Base):
    """One fact about a case: when it happened, and when the desk knew (rule 10). Never changed."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_case_id", "case_id", "id"),
        Index("ix_events_case_kind", "case_id", "kind", "occurred_at"),
        Index("ix_events_recorded_at", "recorded_at"),
        Index(
            "ix_events_retracted",
            "recorded_at",
            sqlite_where=text("kind = 'retracted'"),
            postgresql_where=text("kind = 'retracted'"),
        ),
        Index(
            "ix_events_surveyed",
            "occurred_at",
            sqlite_where=text("kind = 'surveyed'"),
            postgresql_where=text("kind = 'surveyed'"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[str]
    occurred_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    data: Mapped[dict[str, Any]]
    operation_id: Mapped[str | None]


class GivenTo(FunctionElement[int]):
    """Of the data of an event that assigns a case: to whom. Written as its index has it."""

    type = BigInteger()
    inherit_cache = True


_GIVEN_TO: Final = {
    "sqlite": "CAST(json_extract({}, '$.person_id') AS INTEGER)",
    "postgresql": "CAST({} ->> 'person_id' AS BIGINT)",
}
INDEX_GIVEN: Final = "ix_events_given"


@compiles(GivenTo)
def _written(element: GivenTo, compiler: SQLCompiler, **how: Any) -> str:
    return _GIVEN_TO[compiler.dialect.name].format(compiler.process(element.clauses, **how))


def given_statement(database: str) -> str:
    """What makes the index of who got a case when, by kind of database. It is made beside the
    entities, for SQLAlchemy reads none of an expression back from SQLite."""
    whom = _GIVEN_TO[database].format("data")
    return (
        f"CREATE INDEX {INDEX_GIVEN} ON events (({whom}), recorded_at, occurred_at)"
        " WHERE kind = 'assigned'"
    )


@event.listens_for(Event.__table__, "after_create")
def _index_given(_table: Table, connection: Connection, **_: object) -> None:
    connection.exec_driver_sql(given_statement(connection.dialect.name))
