"""The team's reply templates as one case would have them: those that are for it first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Contact, Customer, Person, ReplyTemplate
from models.errors import KnownError
from models.handbook import events as ev
from models.handbook.instants import from_seconds
from models.handbook.policy import RESOLUTION
from models.handbook.verdict import CaseClock
from models.queries.next_update import (
    clocks_after,
    customer_zone,
    promise_words,
    promised_update,
)
from models.queries.workaround import case_workaround
from models.reply_text import Filled, fill


@dataclass(frozen=True)
class TemplateRow:
    """A template as it is kept, and whether it is for the case that was asked about.

    `filled` has the case's values; None where `refusal` says why that cannot be.
    """

    id: int
    name: str
    category: str
    priority: str
    text: str
    fits: bool
    filled: Filled | None
    refusal: str

    @property
    def facts(self) -> dict[str, str]:
        """The editable fields as they are."""
        return {name: getattr(self, name) for name in ("name", "category", "priority", "text")}


@dataclass(frozen=True)
class Offered:
    """What may be written to a customer: `promised` is the next update as it stands there."""

    templates: tuple[TemplateRow, ...]
    promised: str


def offered_templates(
    session: Session, case_id: int, way: str, now: datetime, me: int | None
) -> Offered:
    """Every template filled in for a contact of this way, made now."""
    case = session.get_one(Case, case_id)
    values = reply_values(session, case, way, now, me)
    query = select(ReplyTemplate).order_by(ReplyTemplate.name, ReplyTemplate.id)
    rows = [_row(found, case, values) for found in session.scalars(query)]
    rows.sort(key=lambda row: (not row.fits, row.name.casefold()))
    return Offered(tuple(rows), values["next_update"])


def reply_values(
    session: Session, case: Case, way: str, now: datetime, me: int | None
) -> Mapping[str, str]:
    """What stands for the words of `models.reply_text` in a contact of this way, made now."""
    clocks = clocks_after(session, case.id, ev.CONTACT, {"type": way}, now, now)
    return case_values(session, case, clocks, me)


def case_values(
    session: Session, case: Case, clocks: list[CaseClock], me: int | None
) -> dict[str, str]:
    """The same where the clocks are known as they will be."""
    place = customer_zone(session, case)
    return {
        "case": case.key,
        "title": case.title,
        "customer": _name(session, Customer, case.customer_id),
        "contact": _name(session, Contact, case.fields.get("contact_id")),
        "agent": _name(session, Person, me),
        "priority": case.priority,
        "next_update": promise_words(promised_update(clocks), place),
        "resolution_due": _resolution(clocks, place),
        "workaround": case_workaround(case.fields),
        "summary": str(case.fields.get("impact") or "").strip() or case.title,
        "channel": str(case.fields.get("channel") or ""),
    }


def _row(found: ReplyTemplate, case: Case, values: Mapping[str, str]) -> TemplateRow:
    same_category = found.category.casefold() == (case.category or "").casefold()
    fits = (not found.category or same_category) and found.priority in ("", case.priority)
    filled, refusal = None, ""
    try:
        filled = fill(found.text, values)
    except KnownError as error:
        refusal = str(error)
    return TemplateRow(
        found.id, found.name, found.category, found.priority, found.text, fits, filled, refusal
    )


def _resolution(clocks: list[CaseClock], place: ZoneInfo) -> str:
    """What the SLA promises; an SLO is never told a customer (rule 31)."""
    due = [c.due_at for c in clocks if (c.commitment, c.objective) == (RESOLUTION, "SLA")
           and c.running and c.due_at is not None]  # fmt: skip
    return promise_words(from_seconds(due[-1]) if due else None, place)


def _name(
    session: Session, kind: type[Customer] | type[Contact] | type[Person], id: int | None
) -> str:
    query = select(kind.name).where(kind.id == id)
    return session.scalar(query) or "" if id is not None else ""
