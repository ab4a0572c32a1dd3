"""Files as a list of two lines each: the name, and what is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.palette import color
from ui.theme import Theme, in_columns
from ui.widgets.table_cells import Index

_NOWHERE = QModelIndex()
_HIGH, _PAD, _MOST = 42, 8, 5
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class FileLine:
    """A file's name, and the words below it."""

    name: str
    detail: str


class FileList(QListView):
    """At most five in sight at once, the others by scrolling.

    `opened` and `removed` carry the row: Enter or a double click, and Delete.
    """

    opened = Signal(int)
    removed = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setItemDelegate(_Delegate(theme, self))
        self.setUniformItemSizes(True)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.show_files(())

    def show_files(self, files: Sequence[FileLine]) -> None:
        """Show these; the keyboard stays on the row it is on."""
        if tuple(files) != self._lines.files:
            at = max(self.currentIndex().row(), 0)
            self._lines.show(tuple(files))
            self.setCurrentIndex(self._lines.index(min(at, len(files) - 1), 0))
        self.setFixedHeight(_HIGH * min(len(files), _MOST) + 2)
        self.setVisible(bool(files))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete removes."""
        row, plain = self.currentIndex().row(), event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip
        if plain and row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row)
        elif plain and row >= 0 and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(row)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Off: letters are shortcuts here."""


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.files: tuple[FileLine, ...] = ()

    def show(self, files: tuple[FileLine, ...]) -> None:
        self.beginResetModel()
        self.files = files
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.files)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        file = self.files[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return file
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"{file.name}, {file.detail}"
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._name = theme.font("body", 500, figures=False)
        self._detail = theme.font("caption")
        theme.changed.connect(self._repaint)

    def _repaint(self) -> None:
        self._view.viewport().update()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground of the chosen row while it has the keyboard, then the two lines."""
        file: FileLine = index.data(Qt.ItemDataRole.UserRole)
        palette, area = self._theme.palette, QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.fillRect(area, color(palette.accent_tint))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, color(palette.hover))
        inner = area.adjusted(_PAD, 4, -_PAD, -5)
        half = inner.height() / 2
        painter.setFont(self._name)
        painter.setPen(color(palette.text))
        line = QFontMetricsF(self._name).elidedText(
            file.name, Qt.TextElideMode.ElideMiddle, inner.width()
        )
        painter.drawText(inner.adjusted(0, 0, 0, -half), _MIDDLE, line)
        painter.setFont(self._detail)
        painter.setPen(color(palette.muted))
        line = QFontMetricsF(self._detail).elidedText(
            in_columns(file.detail), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner.adjusted(0, half, 0, 0), _MIDDLE, line)
        painter.restore()
