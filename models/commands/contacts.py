"""Words between the desk and its customers, and notes among ourselves."""

from datetime import datetime

from models.commands.moments import happened
from models.entities import Case
from models.errors import KnownError, Problems
from models.handbook import events as ev
from models.policies import policy_of
from models.queries.next_update import (
    clocks_after,
    customer_zone,
    promise_words,
    promised_update,
)
from models.work import Work


def log_contact(
    work: Work, case_id: int, type: str, text: str, occurred_at: datetime | None = None,
    promised: str = "",
) -> str:  # fmt: skip
    """A contact with the customer; it may be logged later than it happened (rule 11).

    `type` is one of the handbook's contact types, which say whether it counts as a response and as
    an update. Where the text says `promised`, the next update as it was promised while it was
    written, the due time of the clock that this contact sets going takes its place. Returns the
    words as they are logged.
    """
    case = work.case_for("contact", case_id)
    known = policy_of(work.session, case).contact_types
    if type not in known:
        raise KnownError(
            "No such contact", f"“{type}” is not a way of reaching customers in the handbook.",
            f"Use one of: {', '.join(known)}.",
        )  # fmt: skip
    return words_told(work, case_id, ev.CONTACT, {"type": type}, text, occurred_at, promised)


def words_told(
    work: Work, case_id: int, kind: str, data: dict[str, str], text: str,
    occurred_at: datetime | None, promised: str,
) -> str:  # fmt: skip
    """Record words to the customer, with the next update that they promise as it will be due."""
    case = work.case_for("contact", case_id)
    at = happened(work, occurred_at, "occurred_at", case)
    said = _said(text)
    if promised and promised in said:
        due_at = promised_update(clocks_after(work.session, case_id, kind, data, at, work.now))
        said = _promising(said, promised, due_at, case, work)
    work.record(case_id, kind, {**data, "text": said}, at)
    return said


def log_customer_message(
    work: Work, case_id: int, text: str, occurred_at: datetime | None = None
) -> None:
    """The customer wrote or called; it ends a wait for them at that time (rule 13)."""
    case = work.case_for("note", case_id)
    at = happened(work, occurred_at, "occurred_at", case)
    work.record(case_id, ev.CUSTOMER_MESSAGE, {"text": _said(text)}, at)


def add_note(work: Work, case_id: int, text: str) -> None:
    """A note among ourselves; no clock sees it."""
    work.case_for("note", case_id)
    work.record(case_id, ev.NOTE, {"text": _said(text)})


def _promising(
    said: str, promised: str, due_at: datetime | None, case: Case, work: Work
) -> str:  # fmt: skip
    words = promise_words(due_at, customer_zone(work.session, case))
    if not words:
        wrong = f"It promises an update by {promised}, and no clock would see to that."
        raise Problems("No update is owed", {"text": wrong}, "Take the promise out of the text.")
    return said.replace(promised, words)


def _said(text: str) -> str:
    if not text.strip():
        raise Problems("No words", {"text": "There are no words yet."}, "Type what was said.")
    return text.strip()
