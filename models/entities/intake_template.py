"""What the team asks of a kind of trouble again and again."""

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base, Key


class IntakeTemplate(Base):
    """A new case as it begins for a kind of trouble; `category` is "" where it is for any.

    `texts` are those of the form by field, of `models.intake_texts.KEPT`.
    """

    __tablename__ = "intake_templates"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str]
    category: Mapped[str]
    texts: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
