"""What is to be done so that it does not happen again."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class CorrectiveAction(Base):
    """A corrective action, with owner, due date and an expected effect (handbook, rule 28).

    It comes from a postmortem, or from a review (`review`: “weekly 2026W12”, “monthly 2026-03”), or
    from neither. `kind` is prevent, detect, mitigate or process; `priority` 1 is the most urgent.
    `owner_role` is what reports name, `owner_id` whoever does it. `due_on` and `first_due_on` are
    ISO dates: a date that is moved leaves the first. `effect` is the measure, what it is looked at
    for, and the number expected: `handbook/action_effect.py`. `status`: open, done, dropped.
    """

    __tablename__ = "corrective_actions"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    postmortem_id: Mapped[int | None] = mapped_column(Key, ForeignKey("postmortems.id"), index=True)
    review: Mapped[str]
    title: Mapped[str]
    kind: Mapped[str]
    priority: Mapped[int]
    owner_id: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    owner_role: Mapped[str]
    due_on: Mapped[str]
    first_due_on: Mapped[str]
    effect: Mapped[dict[str, Any]]
    status: Mapped[str]
    evidence: Mapped[str]
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
