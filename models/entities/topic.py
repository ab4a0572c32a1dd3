"""A topic of cases that a person gave a name."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class Topic(Base):
    """A name, and what the topic is known by: product, category, the words that set it apart."""

    __tablename__ = "topics"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str]
    product: Mapped[str]
    category: Mapped[str]
    words: Mapped[list[Any]]
    named_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
