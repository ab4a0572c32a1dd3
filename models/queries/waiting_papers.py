"""What waits for somebody: articles, and postmortems to be written, reviewed, or closed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Person, Postmortem
from models.queries.article_life import all_waiting
from models.restricted import hidden

_OVER: Final = "closed"


@dataclass(frozen=True)
class WaitingPostmortem:
    """A postmortem that is not closed, and who is asked: its reviewer while it is in review, else
    its owner, else its author; by role and, where names are told, by name. Both are empty where
    nobody is."""

    id: int
    title: str
    status: str
    who: str
    role: str
    due_on: str | None
    changed_at: datetime


@dataclass(frozen=True)
class WaitingArticle:
    """An article that waits to be reviewed or verified (`what`), since or until `on`; for the
    leads where `role` is empty."""

    key: str
    title: str
    what: str
    who: str
    role: str
    on: str
    late: bool


def waiting_articles(session: Session, at: datetime, *, named: bool) -> tuple[WaitingArticle, ...]:
    """What of the team's knowledge waits, the longest due first."""
    roles = dict(session.execute(select(Person.name, Person.role)).all())
    return tuple(
        WaitingArticle(
            one.key, one.title, one.what, one.who if named else "", roles.get(one.who, ""),
            one.on, one.late,
        )
        for one in all_waiting(session, at)
    )  # fmt: skip


def waiting_postmortems(
    session: Session, at: datetime, *, named: bool
) -> tuple[WaitingPostmortem, ...]:
    """Those written by an instant and not closed then, the one due first first.

    What is of a case that whoever reads may not see is left out.
    """
    left_out = set(hidden(session))
    people = {row.id: row for row in session.execute(select(Person.id, Person.name, Person.role))}
    found = []
    for one in session.scalars(select(Postmortem).where(Postmortem.written_at <= at)):
        closed = one.status == _OVER and (one.closed_at is None or one.closed_at <= at)
        if closed or left_out.intersection(one.case_ids):
            continue
        asked = one.reviewer_id if one.status == "in review" else None
        who = people.get(asked or one.owner_id or one.author_id or 0)
        found.append(
            WaitingPostmortem(
                one.id, one.title, one.status, who.name if who and named else "",
                who.role if who else "", one.due_on, one.changed_at,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.due_on or "9999", one.id)))
