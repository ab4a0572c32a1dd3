"""What is true of the whole desk: one row per named value."""

from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base


class DeskValue(Base):
    """A value of the desk by name: its title, its next case number, the oldest client it serves."""

    __tablename__ = "desk"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
