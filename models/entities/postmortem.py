"""What was learnt from breaches."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class Postmortem(Base):
    """A postmortem of one or several cases; `case_ids` lists them, `body` is Markdown."""

    __tablename__ = "postmortems"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    title: Mapped[str]
    status: Mapped[str]
    body: Mapped[str]
    case_ids: Mapped[list[Any]]
    written_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
