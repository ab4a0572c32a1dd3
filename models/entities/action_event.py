"""What became of a corrective action, step by step; never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class ActionEvent(Base):
    """Made, changed, done, opened again, dropped, nudged: `handbook/corrective_actions.py`.

    `data` of a change has each field as it was and as it is, so that an action of the past can be
    read from the events recorded by then.
    """

    __tablename__ = "action_events"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    action_id: Mapped[int] = mapped_column(Key, ForeignKey("corrective_actions.id"), index=True)
    kind: Mapped[str]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    data: Mapped[dict[str, Any]]
