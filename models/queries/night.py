"""Which cases came while nobody was on shift, and are nobody's still (rule 23)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case
from models.handbook import events as ev
from models.handbook.assignment import Agent
from models.handbook.events import Event
from models.handbook.instants import to_seconds
from models.handbook.policy import Policy
from models.handbook.roster import Roster
from models.policies import load_policies
from models.queries.bench import load_bench
from models.queries.ownership import events_of
from models.queue_filter import MOST_AT_ONCE
from models.restricted import show_all
from models.rosters import load_roster

_LATELY: Final = timedelta(days=7)
"""What nobody has for longer than that was left so by people."""


def wait_since_night(session: Session, now: datetime) -> dict[int, int]:
    """By case when it came, the next to breach first: while nobody was on shift, where somebody is
    now and the handbook assigns by itself. What a person gave away, or took back, is not among
    them. Of all cases, whoever may see them."""
    policy, at = load_policies(session).at(to_seconds(now)), to_seconds(now)
    if not policy.assignment.automatic:
        return {}
    show_all(session)
    waiting = _unassigned(session, now)
    if not waiting:
        return {}
    agents = [one for one in load_bench(session, now, ()).agents if one.hours_known and one.takes]
    if not any(agent.shift_left(at) for agent in agents):
        return {}
    roster, logs = load_roster(session), events_of(session, waiting)
    came = {case_id: _came(logs[case_id]) for case_id in waiting}
    return {
        case_id: since for case_id, since in came.items()
        if since is not None and not _on_shift(agents, roster, policy, since)
    }  # fmt: skip


def _unassigned(session: Session, now: datetime) -> list[int]:
    query = select(Case.id).where(
        Case.is_open, Case.assignee_id.is_(None), Case.source.is_(None),
        Case.opened_at >= now - _LATELY,
    )  # fmt: skip
    return list(session.scalars(query.order_by(Case.sort_at, Case.id).limit(MOST_AT_ONCE)))


def _came(log: Sequence[Event]) -> int | None:
    """When the desk knew of a case; None of one that a person has assigned or unassigned, or
    taken back from whom the rule gave it."""
    hands = [event for event in log if event.kind in (ev.ASSIGNED, ev.UNASSIGNED)]
    undone = {event.data["event_id"] for event in log if event.kind == ev.RETRACTED}
    if any(not event.data.get("by_rule") or event.id in undone for event in hands):
        return None
    opened = (event.recorded_at for event in log if event.kind == ev.OPENED)
    return next(opened, None)


def _on_shift(agents: Sequence[Agent], roster: Roster, policy: Policy, at: int) -> bool:
    zone, members = policy.team.zone, (roster.members[agent.id] for agent in agents)
    return any(member.open_time(zone, at, at + 1) for member in members)
