"""What a customer's message after the resolution is: thanks, or another case (rule 15).

That it is the same trouble again is said by `closing.reopen`.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from models.commands.cases import NewCase, open_case
from models.commands.links import FOLLOWS
from models.entities import Case, Contact, Customer, Event
from models.errors import KnownError
from models.handbook import events as ev
from models.handbook.environment import parts_of
from models.queries.links import linked
from models.work import Work

_LONGEST = 80


def was_thanks(work: Work, case_id: int, message_id: int) -> None:
    """Nothing is owed for this message; nothing starts."""
    work.case_for("settle", case_id)
    message = _message(work, case_id, message_id)
    work.record(case_id, ev.MESSAGE_SETTLED, {"event_id": message.id})


def is_another_case(work: Work, case_id: int, message_id: int) -> int:
    """Open a case from this message, as of the instant it was received; each names the other.

    It has of the old one what need not be asked again, and is incomplete; of a restricted one, who
    sees it, and whoever opened this. Returns its id.
    """
    return open_from(work, work.case_for("settle", case_id), message_id)


def open_from(work: Work, case: Case, message_id: int) -> int:
    """Open a case from a message of `case`, which is refused where one was opened from it before.

    Returns the new one's id.
    """
    message = _message(work, case.id, message_id)
    settled = (e for e in linked(work.session, case.id) if e.data.get("event_id") == message_id)
    if before := next((e.data["case"] for e in settled if e.data.get("case")), None):
        raise KnownError("A case already", f"This message is {before} already.", "Open that one.")
    said = str(message.data.get("text") or "")
    contact_id = case.fields.get("contact_id")
    customer = work.session.get(Customer, case.customer_id) if case.customer_id else None
    contact = work.session.get(Contact, contact_id) if contact_id else None
    asked = NewCase(
        title=_title(said) or case.title, customer=customer.name if customer else "",
        contact=contact.name if contact else "", message=said, incomplete=True,
        received_at=message.occurred_at, language=str(case.fields.get("language") or ""),
    )  # fmt: skip
    where: dict[str, Any] = dict(parts_of(case.fields.get("environment")))
    # Who sees a restricted case is said of it below: before that, nobody may be given it.
    new_id = open_case(work, replace(asked, **where), by_rule=case.named is None)
    new = work.session.get_one(Case, new_id)
    if case.named is not None:
        named = {*map(int, case.named.split()), work.person_id}
        work.record(
            new_id, ev.ACCESS_CHANGED, {"named": sorted(one for one in named if one is not None)}
        )
    work.record(new_id, ev.LINKED, {"case": case.key, "why": FOLLOWS})
    work.record(case.id, ev.MESSAGE_SETTLED, {"event_id": message.id, "case": new.key})
    return new_id


def _message(work: Work, case_id: int, message_id: int) -> Event:
    found = work.session.scalar(
        select(Event).where(
            Event.id == message_id, Event.case_id == case_id, Event.kind == ev.CUSTOMER_MESSAGE
        )
    )
    if found is None:
        raise KnownError("No such message", "This case has no such message.", "Look at it again.")
    return found


def _title(said: str) -> str:
    """The message's first line, as far as a title goes."""
    line = " ".join(next((line for line in said.splitlines() if line.strip()), "").split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
