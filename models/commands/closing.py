"""The end of a case: resolved stops its clocks, closed needs a note (rules 12, 15, 22)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from models.errors import KnownError
from models.handbook import events as ev
from models.handbook.intake import EXCLUSIONS
from models.work import Work


@dataclass(frozen=True)
class ClosingNote:
    """Root cause, workaround (or “none”), and what prevents the next one."""

    root_cause: str
    workaround: str
    prevention: str


def resolve(work: Work, case_ids: Sequence[int], text: str = "") -> None:
    """Service is restored and the customer told; an incomplete case is refused (rule 19)."""
    for case_id in case_ids:
        case = work.case_for("resolve", case_id)
        if case.missing:
            raise KnownError(
                "Not complete", f"{case.key} still lacks: {case.missing.replace(' ', ', ')}.",
                "Fill it in, then resolve it.",
            )  # fmt: skip
        work.record(case_id, ev.RESOLVED, {"text": text} if text else {})


def close_case(work: Work, case_id: int, note: ClosingNote) -> None:
    """Close a resolved case; refused with the list of what the note lacks. P4 may be short."""
    case = work.case_for("close", case_id)
    needed = ("root_cause",) if case.priority == "P4" else tuple(asdict(note))
    missing = [name.replace("_", " ") for name in needed if not getattr(note, name).strip()]
    if missing:
        raise KnownError(
            "The closing note is not complete", f"Still missing: {', '.join(missing)}.",
            "Fill it in; “none” will do for a workaround.",
        )  # fmt: skip
    work.record(case_id, ev.CLOSED, asdict(note))


def reopen(work: Work, case_id: int, received_at: datetime | None = None) -> None:
    """Start a new cycle at the instant the customer's message was received (rule 15)."""
    work.case_for("reopen", case_id)
    work.record(case_id, ev.REOPENED, {}, received_at)


def exclude(work: Work, case_id: int, reason: str, note: str = "") -> None:
    """Cancel a case, or mark it duplicate or spam: its clocks count nowhere (rule 12)."""
    if reason not in EXCLUSIONS:
        raise KnownError("No such reason", f"“{reason}” is not a reason.", "Choose another.")
    work.case_for("exclude", case_id)
    work.record(case_id, ev.EXCLUDED, {"reason": reason, "note": note})
