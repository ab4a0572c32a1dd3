"""Which desks are running just now, and what they have open."""

from datetime import datetime

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class Presence(Base):
    """A running desk: a window's process, or `leadline watch`.

    `desk` is the process's own name for itself. `article_id` and `postmortem_id` are what is being
    written in it. `quiet`: its person asked not to be disturbed.
    `attended`: somebody used its window within the last minutes. `seen_at` is when it was last
    heard of, by the database's time. It is no history: `models/presence.py` writes it, without an
    operation, and no copy of the desk has it.
    """

    __tablename__ = "presences"

    desk: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    case_id: Mapped[int | None] = mapped_column(Key, ForeignKey("cases.id"))
    article_id: Mapped[int | None] = mapped_column(Key)
    postmortem_id: Mapped[int | None] = mapped_column(Key)
    host: Mapped[str]
    version: Mapped[str]
    has_window: Mapped[bool]
    can_notify: Mapped[bool]
    quiet: Mapped[bool] = mapped_column(server_default=false())
    attended: Mapped[bool] = mapped_column(server_default=false())
    seen_at: Mapped[datetime]
