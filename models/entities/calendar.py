"""A frozen business calendar."""

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base


class Calendar(Base):
    """Hours, holidays and exceptions as dates, kept by fingerprint and never changed (rule 1)."""

    __tablename__ = "calendars"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    zone: Mapped[str]
    data: Mapped[dict[str, Any]]
