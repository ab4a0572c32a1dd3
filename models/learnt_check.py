"""Do postmortems and corrective actions say what their versions and events come to?"""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import (
    ActionEvent,
    CorrectiveAction,
    Postmortem,
    PostmortemEvent,
    PostmortemVersion,
)
from models.handbook.corrective_actions import FIELDS, Happened, Life, life_of
from models.handbook.postmortems import MOVED, key_of, said_of

_STANDS: Final = ("status", "evidence", "first_due_on", "made_at", "changed_at", "ended_at")


def learnt_differences(session: Session) -> list[str]:
    """What was changed behind their backs, each in a sentence."""
    return [*_actions(session), *_postmortems(session)]


def _actions(session: Session) -> Iterator[str]:
    events: dict[int, list[Happened]] = {}
    columns = ActionEvent.action_id, ActionEvent.kind, ActionEvent.at, ActionEvent.data
    for action_id, *event in session.execute(select(*columns).order_by(ActionEvent.id)):
        events.setdefault(action_id, []).append(Happened(*event))
    for row in session.scalars(select(CorrectiveAction).order_by(CorrectiveAction.id)):
        try:
            life = life_of(events.get(row.id, ()))
        except (LookupError, TypeError, ValueError) as error:
            yield f"action {row.id}: its events cannot be read ({error!r})"
            continue
        if life is None:
            yield f"action {row.id} has no events"
        else:
            yield from _unlike(row, life)


def _unlike(row: CorrectiveAction, life: Life) -> Iterator[str]:
    said = {name: life.fields.get(name) for name in FIELDS}
    said |= {name: getattr(life, name) for name in _STANDS}
    yield from _columns(f"action {row.id}", row, said, "its events say")


def _postmortems(session: Session) -> Iterator[str]:
    version, event = PostmortemVersion, PostmortemEvent
    newest = select(func.max(version.number)).where(version.postmortem_id == Postmortem.id)
    saved = select(version.postmortem_id, version.said).join(
        Postmortem, (Postmortem.id == version.postmortem_id)
        & (version.number == newest.correlate(Postmortem).scalar_subquery()),
    )  # fmt: skip
    kept: dict[int, Any] = dict(session.execute(saved).all())
    moves = select(event.postmortem_id, event.data).where(event.kind == MOVED).order_by(event.id)
    stood = {postmortem_id: data["to"] for postmortem_id, data in session.execute(moves)}
    for row in session.scalars(select(Postmortem).order_by(Postmortem.id)):
        if row.id not in kept:
            yield f"{key_of(row.id)} has no version"
            continue
        told = said_of(kept[row.id]).to_json()
        yield from _columns(key_of(row.id), row, told, "its last version says")
        if row.status != stood.get(row.id, row.status):
            yield f"{key_of(row.id)}: status is {row.status!r}, its life says {stood[row.id]!r}"


def _columns(name: str, row: object, said: dict[str, Any], by: str) -> Iterator[str]:
    for column, value in said.items():
        stored = getattr(row, column)
        if stored != value:
            yield f"{name}: {column} is {stored!r}, {by} {value!r}"
