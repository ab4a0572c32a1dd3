"""Correcting and completing what a case holds; disjoint changes of two people merge (rule 19)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from models.commands.cases import title_of
from models.commands.customer_contacts import contact_of
from models.commands.customers import contract_of, customer_named
from models.commands.levels import check_levels
from models.commands.meanwhile import changed_by, refuse_overwriting
from models.commands.spoken import spoken
from models.entities import Case, Contact, Customer
from models.errors import KnownError, Problems
from models.handbook import events as ev
from models.handbook.environment import PARTS, held_as, parts_of
from models.handbook.intake import REQUIRED, missing_fields
from models.handbook.languages import language_name
from models.typed_text import one_line
from models.wording import missing_words
from models.work import Work

EDITABLE = (
    "title", "customer", "contact", "impact", "impact_level", "urgency", "workaround_known",
    *PARTS, "steps", "expected", "actual", "category", "language",
)  # fmt: skip
_NAMES = {"customer", "contact"}
_PARTS = frozenset(PARTS)


def edit_facts(
    work: Work, case_id: int, facts: Mapping[str, str], seen: Mapping[str, str] | None = None
) -> None:
    """Change fields of `EDITABLE`; those that are as they were are left alone.

    `seen` is what the person saw: a field that somebody else has changed since is refused, with
    both values in view. A resolved case stays complete. Raises `Problems` by field.
    """
    case = work.case_for("change_fields", case_id)
    now = facts_now(work, case)
    wanted = {name: _clean(name, said) for name, said in facts.items()}
    changed = {name: said for name, said in wanted.items() if said != now[name]}
    whose = partial(changed_by, work, case_id, [ev.FIELDS_CHANGED])
    refuse_overwriting(now, changed, seen or {}, whose)
    check_levels(changed)
    emptied = _emptied(now, changed)
    if emptied and case.status == "resolved":
        raise Problems("It must stay complete", missing_words(emptied))
    if changed:
        data = _data(work, case, changed, wanted.get("contact", ""))
        if _PARTS & changed.keys():
            data["environment"] = held_as(now | changed)
        work.record(case_id, ev.FIELDS_CHANGED, data)


def facts_now(work: Work, case: Case) -> dict[str, str]:
    """The editable fields as they are, a language by its name; an empty one is an empty text."""
    customer = work.session.get(Customer, case.customer_id) if case.customer_id else None
    contact_id = case.fields.get("contact_id")
    contact = work.session.get(Contact, contact_id) if contact_id else None
    held = {name: str(case.fields.get(name) or "") for name in EDITABLE}
    held |= parts_of(case.fields.get("environment"))
    return held | {
        "language": language_name(held["language"]),
        "customer": customer.name if customer is not None else "",
        "contact": contact.name if contact is not None else "",
    }


def _clean(name: str, said: str) -> str:
    if name not in EDITABLE:
        raise KnownError("No such field", f"“{name}” is not a field to edit.", "Choose another.")
    if name == "title":
        return title_of(said)
    if name == "language":
        return language_name(spoken(said))
    return one_line(said) if name in _NAMES else said.strip()


def _emptied(now: Mapping[str, str], changed: Mapping[str, str]) -> tuple[str, ...]:
    """What was there and is missing after the change."""
    editable = tuple(name for name in REQUIRED if name in EDITABLE)
    before = missing_fields(now, editable)
    return tuple(n for n in missing_fields({**now, **changed}, editable) if n not in before)


def _data(work: Work, case: Case, changed: Mapping[str, str], contact: str) -> dict[str, Any]:
    """What the event holds; with another customer goes another contact, found or made there."""
    data: dict[str, Any] = {
        name: said for name, said in changed.items() if name not in _NAMES | _PARTS
    }
    if "language" in changed:
        data["language"] = spoken(changed["language"])
    customer_id = case.customer_id
    if "customer" in changed:
        customer_id = customer_named(work, changed["customer"]) if changed["customer"] else None
        data["customer_id"] = customer_id
        data["contract_id"] = contract_of(work.session, customer_id)
    if _NAMES & changed.keys():
        contact_id = contact_of(work, customer_id, contact)
        if contact_id != case.fields.get("contact_id"):
            data["contact_id"] = contact_id
    return data
