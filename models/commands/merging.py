"""Two cases that are one (rule 12), and one that is two."""

from sqlalchemy import BigInteger, select, type_coerce

from models.commands.afterwards import open_from
from models.commands.hanging import around, hang_on, why_not_into
from models.commands.links import case_called
from models.entities import Case, Clock
from models.errors import Problems
from models.handbook import events as ev
from models.handbook.policy import is_raise
from models.work import Work


def merge(work: Work, case_id: int, to: str, note: str = "") -> None:
    """A case goes on in the one called `to`: its clocks from the earlier start (rule 12).

    The merged case ends, and is left out of figures as merged; each names the other. Refused
    between customers, as what one wrote is not the other's to see, and where it would put off what
    was promised under a more urgent priority. What hung under it as an incident hangs under the
    other, and that under its incident. Raises `Problems` at `to`.
    """
    other = case_called(work, to)
    for held in sorted({case_id, other.id, *around(work, case_id)}):
        work.case_row(held)
    case = work.case_for("merge", case_id)
    _refuse(case, other, why_not_into(work, case, other))
    work.case_for("merge", other.id)
    clocks = _running(work, case.id)
    work.record(other.id, ev.MERGED_FROM, {"case": case.key, "clocks": clocks})
    data = {"reason": "merged", "case": other.key, "note": note.strip()}
    work.record(case.id, ev.EXCLUDED, data)
    hang_on(work, case, other)


def split(work: Work, case_id: int, message_id: int) -> int:
    """A message of the customer becomes a case of its own, as of when it was received.

    Each names the other. Returns the id of the case that was opened.
    """
    return open_from(work, work.case_for("split", case_id), message_id)


def _refuse(case: Case, other: Case, said: str) -> None:
    if other.id == case.id:
        said = "This is the case itself."
    elif case.customer_id and other.customer_id and case.customer_id != other.customer_id:
        said = f"{other.key} is another customer's: link them as the same trouble instead."
    elif not case.provisional and is_raise(other.priority, case.priority):
        said = (
            f"{case.key} is {case.priority} and {other.key} is {other.priority}: merge that one "
            f"into {case.key}, or raise its priority first."
        )
    if said:
        raise Problems("Not merged", {"to": said}, "Correct it there.")


def _running(work: Work, case_id: int) -> dict[str, int]:
    """When each clock that still runs started, in seconds, by commitment."""
    work.session.flush()
    rows = work.session.execute(
        select(Clock.commitment, type_coerce(Clock.started_at, BigInteger)).where(
            Clock.case_id == case_id, Clock.stopped_at.is_(None), Clock.verdict.is_(None)
        )
    )
    return {row.commitment: row.started_at for row in rows}
