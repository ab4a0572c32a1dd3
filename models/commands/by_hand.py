"""What is changed by hand, with a reason and a name: a deadline, a start, a pause (rules 13, 17).

Each is an event, which says what `was` before. What the log says without it is kept beside it: both
due times, both verdicts.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from models.commands.moments import happened
from models.desk_time import whole_second
from models.entities import Case, Clock
from models.entities import Event as EventRow
from models.errors import KnownError, Problems
from models.handbook import events as ev
from models.handbook.case_clocks import judge
from models.handbook.events import Event
from models.handbook.instants import maybe_to_seconds, to_seconds
from models.handbook.intake import WAITING
from models.policies import policies_before, policies_under, policy_of
from models.refresh import read_logs
from models.wording import STATUSES, commitment_name
from models.work import Work

_CHANGES_STATUS = (ev.PAUSED, ev.RESUMED, ev.STATUS_CHANGED, ev.RESOLVED, ev.CLOSED, ev.EXCLUDED,
                   ev.REOPENED)  # fmt: skip

_LAST: Final = 1 << 62
"""The id of an event that is not written yet: after every other."""


def override_deadline(
    work: Work, case_id: int, commitment: str, due_at: datetime | None, reason: str,
    objective: str = "SLA",
) -> None:  # fmt: skip
    """Set when the last cycle of a commitment is due, whatever its target says (rule 17).

    The verdict follows the deadline; attainment lists it as overridden. A pause extends it.
    """
    case = _case(work, case_id, reason)
    clock = _clock(work, case, commitment, objective)
    if due_at is None:
        raise Problems("When?", {"due_at": "Say when it is due."}, "Type a time.")
    at = whole_second(due_at)
    if at <= clock.started_at:
        said = "That is before this clock began."
        raise Problems("Before it began", {"due_at": said}, "Choose a later time.")
    if at == clock.due_at:
        raise Problems("No change", {"due_at": "It is due then already."}, "Choose another time.")
    told = {
        "commitment": commitment, "cycle": clock.cycle, "objective": objective,
        "due_at": to_seconds(at), "was": maybe_to_seconds(clock.due_at), "reason": reason.strip(),
    }  # fmt: skip
    if not _would_count(work, case, told):
        raise KnownError(
            "Promised no more",
            f"{commitment_name(commitment)} is no longer promised to {case.key} under the"
            f" {objective}: its verdict stays.",
            "Choose another clock.",
        )
    work.record(case_id, ev.DEADLINE_OVERRIDDEN, told)


def move_start(
    work: Work, case_id: int, commitments: Sequence[str], started_at: datetime | None, reason: str
) -> None:
    """Let the last cycle of commitments begin at another instant, counted from there (rule 13)."""
    case = _case(work, case_id, reason)
    if started_at is None:
        raise Problems("Since when?", {"started_at": "Say when it began."}, "Type a time.")
    at = happened(work, started_at, "started_at")
    for commitment in commitments:
        clock = _clock(work, case, commitment)
        if clock.stopped_at is not None and at > clock.stopped_at:
            said = f"{commitment_name(commitment)} had stopped by then."
            raise Problems("After it stopped", {"started_at": said}, "Choose an earlier time.")
        if at != clock.started_at:
            work.record(case_id, ev.START_MOVED, {
                "commitment": commitment, "cycle": clock.cycle, "started_at": to_seconds(at),
                "was": to_seconds(clock.started_at), "reason": reason.strip(),
            })  # fmt: skip
    if not commitments:
        raise Problems("Which clock?", {"commitments": "Choose at least one."}, "Choose a clock.")


def enter_pause(
    work: Work, case_id: int, status: str, waiting_for: str, began_at: datetime | None,
    ended_at: datetime | None, reason: str,
) -> None:  # fmt: skip
    """A wait that nobody entered while it lasted; without an end it lasts still (rule 13)."""
    case = _case(work, case_id, reason)
    if status not in WAITING:
        raise KnownError("Not a pause", f"“{status}” is not a way of waiting.", "Choose another.")
    if not waiting_for.strip():
        raise Problems("For whom?", {"waiting_for": "A pause says whom we wait for."}, "Name them.")
    if began_at is None:
        raise Problems("Since when?", {"began_at": "Say when the wait began."}, "Type a time.")
    begin = happened(work, began_at, "began_at", case)
    policy = policy_of(work.session, case)
    if not any(policy.paused_in(status, name) for name in policy.commitment_names()):
        said = f"In this handbook, “{STATUSES[status]}” pauses no clock."
        raise Problems("Nothing would pause", {"status": said}, "Choose another way of waiting.")
    data = {"status": status, "waiting_for": waiting_for.strip(), "reason": reason.strip()}
    if ended_at is None:
        _still_so(work, case, begin)
        work.record(case_id, ev.PAUSED, data, begin)
        return
    end = happened(work, ended_at, "ended_at", case)
    if end <= begin:
        raise Problems("Over before it began", {"ended_at": "That is before it began."})
    work.record(case_id, ev.PAUSE_ENTERED, data | {"until": to_seconds(end)}, begin)


def _case(work: Work, case_id: int, reason: str) -> Case:
    """The case, if somebody with a name says why."""
    case = work.case_for("change_by_hand", case_id)
    if work.person_id is None:
        raise KnownError(
            "Who?", "What is changed by hand carries a name.", "Say who you are, then try again."
        )
    if not reason.strip():
        raise Problems("Why?", {"reason": "Say why; both verdicts are kept."}, "Give a reason.")
    return case


def _clock(work: Work, case: Case, commitment: str, objective: str | None = None) -> Clock:
    """The last cycle of a commitment; a `KnownError` where it is not judged."""
    query = select(Clock).where(Clock.case_id == case.id, Clock.commitment == commitment)
    if objective is not None:
        query = query.where(Clock.objective == objective)
    found = work.session.scalars(
        query.order_by(Clock.cycle.desc(), Clock.objective).limit(1)
    ).first()
    name = commitment_name(commitment)
    if found is None:
        raise KnownError("No such clock", f"{case.key} has no clock “{name}”.", "Choose another.")
    if found.verdict in ("unknown", "excluded"):
        raise KnownError("Not judged", f"{name} is left out: {found.reason}.", "Choose another.")
    return found


def _would_count(work: Work, case: Case, told: dict[str, Any]) -> bool:
    """Whether any clock of the case would say something else with this deadline."""
    log = read_logs(work.session, [case.id])[case.id]
    now = to_seconds(work.now)
    deadline = Event(_LAST, ev.DEADLINE_OVERRIDDEN, now, now, told)
    under = policies_under(work.session, case)
    earlier = policies_before(work.session, case, under)
    before, after = (
        judge(events, under, case.policy_number, earlier) for events in (log, [*log, deadline])
    )
    return before != after


def _still_so(work: Work, case: Case, begin: datetime) -> None:
    """Refuse a wait that is said to last where the case went on since."""
    since = work.session.scalar(
        select(EventRow.id)
        .where(EventRow.case_id == case.id, EventRow.occurred_at > begin,
               EventRow.kind.in_(_CHANGES_STATUS))
        .limit(1)
    )  # fmt: skip
    if since is not None or case.resolved_at is not None:
        said = "The case went on since then: say until when it waited."
        raise Problems("Until when?", {"ended_at": said}, "Type when the wait ended.")
