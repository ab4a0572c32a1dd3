"""When somebody is away, and who stands in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class Absence(Base):
    """Leave of a person in [begins_at, ends_at): `stand_in_id` is told in their place."""

    __tablename__ = "absences"
    __table_args__ = (
        CheckConstraint("ends_at > begins_at", name="lasts"),
        Index("ix_absences_person_id", "person_id", "ends_at"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
