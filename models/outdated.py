"""What an upgrade computes again: the cases of which earlier versions read the log otherwise."""

from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from models.entities import Case, Contract, Event
from models.entities.plain import plain
from models.handbook import events as ev
from models.handbook.instants import to_seconds
from models.handbook.intake import WRITTEN_AFTER, missing_fields
from models.handbook.suggestion import YES
from models.policies import load_policies
from models.refresh import refresh

_WAITS: Final = (ev.PAUSED, ev.STATUS_CHANGED)
_BY_HAND: Final = (
    ev.DEADLINE_OVERRIDDEN, ev.START_MOVED, ev.PAUSE_ENTERED, ev.POLICY_APPLIED,
)  # fmt: skip
_FIND_CONTRACTS: Final = (ev.FIELDS_CHANGED, ev.PRIORITY_CHANGED, ev.ASSIGNED)
_AT_ONCE: Final = 10_000
_EXCUSED: Final = 500
_cases = plain(Case)


def compute_again(session: Session) -> None:
    """Bring what is cached to what this version reads in the log, as of the log's last entry."""
    last = session.scalar(select(func.max(Event.recorded_at)))
    if last is not None:
        again = {*_read_otherwise(session), *_otherwise_missing(session), *_unnamed(session)}
        again.update(session.scalars(select(Case.id).where(Case.is_open)))  # alerts differ
        _excuse(session, again)
        refresh(session, again, to_seconds(last))
        session.flush()
        _excuse_no_more(session)


def _excuse(session: Session, ids: Iterable[int]) -> None:
    """Whatever these turn out to lack, they had all that an earlier version asked at their end.

    An imported case is asked nothing at the end it came with.
    """
    again = sorted(ids)
    itself = func.coalesce(_cases.c.source_ended_at, -1)
    ended_here = or_(_cases.c.source.is_(None), _cases.c.resolved_at != itself)
    for first in range(0, len(again), _EXCUSED):
        there = _cases.c.id.in_(again[first : first + _EXCUSED]), ended_here
        session.execute(update(_cases).where(*there).values(excused=True))


def _excuse_no_more(session: Session) -> None:
    """A case that lacks nothing, or has never ended, is held to the rule as any other is."""
    never = and_(_cases.c.resolved_at.is_(None), _cases.c.times_reopened == 0)
    needless = _cases.c.excused, or_(_cases.c.missing == "", never)
    session.execute(update(_cases).where(*needless).values(excused=False))


def _read_otherwise(session: Session) -> Iterator[int]:
    """By what is in their log: a change by hand, a wait that was recorded late, a word of what
    contracts are found by that came after the opening, a message after the end."""
    late = and_(Event.kind.in_(_WAITS), Event.recorded_at > Event.occurred_at)
    made = session.scalar(select(Contract.id).limit(1)) is not None
    contracts = made or load_policies(session).have_contracts
    kinds = (*_BY_HAND, *(_FIND_CONTRACTS if contracts else ()))
    ended = select(Case.id).where(Case.status.in_(WRITTEN_AFTER))
    after = and_(Event.kind == ev.CUSTOMER_MESSAGE, Event.case_id.in_(ended))
    touched = select(Event.case_id).where(or_(Event.kind.in_(kinds), late, after))
    yield from session.scalars(touched.distinct())


def _unnamed(session: Session) -> Iterable[int]:
    """Those opened as a security incident without a word of who sees it: everybody did."""
    security = Event.data["security"].as_string() == YES
    query = select(Event.case_id).join(Case).where(
        Event.kind == ev.OPENED, security, Case.named.is_(None)
    )  # fmt: skip
    return session.scalars(query)


def _otherwise_missing(session: Session) -> Iterator[int]:
    """Those that lack something else than is stored: what counts as an answer has changed."""
    query = select(Case.id, Case.missing, Case.fields)
    for case_id, missing, fields in session.execute(query.execution_options(yield_per=_AT_ONCE)):
        found = missing_fields(fields | {"customer": fields.get("customer_id")})
        if missing != " ".join(found):
            yield case_id
