"""Proof that a write was committed, for the write whose answer was lost."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base


class Operation(Base):
    """One committed write, unique by the id its client chose before trying."""

    __tablename__ = "operations"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    id: Mapped[str] = mapped_column(primary_key=True)
    done_at: Mapped[datetime]
    person_id: Mapped[int | None]
    intent: Mapped[str]
