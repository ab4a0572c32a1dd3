"""An incident as its page shows it: who leads it, what the team owes itself, whom it hits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Clock
from models.entities import Event as EventRow
from models.gauge import State
from models.handbook import events as ev
from models.handbook.incident import LEADING, LOG_KINDS, ROLES, SOON, TeamLog, team_log
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.intake import OPEN
from models.handbook.policy import NEXT_UPDATE, Policy
from models.queries.links import Link
from models.queries.queue import QueueRow
from models.reading import IMMINENT
from models.rosters import load_roster


@dataclass(frozen=True)
class RoleLine:
    """Who has a role of the case: by hand, or by the rota; nobody where it is `missing`."""

    role: str
    people: tuple[str, ...]
    by_hand: bool = False

    @property
    def missing(self) -> bool:
        """Whether nobody has it."""
        return not self.people


@dataclass(frozen=True)
class Note:
    """A line of the running log."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True)
class Owed:
    """When an audience hears of it at the latest, and how near that is; `key`: in which case.

    `imminent` as a clock's gauge is.
    """

    due_at: datetime
    state: State
    imminent: bool = False
    key: str = ""


@dataclass(frozen=True)
class Incident:
    """What a case has beside others: its roles, the team's log and clock, the cases under it.

    `team` and `customers` are what is owed to each, None where nothing is. `affected` are the cases
    that hang under it, `unseen` how many more do that this person may not see; `under` is the
    incident that it hangs under itself.
    """

    roles: tuple[RoleLine, ...] = ()
    notes: tuple[Note, ...] = ()
    team: Owed | None = None
    every_seconds: int = 0
    customers: Owed | None = None
    affected: tuple[QueueRow, ...] = ()
    unseen: int = 0
    under: Link | None = None

    @property
    def open_cases(self) -> tuple[QueueRow, ...]:
        """The cases under it that are still worked on: those that are told of it."""
        return tuple(row for row in self.affected if row.status in OPEN)

    def to_json(self) -> dict[str, Any]:
        """The incident as `leadline case --json` gives it."""
        return {
            "roles": {line.role: list(line.people) for line in self.roles},
            "missing_roles": [line.role for line in self.roles if line.missing],
            "team_update_due_at": self.team.due_at.isoformat() if self.team else None,
            "customers_update_due_at": (
                self.customers.due_at.isoformat() if self.customers else None
            ),
            "affected": [{"case": row.key, "status": row.status} for row in self.affected],
            "under": self.under.key if self.under else None,
        }


def affected_ids(links: Sequence[Link]) -> list[int]:
    """The cases under this one that the person sees."""
    return [link.case_id for link in links if _is(link, "affected") and link.case_id is not None]


def incident_of(
    session: Session, case: Case, policy: Policy, links: Sequence[Link], rows: Sequence[QueueRow],
    people: Mapping[int, str], now: datetime,
) -> Incident | None:  # fmt: skip
    """What there is of it; None for a case that has nothing to do with any.

    `rows` are those of `affected_ids`; a case without roles, and without others, costs no look.
    """
    under = next((link for link in links if _is(link, "incident")), None)
    is_open = case.status in OPEN
    roles = LEADING.get(case.priority, ()) if is_open else ()
    above = sum(_is(link, "affected") for link in links)
    every = policy.internal_updates.get(case.priority, 0) if is_open else 0
    if not (roles or above or under or every):
        return None
    log = _log(session, case) if every or above else None
    return Incident(
        roles=_roles(session, case, roles, people, now) if roles else (),
        notes=tuple(_note(event, people) for event in log.notes) if log else (),
        team=_owed(log.since, every, now) if log and every and under is None else None,
        every_seconds=every,
        customers=_customers(session, case, rows, now) if every or above else None,
        affected=tuple(rows),
        unseen=above - len(rows),
        under=under,
    )


def _is(link: Link, why: str) -> bool:
    return (link.what, link.why) == ("case", why)


def _roles(
    session: Session, case: Case, roles: Sequence[str], people: Mapping[int, str], now: datetime
) -> tuple[RoleLine, ...]:
    roster, given = load_roster(session), case.fields.get(ROLES, {})
    there = {one: people[one] for one, who in roster.members.items() if who.active}
    return tuple(
        by_hand
        if (by_hand := _by_hand(role, given.get(role, {}), there)) is not None
        else RoleLine(role, _names(roster.named(role, to_seconds(now)), people))
        for role in roles
    )


def _by_hand(role: str, who: Mapping[str, Any], people: Mapping[int, str]) -> RoleLine | None:
    name = people.get(who.get("person_id") or 0) or who.get("name")
    return RoleLine(role, (name,), by_hand=True) if name else None


def _names(ids: frozenset[int], people: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(sorted(people[one] for one in ids if one in people))


def _log(session: Session, case: Case) -> TeamLog:
    rows = session.execute(
        select(
            EventRow.id, EventRow.kind, EventRow.occurred_at, EventRow.recorded_at, EventRow.data,
            EventRow.actor_id,
        ).where(EventRow.case_id == case.id, EventRow.kind.in_(LOG_KINDS))
    )  # fmt: skip
    events = [
        ev.Event(one.id, one.kind, to_seconds(one.occurred_at), to_seconds(one.recorded_at),
                 one.data, one.actor_id)
        for one in rows
    ]  # fmt: skip
    return team_log(events, case.priority)


def _note(event: ev.Event, people: Mapping[int, str]) -> Note:
    who = people.get(event.actor_id or 0, "")
    return Note(from_seconds(event.occurred_at), who, str(event.data.get("text") or ""))


def _owed(since: int, every: int, now: datetime) -> Owed:
    """The team's own clock: round the clock, from the last word on."""
    soon = from_seconds(since) + timedelta(seconds=every * SOON)
    return _read(from_seconds(since + every), soon, now)


def _read(due_at: datetime, warn_at: datetime | None, now: datetime, key: str = "") -> Owed:
    if now > due_at:
        return Owed(due_at, "breached", key=key)
    if warn_at is None or now < warn_at:
        return Owed(due_at, "calm", key=key)
    return Owed(due_at, "at_risk", due_at - now <= IMMINENT, key)


def _customers(
    session: Session, case: Case, rows: Sequence[QueueRow], now: datetime
) -> Owed | None:
    """The next word that any of its customers is promised: the SLA's, or the SLO's without one."""
    keys = {row.id: row.key for row in rows if row.status in OPEN} | {case.id: case.key}
    found = session.execute(
        select(Clock.case_id, Clock.objective, Clock.due_at, Clock.warn_at).where(
            Clock.case_id.in_(keys), Clock.commitment == NEXT_UPDATE, Clock.stopped_at.is_(None),
            Clock.verdict.is_(None),
        )
        .order_by(Clock.objective)
    )  # fmt: skip
    binding: dict[int, tuple[datetime, datetime | None]] = {}
    for case_id, _, due_at, warn_at in found:
        if due_at is not None:
            binding.setdefault(case_id, (due_at, warn_at))
    if not binding:
        return None
    case_id, (due_at, warn_at) = min(binding.items(), key=lambda one: (one[1][0], one[0]))
    return _read(due_at, warn_at, now, keys[case_id])
