"""The published list of corrective actions: what whoever is answered to reads (rules 28 and 31)."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from models.handbook.corrective_actions import DONE, DROPPED, OPEN
from models.policies import load_policies
from models.queries.corrective_actions import ActionRow, actions
from models.queries.desk import desk_title
from models.snapshot import fingerprint


@dataclass(frozen=True)
class PublishedActions:
    """All actions as of an instant; its data name roles, and no person."""

    desk: str
    zone: str
    as_of: datetime
    rows: tuple[ActionRow, ...]

    @property
    def open(self) -> tuple[ActionRow, ...]:
        """The longest overdue first."""
        return self._of(OPEN)

    @property
    def done(self) -> tuple[ActionRow, ...]:
        """What was done last first."""
        return self._of(DONE)

    @property
    def dropped(self) -> tuple[ActionRow, ...]:
        """What was dropped last first."""
        return self._of(DROPPED)

    @cached_property
    def data_hash(self) -> str:
        """SHA-256 of the data as canonical JSON."""
        return fingerprint(self.told())

    def told(self) -> dict[str, Any]:
        """What the paper says, as data."""
        rows = [row.to_json() for row in self.rows]
        return {"desk": self.desk, "zone": self.zone, "actions": rows}

    def _of(self, status: str) -> tuple[ActionRow, ...]:
        return tuple(row for row in self.rows if row.status == status)


def published_actions(session: Session, now: datetime) -> PublishedActions:
    """The list as the desk knows it at `now`."""
    name = load_policies(session).newest.team.zone
    return PublishedActions(desk_title(session), name, now, actions(session, now))
