"""Words between the desk and its customers, and notes among ourselves."""

from datetime import datetime

from models.errors import KnownError
from models.handbook import events as ev
from models.work import Work


def log_contact(
    work: Work, case_id: int, type: str, text: str, occurred_at: datetime | None = None
) -> None:
    """A contact with the customer; it may be logged later than it happened (rule 11)."""
    work.case_for("contact", case_id)
    work.record(case_id, ev.CONTACT, {"type": type, "text": text}, _past(work, occurred_at))


def log_customer_message(
    work: Work, case_id: int, text: str, occurred_at: datetime | None = None
) -> None:
    """The customer wrote or called; it ends a wait for them at that time (rule 13)."""
    work.case_for("note", case_id)
    work.record(case_id, ev.CUSTOMER_MESSAGE, {"text": text}, _past(work, occurred_at))


def add_note(work: Work, case_id: int, text: str) -> None:
    """A note among ourselves; no clock sees it."""
    work.case_for("note", case_id)
    work.record(case_id, ev.NOTE, {"text": text})


def _past(work: Work, occurred_at: datetime | None) -> datetime | None:
    if occurred_at is not None and occurred_at > work.now:
        raise KnownError("Not yet", "This time has not come yet.", "Correct the time.")
    return occurred_at
