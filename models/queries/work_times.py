"""How long work takes here, learnt from the history; and what the open cases have had of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.handbook.instants import to_seconds
from models.handbook.past_clocks import worked
from models.handbook.policy import RESOLUTION
from models.handbook.work_times import CaseKind, WorkTimes, learn
from models.policies import load_policies
from models.queries.past_clocks import load_hours, past_clocks


@dataclass(frozen=True)
class WorkNow:
    """What the history teaches, and of each open commitment, by name and case, what its work
    depends on."""

    times: WorkTimes
    open: Mapping[tuple[str, int], CaseKind]

    def kind(self, case_id: int, commitment: str = RESOLUTION) -> CaseKind | None:
        """The kind of an open case; None where this commitment of it does not run."""
        return self.open.get((commitment, case_id))


def load_work_times(session: Session, now: datetime) -> WorkNow:
    """Learn from the last year, in a few statements."""
    policy = load_policies(session).at(to_seconds(now))
    clocks, hours = past_clocks(session, now), load_hours(session, now)
    found = worked(clocks, hours, to_seconds(now))
    return WorkNow(learn(found.past, policy.assignment), found.open)
