"""Corrective actions as a review tells them: open at an instant, and those that it made."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.action_words import effect_words
from models.entities import CorrectiveAction, Person
from models.handbook.action_effect import effect_from
from models.handbook.corrective_actions import OPEN
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.corrective_actions import hidden_postmortems, unnamed
from models.queries.known_actions import known_actions
from models.restricted import hidden, hidden_keys
from models.text import Text


@dataclass(frozen=True)
class OpenAction:
    """An action by its owner's role, and by their name where names are told.

    `days_over` is by how many days it was past its day at the instant, `carried` whether its day
    was moved; `done`: it has ended since.
    """

    id: int
    title: str
    priority: int
    role: str
    who: str
    due_on: date
    first_due_on: date
    days_over: int
    effect: Text
    done: bool

    @property
    def carried(self) -> bool:
        """Whether its day was put off."""
        return self.due_on > self.first_due_on


def open_actions(session: Session, at: datetime, *, named: bool) -> tuple[OpenAction, ...]:
    """Those made by an instant and not ended then, as they were, the longest overdue first."""
    ended = set(session.scalars(
        select(CorrectiveAction.id).where(CorrectiveAction.status != OPEN)
    ))  # fmt: skip
    then = [row for row in known_actions(session, at) if row.status == OPEN]
    return _rows(session, at, named, then, ended)


def actions_made(
    session: Session, review: str, at: datetime, *, named: bool
) -> tuple[OpenAction, ...]:
    """Those that a review made (“weekly 2016W12”)."""
    query = select(CorrectiveAction).where(CorrectiveAction.review == review)
    rows = session.scalars(query).all()
    return _rows(session, at, named, rows, {row.id for row in rows if row.status != OPEN})


def _rows(
    session: Session, at: datetime, named: bool, rows: Iterable[CorrectiveAction],
    ended: Collection[int],
) -> tuple[OpenAction, ...]:  # fmt: skip
    left_out = hidden_postmortems(session, hidden(session))
    people = dict(session.execute(select(Person.id, Person.name)).all()) if named else {}
    place, keys = zone(load_policies(session).newest.team.zone), hidden_keys(session)
    today = (at - timedelta(seconds=1)).astimezone(place).date()
    return tuple(
        _row(row, people, keys, today, row.id in ended)
        for row in sorted(rows, key=lambda row: (row.due_on, row.priority, row.id))
        if row.postmortem_id not in left_out
    )


def _row(
    row: CorrectiveAction, people: Mapping[Any, str], keys: Collection[str], today: date,
    done: bool,
) -> OpenAction:  # fmt: skip
    due_on = date.fromisoformat(row.due_on)
    return OpenAction(
        row.id, unnamed(row.title, keys), row.priority, row.owner_role,
        people.get(row.owner_id, ""), due_on, date.fromisoformat(row.first_due_on),
        max((today - due_on).days, 0),
        effect_words(effect_from(row.effect)), done,
    )  # fmt: skip
