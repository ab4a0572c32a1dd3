"""Verdicts counted by stretch of time, priority, commitment and objective, in one look at them.

A review asks the same clocks many questions. Grouping millions of rows by words takes far longer
than reading them, on SQLite above all; so each row is put under one number, made of its stretch and
of what the desk's handbooks promise. What none of them knows is rare, and grouped by its words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from models.entities import Clock
from models.handbook.policy import COMMITMENTS, OBJECTIVES, PRIORITIES
from models.policies import load_policies

_SECOND: Final = timedelta(seconds=1)
_SLICE: Final = timedelta(weeks=2)
BROKEN: Final = case((Clock.verdict == "met", 0), else_=1)
"""1 where a clock that was decided breached."""


class Place(NamedTuple):
    """What a clock was promised under."""

    priority: str
    commitment: str
    objective: str


Counts = Mapping[Place, tuple[int, int]]
"""(met, breached) of each place that has any."""


class Numbers(NamedTuple):
    """The places that have a number; `own` is it in SQL, `strange` tells the rows that have none.

    A strange row's number is that of no place: `len(places)` or more.
    """

    places: Sequence[Place]
    own: ColumnElement[int]
    strange: ColumnElement[bool]


def numbers(session: Session) -> Numbers:
    """Of every priority and every commitment that some version of the handbook names."""
    policies = load_policies(session).versions.values()
    every = [one for policy in policies for one in (policy, *(own for _, own in policy.contracts))]
    named = [name for policy in every for name in policy.commitment_names()]
    commitments = list(dict.fromkeys((*COMMITMENTS, *named)))
    places = [
        Place(priority, commitment, objective)
        for commitment in commitments
        for priority in PRIORITIES
        for objective in OBJECTIVES
    ]
    strange = or_(Clock.priority.not_in(PRIORITIES), Clock.commitment.not_in(commitments))
    first = len(PRIORITIES) * len(OBJECTIVES)
    none = len(places)
    own = (
        _number(Clock.commitment, commitments, first, none)
        + _number(Clock.priority, PRIORITIES, len(OBJECTIVES), none)
        + case((Clock.objective == OBJECTIVES[1], 1), else_=0)
    )
    return Numbers(places, own, strange)


@dataclass(frozen=True)
class Course:
    """The verdicts of each stretch from one edge to the next, the last to the end."""

    edges: Sequence[datetime]
    counts: Sequence[Counts]

    @property
    def stretches(self) -> Iterator[tuple[datetime, Counts]]:
        """Each with its first instant."""
        return zip(self.edges, self.counts, strict=True)

    def between(self, begin: datetime, end: datetime) -> Counts:
        """Those of [begin, end), both of which are edges, or the end or after it."""
        found: dict[Place, tuple[int, int]] = {}
        for edge, part in self.stretches:
            for place, (met, breached) in part.items() if begin <= edge < end else ():
                was = found.get(place, (0, 0))
                found[place] = was[0] + met, was[1] + breached
        return found


def verdict_counts(
    session: Session, edges: Iterable[datetime], end: datetime, as_of: datetime
) -> Course:
    """What was decided from the first edge to `end`, as known at `as_of`.

    The clocks are those that `outcomes` says were met or breached in it. They are read at most some
    weeks at a time: few rows are sorted faster, and in less room.
    """
    cuts = sorted(set(edges))
    found: list[dict[Place, list[int]]] = [defaultdict(lambda: [0, 0]) for _ in cuts]
    since = max(cuts[0], first_verdict(session) or end)
    for number, (first, last) in enumerate(zip(cuts, [*cuts[1:], end], strict=True)):
        for begin, until in slices(max(first, since), last):
            for broken, place, count in numbered(session, BROKEN, judged(begin, until, as_of)):
                found[number][place][broken] += count
    crossing = crossed(cuts[0], end, as_of)
    for number, place, count in numbered(session, part_of(Clock.due_at, cuts), crossing):
        found[number][place][1] += count
    return Course(cuts, [{place: (a, b) for place, (a, b) in part.items()} for part in found])


def first_verdict(session: Session) -> datetime | None:
    """The instant of the first verdict there is: nothing needs to be looked for before it."""
    return session.scalar(select(func.min(Clock.verdict_at)))


def slices(begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """[begin, end) in pieces of some weeks."""
    while begin < end:
        until = min(begin + _SLICE, end)
        yield begin, until
        begin = until


def numbered(
    session: Session, kind: ColumnElement[int], wanted: ColumnElement[bool]
) -> Iterator[tuple[int, Place, int]]:
    """(kind, place, how many) of the clocks that are wanted; a kind is a small number."""
    places, own, strange = numbers(session)
    size = 3 * len(places)  # room for the numbers of what is strange twice over
    number = kind * size + own
    some_strange = False
    for row, count in session.execute(select(number, func.count()).where(wanted).group_by(number)):
        one, place = divmod(row, size)
        if place < len(places):
            yield one, places[place], count
        else:
            some_strange = True
    if some_strange:
        columns = kind, Clock.priority, Clock.commitment, Clock.objective
        rows = session.execute(
            select(*columns, func.count()).where(wanted, strange).group_by(*columns)
        )
        for one, *words, count in rows:
            yield one, Place(*words), count


def part_of(at: Any, edges: Sequence[datetime]) -> ColumnElement[int]:
    """The number of the stretch between two edges that an instant lies in, found by halving."""
    return _between(at, edges, 0, len(edges))


def _between(at: Any, edges: Sequence[datetime], low: int, high: int) -> ColumnElement[int]:
    if high - low == 1:
        return literal(low)
    middle = (low + high) // 2
    before, after = _between(at, edges, low, middle), _between(at, edges, middle, high)
    return case((at < edges[middle], before), else_=after)


def judged(begin: datetime, end: datetime, as_of: datetime) -> ColumnElement[bool]:
    """What tells the clocks judged in a stretch; with those `crossed` they are met or breached as
    `outcomes` says."""
    until, crossed_by = min(end, as_of + _SECOND), min(end, as_of)
    at = Clock.verdict_at
    breached = and_(Clock.verdict == "breached", at < crossed_by)
    return and_(at >= begin, at < until, or_(Clock.verdict == "met", breached))


def crossed(begin: datetime, end: datetime, as_of: datetime) -> ColumnElement[bool]:
    """What tells those that passed their due time and run on: they are found among the clocks
    without a verdict, which are few."""
    undecided = Clock.verdict_at.is_(None), Clock.verdict.is_(None), Clock.stopped_at.is_(None)
    return and_(*undecided, Clock.due_at >= begin, Clock.due_at < min(end, as_of))


def _number(column: Any, names: Sequence[str], step: int, none: int) -> ColumnElement[int]:
    return case(*((column == name, place * step) for place, name in enumerate(names)), else_=none)
