"""Crossings of the queue's thresholds: which stand, whom they are to be told, which there were."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import CrossingDelivery, Person, QueueCrossing
from models.handbook.alerting import roles_heard
from models.handbook.instants import to_seconds
from models.handbook.roster import LEAD
from models.handbook.thresholds import Moves, moves
from models.kept import Kept, connection_of
from models.queries.alerts import PATIENCE
from models.queries.queue_readings import QueueReading
from models.rosters import load_roster

_STANDING: Final = Kept(
    select(*QueueCrossing.__table__.columns)
    .where(QueueCrossing.fell_at.is_(None))
    .order_by(QueueCrossing.crossed_at, QueueCrossing.id)
)
_LISTED: Final = 100


@dataclass(frozen=True)
class CrossingRow:
    """A threshold that was crossed; `told` are the people who were, with when, in that order.

    `mine`: whoever asks is told of it, and has not put it away where it is not `seen`.
    """

    id: int
    threshold: str
    role: str
    words: str
    crossed_at: datetime
    fell_at: datetime | None = None
    told: tuple[tuple[str, datetime], ...] = ()
    mine: bool = False
    seen: bool = False

    def to_json(self) -> dict[str, Any]:
        """As `leadline watch --json` and `leadline team thresholds --json` give it."""
        return {
            "threshold": self.threshold, "role": self.role, "sentence": self.words,
            "crossed_at": self.crossed_at.isoformat(),
            "fell_at": self.fell_at and self.fell_at.isoformat(),
            "told": [{"person": who, "at": at.isoformat()} for who, at in self.told],
        }  # fmt: skip


def fresh_moves(session: Session, reading: QueueReading) -> Moves:
    """What a reading has crossed that does not stand yet, and what stands no more by it."""
    standing = {row.threshold for row in _STANDING.rows(connection_of(session))}
    return moves(standing, reading.values, reading.watched)


def crossings_in_sight(session: Session, person_id: int | None, now: datetime) -> list[CrossingRow]:
    """Those that stand, for whoever is told of them and for the lead; all where nobody is named.

    It is asked at each look: where none stands, that is one statement.
    """
    rows = _STANDING.rows(connection_of(session))
    if not rows:
        return []
    roster, deliveries = load_roster(session), _deliveries(session, [row.id for row in rows])
    heard, leads = frozenset[str](), person_id is None
    if person_id is not None:
        heard = roles_heard(person_id, roster, to_seconds(now))
        member = roster.members.get(person_id)
        leads = member is not None and member.active and member.role == LEAD
    return [
        _row(row, deliveries[row.id], row.role in heard, person_id)
        for row in rows
        if leads or row.role in heard
    ]


def untold_crossings(session: Session, person_id: int, now: datetime) -> list[CrossingRow]:
    """Those that stand, are for this person's roles, and that no desk told them nor tells now."""
    found = [row for row in crossings_in_sight(session, person_id, now) if row.mine]
    if not found:
        return []
    ids = [row.id for row in found]
    since = now - PATIENCE
    dealt_with = {
        one.alert_id for one, _ in _asked(session, ids)
        if one.person_id == person_id and (
            one.shown_at is not None
            or (one.claimed_at is not None and since <= one.claimed_at <= now)
        )
    }  # fmt: skip
    return [row for row in found if row.id not in dealt_with]


def past_crossings(
    session: Session, person_id: int | None, now: datetime, limit: int = _LISTED
) -> list[CrossingRow]:
    """The last ones, those that stand among them; the newest first. For whoever leads, or where
    nobody does or nobody is named: it says who was told when (rule 31)."""
    if person_id is not None:
        roster = load_roster(session)
        if LEAD not in roles_heard(person_id, roster, to_seconds(now)):
            return []
    query = (
        select(QueueCrossing)
        .order_by(QueueCrossing.crossed_at.desc(), QueueCrossing.id.desc())
        .limit(limit)
    )
    rows = session.scalars(query).all()
    deliveries = _deliveries(session, [row.id for row in rows])
    return [_row(row, deliveries[row.id]) for row in rows]


def _row(
    row: Any,
    deliveries: Sequence[tuple[CrossingDelivery, str]],
    mine: bool = False,
    person_id: int | None = None,
) -> CrossingRow:
    told = [(one.shown_at, who) for one, who in deliveries if one.shown_at is not None]
    seen = any(one.seen_at is not None and one.person_id == person_id for one, _ in deliveries)
    return CrossingRow(
        row.id, row.threshold, row.role, row.words, row.crossed_at, row.fell_at,
        tuple((who, at) for at, who in sorted(told)), mine, seen,
    )  # fmt: skip


def _deliveries(
    session: Session, ids: Sequence[int]
) -> Mapping[int, list[tuple[CrossingDelivery, str]]]:
    found = defaultdict[int, list[tuple[CrossingDelivery, str]]](list)
    for one, who in _asked(session, ids):
        found[one.alert_id].append((one, who))
    return found


def _asked(session: Session, ids: Sequence[int]) -> list[tuple[CrossingDelivery, str]]:
    query = (
        select(CrossingDelivery, Person.name)
        .join(Person, Person.id == CrossingDelivery.person_id)
        .where(CrossingDelivery.alert_id.in_(ids))
    )
    return [(one, who) for one, who in session.execute(query)]
