"""What the team knows, in Markdown."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class Article(Base):
    """A known issue, how-to, playbook or decision; `status` is draft or published."""

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

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
