"""Who works on the desk."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class Person(Base):
    """A member of the team: `role` is agent, lead, or a role of the escalation paths.

    `skills` maps a skill to a level 1 to 5, or to that and the date it was learnt on; `status` says
    whether they take cases, since `status_at` where it was said; `capacity` is how much they hold
    where that is not what the handbook says; `shifts` maps a weekday to its intervals; `days` are
    those of other hours (`DifferentDays`); `login` is the person's own login at a shared database,
    where it is known.
    """

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("name"),
        Index("uq_people_login", "login", unique=True),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="agent")
    login: Mapped[str | None] = mapped_column(default=None)
    active: Mapped[bool] = mapped_column(default=True)
    skills: Mapped[dict[str, Any]] = mapped_column(default=dict)
    shifts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    days: Mapped[list[Any] | None] = mapped_column(default=list)
    status: Mapped[str] = mapped_column(default="available", server_default="available")
    status_at: Mapped[datetime | None] = mapped_column(default=None)
    capacity: Mapped[int | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
