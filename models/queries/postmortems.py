"""The postmortems of the desk, as their list shows them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import CorrectiveAction, Person, Postmortem
from models.handbook.postmortems import CLOSED, DRAFT, IN_REVIEW, REVIEWED, key_of, said_of
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.masking import all_hidden, masked

_ORDER: Final = {DRAFT: 0, IN_REVIEW: 1, REVIEWED: 2, CLOSED: 3}
_OPEN: Final = "open"


@dataclass(frozen=True)
class PostmortemRow:
    """A postmortem; `cases` counts those that the reader may see. `late`: its review is overdue."""

    id: int
    title: str
    status: str
    cases: int
    factors: tuple[str, ...]
    owner: str
    reviewer: str
    due_on: str | None
    late: bool
    open_actions: int
    written_at: datetime
    changed_at: datetime

    @property
    def key(self) -> str:
        """What it is called by: PM-3."""
        return key_of(self.id)

    def to_json(self) -> dict[str, Any]:
        """As `leadline postmortem list --json` gives it."""
        return {
            "id": self.id, "postmortem": self.key, "title": self.title, "status": self.status,
            "cases": self.cases, "factors": list(self.factors), "owner": self.owner or None,
            "reviewer": self.reviewer or None, "due_on": self.due_on, "late": self.late,
            "open_actions": self.open_actions, "written_at": self.written_at.isoformat(),
            "changed_at": self.changed_at.isoformat(),
        }  # fmt: skip


def postmortems(session: Session, now: datetime) -> tuple[PostmortemRow, ...]:
    """Those that the reader may see: by where they stand, each the one changed last first. Of one
    with a case that is not theirs to see, no action is counted: they read none."""
    people = dict(session.execute(select(Person.id, Person.name)).all())
    today = now.astimezone(zone(load_policies(session).newest.team.zone)).date().isoformat()
    query = select(CorrectiveAction.postmortem_id).where(CorrectiveAction.status == _OPEN)
    actions = Counter(session.scalars(query))
    found = []
    for row in session.scalars(select(Postmortem)):
        if all_hidden(session, row.case_ids):
            continue
        said = masked(said_of(row), session)
        late = row.status == IN_REVIEW and row.due_on is not None and row.due_on < today
        open_actions = actions[row.id] if len(said.case_ids) == len(row.case_ids) else 0
        found.append(PostmortemRow(
            row.id, said.title, row.status, len(said.case_ids), said.factors,
            people.get(row.owner_id or 0, ""), people.get(row.reviewer_id or 0, ""), row.due_on,
            late, open_actions, row.written_at, row.changed_at,
        ))  # fmt: skip
    found.sort(key=lambda one: one.changed_at, reverse=True)
    return tuple(sorted(found, key=lambda one: _ORDER.get(one.status, len(_ORDER))))
