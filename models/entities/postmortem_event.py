"""What happened to a postmortem beside its text; never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class PostmortemEvent(Base):
    """A step of its life, a comment, a nudge: the kinds are `handbook/postmortems.py`'s."""

    __tablename__ = "postmortem_events"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    postmortem_id: Mapped[int] = mapped_column(Key, ForeignKey("postmortems.id"), index=True)
    kind: Mapped[str]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    data: Mapped[dict[str, Any]]
