"""Verdicts that stood until a fact was recorded that had happened earlier (rules 10, 11 and 13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.entities import Case
from models.handbook.hindsight import corrections
from models.handbook.instants import from_seconds, maybe_from_seconds
from models.policies import policies_before, policies_under
from models.refresh import read_logs


@dataclass(frozen=True)
class CorrectedVerdict:
    """What was said of a clock `until` a fact was known, and the due time by which it was said."""

    commitment: str
    cycle: int
    objective: str
    due_at: datetime | None
    verdict: str
    until: datetime

    def to_json(self) -> dict[str, Any]:
        """As `leadline explain --json` gives it."""
        return {
            "commitment": self.commitment, "cycle": self.cycle, "objective": self.objective,
            "due_at": self.due_at.isoformat() if self.due_at else None, "verdict": self.verdict,
            "until": self.until.isoformat(),
        }  # fmt: skip


def corrected(session: Session, case_id: int) -> tuple[CorrectedVerdict, ...]:
    """Every verdict of a case that a late fact changed, by clock, the first one first."""
    case = session.get_one(Case, case_id)
    under = policies_under(session, case)
    earlier = policies_before(session, case, under)
    found = corrections(read_logs(session, [case_id])[case_id], under, case.policy_number, earlier)

    def told() -> Iterator[CorrectedVerdict]:
        for key, changes in sorted(found.items()):
            for change in changes:
                until = from_seconds(change.fact.recorded_at)
                due_at = maybe_from_seconds(change.due_before)
                yield CorrectedVerdict(*key, due_at, change.before, until)

    return tuple(told())
