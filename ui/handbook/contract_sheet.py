"""One contract more: its name, and the customers it is for."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from models.errors import Problems
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.form_sheet import FormSheet

Wrong = tuple[str, str]
"""(field, what is wrong with it)."""


def ask_contract(
    theme: Theme, over: QWidget, done: Callable[[str, str], Wrong | None]
) -> FormSheet:
    """`done` gets name and customers as typed, and gives back what is wrong, or None."""
    name, customers = QLineEdit(), QLineEdit()

    def submit() -> None:
        wrong = done(name.text(), customers.text())
        if wrong is None:
            sheet.close_sheet()
        else:
            sheet.show_error(Problems(tr("The contract"), {wrong[0]: wrong[1]}))

    sheet = FormSheet(theme, over, tr("One contract more"), tr("Add it"), submit)
    sheet.say(tr("It is tried after the others, and says nothing otherwise until you change it."))
    name.setObjectName("name")
    name.setMaxLength(100)
    name.setPlaceholderText(tr("Gold"))
    customers.setObjectName("customers")
    customers.setPlaceholderText(tr("Northwind, Contoso"))
    sheet.add(tr("Name"), name)
    sheet.add(tr("Customers it is for"), customers)
    sheet.finish(name)
    return sheet
