"""What becomes, at a person, of something that they are told once."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Key


class Delivery:
    """Claimed by a desk that is about to show it, shown, and put away by the person."""

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    alert_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    channel: Mapped[str]
    claimed_at: Mapped[datetime | None]
    shown_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
