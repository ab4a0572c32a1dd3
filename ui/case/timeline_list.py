"""The list of the timeline: as high as its entries, the last in view, complete by keyboard."""

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyleOptionViewItem,
)

from ui.case.entries import Entry
from ui.case.timeline_delegate import TimelineDelegate
from ui.case.timeline_model import ENTRY, TimelineModel
from ui.messages import tr
from ui.palette import color
from ui.theme import Theme

_LEAST, _LEAST_LOW = 96, 60
_MOST_FOR_LEAST = 8
_FADE = 18
"""Pixels over which what goes on above fades: a line cut through looks like a fault."""


class TimelineList(QListView):
    """`entry_opened` carries an `Entry`; `earlier_wanted` when the person scrolled to the top."""

    entry_opened = Signal(object)
    earlier_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.entries = TimelineModel(self)
        self._at_end = True
        self._least = _LEAST
        self._follows = False
        self.setModel(self.entries)
        self.setItemDelegate(TimelineDelegate(theme, self))
        self.setAccessibleName(tr("Conversation and timeline"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.doubleClicked.connect(self._open)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._scrolled)
        bar.rangeChanged.connect(self._stay)

    def show_entries(self, entries: list[Entry], *, afresh: bool) -> None:
        """Show these; `afresh` is another case, which begins at its end."""
        if entries == self.entries.entries and not afresh:
            return
        bar = self.verticalScrollBar()
        from_end = bar.maximum() - bar.value()
        held = [entry.id for entry in self.entries.entries]
        first = held[0] if held else None
        is_longer = [entry.id for entry in entries[-1:]] != held[-1:]
        self._at_end = afresh or self._at_end
        self.entries.show_entries(entries)
        earlier_came = bool(entries) and first is not None and entries[0].id != first
        self.doItemsLayout()
        if afresh:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif self._follows and is_longer:
            self._to_last()
        self._follows = self._follows and not is_longer
        if self._at_end:
            self.scrollToBottom()
        elif earlier_came:
            bar.setValue(bar.maximum() - from_end)
        self.updateGeometry()

    def go_on(self) -> None:
        """Whoever comes back begins at what was just written: the last entry, or the one to come.

        The keyboard stays where it is: whoever writes on must not run into one-letter shortcuts.
        """
        self._follows = True
        if self.hasFocus():
            self._to_last()
        else:  # chosen as the keyboard comes, so that a screen reader says it
            self.setCurrentIndex(QModelIndex())

    def sizeHint(self) -> QSize:
        """As high as all of its entries."""
        return QSize(300, self._content_height())

    def minimumSizeHint(self) -> QSize:
        """Room for two entries, or for as many as there are."""
        few = self._content_height(_MOST_FOR_LEAST)
        return QSize(160, min(self._least, few))

    def set_low(self, low: bool) -> None:
        """Make do with one entry: of a low window each line counts."""
        self._least = _LEAST_LOW if low else _LEAST
        self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins at the last entry."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._to_last()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap anew: the height wanted may be another."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            QTimer.singleShot(0, self, self._fit)

    def paintEvent(self, event: QPaintEvent) -> None:
        """What goes on above fades away towards the edge."""
        super().paintEvent(event)
        if self.verticalScrollBar().value() == 0:
            return
        edge = QRect(0, 0, self.viewport().width(), _FADE)
        fade = QLinearGradient(0, 0, 0, _FADE)
        surface = color(self._theme.palette.surface)
        fade.setColorAt(0, surface)
        surface.setAlpha(0)
        fade.setColorAt(1, surface)
        painter = QPainter(self.viewport())
        painter.fillRect(edge, fade)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows all of an entry, Ctrl+C copies it."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Off: letters are shortcuts here."""

    def _fit(self) -> None:
        """At once: Qt itself leaves entries as high as they were for a tenth of a second."""
        self.doItemsLayout()
        self.updateGeometry()

    def _to_last(self) -> None:
        self.setCurrentIndex(self.entries.index(self.entries.rowCount() - 1))

    def _content_height(self, most: int | None = None) -> int:
        """Of its entries, or of the first ones: each is at least a line high."""
        delegate = self.itemDelegate()
        option = QStyleOptionViewItem()
        rows = range(self.entries.rowCount())[:most]
        return sum(delegate.sizeHint(option, self.entries.index(row)).height() for row in rows)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.entry_opened.emit(index.data(ENTRY))

    def _copy(self) -> None:
        entry = self.currentIndex().data(ENTRY)
        if isinstance(entry, Entry):
            QGuiApplication.clipboard().setText(entry.text or entry.head)

    def _scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        self._at_end = value >= bar.maximum()
        if value == 0 and bar.maximum() > 0:
            self.earlier_wanted.emit()

    def _stay(self) -> None:
        if self._at_end:
            self.scrollToBottom()
