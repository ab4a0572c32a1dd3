"""What became of a corrective action, step by step."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.action_words import STEP_WORDS, changed_words
from models.entities import ActionEvent, Person
from models.handbook.corrective_actions import CHANGED, NUDGED
from models.queries.corrective_actions import unnamed
from models.restricted import hidden_keys
from models.text import Text, text


@dataclass(frozen=True)
class ActionStep:
    """A step of an action: when, who (empty where the desk did it), what, and why."""

    at: datetime
    who: str
    kind: str
    words: Text
    why: str


def action_history(session: Session, action_id: int) -> tuple[ActionStep, ...]:
    """What became of an action, the newest first; that somebody was reminded is not among it."""
    rows = session.execute(
        select(ActionEvent, Person.name).outerjoin(Person, Person.id == ActionEvent.person_id)
        .where(ActionEvent.action_id == action_id, ActionEvent.kind != NUDGED)
        .order_by(ActionEvent.id.desc())
    ).all()  # fmt: skip
    people = dict(session.execute(select(Person.id, Person.name)).all())
    keys = hidden_keys(session)
    return tuple(
        ActionStep(event.at, who or "", event.kind, _said(event, people, keys),
                   unnamed(str(event.data.get("why") or event.data.get("evidence") or ""), keys))
        for event, who in rows
    )  # fmt: skip


def _said(event: ActionEvent, people: Mapping[int, str], keys: Collection[str]) -> Text:
    if event.kind == CHANGED:
        was, said = (
            {name: unnamed(value, keys) if name == "title" else value
             for name, value in event.data[of].items()}
            for of in ("was", "is")
        )  # fmt: skip
        return changed_words(was, said, people)
    return text(STEP_WORDS[event.kind])
