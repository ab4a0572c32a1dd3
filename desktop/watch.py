"""The watch: fires what is due, tells the people it is for, and never twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy.orm import Session

from desktop.message import Message
from models.changing_hands import changes_hands
from models.commands.alerts import (
    claim_unshown,
    fire_due,
    mark_shown,
    tell_new_holders,
)
from models.commands.clock_set_back import fire_again, fired_early
from models.commands.escalating import escalate_unseen
from models.database import Database
from models.desk_time import DeskClock
from models.queries.alerts import (
    AlertRow,
    anything_unshown,
    due_alerts,
    next_due_at,
    unseen_alerts,
)
from models.queries.burns import BurnRow
from models.queries.crossings import CrossingRow
from models.restricted import show_all

Result = TypeVar("Result")

BEAT: Final = 10.0
"""Seconds between two looks at the plan at most: colleagues change it, and clocks jump."""


class Notifier(Protocol):
    """Shows a message outside the window; says whether it was taken."""

    def notify(self, message: Message) -> bool:
        """Show a message, and wait for whoever shows it."""
        ...


@dataclass(frozen=True)
class Sweep:
    """What one look at the plan found: what this desk fired, and when to look next."""

    fired: list[AlertRow]
    next_due_at: datetime | None
    burns: Sequence[BurnRow] = ()
    escalated: Sequence[AlertRow] = ()
    crossings: Sequence[CrossingRow] = ()

    def to_json(self) -> dict[str, Any]:
        """The sweep as `leadline watch --once --json` gives it."""
        return {
            "due": len(self.fired),
            "fired": [alert_json(row) for row in self.fired],
            "escalated": [escalation_json(row) for row in self.escalated],
            "next_due_at": self.next_due_at.isoformat() if self.next_due_at else None,
            "burns": [row.to_json() for row in self.burns],
            "crossings": [row.to_json() for row in self.crossings],
        }


def alert_json(row: AlertRow) -> dict[str, Any]:
    """A fired alert as `leadline watch --json` gives it."""
    return {
        "case": row.case_key,
        "commitment": row.commitment,
        "level": row.level,
        "recipient": row.recipient,
        "due_at": row.due_at.isoformat(),
    }


def escalation_json(row: AlertRow) -> dict[str, Any]:
    """The same of one that nobody had seen, with the role it went on to."""
    return {**alert_json(row), "escalated_to": row.called, "role_held": not row.unheld}


def sweep(database: Database) -> Sweep:
    """Fire everything that is due by the desk's time, each alert once for the whole team; what
    nobody has seen in good time goes to the next of its path.

    Nothing is written where nothing is due: a desk that only watches leaves no trace.
    """
    now = database.clock.now()
    plan = _look(database, now)
    if plan.changes_hands:
        database.write(tell_new_holders)
        plan = _look(database, now)
    fired: list[AlertRow] = []
    while plan.due:
        some = database.write(fire_due)
        plan = _look(database, now)
        if "alert" not in some.changes.kinds:
            break  # another desk was first
        fired += some.result
    escalated: list[AlertRow] = []
    while plan.unseen:
        some = database.write(escalate_unseen)
        plan = _look(database, now)
        if "alert" not in some.changes.kinds:
            break
        escalated += some.result
    return Sweep(fired, plan.next_due_at, escalated=escalated)


def put_right(database: Database) -> None:
    """A clock was set, or it is not known whether it was: what fired too early fires in time."""
    now = database.clock.now()

    def query(session: Session) -> bool:
        show_all(session)
        return fired_early(session, now)

    if database.read(query):
        database.write(fire_again)


@dataclass(frozen=True)
class _Plan:
    """What there is to do by an instant, and when there will be more; `changes_hands` is whether
    roles did since somebody looked."""

    changes_hands: bool
    due: bool
    unseen: bool
    next_due_at: datetime | None


def _look(database: Database, now: datetime) -> _Plan:
    """The plan, of the cases too that nobody at this desk may see: their alerts are others', who
    may have no desk open."""

    def query(session: Session) -> _Plan:
        show_all(session)
        due, unseen = due_alerts(session, now, limit=1), unseen_alerts(session, now, limit=1)
        handed = changes_hands(session, now)
        return _Plan(handed, bool(due), bool(unseen), next_due_at(session, now))

    return database.read(query)


def until_next(clock: DeskClock, next_due_at: datetime | None) -> float:
    """Seconds to the next look: when the next alert falls due, or a beat where that is later."""
    if next_due_at is None:
        return BEAT
    return min(max(clock.seconds_until(next_due_at), 0.0), BEAT)


def claim(database: Database, only: Collection[str] | None = None) -> list[AlertRow]:
    """What the person at this desk was not told of yet; no other desk of theirs tells it now.

    `only` of these priorities, where the others may not be told here just now.
    """
    person_id = database.person_id
    if person_id is None or only == ():
        return []
    waiting = partial(anything_unshown, person_id=person_id, now=database.clock.now(), only=only)
    if not database.read(waiting):
        return []
    return database.write(partial(claim_unshown, person_id=person_id, only=only)).result


def record_shown(database: Database, rows: Sequence[AlertRow], person_id: int, taken: bool) -> None:
    """Note that a person was told, so that a restart does not tell them again.

    A message that the notifier did not take was shown by the bar in the window.
    """
    channel = "notification" if taken else "bar"
    ids = [row.id for row in rows]
    database.write(partial(mark_shown, alert_ids=ids, person_id=person_id, channel=channel))
