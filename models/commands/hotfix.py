"""A hotfix for a case: scheduled for a date, reminded of, shipped, or not coming after all."""

from datetime import datetime
from typing import Final

from models.desk_time import whole_second
from models.entities import Case
from models.errors import KnownError, Problems
from models.handbook import events as ev
from models.handbook.incident import HOTFIX
from models.handbook.instants import to_seconds
from models.policies import load_policies
from models.typed_text import check_length, one_line
from models.work import Work

LONGEST_HOTFIX: Final = 200
_BEFORE_DAYS: Final = 1
"""Business days before it somebody is reminded; half way where less is left."""


def schedule_hotfix(work: Work, case_id: int, at: datetime, what: str = "") -> None:
    """It ships then; said again, it is another date or another thing. Raises `Problems`."""
    work.case_for("hotfix", case_id)
    when, named = whole_second(at), one_line(what)
    if when <= work.now:
        raise Problems("Over already", {"at": "This time is over already."}, "Type a later one.")
    check_length("what", named, LONGEST_HOTFIX)
    data = {"at": to_seconds(when), "what": named, "remind_at": _reminder(work, to_seconds(when))}
    work.record(case_id, ev.HOTFIX_SCHEDULED, data)


def drop_hotfix(work: Work, case_id: int, reason: str) -> None:
    """None comes after all, and why."""
    _scheduled(work, case_id)
    if not reason.strip():
        raise Problems("Why not?", {"reason": "Say why none comes."}, "A few words do.")
    work.record(case_id, ev.HOTFIX_DROPPED, {"reason": reason.strip()})


def ship_hotfix(work: Work, case_id: int) -> None:
    """It is out."""
    case = _scheduled(work, case_id)
    work.record(case_id, ev.HOTFIX_SHIPPED, {"what": case.fields[HOTFIX].get("what") or ""})


def _scheduled(work: Work, case_id: int) -> Case:
    case = work.case_for("hotfix", case_id)
    if "at" not in case.fields.get(HOTFIX, {}):
        raise KnownError(
            "No hotfix", f"No hotfix is scheduled for {case.key}.", "Schedule it first."
        )
    return case


def _reminder(work: Work, at: int) -> int:
    team, now = load_policies(work.session).newest.team, to_seconds(work.now)
    day = team.days_budget(now, _BEFORE_DAYS)
    before = team.subtract_seconds(at, day) if day else now
    return before if before > now else now + (at - now) // 2
