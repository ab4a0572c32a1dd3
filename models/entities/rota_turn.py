"""Who holds a role, by date."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class RotaTurn(Base):
    """A person's turn at a role in [begins_at, ends_at): it comes before what people are by rule
    (rule 25)."""

    __tablename__ = "rota_turns"
    __table_args__ = (
        CheckConstraint("ends_at > begins_at", name="lasts"),
        Index("ix_rota_turns_ends_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    role: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
