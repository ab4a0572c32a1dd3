"""Saved views of the queue: a person's own and the team's."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.entities import SavedView
from models.handbook.environment import NO, PRODUCTION, YES
from models.handbook.intake import STATUSES
from models.handbook.languages import LANGUAGES
from models.handbook.policy import PRIORITIES
from models.queue_filter import CHIPS, ENVIRONMENT, QueueFilter, happening_in

LONGEST_DAYS = 3_650


@dataclass(frozen=True)
class ViewRow:
    """A filter under a name; `shared` by the whole team, or the reader's own."""

    id: int
    name: str
    shared: bool
    shown: QueueFilter


def saved_views(session: Session, me: int | None) -> list[ViewRow]:
    """The team's views and those of `me`, by name."""
    mine = SavedView.person_id == me if me is not None else SavedView.person_id.is_(None)
    query = select(SavedView).where(or_(SavedView.person_id.is_(None), mine))
    rows = [
        ViewRow(view.id, view.name, view.person_id is None, from_data(view.filters))
        for view in session.scalars(query)
    ]
    return sorted(rows, key=lambda row: (row.name.casefold(), row.id))


def as_data(shown: QueueFilter) -> dict[str, Any]:
    """A filter as JSON holds it."""
    return asdict(shown)


def from_data(data: Mapping[str, Any]) -> QueueFilter:
    """The filter that was stored; what this version does not know is left out of it."""
    chip, assignee, words = data.get("chip"), data.get("assignee_id"), data.get("text")
    days, language = data.get("resolved_days"), data.get("language")
    return QueueFilter(
        priorities=_known(data.get("priorities"), PRIORITIES),
        statuses=_known(data.get("statuses"), STATUSES),
        assignee_id=assignee if type(assignee) is int else None,
        unassigned=data.get("unassigned") is True,
        text=words if isinstance(words, str) else "",
        resolved_days=days if type(days) is int and 0 <= days <= LONGEST_DAYS else 0,
        chip=chip if isinstance(chip, str) and chip in CHIPS else "open",
        environment=_parts(data.get("environment")),
        language=language if isinstance(language, str) and language in LANGUAGES else "",
    )


def _parts(stored: object) -> tuple[tuple[str, str], ...]:
    """What is asked of the environment, in the order of its parts."""
    asked = dict(filter(_is_asked, stored if isinstance(stored, list | tuple) else ()))
    return happening_in(QueueFilter(), **asked).environment


def _is_asked(pair: object) -> bool:
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        return False
    name, said = pair
    known = name in ENVIRONMENT and isinstance(said, str)
    return known and (name != PRODUCTION or said in (YES, NO))


def _known(stored: object, names: Sequence[str]) -> tuple[str, ...]:
    """Those of the names that were stored, in their own order."""
    return tuple(name for name in names if isinstance(stored, list | tuple) and name in stored)
