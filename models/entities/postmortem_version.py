"""What a postmortem said, each time it was saved; never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class PostmortemVersion(Base):
    """A save of a postmortem by its author, with a note; `number` counts from 1.

    `said` is all of what a save says: title, body, case_ids, fields, timeline, factors.
    """

    __tablename__ = "postmortem_versions"
    __table_args__ = (UniqueConstraint("postmortem_id", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    postmortem_id: Mapped[int] = mapped_column(Key, ForeignKey("postmortems.id"))
    number: Mapped[int]
    said: Mapped[dict[str, Any]]
    author_id: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    at: Mapped[datetime]
    note: Mapped[str]
