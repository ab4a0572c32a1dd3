"""One commitment more: its name, the first priority it is promised at, and how soon."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from models.errors import Problems
from models.handbook.policy import PRIORITIES
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.form_sheet import FormSheet
from ui.widgets.wheel_free import WheelFreeBox

Wrong = tuple[str, str]
"""(field, what is wrong with it)."""


def ask_commitment(
    theme: Theme, over: QWidget, done: Callable[[str, str, str], Wrong | None]
) -> FormSheet:
    """`done` gets name, priority and SLA as typed, and gives back what is wrong, or None."""
    name, priority, sla = QLineEdit(), WheelFreeBox(), QLineEdit()

    def submit() -> None:
        wrong = done(name.text(), str(priority.currentText()), sla.text())
        if wrong is None:
            sheet.close_sheet()
        else:
            sheet.show_error(Problems(tr("The commitment"), {wrong[0]: wrong[1]}))

    sheet = FormSheet(theme, over, tr("One commitment more"), tr("Add it"), submit)
    sheet.say(tr("Its clock runs from the opening of a case to its end. What else starts, pauses "
                 "or stops it is written in the handbook's file."))  # fmt: skip
    name.setObjectName("name")
    name.setMaxLength(40)
    name.setPlaceholderText(tr("Workaround"))
    priority.addItems(list(PRIORITIES))
    priority.setObjectName("priority")
    sla.setObjectName("sla")
    sla.setPlaceholderText(tr("8 h"))
    sheet.add(tr("Name"), name)
    sheet.add(tr("First promised at"), priority)
    sheet.add(tr("SLA"), sla)
    sheet.finish(name)
    return sheet
