"""Which template a new case begins with: the list at the left, what it fills in at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from models.queries.intake_templates import IntakeTemplateRow
from models.wording import IMPACTS, URGENCIES, field_name
from ui.messages import tr
from ui.theme import Theme
from ui.tool_tip import tool_tip
from ui.widgets.buttons import Button
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet

_WIDTH, _LIST, _HEIGHT, _ROW = 760, 250, 260, 30
_KEYS = {Qt.Key.Key_N: "keep", Qt.Key.Key_Delete: "delete"}
_CHOSEN = {"impact_level": IMPACTS, "urgency": URGENCIES}


class TemplateList(Sheet):
    """`chosen` carries the `IntakeTemplateRow`; the sheet closes itself then.

    `asked` carries what is to be done ("keep", "delete") and the row of the keyboard, or None.
    """

    chosen = Signal(object)
    asked = Signal(str, object)

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(theme, over, tr("Begin with a template"), width=_WIDTH)
        self._rows: tuple[IntakeTemplateRow, ...] = ()
        self._names = QListWidget()
        self._names.setAccessibleName(tr("Templates"))
        self._names.setFixedWidth(_LIST)
        self._names.setMinimumHeight(_HEIGHT)
        self._preview = QPlainTextEdit()
        self._preview.setReadOnly(True)
        self._preview.setTabChangesFocus(True)
        self._preview.setAccessibleName(tr("What it fills in"))
        self._nothing = muted(
            tr("No templates yet. Fill in what cases of a kind have in common – the steps that are"
               " always asked for, the product, the category – and Ctrl N keeps the form."),
            wrap=True,
        )  # fmt: skip
        self._use = Button(theme, tr("Fill the form in"), kind="main", keys=tr("Enter"))
        self._keep = Button(theme, tr("Keep this form"), keys=tr("Ctrl N"))
        self._delete = Button(theme, tr("Delete"), keys=tr("Ctrl Del"))
        self._lay_out(theme)
        self._use.clicked.connect(self._choose)
        self._keep.clicked.connect(lambda: self._ask("keep"))
        self._delete.clicked.connect(lambda: self._ask("delete"))
        self._names.currentRowChanged.connect(self._show_row)
        self._names.itemActivated.connect(lambda *_: self._choose())
        self.accepted.connect(self._choose)
        self.closed.connect(self.deleteLater)

    def show_templates(self, rows: Sequence[IntakeTemplateRow]) -> None:
        """The templates as they are; the keyboard stays on the one it is on."""
        before = self._current()
        self._rows = tuple(rows)
        self._names.clear()
        for row in self._rows:
            item = QListWidgetItem(_listed(row), self._names)
            item.setToolTip(tool_tip(row.name))
            item.setSizeHint(QSize(0, _ROW))
        ids = [row.id for row in self._rows]
        at = ids.index(before.id) if before is not None and before.id in ids else 0
        self._names.setCurrentRow(at if ids else -1)
        self._show_row()

    def open(self) -> None:
        """Show it, the keyboard on the first template."""
        self.show_sheet(self._names if self._rows else self._keep)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+N keeps the form as one, Ctrl+Delete deletes the one of the keyboard."""
        asked = _KEYS.get(Qt.Key(event.key()))
        if asked and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._ask(asked)
        else:
            super().keyPressEvent(event)

    def _ask(self, what: str) -> None:
        row = self._current()
        if what == "keep" or row is not None:
            self.asked.emit(what, row)

    def _current(self) -> IntakeTemplateRow | None:
        at = self._names.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _choose(self) -> None:
        row = self._current()
        if row is not None:
            self.close_sheet()
            self.chosen.emit(row)

    def _show_row(self, *_: object) -> None:
        row = self._current()
        for part in (self._names, self._preview):
            part.setVisible(bool(self._rows))
        self._nothing.setVisible(not self._rows)
        for button in (self._use, self._delete):
            button.setEnabled(row is not None)
        self._preview.setPlainText(_told(row) if row is not None else "")
        self.place()

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        self.content.setSpacing(sizes.small)
        self.content.addWidget(title(tr("Begin with a template")))
        self.content.addWidget(muted(tr("What is typed already stays as it is."), wrap=True))
        self.content.addWidget(self._nothing)
        middle, row = QHBoxLayout(), QHBoxLayout()
        middle.setSpacing(sizes.medium)
        middle.addWidget(self._names)
        middle.addWidget(self._preview, 1)
        self.content.addLayout(middle, 1)
        row.setSpacing(sizes.small)
        row.addWidget(self._keep)
        row.addWidget(self._delete)
        row.addStretch(1)
        cancel = Button(theme, tr("Cancel"), keys="Esc")
        cancel.clicked.connect(self.close_sheet)
        row.addWidget(cancel)
        row.addWidget(self._use)
        self.content.addSpacing(8)
        self.content.addLayout(row)


def _listed(row: IntakeTemplateRow) -> str:
    if not row.category or row.category.casefold() == row.name.casefold():
        return row.name
    return tr("{name}  ·  {category}", name=row.name, category=row.category)


def _told(row: IntakeTemplateRow) -> str:
    """Each field's name, and below it what the template puts there."""
    return "\n\n".join(
        f"{tr(field_name(name))}\n{tr(_CHOSEN.get(name, {}).get(words, words))}"
        for name, words in row.texts.items()
    )
