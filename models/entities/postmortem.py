"""What was learnt from breaches, as it was saved last."""

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class Postmortem(Base):
    """A postmortem of one or several breached cases (handbook, rule 28).

    `status` is where it stands in its life: `handbook/postmortems.py` has the steps. `body` is what
    happened, in Markdown; `fields` are its other texts by name (scope, went_well, no_action ...).
    `timeline` are its chosen rows, each an event of a case, or by hand; `factors` the names of what
    contributed. Author, owner and reviewer are people; `due_on` is the ISO date by which the
    reviewer is asked.
    """

    __tablename__ = "postmortems"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    title: Mapped[str]
    status: Mapped[str]
    body: Mapped[str]
    case_ids: Mapped[list[Any]]
    written_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    timeline: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    factors: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    author_id: Mapped[int | None] = mapped_column(Key)
    owner_id: Mapped[int | None] = mapped_column(Key)
    reviewer_id: Mapped[int | None] = mapped_column(Key)
    due_on: Mapped[str | None]
    changed_at: Mapped[datetime] = mapped_column(server_default=text("0"))
    reviewed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
