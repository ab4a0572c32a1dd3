"""The life of postmortems: what happened to one, what was said of it, what waits for whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.asked_words import asked_words
from models.entities import Person, Postmortem, PostmortemEvent, PostmortemVersion
from models.handbook.postmortems import (
    ASKED,
    COMMENTED,
    IN_REVIEW,
    MOVED,
    NUDGED,
    OWNED,
    key_of,
    said_of,
    status_words,
)
from models.handbook.roster import LEAD
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.masking import Mask, all_hidden, mask_for
from models.restricted import hidden_from
from models.text import Text, text


@dataclass(frozen=True)
class LifeRow:
    """A step of its life: when, who (empty where the desk did it), what, and why."""

    at: datetime
    who: str
    words: Text
    why: str


@dataclass(frozen=True)
class Comment:
    """What somebody said of it."""

    at: datetime
    who: str
    words: str


@dataclass(frozen=True)
class VersionRow:
    """A save: its number, by whom, and which of its parts were another before."""

    number: int
    at: datetime
    who: str
    note: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Chore:
    """A postmortem that waits for its reviewer; for the leads, where the reviewer has left.

    `id` is that of the event since when it waits, `on` the ISO date it is due by (`due`) or waits
    since. It stands for `more` besides, where so many wait at once that nobody would read each.
    """

    id: int
    postmortem_id: int
    title: str
    on: str
    late: bool
    due: bool
    who: str = ""
    who_id: int | None = None
    more: int = 0

    @property
    def key(self) -> str:
        """What it is called by."""
        return key_of(self.postmortem_id)


def life_of(session: Session, postmortem_id: int, mask: Mask) -> tuple[LifeRow, ...]:
    """The steps of its life, the newest first."""
    people = dict(session.execute(select(Person.id, Person.name)).all())
    return tuple(
        LifeRow(at, who or "", _SAID[kind](data, people), mask(str(data.get("why") or "")))
        for kind, at, who, data in _events(session, postmortem_id, tuple(_SAID))
    )


def comments_of(session: Session, postmortem_id: int, mask: Mask) -> tuple[Comment, ...]:
    """What was said of it, the oldest first."""
    rows = _events(session, postmortem_id, (COMMENTED,))
    return tuple(Comment(at, who or "", mask(data["words"])) for _, at, who, data in rows[::-1])


def versions_of(session: Session, postmortem_id: int) -> tuple[VersionRow, ...]:
    """Its saves, the newest first."""
    rows = session.execute(
        select(PostmortemVersion.number, PostmortemVersion.at, Person.name,
               PostmortemVersion.note, PostmortemVersion.said)
        .outerjoin(Person, Person.id == PostmortemVersion.author_id)
        .where(PostmortemVersion.postmortem_id == postmortem_id)
        .order_by(PostmortemVersion.number)
    ).all()  # fmt: skip
    found: list[VersionRow] = []
    before: dict[str, Any] | None = None
    for number, at, who, note, kept in rows:
        said = said_of(kept).to_json()
        parts = said | said.pop("fields")
        was = parts if before is None else before
        changed = tuple(name for name in {**was, **parts} if was.get(name) != parts.get(name))
        found.append(VersionRow(number, at, who or "", note, changed))
        before = parts
    return tuple(found[::-1])


def waiting_postmortems(session: Session, now: datetime) -> list[Chore]:
    """All that are in review, the longest due first, with who they wait for: their reviewer, or
    nobody where that one has left or may not see all of its cases any more."""
    place = zone(load_policies(session).newest.team.zone)
    today = now.astimezone(place).date().isoformat()
    here = dict(session.execute(select(Person.id, Person.name).where(Person.active)).all())
    since = _since(session)
    rows = session.scalars(
        select(Postmortem).where(Postmortem.status == IN_REVIEW).order_by(Postmortem.id)
    )
    found = []
    for one in rows:
        if all_hidden(session, one.case_ids):
            continue
        title = mask_for(session, one.case_ids)(one.title)
        sent, sent_at = since.get(one.id, (0, one.changed_at))
        on = one.due_on or sent_at.astimezone(place).date().isoformat()
        late = one.due_on is not None and one.due_on < today
        who_id = one.reviewer_id if one.reviewer_id in here else None
        if hidden_from(session, who_id).intersection(one.case_ids):
            who_id = None
        found.append(Chore(sent, one.id, title, on, late, bool(one.due_on),
                           here.get(who_id or 0, ""), who_id))  # fmt: skip
    return sorted(found, key=lambda one: (one.on, one.postmortem_id))


def postmortem_chores(
    session: Session, person_id: int, now: datetime, *, untold: bool = False
) -> list[Chore]:
    """What waits for a person; `untold` of which nobody told them yet."""
    found = waiting_postmortems(session, now)
    me = session.get(Person, person_id)
    if not found or me is None:
        return []
    told = _told(session, person_id) if untold else {}
    return [
        one for one in found
        if (one.who_id == person_id or (one.who_id is None and me.role == LEAD))
        and told.get(one.postmortem_id, -1) < one.id
    ]  # fmt: skip


def _events(session: Session, postmortem_id: int, kinds: tuple[str, ...]) -> list[Any]:
    return list(session.execute(
        select(PostmortemEvent.kind, PostmortemEvent.at, Person.name, PostmortemEvent.data)
        .outerjoin(Person, Person.id == PostmortemEvent.person_id)
        .where(PostmortemEvent.postmortem_id == postmortem_id, PostmortemEvent.kind.in_(kinds))
        .order_by(PostmortemEvent.id.desc())
    ))  # fmt: skip


def _since(session: Session) -> Mapping[int, tuple[int, datetime]]:
    """By postmortem, the event since when it waits, and when that was."""
    rows = session.execute(
        select(PostmortemEvent.postmortem_id, PostmortemEvent.id, PostmortemEvent.at)
        .where(PostmortemEvent.kind.in_((MOVED, ASKED))).order_by(PostmortemEvent.id)
    )  # fmt: skip
    return {row.postmortem_id: (row.id, row.at) for row in rows}


def _told(session: Session, person_id: int) -> Mapping[int, int]:
    rows = session.execute(
        select(PostmortemEvent.postmortem_id, PostmortemEvent.id, PostmortemEvent.data)
        .where(PostmortemEvent.kind == NUDGED).order_by(PostmortemEvent.id)
    )  # fmt: skip
    return {row.postmortem_id: row.id for row in rows if row.data.get("person_id") == person_id}


def _moved(data: Mapping[str, Any], _people: Mapping[int, str]) -> Text:
    return status_words(data["to"])


def _owned(data: Mapping[str, Any], people: Mapping[int, str]) -> Text:
    name = people.get(data["owner_id"] or 0)
    return text("{name} sees to it", name=name) if name else text("Nobody sees to it")


_SAID: Final[Mapping[str, Callable[[Mapping[str, Any], Mapping[int, str]], Text]]] = {
    MOVED: _moved, ASKED: asked_words, OWNED: _owned,
}  # fmt: skip
