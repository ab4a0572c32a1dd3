"""One contract more: its name, and the customers it is for."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from models.errors import Problems
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet

Wrong = tuple[str, str]
"""(field, what is wrong with it)."""


def ask_contract(
    theme: Theme, over: QWidget, drafts: FormDrafts, said: Callable[[str], object],
    done: Callable[[str, str], Wrong | None],
) -> FormSheet:  # fmt: skip
    """`done` gets name and customers as typed, and gives back what is wrong, or None; `said` is
    told where words are kept as the sheet is left."""
    name, customers = named(QLineEdit(), "name"), named(QLineEdit(), "customers")
    name.setMaxLength(100)
    name.setPlaceholderText(tr("Gold"))
    customers.setPlaceholderText(tr("Northwind, Contoso"))

    def read() -> Asked:
        return Asked(done, {"name": name.text(), "customers": customers.text()}, "")

    def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
        wrong = done(*asked.given.values())
        if wrong is None:
            saved()
        else:
            sheet.show_error(Problems(tr("The contract"), {wrong[0]: wrong[1]}))

    hint = tr("It is tried after the others, and says nothing otherwise until you change it.")
    fields: list[tuple[str, QWidget]] = [
        (tr("Name"), name), (tr("Customers it is for"), customers),
    ]  # fmt: skip
    form = Form(tr("One contract more"), tr("Add it"), fields, read, hint)
    return drafts.open(theme, over, form, "handbook-contract", submit, said)
