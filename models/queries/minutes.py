"""The minutes of a review, and the decisions of the one before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Person, ReviewRecord
from models.handbook.periods import Period
from models.handbook.reviews import DECISION, TAKEN_BACK, Kind, review_name, review_named
from models.queries.corrective_actions import unnamed
from models.restricted import hidden_keys


@dataclass(frozen=True)
class Attendant:
    """Somebody who entered something, or was there: by their role on the team, and by name where
    names are told."""

    name: str
    role: str


@dataclass(frozen=True)
class Entry:
    """An entry of the minutes; `by` is None where nobody was named. `taken_back`: it does not
    count any more, and `taken_back_at` says since when."""

    id: int
    kind: str
    words: str
    at: datetime
    by: Attendant | None
    people: tuple[Attendant, ...] = ()
    taken_back: bool = False
    taken_back_at: datetime | None = None


@dataclass(frozen=True)
class Minutes:
    """Everything that was entered, as it was entered, the oldest first."""

    review: str
    entries: tuple[Entry, ...] = ()

    @property
    def standing(self) -> tuple[Entry, ...]:
        """Those that were not taken back."""
        return tuple(entry for entry in self.entries if not entry.taken_back)

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """The standing ones of a kind."""
        return tuple(entry for entry in self.standing if entry.kind == kind)


def minutes(session: Session, kind: Kind, period: Period, *, named: bool = True) -> Minutes:
    """What was entered into the minutes of this review; where not `named`, by roles alone."""
    return _minutes(session, review_name(kind, period), named)


def last_decisions(
    session: Session, kind: Kind, period: Period, *, named: bool = True
) -> tuple[Period, Minutes] | None:
    """The latest review before this one in which something stands decided; None where none is."""
    own = review_name(kind, period)
    earlier = (
        select(ReviewRecord.review)
        .where(
            ReviewRecord.review < own, ReviewRecord.review.startswith(f"{kind} "),
            ReviewRecord.kind == DECISION,
        )
        .distinct()
        .order_by(ReviewRecord.review.desc())
    )  # fmt: skip
    for name in session.scalars(earlier):
        found = _minutes(session, name, named)
        if found.of_kind(DECISION):
            return review_named(name)[1], found
    return None


def _minutes(session: Session, review: str, named: bool) -> Minutes:
    rows = session.scalars(
        select(ReviewRecord).where(ReviewRecord.review == review).order_by(ReviewRecord.id)
    ).all()
    gone = {row.data.get("record"): row.at for row in rows if row.kind == TAKEN_BACK}
    them, keys = _people(session, rows, named), hidden_keys(session)
    return Minutes(review, tuple(
        _entry(row, unnamed(row.words, keys), them, gone) for row in rows if row.kind != TAKEN_BACK
    ))  # fmt: skip


def _people(session: Session, rows: Sequence[ReviewRecord], named: bool) -> Mapping[int, Attendant]:
    if not rows:
        return {}
    people = session.execute(select(Person.id, Person.name, Person.role))
    return {row.id: Attendant(row.name if named else "", row.role) for row in people}


def _entry(
    row: ReviewRecord, words: str, people: Mapping[int, Attendant], gone: Mapping[Any, datetime]
) -> Entry:
    there = tuple(people[one] for one in row.data.get("people", ()) if one in people)
    return Entry(
        row.id, row.kind, words, row.at, people.get(row.person_id or 0), there,
        row.id in gone, gone.get(row.id),
    )  # fmt: skip
