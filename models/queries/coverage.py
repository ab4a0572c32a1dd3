"""Who watches which priority just now, by the desks that run."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case
from models.handbook.coverage import Cover, Reach, coverage
from models.handbook.instants import to_seconds
from models.handbook.policy import PRIORITIES
from models.lease import ESCALATIONS, is_held
from models.policies import load_policies
from models.presence import DatabaseTime, database_time
from models.queries.people import people_names
from models.queries.presence import DeskRow, running_desks
from models.queries.webhook import last_failure, posts_escalations
from models.rosters import load_roster


@dataclass(frozen=True)
class CoverRow:
    """A priority with names, each in order; `told` would be told, `notified` would notice, `later`
    after `after` seconds unseen; the desk of the `mute` may not show messages, or cannot."""

    priority: str
    role: str
    told: tuple[str, ...]
    notified: tuple[str, ...]
    at_window: tuple[str, ...]
    posted: bool
    watched: bool
    unseen: bool
    later: tuple[str, ...] = ()
    after: int = 0
    mute: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coverage:
    """How many desks run, and who watches what."""

    desks: int
    rows: tuple[CoverRow, ...]

    @property
    def unseen(self) -> tuple[CoverRow, ...]:
        """The priorities that nobody watches."""
        return tuple(row for row in self.rows if row.unseen)


def coverage_now(
    session: Session, now: datetime, database_now: DatabaseTime = database_time
) -> Coverage:
    """By the newest handbook; whether a desk is there is decided by the database's time."""
    desks = running_desks(session, database_now)
    held = is_held(session, ESCALATIONS, database_now) and posts_escalations(session)
    posted = held and not last_failure(session, now)
    found = coverage(
        load_policies(session).newest, load_roster(session),
        reach_of(desks, posted),
        _assignees(session, {row.person_id for row in desks if row.person_id is not None}),
        to_seconds(now), _had(session),
    )  # fmt: skip
    names = dict(people_names(session))
    return Coverage(len(desks), tuple(_named(cover, names) for cover in found))


def reach_of(desks: list[DeskRow], posted: bool = False) -> Reach:
    """Whom these desks reach."""

    def of(wanted: Callable[[DeskRow], bool]) -> frozenset[int]:
        there = (row.person_id for row in desks if wanted(row))
        return frozenset(person for person in there if person is not None)

    return Reach(
        of(lambda desk: desk.can_notify and not desk.quiet),
        of(lambda desk: desk.has_window and not desk.quiet),
        posted,
        of(lambda desk: desk.can_notify and desk.quiet),
        of(lambda desk: desk.attended),
        of(lambda _: True),
    )


def _assignees(session: Session, people: Set[int]) -> Mapping[str, Set[int]]:
    """Of these people, who has an open case of which priority: one look at an index for each."""
    found: dict[str, set[int]] = {priority: set() for priority in PRIORITIES}
    for person in people:
        for priority in PRIORITIES:
            one = select(Case.id).where(
                Case.assignee_id == person, Case.is_open, Case.priority == priority
            )
            if session.scalar(one.limit(1)) is not None:
                found[priority].add(person)
    return found


def _had(session: Session) -> Set[str]:
    """The priorities of which anybody has an open case."""
    assigned = Case.is_open, Case.assignee_id.is_not(None)
    ones = {p: select(Case.id).where(Case.priority == p, *assigned).limit(1) for p in PRIORITIES}
    return {p for p, one in ones.items() if session.scalar(one) is not None}


def _named(cover: Cover, names: Mapping[int, str]) -> CoverRow:
    told, notified, at_window, later, mute = (
        tuple(sorted(names[one] for one in people if one in names))
        for people in (cover.told, cover.notified, cover.at_window, cover.later, cover.mute)
    )
    return CoverRow(
        cover.priority, cover.role, told, notified, at_window, cover.posted, cover.watched,
        cover.unseen, later, cover.after, mute,
    )  # fmt: skip
