"""A time zone to choose: any part of its name finds it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QWidget

from models.handbook.zones import all_zones
from ui.messages import tr

_SHOWN = 12
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ZoneField(QComboBox):
    """An editable list of every zone. `zone_chosen` carries a name once it is one of them.

    What is typed and is no zone stays, marked (`problem`, and `problem_changed` tells); `zone` is
    the last one that was right.
    """

    zone_chosen = Signal(str)
    problem_changed = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(_SHOWN)
        if isinstance(rows := self.view(), QListView):
            rows.setUniformItemSizes(True)
        self.setAccessibleName(name)
        self._zones = sorted(all_zones())
        self._spoken = {_folded(zone): zone for zone in self._zones}
        self._zone = ""
        self.addItems(self._zones)
        self.setCompleter(_ZoneCompleter(self._zones, self))
        self.setProperty("problem", False)
        self.activated.connect(self.settle)
        self._line().editingFinished.connect(self.settle)

    @property
    def zone(self) -> str:
        """The zone in force."""
        return self._zone

    @property
    def problem(self) -> bool:
        """Whether what stands in the field is no zone."""
        return bool(self.property("problem"))

    def show_zone(self, name: str) -> None:
        """Put a zone in the field, without a signal."""
        self._zone = name
        self.setCurrentText(name)
        self._mark(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter settles what was typed and goes no further."""
        if event.key() in _ENTER and not event.modifiers():
            self.settle()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ready to be typed over."""
        super().focusInEvent(event)
        self._line().selectAll()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page; a zone is never changed in passing."""
        event.ignore()

    def settle(self) -> None:
        """Take what was typed for the zone, or mark it."""
        found = self._meant()
        self._mark(found is None)
        if found is None:
            self._line().selectAll()
            return
        self.setCurrentText(found)
        if found != self._zone:
            self._zone = found
            self.zone_chosen.emit(found)

    def _meant(self) -> str | None:
        """The zone of that name, however it is spelt; or the only one that holds the words."""
        typed = _folded(self.currentText())
        if typed in self._spoken:
            return self._spoken[typed]
        held = [zone for spoken, zone in self._spoken.items() if typed and typed in spoken]
        return held[0] if len(held) == 1 else None

    def _mark(self, problem: bool) -> None:
        if problem is self.problem:
            return
        self.setProperty("problem", problem)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleDescription(tr("This is not a time zone") if problem else "")
        self.problem_changed.emit(problem)

    def _line(self) -> QLineEdit:
        line = self.lineEdit()
        assert line is not None
        return line


class _ZoneCompleter(QCompleter):
    """Finds a zone by any part of its name, with blanks for underscores."""

    def __init__(self, zones: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(_Spoken(zones, self))
        self.setCompletionRole(Qt.ItemDataRole.UserRole)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setMaxVisibleItems(_SHOWN)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """What choosing a line writes: the zone's own name."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))

    def splitPath(self, path: str) -> list[str]:
        """A zone's name is one piece, slashes and all."""
        return [_folded(path)]


class _Spoken(QStringListModel):
    """Zones, with the form they are searched in beside the name."""

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.UserRole:
            return _folded(str(super().data(index, Qt.ItemDataRole.DisplayRole)))
        return super().data(index, role)


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())
