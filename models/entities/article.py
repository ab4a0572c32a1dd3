"""What the team knows, in Markdown."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class Article(Base):
    """A known issue, how-to, playbook or decision, as it was saved last.

    `status` is where it stands in its life, `state` its kind's own word (suspected, confirmed ...):
    `handbook/articles.py` has both. `fields` are its kind's own facts. `due_on` is the ISO date by
    which the reviewer is asked; owner and reviewer are people.
    """

    __tablename__ = "articles"
    __table_args__ = (UniqueConstraint("key"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    body: Mapped[str]
    status: Mapped[str]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default="", server_default=text("''"))
    product: Mapped[str | None]
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    owner_id: Mapped[int | None] = mapped_column(Key)
    reviewer_id: Mapped[int | None] = mapped_column(Key)
    due_on: Mapped[str | None]
    published_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
