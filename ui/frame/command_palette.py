"""Ctrl+K: type a few letters, and do or find anything, on whichever page it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from ui.actions import Actions, Offer, Reach
from ui.frame.palette_rows import RowDelegate, RowRole, height_of
from ui.messages import tr
from ui.ports import Finder, Found
from ui.theme import Theme
from ui.widgets.labels import muted
from ui.widgets.sheet import Sheet

_PAGE = 9
_HIGHEST = 432
_SHORTEST = 2
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """One line of the palette."""

    text: str
    detail: str
    icon: str
    keys: str
    run: Callable[[], None]
    faint: bool = False
    passage: str = ""
    marks: tuple[tuple[int, int], ...] = ()


class PaletteRows(QAbstractListModel):
    """What the palette offers just now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Offer these."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, at: int) -> Row:
        """The line at a place."""
        return self._rows[at]

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many lines there are."""
        return len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text and detail, icon and keys of a line, and why it was found."""
        row = self._rows[index.row()]
        heard = f"{row.text}, {row.detail} {row.keys}".strip()
        told = {
            int(Qt.ItemDataRole.DisplayRole): row.text,
            int(Qt.ItemDataRole.AccessibleTextRole): f"{heard}. {row.passage}".strip(". "),
            int(RowRole.DETAIL): row.detail,
            int(RowRole.ICON): row.icon,
            int(RowRole.KEYS): row.keys,
            int(RowRole.FAINT): row.faint,
            int(RowRole.PASSAGE): row.passage,
            int(RowRole.MARKS): row.marks,
        }
        return told.get(role)


class CommandPalette(Sheet):
    """A field and a list below it; arrows choose, Enter does."""

    def __init__(
        self, theme: Theme, over: QWidget, actions: Actions, finder: Finder | None = None
    ) -> None:
        words = tr("Find or do anything")
        super().__init__(theme, over, words, width=620, top=72)
        self._actions = actions
        self._finder = finder
        self._found: list[Found] = []
        self._said = ""
        self._awaited = False
        self._in_haste = False
        self._rows = PaletteRows(self)
        self._field = QLineEdit()
        self._field.setObjectName("palette-field")
        self._field.setPlaceholderText(words)
        self._field.setAccessibleName(words)
        self._field.setMaxLength(200)
        self._list = QListView()
        self._list.setAccessibleName(tr("What can be found or done"))
        self._list.setModel(self._rows)
        self._list.setItemDelegate(RowDelegate(theme, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._nothing = muted(tr("Nothing fits. Try fewer letters, or a case's number."))
        self._nothing.setContentsMargins(16, 4, 16, 16)
        self.content.setContentsMargins(8, 8, 8, 8)
        self.content.setSpacing(4)
        self._told = muted("", wrap=True)
        self._told.setContentsMargins(12, 2, 12, 4)
        for widget in (self._field, self._told, self._list, self._nothing):
            self.content.addWidget(widget)
        self._field.textChanged.connect(self._search)
        self._list.clicked.connect(lambda index: self._run(index.row()))

    def open(self, words: str = "") -> None:
        """Open with these words typed."""
        self._found, self._said = [], ""
        self._field.setText(words)
        self._search(words)
        self.show_sheet(self._field)
        self._field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose, Enter does, Esc closes."""
        key = event.key()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key))
        pages = {Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE}
        jump = pages.get(Qt.Key(key))
        if step is not None:
            self._choose((self._list.currentIndex().row() + step) % max(self._rows.rowCount(), 1))
        elif jump is not None:
            last = self._rows.rowCount() - 1
            self._choose(min(max(self._list.currentIndex().row() + jump, 0), last))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _search(self, words: str) -> None:
        self._found, self._said, self._in_haste = [], "", False
        self._show()
        self._awaited = self._finder is not None and len(words.strip()) >= _SHORTEST
        if self._finder is not None and self._awaited:
            self._finder(words.strip(), partial(self._take, words))

    def _take(self, words: str, found: list[Found], told: str = "") -> None:
        if self.isVisible() and words == self._field.text():
            self._found, self._said, self._awaited = found, told, False
            self._show()
            if self._in_haste:
                self._in_haste = False
                self._enter()

    def _show(self) -> None:
        rows = [self._row(offer) for offer in self._actions.find(self._field.text())]
        rows += [
            Row(one.text, one.detail, one.icon, "", one.run, False, one.passage, one.marks)
            for one in self._found
        ]
        self._rows.show(rows)
        self._told.setText(self._said)
        self._told.setVisible(bool(self._said))
        self._list.setVisible(bool(rows))
        self._nothing.setVisible(not rows and not self._said)
        high = sum(height_of(row.passage) for row in rows)
        self._list.setFixedHeight(min(high, _HIGHEST))
        self._choose(0)
        if self.isVisible():
            self.place()

    def _row(self, offer: Offer) -> Row:
        spec = offer.spec
        faint = offer.reach is Reach.NOT_NOW
        where = tr(spec.category)
        detail = tr("{where} · not possible just now", where=where) if faint else where
        run = partial(self._actions.do, spec)
        return Row(tr(spec.text), detail, spec.icon, spec.shown_keys, run, faint)

    def _enter(self) -> None:
        """Do what is chosen; with nothing to choose yet, the first of the answer on its way."""
        if self._awaited and self._rows.rowCount() == 0:
            self._in_haste = True
        else:
            self._run(self._list.currentIndex().row())

    def _choose(self, at: int) -> None:
        self._list.setCurrentIndex(self._rows.index(at, 0))

    def _run(self, at: int) -> None:
        if 0 <= at < self._rows.rowCount():
            row = self._rows.row_at(at)
            self.close_sheet()
            row.run()
