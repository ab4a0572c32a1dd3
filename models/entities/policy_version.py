"""A dated version of the handbook."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.entities.base import Base


class PolicyVersion(Base):
    """What was promised from `effective_at` on (rule 16); never changed once published.

    `source` is the file as written; `calendars` maps its calendars' names to fingerprints;
    `zone_data` is the version of the time-zone data in force.
    """

    __tablename__ = "policy_versions"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    effective_at: Mapped[datetime]
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    source: Mapped[str]
    calendars: Mapped[dict[str, Any]]
    zone_data: Mapped[str]
