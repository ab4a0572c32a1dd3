"""A sheet that chooses a template: names at the left, what the one of the keyboard says beside."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.messages import tr
from ui.theme import Theme
from ui.tool_tip import tool_tip
from ui.widgets.buttons import Button
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet

_LIST, _HEIGHT, _ROW = 260, 280, 30


class Named(Protocol):
    """A row that is listed."""

    @property
    def id(self) -> int:
        """Which one it is, however it is called by now."""

    @property
    def name(self) -> str:
        """What it is called."""


class Verb(NamedTuple):
    """What can be done with templates: its name, its words, Ctrl and which key, and to which."""

    name: str
    words: str
    keys: str
    key: Qt.Key
    to_row: bool = True


class TemplateChooser(Sheet):
    """`asked` carries a verb's name and the row of the keyboard, or None.

    A page's own says how a row is listed (`listed`), shows it (`show_row`), and takes it (`take`).
    """

    asked = Signal(str, object)

    def __init__(
        self, theme: Theme, over: QWidget, words: str, width: int, verbs: Sequence[Verb]
    ) -> None:
        super().__init__(theme, over, words, width=width)
        self._words = words
        self._verbs = tuple(verbs)
        self._rows: tuple[Named, ...] = ()
        self._names = QListWidget()
        self._names.setAccessibleName(tr("Templates"))
        self._names.setProperty("role", "choices")
        self._names.setFixedWidth(_LIST)
        self._names.setMinimumHeight(_HEIGHT)
        self._nothing = muted("", wrap=True)
        self._buttons = {verb.name: self._button(verb) for verb in verbs}

    def build(self, use: str, preview: QWidget, nothing: str, say: Sequence[QWidget] = ()) -> None:
        """Lay it out: `use` on the main button, `nothing` where there is no template; `say` are
        lines below the preview."""
        sizes = self._theme.sizes
        self._preview = preview
        self._nothing.setText(nothing)
        self.use = Button(self._theme, use, kind="main", keys=tr("Enter"))
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        self.content.setSpacing(sizes.small)
        self.content.addWidget(title(self._words))
        self.content.addWidget(self._nothing)
        right, middle = QVBoxLayout(), QHBoxLayout()
        right.setSpacing(sizes.small)
        right.addWidget(preview, 1)
        for line in say:
            right.addWidget(line)
        middle.setSpacing(sizes.medium)
        middle.addWidget(self._names)
        middle.addLayout(right, 1)
        self.content.addLayout(middle, 1)
        self.content.addSpacing(sizes.small)
        self.content.addLayout(self._buttons_row())
        self.use.clicked.connect(self._choose)
        self._names.currentRowChanged.connect(self._show_current)
        self._names.itemActivated.connect(lambda *_: self._choose())
        self.accepted.connect(self._choose)
        self.closed.connect(self.deleteLater)

    def show_rows(self, rows: Sequence[Named]) -> None:
        """The templates as they are; the keyboard stays on the one it is on."""
        before = self.current()
        self._rows = tuple(rows)
        self._names.blockSignals(True)
        self._names.clear()
        for row in self._rows:
            item = QListWidgetItem(self.listed(row), self._names)
            item.setToolTip(tool_tip(row.name))
            item.setSizeHint(QSize(0, _ROW))
        ids = [row.id for row in self._rows]
        at = ids.index(before.id) if before is not None and before.id in ids else 0
        self._names.setCurrentRow(at if ids else -1)
        self._names.blockSignals(False)
        self._show_current()
        if self.isVisible() and not self._rows:
            next(iter(self._stops()), self).setFocus()

    def open(self) -> None:
        """Show it, the keyboard on the first template."""
        self.show_sheet(self._names if self._rows else None)

    def offer(self, verb: str, possible: bool) -> None:
        """Show a verb's button, or not: what its key does is the page's to refuse."""
        self._buttons[verb].setVisible(possible)

    def current(self) -> Named | None:
        """The row of the keyboard."""
        at = self._names.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def listed(self, row: Named) -> str:
        """How it is called in the list."""
        return row.name

    def show_row(self, row: Named | None) -> bool:
        """Show what it says; whether it can be taken."""
        raise NotImplementedError

    def take(self, row: Named) -> None:
        """It was chosen; the sheet is closed."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl and the key of a verb."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        verb = next((one for one in self._verbs if control and event.key() == one.key), None)
        if verb is not None:
            self._ask(verb)
        else:
            super().keyPressEvent(event)

    def _ask(self, verb: Verb) -> None:
        row = self.current()
        if row is not None or not verb.to_row:
            self.asked.emit(verb.name, row)

    def _choose(self) -> None:
        row = self.current()
        if row is not None and self.use.isEnabled():
            self.close_sheet()
            self.take(row)

    def _show_current(self, *_: object) -> None:
        row = self.current()
        for part in (self._names, self._preview):
            part.setVisible(bool(self._rows))
        self._nothing.setVisible(not self._rows)
        self.use.setEnabled(self.show_row(row) and row is not None)
        for verb in self._verbs:
            self._buttons[verb.name].setEnabled(row is not None or not verb.to_row)
        self.place()

    def _button(self, verb: Verb) -> Button:
        button = Button(self._theme, verb.words, keys=verb.keys)
        button.clicked.connect(lambda: self._ask(verb))
        return button

    def _buttons_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.sizes.small)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        cancel = Button(self._theme, tr("Cancel"), keys="Esc")
        cancel.clicked.connect(self.close_sheet)
        row.addWidget(cancel)
        row.addWidget(self.use)
        return row
