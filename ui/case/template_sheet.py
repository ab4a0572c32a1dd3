"""Which template: the list at the left, what it says about this case at the right."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from models.queries.reply_templates import Offered, TemplateRow
from models.reply_text import WORDS
from ui.messages import tr
from ui.theme import Theme
from ui.tool_tip import tool_tip
from ui.widgets.buttons import Button
from ui.widgets.labels import body, muted, title
from ui.widgets.markdown import MarkdownDocument, is_markdown
from ui.widgets.sheet import Sheet

_WIDTH, _LIST, _HEIGHT, _ROW = 860, 270, 300, 30
_KEYS = {Qt.Key.Key_N: "new", Qt.Key.Key_E: "edit", Qt.Key.Key_Delete: "delete"}


class TemplateSheet(Sheet):
    """`chosen` carries the text as it is for this case; the sheet closes itself then.

    `asked` carries what is to be done with the templates ("new", "edit", "delete") and the
    `TemplateRow` of the keyboard, or None.
    """

    chosen = Signal(str)
    asked = Signal(str, object)

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(theme, over, tr("Reply from a template"), width=_WIDTH)
        self._rows: tuple[TemplateRow, ...] = ()
        self._names = QListWidget()
        self._names.setAccessibleName(tr("Templates"))
        self._names.setFixedWidth(_LIST)
        self._names.setMinimumHeight(_HEIGHT)
        self._preview = QTextEdit()
        self._document: QTextDocument | None = None
        self._preview.setReadOnly(True)
        self._preview.setTabChangesFocus(True)
        self._preview.setAccessibleName(tr("What it says here"))
        self._warning = body(wrap=True)
        self._warning.setProperty("ink", "soon")
        self._nothing = muted(
            tr("No templates yet. What the team writes again and again can be kept under a name,"
               " with the case's words filled in: Ctrl N makes one."), wrap=True,
        )  # fmt: skip
        self._use = Button(theme, tr("Put it in the reply"), kind="main", keys=tr("Enter"))
        self._use.clicked.connect(self._choose)
        self._lay_out(theme)
        self._names.currentRowChanged.connect(self._show_row)
        self._names.itemActivated.connect(lambda *_: self._choose())
        self.accepted.connect(self._choose)
        self.closed.connect(self.deleteLater)

    def show_offered(self, offered: Offered) -> None:
        """The templates as they are; the keyboard stays on the one it is on."""
        before = self._current()
        self._rows = offered.templates
        self._names.clear()
        for row in self._rows:
            item = QListWidgetItem(_listed(row), self._names)
            item.setToolTip(tool_tip(row.name))
            item.setSizeHint(QSize(0, _ROW))
        ids = [row.id for row in self._rows]
        at = ids.index(before.id) if before is not None and before.id in ids else 0
        self._names.setCurrentRow(at if ids else -1)
        self._show_row()
        if self.isVisible() and not self._rows:
            next(iter(self._stops()), self).setFocus()

    def open(self) -> None:
        """Show it, the keyboard on the first template."""
        self.show_sheet(self._names if self._rows else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+N makes one, Ctrl+E changes, Ctrl+Delete deletes the one of the keyboard."""
        asked = _KEYS.get(Qt.Key(event.key()))
        if asked and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._ask(asked)
        else:
            super().keyPressEvent(event)

    def _ask(self, what: str) -> None:
        row = self._current()
        if what == "new" or row is not None:
            self.asked.emit(what, None if what == "new" else row)

    def _current(self) -> TemplateRow | None:
        at = self._names.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _choose(self) -> None:
        row = self._current()
        if row is not None and row.filled is not None:
            text = row.filled.text
            self.close_sheet()
            self.chosen.emit(text)

    def _show_row(self, *_: object) -> None:
        row = self._current()
        filled = row.filled if row is not None else None
        self._nothing.setVisible(not self._rows)
        self._names.setVisible(bool(self._rows))
        self._preview.setVisible(bool(self._rows))
        self._show_text(filled.text if filled is not None else "")
        self._use.setEnabled(filled is not None)
        self._warning.setText(_warning(row))
        self._warning.setVisible(bool(self._warning.text()))
        for button in self._on_row:
            button.setEnabled(row is not None)
        self.place()

    def _show_text(self, text: str) -> None:
        """As the customer will read it: the signs of Markdown are not words."""
        font = self._theme.font("body", figures=False)
        document = MarkdownDocument(text, font) if is_markdown(text) else QTextDocument(text)
        document.setParent(self._preview)
        document.setDefaultFont(font)
        document.setDocumentMargin(4)
        self._preview.setDocument(document)
        if self._document is not None:
            self._document.deleteLater()
        self._document = document

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        self.content.setSpacing(sizes.small)
        self.content.addWidget(title(tr("Reply from a template")))
        self.content.addWidget(self._nothing)
        right = QVBoxLayout()
        right.setSpacing(sizes.small)
        right.addWidget(self._preview, 1)
        right.addWidget(self._warning)
        middle = QHBoxLayout()
        middle.setSpacing(sizes.medium)
        middle.addWidget(self._names)
        middle.addLayout(right, 1)
        self.content.addLayout(middle, 1)
        row = QHBoxLayout()
        row.setSpacing(sizes.small)
        made = [
            self._button(theme, words, keys, what)
            for words, keys, what in (
                (tr("New"), tr("Ctrl N"), "new"), (tr("Edit"), tr("Ctrl E"), "edit"),
                (tr("Delete"), tr("Ctrl Del"), "delete"),
            )
        ]  # fmt: skip
        self._on_row = made[1:]
        for button in made:
            row.addWidget(button)
        row.addStretch(1)
        cancel = Button(theme, tr("Cancel"), keys="Esc")
        cancel.clicked.connect(self.close_sheet)
        row.addWidget(cancel)
        row.addWidget(self._use)
        self.content.addSpacing(8)
        self.content.addLayout(row)

    def _button(self, theme: Theme, words: str, keys: str, what: str) -> Button:
        button = Button(theme, words, keys=keys)
        button.clicked.connect(lambda: self._ask(what))
        return button


def _listed(row: TemplateRow) -> str:
    """The name, and what the template is for where that is not this case."""
    if row.fits:
        return row.name
    return tr("{name}  ·  for {what}", name=row.name,
              what=" ".join(part for part in (row.priority, row.category) if part))  # fmt: skip


def _warning(row: TemplateRow | None) -> str:
    if row is None:
        return ""
    if row.filled is None:
        return f"▲ {tr(row.refusal)}"
    names = ", ".join(tr(WORDS[name]) for name in row.filled.empty)
    return tr("▲ Not known here, so left empty: {names}", names=names) if names else ""
