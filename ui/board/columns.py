"""The columns side by side: the lane of what nobody has stays, the others scroll."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.board.board_column import ColumnFrame
from ui.board.card_delegate import CardDelegate
from ui.board.card_rows import CardModel, CardRows
from ui.board.chosen import Chosen
from ui.board.column_words import column_name
from ui.theme import Theme

if TYPE_CHECKING:
    from models.queries.board import Board, BoardColumn

_LEAST, _MOST = 172, 300
"""How narrow a column may be, and how wide."""
_LINES: Final = {"agent": 2, "status": 0, "priority": 0, "skill": 1}
_GAP: Final = 8


class Columns(QWidget):
    """Shows a board; columns that stay keep their place, their scroll and the keyboard.

    Signals: `opened` (a case), `pressed` (a mouse button, on any of them), `dragged` and `dropped`
    (a point on the screen), `settled` (other cards may be in sight), `moved` (the keyboard came to
    another column).
    """

    opened = Signal(int)
    pressed = Signal()
    dragged = Signal(QPointF)
    dropped = Signal(QPointF)
    settled = Signal()
    moved = Signal()

    def __init__(
        self, theme: Theme, rows: CardRows, chosen: Chosen, is_taken: Callable[[int], bool],
        keys: Callable[[QKeyEvent], bool],
    ) -> None:  # fmt: skip
        super().__init__()
        self._theme, self._rows, self._chosen, self._keys = theme, rows, chosen, keys
        self._delegate = CardDelegate(theme, chosen.has, is_taken, self)
        self._frames: dict[str, ColumnFrame] = {}
        self.by = ""
        self._at: str | None = None
        self._room = QWidget()
        self._row = QHBoxLayout(self._room)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._room)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._all = QHBoxLayout(self)
        self._all.setContentsMargins(0, 0, 0, 0)
        self._all.setSpacing(_GAP)
        self._lane = QVBoxLayout()
        self._lane.setSpacing(0)
        self._all.addLayout(self._lane)
        self._all.addWidget(self._scroll, 1)
        self._settled = QTimer(self, interval=80, singleShot=True)
        self._settled.timeout.connect(self.settled)
        bar = self._scroll.horizontalScrollBar()
        bar.valueChanged.connect(lambda _: self._settled.start())
        bar.rangeChanged.connect(lambda _, most: self._stand_beside(most > 0))
        chosen.changed.connect(self.repaint_cards)
        theme.changed.connect(self.repaint_cards)

    # ---- what is shown ----

    def show_board(self, board: "Board") -> None:
        """Show this."""
        had_keyboard = any(frame.list.hasFocus() for frame in self.frames)
        self._delegate.whose = board.by != "agent"
        if board.by != self.by:
            self.by, self._at = board.by, None
            self._take_away(set(self._frames))
        self._take_away(set(self._frames) - {column.key for column in board.columns})
        bar = any(column.load is not None for column in board.columns)
        for place, column in enumerate(board.columns):
            frame = self._frames.get(column.key) or self._frame(column)
            self._put(frame, place, pinned=self._is_pinned(column))
            frame.show_column(column, column_name(board.by, column), _LINES[board.by], bar=bar)
        self._frames = {column.key: self._frames[column.key] for column in board.columns}
        self._share()
        self._lead_in()
        if had_keyboard and not any(frame.list.hasFocus() for frame in self.frames):
            self.take_keyboard()

    @property
    def frames(self) -> list[ColumnFrame]:
        """The columns, in their order."""
        return list(self._frames.values())

    def frame(self, key: str | None) -> ColumnFrame | None:
        """The column of that key."""
        return None if key is None else self._frames.get(key)

    def in_sight(self) -> list[int]:
        """The cases on screen."""
        return [case_id for frame in self.frames for case_id in frame.list.in_sight()]

    def repaint_cards(self) -> None:
        """The cards look another."""
        for frame in self.frames:
            frame.list.viewport().update()

    # ---- the keyboard ----

    def at(self) -> ColumnFrame | None:
        """The column of the keyboard."""
        return self.frame(self._at)

    def take_keyboard(self) -> None:
        """Work begins where it was left, or in the first column that holds anything."""
        frame = self.at() or self._first()
        if frame is not None:
            frame.list.setFocus()

    def go_to(self, key: str, case_id: int | None) -> None:
        """Put the keyboard on a case of a column."""
        frame = self._frames.get(key)
        if frame is not None:
            place = frame.list.cards.place_of(case_id)
            if place is not None:
                frame.list.go_to(place)
            frame.list.setFocus()

    def beside(self, frame: ColumnFrame, step: int) -> ColumnFrame | None:
        """The column so many further."""
        frames = self.frames
        at = frames.index(frame) + step
        return frames[at] if 0 <= at < len(frames) else None

    def bring(self, frame: ColumnFrame) -> None:
        """A column comes into sight, and a bit of the next."""
        if self._room.isAncestorOf(frame):
            self._scroll.ensureWidgetVisible(frame, _GAP * 3, 0)

    def column_at(self, point: QPoint) -> ColumnFrame | None:
        """The column below a point of the screen; one that is scrolled away is not."""
        view = self._scroll.viewport()
        in_view = view.rect().contains(view.mapFromGlobal(point))
        for frame in self.frames:
            reached = in_view or not self._room.isAncestorOf(frame)
            if reached and frame.rect().contains(frame.mapFromGlobal(point)):
                return frame
        return None

    def scroll_at_edge(self, point: QPoint) -> None:
        """What is dragged to an edge brings what lies beyond it."""
        view = self._scroll.viewport()
        x = view.mapFromGlobal(point).x()
        bar = self._scroll.horizontalScrollBar()
        if x > view.width() - _LEAST // 3:
            bar.setValue(bar.value() + _GAP * 2)
        elif 0 <= x < _LEAST // 3:
            bar.setValue(bar.value() - _GAP * 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share what there is."""
        super().resizeEvent(event)
        self._share()
        self._settled.start()

    # ---- building ----

    def _first(self) -> ColumnFrame | None:
        filled = (frame for frame in self.frames if frame.list.cards.ids)
        return next(filled, next(iter(self.frames), None))

    def _frame(self, column: "BoardColumn") -> ColumnFrame:
        cards = CardModel(self._rows, self._chosen.has)
        frame = ColumnFrame(self._theme, cards, self._delegate, self._keys)
        cards.setParent(frame)
        each = frame.list
        each.opened.connect(self.opened)
        each.pressed_here.connect(lambda: self._pressed(frame))
        each.dragged.connect(self.dragged)
        each.dropped.connect(self.dropped)
        each.settled.connect(self.settled)
        each.sideways.connect(lambda step: self._sideways(frame, step))
        each.picked.connect(
            lambda case_id, how: self._chosen.pick(case_id, how, frame.list.cards.ids)
        )
        each.entered_list.connect(lambda: self._entered(frame))
        self._frames[column.key] = frame
        return frame

    def _is_pinned(self, column: "BoardColumn") -> bool:
        return self.by == "agent" and column.person_id is None

    def _put(self, frame: ColumnFrame, place: int, *, pinned: bool) -> None:
        layout = self._lane if pinned else self._row
        at = 0 if pinned else place - (1 if self.by == "agent" else 0)
        if layout.indexOf(frame) != at:
            layout.insertWidget(at, frame)
            frame.show()

    def _take_away(self, keys: set[str]) -> None:
        for key in keys:
            frame = self._frames.pop(key)
            frame.setParent(None)
            frame.deleteLater()

    def _sideways(self, frame: ColumnFrame, step: int) -> None:
        """To the card beside this one."""
        other = self.beside(frame, step)
        if other is not None:
            other.list.go_to_height(frame.list.height_of_current())
            other.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pressed(self, frame: ColumnFrame) -> None:
        """It is the column of the keyboard, though the window may have none just now."""
        self._at = frame.key
        self.pressed.emit()

    def _entered(self, frame: ColumnFrame) -> None:
        self._at = frame.key
        self.bring(frame)
        self._lead_in()
        self.moved.emit()

    def _lead_in(self) -> None:
        """Tab comes to one column: that of the keyboard; arrows lead to the others."""
        first = self.at() or self._first()
        for frame in self.frames:
            by_tab = Qt.FocusPolicy.StrongFocus if frame is first else Qt.FocusPolicy.ClickFocus
            frame.list.setFocusPolicy(by_tab)

    def _stand_beside(self, scrolls: bool) -> None:
        """The lane ends where the columns do: above the scroll bar."""
        high = self._scroll.horizontalScrollBar().sizeHint().height() if scrolls else 0
        self._lane.setContentsMargins(0, 0, 0, high)

    def _share(self) -> None:
        count = len(self._frames)
        if count:
            room = (self.width() - _GAP * (count - 1)) // count
            for frame in self.frames:
                frame.setFixedWidth(min(max(room, _LEAST), _MOST))
