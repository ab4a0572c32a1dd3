"""Every clock that a case ever had, each with its ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.policies import judged_by
from models.queries.case import case_of
from models.queries.case_clocks import CaseClockRow, case_clocks
from models.queries.data_hash import data_hash
from models.queries.ownership import NOBODY_YET, Ownership, ownership
from models.queries.queue import reader_at


@dataclass(frozen=True)
class Explanation:
    """The ledger of a case, as `leadline explain` gives it.

    `policy_version` is the one that judges the case now: that of its opening, or one applied since.
    """

    case: str
    policy_version: int
    clocks: tuple[CaseClockRow, ...]
    data_hash: str
    ownership: Ownership = NOBODY_YET

    def to_json(self) -> dict[str, Any]:
        """The public face: its keys are fixed. `data_hash` is the one a proof report carries;
        `originals` are there where something was changed by hand."""
        found = (clock.original_json() for clock in self.clocks)
        originals = [original for original in found if original is not None]
        told = {
            "case": self.case,
            "policy_version": self.policy_version,
            "clocks": [clock.to_json() for clock in self.clocks],
            "data_hash": self.data_hash,
        }
        return told | {"originals": originals} if originals else told


def explanation(
    session: Session, case_id: int, now: datetime, me: int | None = None
) -> Explanation:
    """Every clock the case ever had, each with its ledger; as `me` may read who held it."""
    case = case_of(session, case_id)
    clocks = case_clocks(session, case, reader_at(session, now))
    return Explanation(
        case.key, judged_by(session, case)[-1][1], clocks, data_hash(session, case),
        ownership(session, case, clocks, now, me, whole=True),
    )  # fmt: skip
