"""The end of a case: resolved stops its clocks, closed needs a note (rules 12, 15, 22)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from typing import Any

from models.commands.bulk import together
from models.commands.links import link_same
from models.commands.meanwhile import changed_by, refuse_overwriting
from models.commands.moments import happened
from models.entities import Case
from models.errors import KnownError, Problems
from models.handbook import events as ev
from models.handbook.intake import CLOSING, EXCLUSIONS, closing_parts, missing_fields
from models.handbook.suggestion import NO, YES, suggested
from models.queries.timeline import unsettled_messages
from models.queries.workaround import case_workaround
from models.wording import field_names, missing_words
from models.work import Work


@dataclass(frozen=True)
class ClosingNote:
    """Root cause, workaround (or “none”), and what prevents the next one."""

    root_cause: str = ""
    workaround: str = ""
    prevention: str = ""


def resolve(work: Work, case_ids: Sequence[int], text: str = "") -> None:
    """Service is restored and the customer told; an incomplete case is refused (rule 19)."""
    for case_id in case_ids:
        case = work.case_for("resolve", case_id)
        if case.missing:
            raise KnownError(
                "Not complete", f"{case.key} still lacks: {field_names(case.missing.split())}.",
                "Fill it in, then resolve it.",
            )  # fmt: skip
        work.record(case_id, ev.RESOLVED, {"text": text.strip()} if text.strip() else {})


def keep_note(
    work: Work, case_id: int, note: ClosingNote, seen: Mapping[str, str] | None = None
) -> None:
    """Parts of the closing note, kept as they become known; empty ones stay as they were.

    `seen` is what the person saw of them: what somebody else wrote since is told, and stays.
    """
    case = work.case_for("change_fields", case_id)
    known = {name: closing_of(case).get(name, "") for name in CLOSING}
    parts = {name: said for name, said in _filled(note).items() if known[name] != said}
    whose = partial(changed_by, work, case_id, [ev.FIELDS_CHANGED])
    refuse_overwriting(known, parts, seen or {}, whose)
    if parts:
        data: dict[str, Any] = {"closing": parts}
        if "workaround" in parts and suggested(case.fields):
            data["workaround_known"] = YES if case_workaround({"closing": parts}) else NO
        work.record(case_id, ev.FIELDS_CHANGED, data)


def close_case(work: Work, case_id: int, note: ClosingNote) -> None:
    """Close a resolved case; refused with the list of what its note lacks. P4 may be short.

    What `keep_note` holds already need not be said again.
    """
    case = work.case_for("close", case_id)
    whole = {**closing_of(case), **_filled(note)}
    missing = missing_fields(whole, closing_parts(case.priority))
    if missing:
        raise Problems(
            "The closing note is not complete", missing_words(missing),
            "Fill it in; “none” will do for a workaround.",
            f"{case.key} lacks: {field_names(missing)}.",
        )  # fmt: skip
    work.record(case_id, ev.CLOSED, whole)


def close_cases(work: Work, case_ids: Sequence[int], note: ClosingNote) -> None:
    """Close several with one note, each by an event of its own (rule 22).

    What a case keeps of its own stands where the note is empty.
    """
    for case_id in case_ids:
        close_case(work, case_id, note)


def close_alike(
    work: Work, case_ids: Sequence[int], note: ClosingNote, alike: Sequence[int] = ()
) -> None:
    """Close cases and others of the same trouble with one note: all of them or none."""
    together(close_cases, [*case_ids, *alike], note=note)(work)


def reopen(work: Work, case_id: int, received_at: datetime | None = None) -> None:
    """Start a new cycle at the instant the customer's message was received (rule 15).

    Where no instant is given, that is the first message that nobody settled, or now if none is.
    """
    case = work.case_for("reopen", case_id)
    if received_at is None:
        unsettled = unsettled_messages(work.session, case_id)
        received_at = unsettled[0].occurred_at if unsettled else None
    at = happened(work, received_at, "received_at", case)
    if case.resolved_at is not None and at < case.resolved_at:
        said = f"{case.key} was not resolved yet then."
        raise Problems("Before it was resolved", {"received_at": said}, "Correct the time.")
    work.record(case_id, ev.REOPENED, {}, at)


def exclude(work: Work, case_id: int, reason: str, note: str = "", same_as: str = "") -> None:
    """Cancel a case, or mark it duplicate or spam: its clocks count nowhere (rule 12).

    A duplicate is linked with the case called `same_as`, where that is named; raises `Problems` at
    `to` where there is no such case, or the reason is another.
    """
    if reason not in EXCLUSIONS:
        raise KnownError("No such reason", f"“{reason}” is not a reason.", "Choose another.")
    if same_as.strip() and reason != "duplicate":
        said = "Only a duplicate is the same as another case."
        raise Problems("Not left out", {"to": said}, "Choose duplicate, or name no case.")
    case = work.case_for("exclude", case_id)
    if same_as.strip():
        link_same(work, case.id, same_as)
    work.record(case_id, ev.EXCLUDED, {"reason": reason, "note": note.strip()})


def exclude_cases(
    work: Work, case_ids: Sequence[int], reason: str, note: str = "", same_as: str = ""
) -> None:
    """Leave several cases out for one reason, each by an event of its own."""
    for case_id in case_ids:
        exclude(work, case_id, reason, note, same_as)


def closing_of(case: Case) -> dict[str, str]:
    """What is known of the closing note so far."""
    kept: Mapping[str, str] = case.fields.get("closing", {})
    return {name: kept[name] for name in CLOSING if kept.get(name)}


def _filled(note: ClosingNote) -> dict[str, str]:
    return {name: said.strip() for name, said in asdict(note).items() if said.strip()}
