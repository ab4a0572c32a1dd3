"""What a review says of its breaches, from one look at them: no more of them is kept than it says.

A desk of a million cases has more breaches in a quarter than there is room for as rows of our own.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, String, cast, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import Case, Clock
from models.handbook.calendar import BusinessCalendar
from models.handbook.instants import to_seconds
from models.policies import load_calendars
from models.queries.attainment import outcomes
from models.queries.breaches import (
    NO_GROUP,
    Breach,
    GroupBreaches,
    Overrun,
    time_over,
)
from models.queries.hours import HOURS, hour_of_week
from models.queries.offenders import OF_KIND, Kind

_WORST: Final = 10
_AT_ONCE: Final = 10_000
_NONE: Final = "[]"


class _Ranked(NamedTuple):
    """A breach by how far it is over; of equals the one first by name."""

    rank: tuple[int, str, str, int]
    row: Any
    over: Overrun


@dataclass(frozen=True)
class BreachFigures:
    """SLA breaches: in how many cases, by group, the cases furthest over, by the hour of the week,
    and by whose they are.
    """

    cases: int
    groups: tuple[GroupBreaches, ...]
    worst: tuple[Breach, ...]
    hours: tuple[int, ...]
    whose: Mapping[Kind, Mapping[Any, int]]


def breach_figures(
    session: Session, begin: datetime, end: datetime, place: ZoneInfo, as_of: datetime
) -> BreachFigures:
    """Those of [begin, end); what still runs is counted to `as_of`, as `breaches` does."""
    cases, hours = set[int](), [0] * HOURS
    groups: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    whose: dict[Kind, Counter[Any]] = {kind: Counter() for kind in OF_KIND}
    best: list[_Ranked] = []
    calendars, known = load_calendars(session), to_seconds(as_of)
    for rows in _rows(session, begin, end, place, as_of):
        overs = _overruns(rows, calendars, known)
        cases.update(row.id for row in rows)
        for row, over in zip(rows, overs, strict=True):
            hours[row.hour] += 1
            one = groups[row.group_name or NO_GROUP]
            one[0] += 1
            one[1] += over.seconds
        for kind, counts in whose.items():
            counts.update(getattr(row, kind) for row in rows)
        best = _worst(best, rows, overs)
    listed = [GroupBreaches(group, count, over) for group, (count, over) in groups.items()]
    listed.sort(key=lambda row: (-row.count, -row.over_seconds, row.group))
    worst = tuple(_named(session, best))
    return BreachFigures(len(cases), tuple(listed), worst, tuple(hours), whose)


def _rows(
    session: Session, begin: datetime, end: datetime, place: ZoneInfo, as_of: datetime
) -> Iterator[Sequence[Any]]:
    found = outcomes(begin, end, as_of, ("breached",))
    query = (
        select(
            Case.id, Case.key, Case.group_name, Clock.priority, Clock.commitment, Clock.cycle,
            Clock.calendar, Clock.target_seconds,
            type_coerce(Clock.stopped_at, BigInteger).label("stopped"),
            type_coerce(found.at, BigInteger).label("crossed"),
            cast(Clock.pauses, String).label("paused"),
            hour_of_week(found.at, begin, end, place).label("hour"),
            *(column.label(kind) for kind, column in OF_KIND.items()),
        )
        .join(Case, Case.id == Clock.case_id)
        .where(found.belong, Clock.objective == "SLA")
    )  # fmt: skip
    rows = session.execute(query, execution_options={"yield_per": _AT_ONCE})
    yield from rows.partitions()


def _overruns(
    rows: Sequence[Any], calendars: Mapping[str, BusinessCalendar], known: int
) -> list[Overrun]:
    """By how much each is over: those without pauses all of a calendar at once."""
    found: dict[int, Overrun] = {}
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row.paused == _NONE:
            alike[row.calendar].append(number)
        else:
            found[number] = time_over(
                calendars[row.calendar], row.target_seconds, row.crossed, row.stopped,
                json.loads(row.paused), known,
            )  # fmt: skip
    for fingerprint, some in alike.items():
        calendar = calendars[fingerprint]
        business = calendar != BusinessCalendar.always()
        stops = [rows[number].stopped for number in some]
        running = [stop is None or stop > known for stop in stops]
        ends = [known if so else stop for so, stop in zip(running, stops, strict=True)]
        counted = calendar.elapsed_many([rows[number].crossed for number in some], ends)
        for number, seconds, so in zip(some, counted.tolist(), running, strict=True):
            found[number] = Overrun(seconds, so, business)
    return [found[number] for number in range(len(rows))]


def _worst(best: Sequence[_Ranked], rows: Sequence[Any], overs: Sequence[Overrun]) -> list[_Ranked]:
    """The cases furthest over of those known and these, each once with its worst clock."""
    least = best[-1].over.seconds if len(best) == _WORST else 0
    ranked = [
        _Ranked((-over.seconds, row.key, row.commitment, row.cycle), row, over)
        for row, over in zip(rows, overs, strict=True)
        if over.seconds >= least
    ]
    seen: dict[str, _Ranked] = {}
    for one in sorted([*best, *ranked], key=lambda one: one.rank):
        seen.setdefault(one.row.key, one)
    return list(seen.values())[:_WORST]


def _named(session: Session, ranked: Sequence[_Ranked]) -> list[Breach]:
    ids = [one.row.id for one in ranked]
    rows = session.execute(select(Case.id, Case.title).where(Case.id.in_(ids)))
    titles = {row.id: row.title for row in rows}
    return [
        Breach(
            one.row.id, one.row.key, titles[one.row.id], one.row.priority,
            one.row.group_name or NO_GROUP, one.row.commitment, one.row.cycle, one.over,
        )
        for one in ranked
    ]  # fmt: skip
