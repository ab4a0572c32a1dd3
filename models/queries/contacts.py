"""The people of a customer, for lists and for fields that complete what is typed."""

import re
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Contact, Customer
from models.typed_text import one_line

_LOOKED_AT: Final = 400
_ADDRESS: Final = re.compile(r"[^\s<>@]+@[^\s<>@]+")


@dataclass(frozen=True)
class ContactRow:
    """A contact; one who has left is not `active`."""

    id: int
    name: str
    email: str
    phone: str
    note: str
    active: bool


def contacts(session: Session, customer_id: int) -> list[ContactRow]:
    """Everybody of a customer, who is there first, each by name."""
    rows = session.scalars(
        select(Contact).where(Contact.customer_id == customer_id)
        .order_by(Contact.active.desc(), Contact.name)
    )  # fmt: skip
    return [ContactRow(c.id, c.name, c.email, c.phone, c.note, c.active) for c in rows]


def contact_names(session: Session, customer: str) -> list[str]:
    """Who is there at the customer of that name, for a field that completes what is typed."""
    query = (
        select(Contact.name).join(Customer, Customer.id == Contact.customer_id)
        .where(Customer.name == one_line(customer), Contact.active).order_by(Contact.name)
    )  # fmt: skip
    return list(session.scalars(query))


def customer_of_address(session: Session, written: str) -> str:
    """The customer at whom the e-mail address in these words is known; "" for none, or several."""
    address = _ADDRESS.search(written[:_LOOKED_AT])
    if address is None:
        return ""
    query = (
        select(Customer.name).join(Contact, Contact.customer_id == Customer.id)
        .where(func.lower(Contact.email) == address[0].lower()).distinct().limit(2)
    )  # fmt: skip
    names = session.scalars(query).all()
    return names[0] if len(names) == 1 else ""
