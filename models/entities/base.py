"""The mapped classes' common base, and how an instant is stored: whole seconds since the epoch."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Dialect, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from models.handbook.instants import maybe_from_seconds, maybe_to_seconds


class Instant(TypeDecorator[datetime]):
    """An aware datetime outside, an integer of UTC seconds inside: the same on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return maybe_to_seconds(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return maybe_from_seconds(value)


Key = BigInteger().with_variant(Integer(), "sqlite")
"""A surrogate key: SQLite numbers rows itself only where the column is INTEGER."""


class Base(DeclarativeBase):
    """All mapped classes; constraint names are fixed, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }
