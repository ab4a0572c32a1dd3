"""What the thresholds of the handbook look at: the queue in a few sums, and who is on shift.

It is read over all cases, those too that whoever is at this desk may not see: a threshold is
crossed for the team, and a sum names no case.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from models.entities import Case, Person
from models.entities.plain import plain
from models.handbook.calendar import BusinessCalendar
from models.handbook.contract_rules import folded
from models.handbook.environment import DETAILS
from models.handbook.instants import to_seconds
from models.handbook.policy import Policy
from models.handbook.skills import levels_of, skills_from
from models.handbook.threshold_words import crossing_words
from models.handbook.thresholds import (
    BREACHES,
    NOBODY,
    OLDEST,
    Basis,
    Part,
    Threshold,
    count_of,
    unassigned_since,
    watched,
)
from models.last_forecast import GOOD_FOR, last_forecast
from models.policies import load_policies
from models.rosters import load_roster
from models.text import Text

_cases: Final = plain(Case)
NAMED: Final[Mapping[str, Any]] = {
    "categories": _cases.c.category,
    "groups": _cases.c.group_name,
    "products": _cases.c.fields[(DETAILS, "product")].as_string().label("its_product"),
}
"""What cases are told apart by besides their priority, by the names of the handbook's file."""


@dataclass(frozen=True)
class QueueReading:
    """What is looked at, and its values at an instant; what cannot be said just now has none.

    `basis` is what a count of breaches to come goes by.
    """

    watched: Mapping[str, Threshold] = field(default_factory=dict)
    values: Mapping[str, int] = field(default_factory=dict)
    basis: Mapping[str, Basis] = field(default_factory=dict)
    calendars: Mapping[str, BusinessCalendar] = field(default_factory=dict)

    def words(self, key: str) -> Text | None:
        """How it stands with a threshold, where that is known and it is over its limit."""
        one, value = self.watched.get(key), self.values.get(key)
        if one is None or value is None or not one.crossed(value):
            return None
        return crossing_words(one, value, self.calendars, self.basis.get(key, "forecast"))


def read_queue(session: Session, now: datetime) -> QueueReading:
    """One SELECT of sums, however many thresholds there are; none where there is no threshold."""
    at = to_seconds(now)
    policy = load_policies(session).at(at)
    if not policy.thresholds:
        return QueueReading()
    looked_at = watched(policy.thresholds, policy.skills)
    values = dict(_of_cases(session, looked_at, policy, at))
    breaches = [one for one in looked_at.values() if one.watch == BREACHES]
    basis = _by_forecast(session, breaches, values, now) if breaches else {}
    skills = [one for one in looked_at.values() if one.watch == NOBODY]
    if skills:
        values |= _of_skills(session, skills, policy, at)
    return QueueReading(looked_at, values, basis, policy.calendars)


def _of_cases(
    session: Session, looked_at: Mapping[str, Threshold], policy: Policy, at: int
) -> Iterator[tuple[str, int]]:
    wanted = {key: one for key, one in looked_at.items() if one.watch != NOBODY}
    parts = _parts(session, wanted.values(), at) if wanted else []
    for key, one in wanted.items():
        if one.watch != OLDEST:
            yield key, count_of(one, parts)
            continue
        since = unassigned_since(one, parts)
        calendar = policy.calendars[one.calendar]
        yield key, 0 if since is None else calendar.elapsed_seconds(since, at)


def _by_forecast(
    session: Session, wanted: Iterable[Threshold], values: dict[str, int], now: datetime
) -> Mapping[str, Basis]:
    """What each goes by: the forecast takes the place of what falls due, but where there is none to
    be had. While it is not known which, nothing is said of it."""
    kept, basis = last_forecast(session), dict[str, Basis]()
    last = kept if kept is not None and kept.is_within(now, GOOD_FOR) else None
    for one in wanted:
        if not one.is_forecast:
            basis[one.key] = "far"
        elif last is not None and last.few:
            basis[one.key] = "few"
        elif last is not None and one.key in last.breaches:
            basis[one.key], values[one.key] = "forecast", last.breaches[one.key]
        else:
            del values[one.key]
    return basis


def _parts(session: Session, wanted: Iterable[Threshold], at: int) -> list[Part]:
    """The open cases, added up by what any threshold tells them apart by."""
    every = list(wanted)
    names = {name for one in every for name, _ in one.queue.lists} & NAMED.keys()
    spans = sorted({one.within for one in every if one.watch == BREACHES})
    untils = {f"until_{span}": at + span for span in spans}
    rows = session.connection().execute(
        _sums(tuple(sorted(names)), tuple(spans)), {"at": at, **untils}
    )
    found = []
    for row in rows.mappings():
        category, group, product = (
            folded(row.get(name) or "") for name in ("category", "group_name", "its_product")
        )
        due = {span: row[f"within_{span}"] for span in spans}
        found.append(Part(row["priority"], category, group, product, row["cases"],
                          row["since"], due))  # fmt: skip
    return found


@lru_cache(maxsize=32)
def _sums(names: tuple[str, ...], spans: tuple[int, ...]) -> Select[Any]:
    """Written once for a handbook; the present instant is a value of it."""
    case = _cases.c
    due = {
        span: case.next_due_at.between(bindparam("at"), bindparam(f"until_{span}"))
        for span in spans
    }
    by = [NAMED[name] for name in names]
    return (
        select(
            case.priority, *by, func.count().label("cases"),
            func.min(case.opened_at).filter(case.assignee_id.is_(None)).label("since"),
            *(func.count().filter(within).label(f"within_{span}") for span, within in due.items()),
        )
        .where(case.is_open)
        .group_by(case.priority, *(column.name for column in by))
    )  # fmt: skip


def _of_skills(
    session: Session, wanted: Sequence[Threshold], policy: Policy, at: int
) -> dict[str, int]:
    """1 where nobody who has a skill is on shift; nothing outside the team's hours, nor where no
    skills are entered."""
    if not policy.team.open_intervals(at, at + 1):
        return {}
    people = session.execute(select(Person.id, Person.skills).where(Person.active)).all()
    held = {row.id: levels_of(skills_from(row.skills)) for row in people}
    if not any(held.values()):
        return {}
    roster, zone = load_roster(session), policy.team.zone
    there = {
        one for one, member in roster.members.items()
        if member.active and member.open_time(zone, at, at + 1)
    }  # fmt: skip
    return {
        one.key: int(not any(held[who].get(folded(one.skill), 0) >= one.level
                             for who in there & held.keys()))
        for one in wanted
    }  # fmt: skip
