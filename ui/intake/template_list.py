"""Which template a new case begins with: the list at the left, what it fills in at the right."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.queries.intake_templates import IntakeTemplateRow
from models.wording import IMPACTS, URGENCIES, field_name
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.labels import muted
from ui.widgets.template_chooser import Named, TemplateChooser, Verb

_WIDTH: Final = 800
_CHOSEN: Final = {"impact_level": IMPACTS, "urgency": URGENCIES}


class TemplateList(TemplateChooser):
    """`chosen` carries the `IntakeTemplateRow`; the sheet closes itself then.

    `asked` carries what is to be done ("keep", "delete", "undo") and the row of the keyboard, or
    None.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(theme, over, tr("Begin with a template"), _WIDTH, (
            Verb("keep", tr("Keep this form"), tr("Ctrl N"), Qt.Key.Key_N, to_row=False),
            Verb("delete", tr("Delete"), tr("Ctrl Del"), Qt.Key.Key_Delete),
            Verb("undo", tr("Take back"), tr("Ctrl Z"), Qt.Key.Key_Z, to_row=False),
        ))  # fmt: skip
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(tr("What it fills in"))
        self.build(
            tr("Fill the form in"), self._text,
            tr("No templates yet. Fill in what cases of a kind have in common – the steps that are"
               " always asked for, the product, the category – and Ctrl N keeps the form."),
            [muted(tr("What is typed already stays as it is."), wrap=True)],
        )  # fmt: skip

    def listed(self, row: Named) -> str:
        """The name, and the category where that says more."""
        category = row.category if isinstance(row, IntakeTemplateRow) else ""
        if not category or category.casefold() == row.name.casefold():
            return row.name
        return tr("{name}  ·  {category}", name=row.name, category=category)

    def show_row(self, row: Named | None) -> bool:
        """Each field's name, and below it what the template puts there."""
        known = row if isinstance(row, IntakeTemplateRow) else None
        self._text.setPlainText(_told(known) if known is not None else "")
        return known is not None

    def take(self, row: Named) -> None:
        """The row itself."""
        self.chosen.emit(row)


def _told(row: IntakeTemplateRow) -> str:
    return "\n\n".join(
        f"{tr(field_name(name))}\n{tr(_CHOSEN.get(name, {}).get(words, words))}"
        for name, words in row.texts.items()
    )
