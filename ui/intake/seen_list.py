"""Cases and articles like the one being typed, a line of title and a line of what it is each."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from models.queries.likeness import CASE
from models.queries.similar import Seen
from models.wording import STATUSES
from ui.messages import tr
from ui.theme import Theme
from ui.tool_tip import tool_tip
from ui.widgets.two_lines import ROW, LineRole, TwoLines

_KINDS = {"known_issue": "known issue", "how_to": "how-to"}
_Index = QModelIndex | QPersistentModelIndex


class SeenRows(QAbstractListModel):
    """What is offered just now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._seen: tuple[Seen, ...] = ()

    def show(self, seen: Sequence[Seen]) -> None:
        """Offer these."""
        self.beginResetModel()
        self._seen = tuple(seen)
        self.endResetModel()

    def at(self, row: int) -> Seen | None:
        """What stands in a line; None where there is none."""
        return self._seen[row] if 0 <= row < len(self._seen) else None

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many lines there are."""
        return len(self._seen)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Title, and what it is in words."""
        seen = self._seen[index.row()]
        detail = detail_of(seen)
        told = {
            int(Qt.ItemDataRole.DisplayRole): seen.title,
            int(Qt.ItemDataRole.ToolTipRole): tool_tip(seen.title),
            int(Qt.ItemDataRole.AccessibleTextRole): f"{seen.title}, {detail}",
            int(LineRole.DETAIL): detail,
            int(LineRole.ICON): "note" if seen.kind == CASE else "book",
        }
        return told.get(role)


def detail_of(seen: Seen) -> str:
    """“CS-1042 · Contoso · Resolved”, “KI-101 · known issue · workaround”."""
    if seen.kind == CASE:
        parts = [seen.key, seen.customer, tr(STATUSES.get(seen.status, seen.status))]
    else:
        parts = [seen.key, tr(_KINDS.get(seen.kind, seen.kind))]
    parts.append(tr("workaround") if seen.workaround and seen.kind != "how_to" else "")
    return " · ".join(part for part in parts if part)


class SeenList(QListView):
    """`chosen` carries the line the keyboard is on, `pressed` a key of its own (a text)."""

    chosen = Signal(object)
    key_pressed = Signal(str)

    def __init__(self, theme: Theme, keys: Sequence[str]) -> None:
        super().__init__()
        self._rows = SeenRows(self)
        self._keys = {name.lower() for name in keys}
        self.setModel(self._rows)
        self.setItemDelegate(TwoLines(theme, self))
        self.setAccessibleName(tr("Cases and articles like this one"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda _: self.key_pressed.emit("o"))
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.current()))

    def show_seen(self, seen: Sequence[Seen]) -> None:
        """Offer these; the line the keyboard was on stays, if it is still there."""
        kept = self.current()
        self._rows.show(seen)
        self.setFixedHeight(len(seen) * ROW)
        same = [row for row, one in enumerate(seen) if kept is not None and one.key == kept.key]
        self.setCurrentIndex(self._rows.index(same[0] if same else 0, 0))
        self.chosen.emit(self.current())

    def current(self) -> Seen | None:
        """The line the keyboard is on."""
        return self._rows.at(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Esc and the letters of the buttons; arrows choose."""
        names = {Qt.Key.Key_Return: "enter", Qt.Key.Key_Enter: "enter", Qt.Key.Key_Escape: "esc"}
        name = names.get(Qt.Key(event.key()), event.text().lower())
        if name in self._keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.key_pressed.emit(name)
        else:
            super().keyPressEvent(event)
