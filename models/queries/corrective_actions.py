"""Corrective actions: what is to be done by whom and when, and whether what was done has worked."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isinf
from typing import Any, Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.action_words import effect_words, judgement_words
from models.entities import ActionEvent, CorrectiveAction, Person, Postmortem
from models.handbook.action_effect import (
    CANNOT_TELL,
    NOT_DONE,
    Effect,
    Judgement,
    Reading,
    effect_from,
)
from models.handbook.corrective_actions import (
    CHANGED,
    DONE,
    DROPPED,
    OPEN,
    moves,
    whose,
)
from models.handbook.instants import to_seconds
from models.handbook.periods import Period
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.action_effects import Looked
from models.queries.known_actions import known_actions
from models.restricted import hidden, hidden_keys
from models.rosters import load_roster
from models.text import Text, text
from models.wording import role_name

_ORDER: Final = (OPEN, DONE, DROPPED)


@dataclass(frozen=True)
class ActionRow:
    """An action. `role` is what reports name (rule 31), `owner` who does it, empty where that is
    whoever holds the role; `whose` are those it is with today: the owner, or who stands in for
    them, or who holds the role by the rota.

    `moved` is how often its day was put off, `days_over` by how much it is past it; `ended_on` is
    the day on which it was done or dropped, in the team's zone. `judgement` is
    None where it has no effect that could be measured, or was dropped.
    """

    id: int
    version: int
    title: str
    kind: str
    priority: int
    owner_id: int | None
    owner: str
    owner_role: str
    role: str
    whose: tuple[str, ...]
    due_on: date
    first_due_on: date
    moved: int
    days_over: int
    status: str
    evidence: str
    effect: Effect | None
    effect_words: Text
    judgement: Judgement | None
    judgement_words: Text
    postmortem_id: int | None
    postmortem: str
    review: str
    made_at: datetime
    ended_at: datetime | None
    ended_on: date | None

    @property
    def overdue(self) -> bool:
        """Whether it is open, and past its day."""
        return self.days_over > 0

    @property
    def verdict(self) -> str:
        """Whether it worked; empty where there is nothing to tell."""
        return self.judgement.verdict if self.judgement is not None else ""

    def to_json(self) -> dict[str, Any]:
        """As `leadline actions --json` and the papers' data give it: roles, and no names."""
        found = self.judgement
        return {
            "id": self.id, "title": self.title, "kind": self.kind, "priority": self.priority,
            "owner": self.role, "status": self.status, "due_on": self.due_on.isoformat(),
            "first_due_on": self.first_due_on.isoformat(), "carried": self.moved,
            "overdue": self.overdue, "evidence": self.evidence,
            "expected": self.effect.to_json() if self.effect else None,
            "verdict": self.verdict, "judged": None if found is None else {
                "why": found.why, "before": _reading_json(found.before),
                "after": _reading_json(found.after),
                "interval": None if found.change is None else [
                    None if isinf(end) else end for end in found.change
                ],
                "level": found.level, "until": found.until,
            },
            "postmortem": self.postmortem_id, "review": self.review,
            "made_at": self.made_at.isoformat(),
            "ended_at": self.ended_at.isoformat() if self.ended_at else None,
        }  # fmt: skip


def actions(
    session: Session,
    now: datetime,
    *,
    postmortem_id: int | None = None,
    review: str | None = None,
    open_only: bool = False,
) -> tuple[ActionRow, ...]:
    """Actions of a postmortem, of a review, or all, as they were at `now`: open first and of these
    the longest overdue, then what was done last, then what was dropped."""
    wanted = list[ColumnElement[bool]]()
    if postmortem_id is not None:
        wanted.append(CorrectiveAction.postmortem_id == postmortem_id)
    if review is not None:
        wanted.append(CorrectiveAction.review == review)
    found = known_actions(session, now, *wanted)
    return _rows(session, now, [row for row in found if not open_only or row.status == OPEN])


def action(session: Session, now: datetime, action_id: int) -> ActionRow | None:
    """One of them; None where there is none such."""
    found = known_actions(session, now, CorrectiveAction.id == action_id)
    rows = _rows(session, now, found)
    return rows[0] if rows else None


def actions_of_quarter(session: Session, period: Period, now: datetime) -> tuple[ActionRow, ...]:
    """The actions that were done or dropped in a period, or were due in it and are open: of the
    quarter before the one that a review is about, they are judged by that one."""
    place = _zone(session)
    begin, end, last = period.begin(place), period.end(place), period.ends_on.isoformat()

    def belongs(row: CorrectiveAction) -> bool:
        if row.ended_at is None:
            return row.first_due_on <= last and row.made_at < end
        return begin <= row.ended_at < end

    return _rows(session, now, list(filter(belongs, known_actions(session, now))))


def hidden_postmortems(session: Session, cases: Collection[int]) -> frozenset[int]:
    """The postmortems of any of these cases: who may not see the case, reads no action of them."""
    if not cases:
        return frozenset()
    left_out = set(cases)
    rows = session.execute(select(Postmortem.id, Postmortem.case_ids))
    return frozenset(one for one, about in rows if left_out.intersection(about))


def _rows(
    session: Session, now: datetime, known: Sequence[CorrectiveAction]
) -> tuple[ActionRow, ...]:
    left_out = hidden_postmortems(session, hidden(session))
    found = [row for row in known if row.postmortem_id not in left_out]
    if not found:
        return ()
    people = dict(session.execute(select(Person.id, Person.name)).all())
    titles = dict(session.execute(select(Postmortem.id, Postmortem.title)).all())
    moved = _moved(session, [row.id for row in found], now)
    roster, keys = load_roster(session), hidden_keys(session)
    looked, today, place = Looked(session, now), _today(session, now), _zone(session)
    rows = []
    for row in found:
        effect = effect_from(row.effect)
        judged = _judged(looked, row, effect)
        due = date.fromisoformat(row.due_on)
        at_work = whose(row.owner_id, row.owner_role, roster, to_seconds(now))
        rows.append(ActionRow(
            row.id, row.version, unnamed(row.title, keys), row.kind, row.priority, row.owner_id,
            people.get(row.owner_id or 0, ""), row.owner_role, role_name(row.owner_role),
            tuple(sorted(people[one] for one in at_work if one in people)),
            due, date.fromisoformat(row.first_due_on), moved.get(row.id, 0),
            max(0, (today - due).days) if row.status == OPEN else 0, row.status,
            unnamed(row.evidence, keys), effect, effect_words(effect), judged,
            judgement_words(effect, judged), row.postmortem_id,
            titles.get(row.postmortem_id or 0, ""), row.review, row.made_at, row.ended_at,
            None if row.ended_at is None else row.ended_at.astimezone(place).date(),
        ))  # fmt: skip
    return tuple(sorted(rows, key=_place))


def _place(row: ActionRow) -> tuple[Any, ...]:
    ended = row.ended_at.timestamp() if row.ended_at is not None else 0
    open_ = (row.due_on, row.priority) if row.status == OPEN else (date.max, 0)
    return (_ORDER.index(row.status), not row.overdue, *open_, -ended, row.id)


def _judged(looked: Looked, row: CorrectiveAction, effect: Effect | None) -> Judgement | None:
    if effect is None or row.status == DROPPED:
        return None
    if row.status != DONE or row.ended_at is None:
        return Judgement(CANNOT_TELL, NOT_DONE)
    return looked.judgement(effect, row.ended_at)


def _moved(session: Session, ids: Sequence[int], now: datetime) -> Mapping[int, int]:
    """How often each was carried over."""
    sums: dict[int, int] = defaultdict(int)
    rows = session.execute(
        select(ActionEvent.action_id, ActionEvent.data)
        .where(ActionEvent.action_id.in_(ids), ActionEvent.kind == CHANGED, ActionEvent.at <= now)
    )  # fmt: skip
    for action_id, data in rows:
        sums[action_id] += moves(data)
    return sums


def unnamed(words: str, keys: Collection[str]) -> str:
    """Without the numbers of cases that are not for the reader."""
    for key in keys:
        words = re.sub(rf"\b{re.escape(key)}\b", str(text("a restricted case")), words)
    return words


def _today(session: Session, now: datetime) -> date:
    return now.astimezone(_zone(session)).date()


def _zone(session: Session) -> Any:
    return zone(load_policies(session).newest.team.zone)


def _reading_json(reading: Reading | None) -> dict[str, Any] | None:
    if reading is None:
        return None
    told = reading._asdict()
    return {name: value for name, value in told.items() if value is not None}
