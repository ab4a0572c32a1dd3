"""What each customer of an incident would be told: one text, filled in for every case under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case
from models.errors import KnownError, Problems
from models.handbook.intake import OPEN
from models.policies import policy_of
from models.queries.links import linked
from models.queries.reply_templates import reply_values
from models.reply_text import WORDS, fill
from models.restricted import may_see


@dataclass(frozen=True)
class Addressed:
    """What one customer is told, in which case."""

    case_id: int
    key: str
    customer: str
    text: str


def told_to_all(
    session: Session, case_id: int, type: str, text: str, now: datetime, me: int | None
) -> list[Addressed]:
    """The words for each, before they are told; refused as they would be then."""
    case = session.get_one(Case, case_id)
    return addressed(session, case, open_under(session, case_id, me), type, text, now, me)


def open_under(session: Session, case_id: int, me: int | None) -> list[Case]:
    """The open cases under an incident that this person sees, by their ids."""
    keys = [e.data["case"] for e in linked(session, case_id) if e.data.get("why") == "affected"]
    found = session.scalars(
        select(Case).where(Case.key.in_(keys), Case.status.in_(OPEN)).order_by(Case.id)
    )
    return [other for other in found if may_see(session, other, me)]


def addressed(
    session: Session, case: Any, others: Sequence[Any], type: str, text: str, now: datetime,
    me: int | None,
) -> list[Addressed]:  # fmt: skip
    """The words for each; an incident that is no customer's has none of its own.

    Raises `Problems` at `text`, naming the case for which it cannot be filled in.
    """
    if not text.strip():
        raise Problems("No words", {"text": "There are no words yet."}, "Type what is to be told.")
    if not others:
        raise KnownError(
            "Nobody else to tell", f"No open case hangs under {case.key}.",
            "Write a reply, or link the cases first.",
        )  # fmt: skip
    asked = [one for one in (case, *others) if one.id != case.id or case.customer_id is not None]
    return [_addressed(session, one, type, text, now, me) for one in asked]


def _addressed(
    session: Session, case: Any, type: str, text: str, now: datetime, me: int | None
) -> Addressed:
    known = policy_of(session, case).contact_types
    if type not in known:
        said = f"“{type}” is no way of reaching the customer of {case.key} in its handbook."
        raise KnownError("No such contact", said, f"Use one of: {', '.join(known)}.")
    values = reply_values(session, case, type, now, me)
    filled = fill(text, values)
    if filled.empty:
        lacking = ", ".join(WORDS[name] for name in filled.empty)
        raise _at_text(f"For {case.key} nothing is known of: {lacking}.")
    if not filled.text:
        raise _at_text(f"For {case.key} nothing is left of it.")
    return Addressed(case.id, case.key, values["customer"], filled.text)


def _at_text(said: str) -> Problems:
    return Problems("Not told", {"text": said}, "Change the words; nobody was told anything yet.")
