"""A filter of the queue that a person keeps under a name."""

from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class SavedView(Base):
    """One person's named filter; `filters` holds what `queries.queue.QueueFilter` holds."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("person_id", "name"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str]
    filters: Mapped[dict[str, Any]]
