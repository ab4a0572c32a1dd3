"""What one desk does for all of them, and which one it is."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base


class Lease(Base):
    """Held by a running desk until an instant of the database's time; no history, like presences.

    `name` says what for: each thing that only one desk may do has a row of its own.
    """

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]
