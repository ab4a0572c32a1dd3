"""The cards of one column: moved through by keyboard, selected, taken up by the mouse."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView

from ui.board.card_delegate import GAP, HEIGHT
from ui.board.card_rows import CardModel
from ui.palette import color
from ui.theme import Theme

_SIDE: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_STEP: Final = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_J: 1,
    Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5,
}  # fmt: skip
_SETTLED_MS: Final = 80
_BAR: Final = 8
"""Pixels of a scroll bar, as the style sheet has it."""
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class CardList(QListView):
    """Tells what a person does; the board decides what comes of it.

    Signals: `sideways` (-1 or 1), `opened` (a case), `picked` (a case, and how: "only", "also",
    "through", "all"), `entered_list`, `pressed_here`, `dragged` and `dropped` (a point on the
    screen), `settled` (other cards may be in sight). `keys` is asked first what a key means just
    now.
    """

    sideways = Signal(int)
    opened = Signal(int)
    picked = Signal(int, str)
    entered_list = Signal()
    pressed_here = Signal()
    dragged = Signal(QPointF)
    dropped = Signal(QPointF)
    settled = Signal()

    def __init__(self, theme: Theme, cards: CardModel, keys: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._theme, self.cards, self._keys = theme, cards, keys
        self._pressed: QPoint | None = None
        self._dragging = False
        self.setModel(cards)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(HEIGHT // 2)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("role", "cards")
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().rangeChanged.connect(self._keep_width)
        self._keep_width(0, 0)
        self._scrolled = QTimer(self, interval=_SETTLED_MS, singleShot=True)
        self._scrolled.timeout.connect(self.settled)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled.start())

    def _keep_width(self, least: int, most: int) -> None:
        """Cards are as wide where there is a scroll bar as where there is none."""
        self.setViewportMargins(0, 0, 0 if most > least else _BAR, 0)

    @property
    def drags(self) -> bool:
        """Whether a card of this list is being dragged."""
        return self._dragging

    # ---- where the keyboard is ----

    def current_case(self) -> int | None:
        """The case of the keyboard."""
        index = self.currentIndex()
        return self.cards.ids[index.row()] if index.isValid() else None

    def go_to(self, place: int) -> None:
        """Put the keyboard on the card at a place, or on the nearest to it."""
        if self.cards.ids:
            at = min(max(place, 0), len(self.cards.ids) - 1)
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.cards.index(at), flag)
            self.scrollTo(self.cards.index(at))

    def in_sight(self) -> tuple[int, ...]:
        """The cases on screen, where the list itself is."""
        shown = self.viewport().visibleRegion()
        if shown.isEmpty() or not self.cards.ids:
            return ()
        top = self.verticalScrollBar().value()
        first, last = top // HEIGHT, (top + self.viewport().height()) // HEIGHT
        return self.cards.ids[first : last + 1]

    def top_case(self) -> int | None:
        """The first case in sight, where the list is scrolled."""
        at = self.verticalScrollBar().value()
        return self.cards.ids[at // HEIGHT] if 0 < at < len(self.cards.ids) * HEIGHT else None

    def scroll_back(self, top: int | None, beyond: int) -> None:
        """That case is the first in sight again, as far scrolled beyond it as before; `beyond` is
        where the list was scrolled to."""
        place = self.cards.place_of(top)
        if place is not None:
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(place * HEIGHT + beyond % HEIGHT)

    def height_of_current(self) -> int:
        """How far below the top of the list the card of the keyboard stands."""
        index = self.currentIndex()
        return self.visualRect(index).center().y() if index.isValid() else 0

    def go_to_height(self, height: int) -> None:
        """Put the keyboard on the card that stands there, or on the last."""
        found: QModelIndex = self.indexAt(QPoint(20, height))
        self.go_to(found.row() if found.isValid() else len(self.cards.ids) - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """On a ground of its own: what is opaque is moved as it is scrolled, not painted anew."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), color(self._theme.palette.second))
        painter.end()
        super().paintEvent(event)

    # ---- keys ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, J and K move, with Shift they select; Space selects, Enter opens."""
        key, held = Qt.Key(event.key()), event.modifiers()
        case_id = self.current_case()
        if self._keys(event):
            return
        if held in _PLAIN and key in _SIDE:
            self.sideways.emit(_SIDE[key])
        elif held in (*_PLAIN, _SHIFT) and key in _STEP:
            self._step(_STEP[key], through=bool(held & _SHIFT))
        elif held in (*_PLAIN, _SHIFT) and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            far = len(self.cards.ids)
            self._step(-far if key == Qt.Key.Key_Home else far, through=bool(held & _SHIFT))
        elif held in _PLAIN and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if case_id is not None:
                self.opened.emit(case_id)
        elif key == Qt.Key.Key_Space and case_id is not None:
            self.picked.emit(case_id, "also")
        elif event.matches(QKeySequence.StandardKey.SelectAll) and case_id is not None:
            self.picked.emit(case_id, "all")
        else:
            event.ignore()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab leads on, unless it means something else just now."""
        tab = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
        return self._keys(tab) or super().focusNextPrevChild(next)

    def _step(self, step: int, *, through: bool) -> None:
        at = self.currentIndex().row() if self.currentIndex().isValid() else -max(step, 0)
        before = self.current_case()
        self.go_to(at + step)
        case_id = self.current_case()
        if through and before is not None and case_id is not None:
            self.picked.emit(before, "begin")
            self.picked.emit(case_id, "through")

    def keyboardSearch(self, search: str) -> None:
        """Off: letters are shortcuts here; `/` is for searching."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is on a card, where there is one."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(0)
        self.entered_list.emit()
        self.viewport().update()

    # ---- the mouse ----

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Selects, as lists do; what is selected already may be dragged from here."""
        index = self.indexAt(event.position().toPoint())
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.pressed_here.emit()
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        self.go_to(index.row())
        self._pressed = event.globalPosition().toPoint()
        held = event.modifiers()
        how = "through" if held & _SHIFT else "also" if held & _CTRL else "press"
        self.picked.emit(self.cards.ids[index.row()], how)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough from where the button was pressed it is a drag."""
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        moved = (event.globalPosition().toPoint() - self._pressed).manhattanLength()
        if self._dragging or moved >= QApplication.startDragDistance():
            self._dragging = True
            self.dragged.emit(event.globalPosition())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A drop, or the end of a click: of what was selected only this remains."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        was_pressed, was_dragging = self._pressed is not None, self._dragging
        self._pressed, self._dragging = None, False
        case_id = self.current_case()
        if was_dragging:
            self.dropped.emit(event.globalPosition())
        elif was_pressed and case_id is not None and event.modifiers() in _PLAIN:
            self.picked.emit(case_id, "only")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens the case."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.opened.emit(self.cards.ids[index.row()])

    def picture(self) -> QPixmap:
        """The card of the keyboard as it stands there."""
        rect = self.visualRect(self.currentIndex()).adjusted(0, 0, 0, -GAP)
        return self.viewport().grab(rect)

    def let_go(self) -> None:
        """The drag was cancelled: what the mouse does until it is pressed again is nothing."""
        self._pressed, self._dragging = None, False
