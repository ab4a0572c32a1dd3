"""The handbook's versions as published, and what its linter asks of the team."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Person, PolicyVersion
from models.errors import KnownError
from models.handbook.different_days import days_from
from models.handbook.lint_team import Colleague


@dataclass(frozen=True)
class VersionRow:
    """One published version: its file, since when it is in force, who published it and when."""

    number: int
    name: str
    effective_at: datetime
    published_at: datetime
    published_by: str | None
    zone_data: str
    source: str

    def to_json(self) -> dict[str, Any]:
        """As `leadline handbook show --json` gives it."""
        return {
            "version": self.number, "name": self.name,
            "effective_at": self.effective_at.isoformat(),
            "published_at": self.published_at.isoformat(), "published_by": self.published_by,
            "zone_data": self.zone_data, "source": self.source,
        }  # fmt: skip


def versions(session: Session, now: datetime) -> list[VersionRow]:
    """Every version known at `now`, the oldest first."""
    rows = session.execute(
        select(PolicyVersion, Person.name)
        .outerjoin(Person, Person.id == PolicyVersion.published_by_id)
        .where(PolicyVersion.published_at <= now)
        .order_by(PolicyVersion.effective_at, PolicyVersion.number)
    )
    return [
        VersionRow(v.number, v.name, v.effective_at, v.published_at, by, v.zone_data, v.source)
        for v, by in rows
    ]


def version_in_force(session: Session, now: datetime) -> VersionRow:
    """The version that cases opened at `now` are judged by; a `KnownError` where there is none."""
    known = versions(session, now)
    if not known:
        raise KnownError(
            "No handbook", "No handbook was published by then.", "Choose a later time."
        )
    return next((row for row in reversed(known) if row.effective_at <= now), known[0])


def colleagues(session: Session) -> list[Colleague]:
    """Everybody at work, as the linter sees them."""
    them = Person.role, Person.shifts, Person.skills, Person.days
    return [
        Colleague(role, dict(shifts), held, days_from(days))
        for role, shifts, held, days in session.execute(select(*them).where(Person.active))
    ]
