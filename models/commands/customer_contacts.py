"""The people of a customer: found or made by name, edited, and marked as gone."""

import re
from collections.abc import Mapping
from typing import Final

from sqlalchemy import func, or_, select

from models.commands.meanwhile import refuse_overwriting
from models.entities import Contact, Customer
from models.errors import KnownError, Problems
from models.typed_text import check_length, clean_name, one_line
from models.work import Work

CONTACT_FIELDS: Final = ("name", "email", "phone", "note")
LONGEST_LINE: Final = 200
LONGEST_NOTE: Final = 20_000

_ADDRESSED: Final = re.compile(r"(.*?)<\s*(\S+@\S+?)\s*>")
_ADDRESS: Final = re.compile(r"[^\s@]+@[^\s@]+")


def contact_named(work: Work, customer_id: int, written: str) -> int:
    """The contact of that name or e-mail address at a customer, made if new.

    “Ana Ruiz <ana@contoso.example>” is a name with its address. One who had left is back.
    """
    name, email = _name_and_email(written)
    wanted = clean_name("contact", name)
    same = Contact.name == wanted
    if email:
        same = or_(same, func.lower(Contact.email) == func.lower(email))
    found = work.session.scalars(
        select(Contact).where(Contact.customer_id == customer_id, same)
        .order_by((Contact.name == wanted).desc(), Contact.id).limit(1)
    ).first()  # fmt: skip
    if found is None:
        return add_contact(work, customer_id, {"name": wanted, "email": email})
    found.active = True
    found.email = found.email or email
    return found.id


def contact_of(work: Work, customer_id: int | None, written: str) -> int | None:
    """Who of a case's customer it is about, or nobody; raises `Problems` where there is none."""
    if not written.strip():
        return None
    if customer_id is None:
        said = "A contact is somebody at a customer: say which."
        raise Problems("No customer", {"customer": said})
    return contact_named(work, customer_id, written)


def add_contact(work: Work, customer_id: int, facts: Mapping[str, str]) -> int:
    """A new contact with fields of `CONTACT_FIELDS`; raises `Problems` by field."""
    if work.session.get(Customer, customer_id) is None:
        raise KnownError("No such customer", "This customer is gone.", "Choose another.")
    clean = _clean({**dict.fromkeys(CONTACT_FIELDS, ""), **facts})
    _refuse_taken(work, customer_id, clean["name"])
    contact = Contact(customer_id=customer_id, added_at=work.now, **clean)
    work.session.add(contact)
    work.session.flush()
    work.kinds.add("contact")
    return contact.id


def edit_contact(
    work: Work, contact_id: int, facts: Mapping[str, str], seen: Mapping[str, str] | None = None
) -> None:
    """Change fields of `CONTACT_FIELDS`; what somebody else changed since `seen` is refused."""
    contact = _contact(work, contact_id)
    now = contact_facts(contact)
    changed = {name: said for name, said in _clean(facts).items() if said != now[name]}
    refuse_overwriting(now, changed, seen or {})
    if "name" in changed:
        _refuse_taken(work, contact.customer_id, changed["name"])
    for name, said in changed.items():
        setattr(contact, name, said)
    work.kinds.add("contact")


def mark_gone(work: Work, contact_id: int) -> None:
    """Nobody is to write to this contact any more; cases name them still."""
    _contact(work, contact_id).active = False
    work.kinds.add("contact")


def bring_back(work: Work, contact_id: int) -> None:
    """The contact is there after all."""
    _contact(work, contact_id).active = True
    work.kinds.add("contact")


def contact_facts(contact: Contact) -> dict[str, str]:
    """The editable fields as they are."""
    return {name: getattr(contact, name) for name in CONTACT_FIELDS}


def _contact(work: Work, contact_id: int) -> Contact:
    found = work.session.scalar(select(Contact).where(Contact.id == contact_id).with_for_update())
    if found is None:
        raise KnownError("No such contact", "This contact is gone.", "Choose another.")
    return found


def _name_and_email(written: str) -> tuple[str, str]:
    line = one_line(written)
    check_length("contact", line, 2 * LONGEST_LINE)  # before it is looked through for an address
    addressed = _ADDRESSED.fullmatch(line)
    if addressed is not None:
        return addressed[1].strip() or addressed[2], addressed[2]
    return line, line if _ADDRESS.fullmatch(line) else ""


def _clean(facts: Mapping[str, str]) -> dict[str, str]:
    clean = {
        name: said.strip() if name == "note" else one_line(said) for name, said in facts.items()
    }
    wrong = {}
    if "name" in clean and not clean["name"]:
        wrong["name"] = "A contact needs a name."
    if clean.get("email") and not _ADDRESS.fullmatch(clean["email"]):
        wrong["email"] = "An e-mail address looks like ana@contoso.example."
    if wrong:
        raise Problems("Not a contact yet", wrong)
    for name, said in clean.items():
        check_length(name, said, LONGEST_NOTE if name == "note" else LONGEST_LINE)
    return clean


def _refuse_taken(work: Work, customer_id: int, name: str) -> None:
    taken = select(Contact.id).where(Contact.customer_id == customer_id, Contact.name == name)
    if work.session.scalar(taken) is not None:
        said = f"There is a contact called “{name}” at this customer."
        raise Problems("The name is taken", {"name": said}, "Say who is who in the name.")
