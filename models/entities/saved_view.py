"""A filter of the queue that a person keeps under a name."""

from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class SavedView(Base):
    """A named filter, one person's or (`person_id` None) the whole team's.

    `filters` holds what `models.queries.views.as_data` writes.
    """

    __tablename__ = "saved_views"
    __table_args__ = (
        UniqueConstraint("person_id", "name"),
        Index(
            "uq_saved_views_shared", "name", unique=True,
            sqlite_where=text("person_id IS NULL"), postgresql_where=text("person_id IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str]
    filters: Mapped[dict[str, Any]]
