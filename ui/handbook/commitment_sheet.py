"""One commitment more: its name, the first priority it is promised at, and how soon."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.errors import Problems
from models.handbook.policy import PRIORITIES
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.text_line import TextLine
from ui.widgets.wheel_free import WheelFreeBox

_LONGEST = 40
Wrong = tuple[str, str]
"""(field, what is wrong with it)."""


def ask_commitment(
    theme: Theme, over: QWidget, drafts: FormDrafts, said: Callable[[str], object],
    add: Callable[[str, str, str], Wrong | None],
) -> FormSheet:  # fmt: skip
    """`add` gets name, priority and SLA as typed, and gives back what is wrong, or None; `said` is
    told where words are kept as the sheet is left."""
    name, sla = named(TextLine(longest=_LONGEST), "name"), named(TextLine(), "sla")
    priority = named(WheelFreeBox(), "priority")
    name.setPlaceholderText(tr("Workaround"))
    sla.setPlaceholderText(tr("8 h"))
    for one in PRIORITIES:
        priority.addItem(one, one)

    def read() -> Asked:
        given = {"name": name.text(), "priority": priority.currentText(), "sla": sla.text()}
        return Asked(add, given, "")

    def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
        wrong = add(*asked.given.values())
        if wrong is None:
            saved()
        else:
            sheet.show_error(Problems(tr("The commitment"), {wrong[0]: wrong[1]}))

    hint = tr("Its clock runs from the opening of a case to its end. What else starts, pauses or "
              "stops it is written in the handbook's file.")  # fmt: skip
    fields: list[tuple[str, QWidget]] = [
        (tr("Name"), name), (tr("First promised at"), priority), (tr("SLA"), sla),
    ]  # fmt: skip
    form = Form(tr("One commitment more"), tr("Add it"), fields, read, hint)
    return drafts.open(theme, over, form, "handbook-commitment", submit, said)
