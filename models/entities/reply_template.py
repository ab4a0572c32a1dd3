"""What the team writes again and again."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class ReplyTemplate(Base):
    """A reply to be filled in (`models.reply_text`); `category` and `priority` say what for, empty
    for any.
    """

    __tablename__ = "reply_templates"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str]
    category: Mapped[str]
    priority: Mapped[str]
    text: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
