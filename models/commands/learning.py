"""How early people are told, learned from how long their own cases took (rules 9 and 25)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Final

import numpy as np
from sqlalchemy import BigInteger, func, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import Case, Clock, Event, LearnedLead
from models.handbook import events as ev
from models.handbook.alerting import Learned, LearnedKey
from models.handbook.held import open_between
from models.handbook.instants import to_seconds
from models.handbook.lead_time import lead_time
from models.policies import load_calendars, load_policies
from models.restricted import show_all
from models.rosters import load_learned, load_roster
from models.work import Work

ENOUGH: Final = 20
"""So many cases of a person, priority and category teach; fewer are the handbook's to judge."""
YEAR: Final = timedelta(days=365)
_Row = tuple[LearnedKey, int, int]


def learn_leads(work: Work) -> int:
    """Learn anew from the cases of the last year; plan anew who is told otherwise.

    Returns how many leads are known.
    """
    found = learned_from(_work_left(work.session, work.now))
    known = load_learned(work.session)
    for row in work.session.scalars(select(LearnedLead)):
        if (row.person_id, row.commitment, row.priority, row.category) not in found:
            work.session.delete(row)
    for key, (seconds, cases) in found.items():
        person_id, commitment, priority, category = key
        work.session.merge(
            LearnedLead(person_id=person_id, commitment=commitment, priority=priority,
                        category=category, seconds=seconds, cases=cases, learned_at=work.now)
        )  # fmt: skip
    people = {key[0] for key in _changed(found, known)}
    concerned = select(Case.id).where(Case.is_open, Case.assignee_id.in_(people))
    work.session.flush()
    work.touched.update(work.session.scalars(concerned))
    return len(found)


def learned_from(lengths: Mapping[LearnedKey, Sequence[int]]) -> Learned:
    """The 90th percentile of the work left, of each kind with enough cases: the nearest rank.

    Cases that were done outside of all hours teach nothing.
    """
    found = {
        key: (sorted(spans)[ceil(0.9 * len(spans)) - 1], len(spans))
        for key, spans in lengths.items()
        if len(spans) >= ENOUGH
    }
    return {key: taught for key, taught in found.items() if taught[0]}


def leads_to_learn(session: Session, now: datetime) -> bool:
    """Whether a version of the handbook asks for learned leads, and some are others by now."""
    if not load_policies(session).learn_leads:
        return False
    show_all(session)
    return bool(_changed(learned_from(_work_left(session, now)), load_learned(session)))


def _changed(found: Learned, known: Learned) -> set[LearnedKey]:
    return {key for key in found.keys() | known.keys() if found.get(key) != known.get(key)}


def _work_left(session: Session, now: datetime) -> Mapping[LearnedKey, Sequence[int]]:
    """Seconds from when a case came to who ended it to when its clock stopped, in the time in which
    leads are placed: the working hours of whoever ended it, as they are known by now."""
    calendars, roster = load_calendars(session), load_roster(session)
    zone = load_policies(session).at(to_seconds(now)).team.zone
    rows = defaultdict[tuple[int, str], list[_Row]](list)
    for key, calendar, begun, stopped in _ended(session, now):
        if begun < stopped:
            rows[key[0], calendar].append((key, begun, stopped))
    found = defaultdict[LearnedKey, list[int]](list)
    for (person, calendar), theirs in rows.items():
        begins, ends = (np.array([row[n] for row in theirs], dtype=np.int64) for n in (1, 2))
        first, last = int(begins.min()), int(ends.max())
        hours = lead_time([person], roster, zone, calendars[calendar], first, last)
        for (key, *_), took in zip(theirs, open_between(hours, begins, ends).tolist(), strict=True):
            found[key].append(took)
    return found


def _ended(session: Session, now: datetime) -> Iterator[tuple[LearnedKey, str, int, int]]:
    """(kind, calendar, since when the person had it, stop) of the clocks of the last year.

    Pauses are not taken out: how long somebody waits for a customer is part of what is to be known
    beforehand.
    """
    came = (
        select(func.max(Event.occurred_at))
        .where(Event.case_id == Clock.case_id, Event.kind == ev.ASSIGNED,
               Event.occurred_at <= Clock.stopped_at)
        .scalar_subquery()
    )  # fmt: skip
    query = (
        select(
            Case.assignee_id, Clock.commitment, Clock.priority,
            func.coalesce(Case.category, ""), Clock.calendar,
            type_coerce(Clock.started_at, BigInteger), type_coerce(came, BigInteger),
            type_coerce(Clock.stopped_at, BigInteger), Clock.objective, Clock.case_id, Clock.cycle,
        )
        .join(Case, Case.id == Clock.case_id)
        .where(Case.assignee_id.is_not(None), Clock.stopped_at > now - YEAR,
               Clock.stopped_at <= now, Clock.verdict.in_(("met", "breached")))
        .order_by(Clock.case_id, Clock.commitment, Clock.cycle, Clock.objective)
    )  # fmt: skip
    seen: set[tuple[int, str, int]] = set()
    for row in session.execute(query):
        person, commitment, priority, category, calendar, started, at, stopped, _, *which = row
        clock = (which[0], commitment, which[1])
        if clock not in seen:  # the SLA's and the SLO's tell the same once
            seen.add(clock)
            key = (person or 0, commitment, priority, category)
            yield key, calendar, max(started, at or started), stopped
