"""The desk as a whole: its size and the span of its log."""

from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models.entities import Case, Customer, DeskValue, Event, Person, PolicyVersion
from models.handbook.periods import midnight, quarter_of
from models.handbook.zones import zone
from models.policies import load_policies


@dataclass(frozen=True)
class DeskInfo:
    """Counts and the span of the log; `last_full_quarter` ended before now and holds a case."""

    title: str
    revision: str
    zone: str
    size_bytes: int
    cases: int
    open_cases: int
    events: int
    customers: int
    people: int
    first_event: datetime | None
    last_event: datetime | None
    last_full_quarter: str | None

    def to_json(self) -> dict[str, Any]:
        """The same as `leadline db info --json` gives it."""
        told = asdict(self)
        for name in ("first_event", "last_event"):
            told[name] = told[name].isoformat() if told[name] else None
        return told


def desk_info(session: Session, now: datetime) -> DeskInfo:
    """What is in the desk at `now`."""
    team_zone = load_policies(session).newest.team.zone
    begins, ends = session.execute(
        select(func.min(Event.occurred_at), func.max(Event.occurred_at))
    ).one()
    return DeskInfo(
        title=desk_title(session),
        revision=str(session.scalar(text("SELECT version_num FROM alembic_version"))),
        zone=team_zone,
        size_bytes=_size(session),
        cases=_count(session, Case),
        open_cases=session.scalar(select(func.count()).select_from(Case).where(Case.is_open)) or 0,
        events=_count(session, Event),
        customers=_count(session, Customer),
        people=_count(session, Person),
        first_event=begins,
        last_event=ends,
        last_full_quarter=_last_full_quarter(session, now, zone(team_zone)),
    )


def desk_title(session: Session) -> str:
    """What the team calls this desk."""
    return session.scalar(select(DeskValue.value).where(DeskValue.name == "title")) or "Desk"


def desk_mark(session: Session) -> str:
    """What this desk is known by, wherever its data is and however that is written.

    It comes of its first handbook, which nothing changes: desks made in different seconds have
    different ones, a desk's copy has the same.
    """
    query = select(PolicyVersion.published_at, PolicyVersion.source).order_by(PolicyVersion.number)
    published_at, source = session.execute(query.limit(1)).one()
    return sha256(f"{published_at.timestamp():.0f} {source}".encode()).hexdigest()[:16]


def _count(session: Session, entity: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(entity)) or 0


def _size(session: Session) -> int:
    if session.get_bind().dialect.name == "sqlite":
        pages = session.scalar(text("PRAGMA page_count")) or 0
        return int(pages) * int(session.scalar(text("PRAGMA page_size")) or 0)
    return int(session.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def _last_full_quarter(session: Session, now: datetime, team: ZoneInfo) -> str | None:
    """The latest quarter that ended before now and in which a case was opened."""
    begins = midnight(quarter_of(now.astimezone(team).date()).starts_on, team)
    latest = session.scalar(select(func.max(Case.opened_at)).where(Case.opened_at < begins))
    return None if latest is None else quarter_of(latest.astimezone(team).date()).name
