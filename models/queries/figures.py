"""The cases behind a figure of a review: every number there opens them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock
from models.handbook.instants import from_seconds, maybe_from_seconds, to_seconds
from models.handbook.periods import Period, midnight
from models.handbook.zones import zone
from models.policies import load_calendars, load_policies
from models.queries.attainment import OUTCOMES, outcomes
from models.queries.breaches import NO_GROUP, Overrun, overrun
from models.queries.hours import hour_of_week
from models.queries.known_at import known_at
from models.queries.leakage import leaked_ids
from models.queries.offenders import OF_KIND
from models.queries.reopening import Resolution, resolved_again, resolved_once
from models.queries.satisfaction import Score, resolved_ids, scores
from models.queries.volume import (
    left_open_again,
    left_open_once,
    opened_in,
    reopenings,
    taken_out_in,
)

Kind = Literal[
    "clocks", "opened", "resolved", "taken_out", "open_at_end", "reopened", "settled",
    "too_young", "incomplete", "provisional", "scored", "good", "answered", "leaked", "came_back",
]  # fmt: skip
LISTED: Final = 2_000
"""No more rows than a person looks through; `FigureCases.total` says how many there are."""


@dataclass(frozen=True)
class Figure:
    """Which number of a review. Of clocks, what is empty may be anything; dates are a week's.

    `reason` is why clocks were left out, `group` and `category` whose breaches they are; `by_hand`:
    only those that were changed by hand; `customer_id`: only those of one customer, 0 of none.
    `hour`: only what happened in that hour of the week (`queries/hours.py`).
    """

    kind: Kind = "clocks"
    priority: str = ""
    commitment: str = ""
    objective: str = ""
    outcomes: tuple[str, ...] = OUTCOMES
    group: str = ""
    category: str = ""
    verdict: str = ""
    reason: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    by_hand: bool = False
    customer_id: int | None = None
    hour: int | None = None


@dataclass(frozen=True)
class FigureRow:
    """A clock behind a figure, or a case (then without commitment).

    `at` is the instant that put it there: its verdict, opening, resolution or reopening; None for
    a clock still running. `over` says by how much a clock breached.
    """

    case_id: int
    key: str
    title: str
    priority: str
    group: str
    outcome: str
    at: datetime | None
    commitment: str = ""
    cycle: int = 1
    objective: str = ""
    reason: str = ""
    over: Overrun | None = None


@dataclass(frozen=True)
class FigureCases:
    """The first `LISTED` of what is behind a figure, and how many there are in all."""

    rows: tuple[FigureRow, ...]
    total: int


def figure_cases(session: Session, period: Period, figure: Figure, now: datetime) -> FigureCases:
    """What is behind a figure of the review of `period` that was read at `now`."""
    place = zone(load_policies(session).newest.team.zone)
    begin, end = period.begin(place), period.end(place)
    as_of = known_at(session, begin, end, now)
    if figure.starts_on is not None and figure.ends_on is not None:
        begin = midnight(figure.starts_on, place)
        end = midnight(figure.ends_on + timedelta(days=1), place)
    if figure.kind == "clocks":
        rows = _clocks(session, figure, begin, end, place, as_of)
    elif figure.hour is not None:
        hour = hour_of_week(Case.opened_at, begin, end, place)
        wanted = (*opened_in(begin, end, as_of), hour == figure.hour)
        rows = _listed(session, wanted, "opened_at")
    else:
        rows = _CASES[figure.kind](session, begin, end, as_of)
    return FigureCases(tuple(rows[:LISTED]), len(rows))


def _clocks(
    session: Session, figure: Figure, begin: datetime, end: datetime, place: ZoneInfo,
    as_of: datetime,
) -> list[FigureRow]:  # fmt: skip
    """The worst first: breached by how far over, then running, left out, met."""
    found = outcomes(begin, end, as_of, figure.outcomes)
    calendars, known = load_calendars(session), to_seconds(as_of)
    narrowed = _narrowed(figure)
    if figure.hour is not None:
        narrowed.append(hour_of_week(found.at, begin, end, place) == figure.hour)
    rows = session.execute(
        select(
            Case.id, Case.key, Case.title, Clock.priority, Case.group_name, Clock.commitment,
            Clock.cycle, Clock.objective, Clock.calendar, Clock.target_seconds, Clock.stopped_at,
            Clock.pauses, Clock.reason, found.name.label("outcome"), found.at.label("at"),
        )
        .join(Case, Case.id == Clock.case_id)
        .where(found.belong, *narrowed)
    )  # fmt: skip
    listed = []
    for row in rows:
        over = overrun(row, calendars, known) if row.outcome == "breached" else None
        listed.append(
            FigureRow(
                row.id, row.key, row.title, row.priority, row.group_name or NO_GROUP, row.outcome,
                row.at, row.commitment, row.cycle, row.objective, row.reason, over,
            )
        )  # fmt: skip
    return sorted(listed, key=_worst_first)


def _worst_first(row: FigureRow) -> tuple[Any, ...]:
    order = ("breached", "running", "excluded", "met")
    at = row.at.timestamp() if row.at is not None else 0
    over = row.over.seconds if row.over is not None else 0
    return order.index(row.outcome), -over, at, row.case_id, row.commitment, row.cycle


def _narrowed(figure: Figure) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    pairs = (
        (Clock.priority, figure.priority), (Clock.commitment, figure.commitment),
        (Clock.objective, figure.objective), (Clock.verdict, figure.verdict),
    )  # fmt: skip
    wanted += [column == value for column, value in pairs if value]
    if figure.reason is not None:
        wanted.append(Clock.reason == figure.reason)
    if figure.customer_id is not None:
        wanted.append(Case.customer_id == (figure.customer_id or None))
    if figure.by_hand:
        wanted.append(Clock.original_verdict.is_not(None))
    if figure.group:
        wanted.append(OF_KIND["group"] == figure.group)
    if figure.category:
        wanted.append(OF_KIND["category"] == figure.category)
    return wanted


_Cases = Callable[[Session, datetime, datetime, datetime], list[FigureRow]]


def _opened(session: Session, begin: datetime, end: datetime, as_of: datetime) -> list[FigureRow]:
    return _listed(session, opened_in(begin, end, as_of), "opened_at")


def _incomplete(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> list[FigureRow]:
    return _listed(session, (*opened_in(begin, end, as_of), Case.missing != ""), "opened_at")


def _provisional(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> list[FigureRow]:
    return _listed(session, (*opened_in(begin, end, as_of), Case.provisional), "opened_at")


def _taken_out(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> list[FigureRow]:
    return _listed(session, taken_out_in(begin, end, as_of), "resolved_at")


def _open_at_end(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> list[FigureRow]:
    again = left_open_again(session, end, as_of)
    rows = _listed(session, left_open_once(end, as_of), "opened_at")
    return _in_time(rows + _listed(session, (Case.id.in_(again),), "opened_at"))


def _resolutions(keep: Callable[[Resolution, int], bool], *, again: bool = False) -> _Cases:
    """The cases resolved in the period that pass `keep` at the instant the figure is as of.

    They are told by their resolution, or with `again` by the instant they were opened again.
    """

    def rows(session: Session, begin: datetime, end: datetime, as_of: datetime) -> list[FigureRow]:
        known = to_seconds(as_of)
        once = _listed(session, resolved_once(begin, end, as_of), "resolved_at")
        kept = [
            row for row in once
            if row.at is not None and keep(Resolution(row.case_id, to_seconds(row.at), None), known)
        ]  # fmt: skip
        instants = {
            one.case_id: one.again_at if again else one.at
            for one in resolved_again(session, begin, end, as_of)
            if keep(one, known)
        }
        found = _listed(session, (Case.id.in_(instants),), "opened_at")
        told = [replace(r, at=maybe_from_seconds(instants[r.case_id])) for r in found]
        return _in_time(kept + told)

    return rows


def _scored(keep: Callable[[Score], bool]) -> _Cases:
    """The cases scored in the period that pass `keep`, by when they were."""

    def rows(session: Session, begin: datetime, end: datetime, as_of: datetime) -> list[FigureRow]:
        until = min(end, as_of + timedelta(seconds=1))
        at = {one.case_id: one.at for one in scores(session, begin, until) if keep(one)}
        found = _listed(session, (Case.id.in_(at),), "opened_at")
        return _in_time([replace(row, at=at[row.case_id]) for row in found])

    return rows


def _answered(session: Session, begin: datetime, end: datetime, as_of: datetime) -> list[FigureRow]:
    given = scores(session, begin, as_of + timedelta(seconds=1))
    both = resolved_ids(session, begin, end, as_of) & {one.case_id for one in given}
    return _listed(session, (Case.id.in_(both),), "resolved_at")


def _defects(session: Session, begin: datetime, end: datetime, as_of: datetime) -> list[FigureRow]:
    return _listed(session, (Case.id.in_(leaked_ids(session, begin, end, as_of)),), "resolved_at")


def _came_back(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> list[FigureRow]:
    """A row for each time a case was opened again in the period."""
    again = reopenings(session, begin, end, as_of)
    found = {row.case_id: row for row in _listed(
        session, (Case.id.in_({case_id for case_id, _ in again}),), "opened_at")}  # fmt: skip
    return _in_time([replace(found[one], at=from_seconds(at)) for one, at in again if one in found])


_CASES: Final[dict[str, _Cases]] = {
    "opened": _opened,
    "incomplete": _incomplete,
    "provisional": _provisional,
    "taken_out": _taken_out,
    "open_at_end": _open_at_end,
    "resolved": _resolutions(lambda one, known: True),
    "settled": _resolutions(lambda one, known: not one.too_young(known)),
    "reopened": _resolutions(
        lambda one, known: one.came_back and not one.too_young(known), again=True
    ),
    "came_back": _came_back,
    "scored": _scored(lambda one: True),
    "good": _scored(lambda one: one.is_good),
    "answered": _answered,
    "leaked": _defects,
    "too_young": _resolutions(lambda one, known: one.too_young(known)),
}


def _listed(session: Session, conditions: Sequence[Any], instant: str) -> list[FigureRow]:
    columns = Case.id, Case.key, Case.title, Case.priority, Case.group_name, Case.status
    at = getattr(Case, instant)
    rows = session.execute(select(*columns, at).where(*conditions).order_by(at, Case.id))
    return [
        FigureRow(case_id, key, title, priority, group or NO_GROUP, status, instant)
        for case_id, key, title, priority, group, status, instant in rows
    ]


def _in_time(rows: list[FigureRow]) -> list[FigureRow]:
    return sorted(rows, key=lambda row: (row.at is not None and row.at.timestamp(), row.case_id))
