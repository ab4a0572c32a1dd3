"""What the log says of a measure in full quarters, and what became of a corrective action by it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import sqrt
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from models.entities import Case, CaseWords, Clock
from models.handbook.action_effect import (
    ATTAINMENT,
    BREACHES,
    CANNOT_TELL,
    CASES,
    FACTOR,
    MOST_QUARTERS,
    NO_BEFORE,
    NOT_OVER,
    REOPENED,
    RESPONSE,
    Effect,
    Judgement,
    Measure,
    Reading,
    judge,
    level_of,
)
from models.handbook.contract_rules import folded
from models.handbook.exact_intervals import median_ranks
from models.handbook.periods import Period, after, before, last_full_quarter, midnight, quarter_of
from models.handbook.policy import FIRST_RESPONSE
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.attainment import DECIDED, outcomes
from models.queries.breaches import NO_GROUP
from models.queries.factors import factor_breaches
from models.queries.known_at import known_at
from models.queries.quarters import quarters as quarters_of
from models.queries.reopening import reopen_rate
from models.queries.volume import opened_in
from models.search_words import words_of

_MOST_WORDS: Final = 12
_QUIET: Final = timedelta(days=7)
"""The log of a quarter whose first case came within so long is taken to begin with it."""
_YOUNG: Final = timedelta(days=14)
"""A case resolved on a quarter's last day may be reopened for so long (rule 27)."""


@dataclass
class Looked:
    """What was read for the actions of one list: several look at the same quarters."""

    session: Session
    now: datetime
    read: dict[tuple[Measure, str, str, float], Reading] = field(default_factory=dict)

    def judgement(self, effect: Effect, done_at: datetime) -> Judgement:
        """What became of an action that was done at an instant, by the quarters that are over."""
        place = zone(load_policies(self.session).newest.team.zone)
        done_in = quarter_of(done_at.astimezone(place).date())
        known = quarters_of(self.session, self.now)
        earlier = _earlier(self.session, done_in, place)
        found = Judgement(CANNOT_TELL, NOT_OVER if earlier else NO_BEFORE)
        if earlier:
            found = replace(found, before=self.reading(effect.measure, earlier[:1], level_of(1)))
        later = list[Period]()
        for count in range(1, MOST_QUARTERS + 1):
            later.append(after(later[-1] if later else done_in))
            settles = later[-1].ends_on + timedelta(days=1)
            if effect.measure.kind == REOPENED:
                settles += _YOUNG
            if not earlier or self.now < midnight(settles, place):
                return replace(found, until=settles.isoformat() if earlier else "")
            if count > 1 and later[-1] not in known.with_cases:
                break
            level = level_of(count)
            was = self.reading(effect.measure, earlier[:count][::-1], level)
            found = judge(effect, was, self.reading(effect.measure, later, level))
            if found.verdict != CANNOT_TELL:
                break
        return found

    def reading(self, measure: Measure, over: Sequence[Period], level: float) -> Reading:
        """A measure over quarters that are over, the first first."""
        key = measure, over[0].name, over[-1].name, level
        if key not in self.read:
            self.read[key] = reading(self.session, measure, over, self.now, level)
        return self.read[key]


def last_reading(session: Session, measure: Measure, now: datetime) -> Reading:
    """What a measure was in the last quarter that is over."""
    place = zone(load_policies(session).newest.team.zone)
    return reading(session, measure, [last_full_quarter(now, place)], now, level_of(1))


def reading(
    session: Session, measure: Measure, over: Sequence[Period], now: datetime, level: float
) -> Reading:
    """What a measure was over neighbouring quarters, by what the desk knows of them at `now`.

    Of a median the interval is such that those of two times hold both at `level`.
    """
    place = zone(load_policies(session).newest.team.zone)
    begin, end = over[0].begin(place), over[-1].end(place)
    as_of = known_at(session, begin, end, now)
    empty = Reading(over[0].name, over[-1].name, len(over), 0, 0)
    return _READ[measure.kind](session, measure, (begin, end, as_of), empty, level)


_Span = tuple[datetime, datetime, datetime]


def _breaches(session: Session, measure: Measure, span: _Span, empty: Reading, _: float) -> Reading:
    found = outcomes(*span, DECIDED)
    of = found.belong, Clock.objective == "SLA", *_clock(measure)
    narrowed = found.name == "breached", *_case(measure)
    whole = session.scalar(select(func.count()).select_from(Clock).where(*of))
    part = (
        select(func.count()).select_from(Clock).join(Case, Case.id == Clock.case_id)
        .where(*of, *narrowed)
    )  # fmt: skip
    return empty._replace(part=session.scalar(part) or 0, whole=whole or 0)


def _cases(session: Session, measure: Measure, span: _Span, empty: Reading, _: float) -> Reading:
    opened = select(func.count()).select_from(Case).where(*opened_in(*span))
    own = [Case.priority == measure.priority] if measure.priority else []
    part = session.scalar(opened.where(*own, *_case(measure)))
    return empty._replace(part=part or 0, whole=session.scalar(opened) or 0)


def _factor(session: Session, measure: Measure, span: _Span, empty: Reading, _: float) -> Reading:
    opened = select(func.count()).select_from(Case).where(*opened_in(*span))
    wanted = folded(measure.factor)
    part = sum(wanted in one.factors for one in factor_breaches(session, *span))
    return empty._replace(part=part, whole=session.scalar(opened) or 0)


def _kept(session: Session, measure: Measure, span: _Span, empty: Reading, _: float) -> Reading:
    found = outcomes(*span, DECIDED)
    row = session.execute(
        select(func.count(), func.count().filter(found.name == "met")).select_from(Clock)
        .where(found.belong, Clock.objective == (measure.objective or "SLA"), *_clock(measure))
    ).one()  # fmt: skip
    return empty._replace(part=row[1], whole=row[0])


def _reopened(session: Session, measure: Measure, span: _Span, empty: Reading, _: float) -> Reading:
    rate = reopen_rate(session, *span)
    return empty._replace(part=rate.reopened, whole=rate.resolved)


def _response(
    session: Session, measure: Measure, span: _Span, empty: Reading, level: float
) -> Reading:
    """The values at a few places of all, in order; what was never answered comes last."""
    found = outcomes(*span, DECIDED)
    its = (found.belong, Clock.objective == "SLA", Clock.commitment == FIRST_RESPONSE,
           *_clock(measure))  # fmt: skip
    count = session.scalar(select(func.count()).select_from(Clock).where(*its)) or 0
    if not count:
        return empty
    spent = Clock.elapsed_seconds
    ordered = (
        select(spent).where(*its)
        .order_by(spent.is_(None), spent, Clock.case_id, Clock.cycle)
    )  # fmt: skip

    def at(place: int) -> int | None:
        return session.scalar(ordered.offset(place).limit(1))

    ranks = median_ranks(count, sqrt(level))
    low, high = (at(ranks[0]), at(ranks[1])) if ranks else (0, None)
    middle = [at(place) for place in {(count - 1) // 2, count // 2}]
    known = [one for one in middle if one is not None]
    median = sum(known) / len(known) if len(known) == len(middle) else None
    return empty._replace(part=count, whole=count, median=median, low=low, high=high)


_READ: Final[Mapping[str, Callable[[Session, Measure, _Span, Reading, float], Reading]]] = {
    BREACHES: _breaches, FACTOR: _factor, CASES: _cases, ATTAINMENT: _kept, REOPENED: _reopened,
    RESPONSE: _response,
}  # fmt: skip


def _clock(measure: Measure) -> list[Any]:
    """What narrows a measure to clocks."""
    pairs = (Clock.priority, measure.priority), (Clock.commitment, measure.commitment)
    return [column == value for column, value in pairs if value]


def _case(measure: Measure) -> list[Any]:
    """What narrows it to cases: by category, group, and the words that search finds them by."""
    wanted: list[Any] = []
    if measure.category:
        wanted.append(Case.category == measure.category)
    if measure.group:
        named = func.coalesce(func.nullif(Case.group_name, ""), NO_GROUP)
        wanted.append(named == measure.group)
    words = list(dict.fromkeys(words_of(measure.words)))[:_MOST_WORDS]
    if words:
        held = literal(" ") + CaseWords.words + literal(" ")
        has = [held.contains(f" {word} ", autoescape=True) for word in words]
        its = select(CaseWords.case_id).where(CaseWords.case_id == Case.id, *has)
        wanted.append(its.exists())
    return wanted


def _earlier(session: Session, done_in: Period, place: ZoneInfo) -> list[Period]:
    """The quarters before one, the latest first: as many as are compared and the desk has whole."""
    found = [before(done_in)]
    while len(found) < MOST_QUARTERS:
        found.append(before(found[-1]))
    first = session.scalar(select(func.min(Case.opened_at)))
    return [one for one in found if first is not None and first < one.begin(place) + _QUIET]
