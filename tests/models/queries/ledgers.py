"""The public face of ledgers, checked: its keys and their order, pieces that tile and add up."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import Database
from models.entities import Case
from models.queries.explanation import explanation


def check_ledgers(told: dict[str, Any], now: datetime) -> int:
    """Every clock of the public face tiles and adds up; returns how many there were."""
    keys = ["case", "policy_version", "clocks", "data_hash"]
    assert list(told) in (keys, [*keys, "originals"])
    for clock in told["clocks"]:
        assert list(clock) == [
            "commitment", "objective", "target_seconds", "calendar", "started_at", "due_at",
            "stopped_at", "elapsed_seconds", "paused_seconds", "verdict", "matched_rule",
            "intervals",
        ]  # fmt: skip
        at = datetime.fromisoformat(clock["started_at"])
        stop = datetime.fromisoformat(clock["stopped_at"]) if clock["stopped_at"] else now
        for piece in clock["intervals"]:
            assert list(piece) == ["from", "to", "counts", "seconds", "why"]
            begin, end = (datetime.fromisoformat(piece[name]) for name in ("from", "to"))
            assert begin == at < end, told["case"]
            assert piece["seconds"] == ((end - begin).total_seconds() if piece["counts"] else 0)
            at = end
        assert at == max(stop, datetime.fromisoformat(clock["started_at"])), told["case"]
        counted = sum(piece["seconds"] for piece in clock["intervals"])
        assert counted == clock["elapsed_seconds"], told["case"]
    return len(told["clocks"])


def check_desk(database: Database, now: datetime, every: int = 1) -> int:
    """Check the ledgers of all cases, or of every so many; returns how many clocks there were."""

    def check(session: Session) -> int:
        ids = session.scalars(select(Case.id)).all()[::every]
        return sum(check_ledgers(explanation(session, i, now).to_json(), now) for i in ids)

    return database.read(check)
