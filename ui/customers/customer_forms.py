"""The sheets about a customer and their contacts: what each asks, and the command it comes to."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from models.commands.customer_contacts import (
    CONTACT_FIELDS,
    add_contact,
    edit_contact,
    mark_gone,
)
from models.commands.customers import edit_customer
from models.queries.contacts import ContactRow
from models.queries.customer import CustomerDetail
from models.wording import field_name
from models.work import Work
from ui.messages import tr
from ui.theme import Theme
from ui.way_back import with_way_back
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.growing_text import GrowingText
from ui.widgets.text_line import TextLine


def customer_form(theme: Theme, customer: CustomerDetail) -> Form:
    """The name, and a note among ourselves."""
    seen = {"name": customer.name, "note": customer.note}
    fields = _fields(theme, seen)

    def read() -> Asked:
        typed = _typed(fields)
        back = partial(edit_customer, customer_id=customer.id, facts=seen, seen=_kept(typed))
        given = {"customer_id": customer.id, "facts": typed, "seen": seen}
        return Asked(with_way_back(edit_customer, lambda _: back), given, tr("Saved"))

    title = tr("Edit {name}", name=customer.name[:60])
    return Form(title, tr("Save"), _listed(fields), read)


def new_contact_form(theme: Theme, customer: CustomerDetail) -> Form:
    """Somebody new."""
    fields = _fields(theme, dict.fromkeys(CONTACT_FIELDS, ""))

    def read() -> Asked:
        def add(work: Work, **given: Any) -> Any:
            return partial(mark_gone, contact_id=add_contact(work, **given))

        given = {"customer_id": customer.id, "facts": _typed(fields)}
        return Asked(add, given, tr("The contact is added"))

    return Form(tr("Add a contact"), tr("Add"), _listed(fields), read)


def contact_form(theme: Theme, contact: ContactRow) -> Form:
    """What is known of a contact."""
    seen = {name: getattr(contact, name) for name in CONTACT_FIELDS}
    fields = _fields(theme, seen)

    def read() -> Asked:
        typed = _typed(fields)
        back = partial(edit_contact, contact_id=contact.id, facts=seen, seen=_kept(typed))
        given = {"contact_id": contact.id, "facts": typed, "seen": seen}
        return Asked(with_way_back(edit_contact, lambda _: back), given, tr("Saved"))

    return Form(tr("Edit the contact"), tr("Save"), _listed(fields), read)


def _kept(typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed as it is stored."""
    return {
        name: said.strip() if name == "note" else " ".join(said.split())
        for name, said in typed.items()
    }


def _fields(theme: Theme, held: Mapping[str, str]) -> dict[str, QLineEdit | GrowingText]:
    fields: dict[str, QLineEdit | GrowingText] = {}
    for name, said in held.items():
        if name == "note":
            fields[name] = named(GrowingText(theme, least=2, most=6), name)
            fields[name].setPlainText(said)  # type: ignore[union-attr]
        else:
            fields[name] = named(TextLine(), name)
            fields[name].setText(said)  # type: ignore[union-attr]
    return fields


def _typed(fields: Mapping[str, QLineEdit | GrowingText]) -> dict[str, str]:
    return {
        name: field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        for name, field in fields.items()
    }


def _listed(fields: Mapping[str, QLineEdit | GrowingText]) -> list[tuple[str, QWidget]]:
    return [(tr(field_name(name)), field) for name, field in fields.items()]
