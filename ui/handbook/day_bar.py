"""The opening hours of a weekday as bars from midnight to midnight, moved by mouse or keys."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.handbook.minute_spans import Spans, added, shifted
from ui.messages import tr
from ui.palette import color
from ui.theme import Theme

STEP = 15
DAY = 24 * 60
_GRIP = 6
_HEIGHT = 30
_PATIENCE_MS = 350
_KEYS = {
    Qt.KeyboardModifier.NoModifier: (1, 1),
    Qt.KeyboardModifier.ControlModifier: (1, 0),
    Qt.KeyboardModifier.ShiftModifier: (0, 1),
}
"""Which ends the arrows move: both, the beginning, or the end."""


class DayBar(QWidget):
    """`spans_changed` carries (minute, minute) pairs once the mouse is let go, or keys rest.

    Keys: ← → move the chosen span, with Ctrl its beginning, with Shift its end; Page Up and Page
    Down choose, Insert adds one, Delete takes it out. `step_asked` (-1 or 1) is another day.
    """

    spans_changed = Signal(object)
    step_asked = Signal(int)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self.spans: Spans = ()
        self.chosen = 0
        self._drag: tuple[int, int, int, Spans] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self._tell)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_spans(self, spans: Spans) -> None:
        """What the calendar says; what is being moved just now is left alone."""
        if self._drag is None and not self._timer.isActive():
            self._take(spans)

    def sizeHint(self) -> QSize:
        """Wide enough for a quarter of an hour to be seen."""
        return QSize(480, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """May shrink."""
        return QSize(200, _HEIGHT)

    # ---- the mouse ----

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take an end, a whole span, or begin one where it is closed."""
        at = self._minute(event.position())
        for index, (begin, end) in enumerate(self.spans):
            if self._x(begin) - _GRIP <= event.position().x() <= self._x(end) + _GRIP:
                self.chosen = index
                self._drag = (*self._held(event.position(), begin, end), at, self.spans)
                self.update()
                return
        start = at // STEP * STEP
        before = self.spans
        spans, self.chosen = added(before, start, start + STEP)
        self._take(spans)
        self._drag = (0, 1, start + STEP, spans)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held; otherwise say by the pointer what can be held."""
        if self._drag is None:
            self._point(event.position())
            return
        first, last, start, before = self._drag
        by = round((self._minute(event.position()) - start) / STEP) * STEP
        self._take(shifted(before, self.chosen, first * by, last * by, STEP))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It is where it is to be."""
        if self._drag is not None:
            self._drag = None
            self._tell()

    # ---- the keyboard ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        key, ends = Qt.Key(event.key()), _KEYS.get(event.modifiers())
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and ends is not None and self.spans:
            by = STEP if key == Qt.Key.Key_Right else -STEP
            self._move(shifted(self.spans, self.chosen, ends[0] * by, ends[1] * by, STEP))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self.spans:
            step = 1 if key == Qt.Key.Key_PageDown else -1
            self.chosen = (self.chosen + step) % len(self.spans)
            self.update()
        elif key == Qt.Key.Key_Insert:
            self._insert()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.spans:
            self._move(self.spans[: self.chosen] + self.spans[self.chosen + 1 :])
        elif key in steps:
            self.step_asked.emit(steps[key])
        else:
            super().keyPressEvent(event)

    def _insert(self) -> None:
        """An hour in the first room from nine o'clock on, or else anywhere."""
        for start in (*range(9 * 60, DAY - 60, STEP), *range(0, 9 * 60, STEP)):
            spans, index = added(self.spans, start, start + 60)
            if len(spans) > len(self.spans) and spans[index] == (start, start + 60):
                self.chosen = index
                self._move(spans)
                return

    def _move(self, spans: Spans) -> None:
        if spans != self.spans:
            self._take(spans)
            self._timer.start()

    def _tell(self) -> None:
        self._timer.stop()
        self.spans_changed.emit(self.spans)

    def _take(self, spans: Spans) -> None:
        self.spans = spans
        self.chosen = max(0, min(self.chosen, len(spans) - 1))
        told = ", ".join(f"{_clock(begin)}–{_clock(end)}" for begin, end in spans)
        self.setAccessibleName(f"{self._name}: {told or tr('closed')}")
        self.update()

    # ---- drawing ----

    def paintEvent(self, event: QPaintEvent) -> None:
        """The day, its hours, and what is open."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(0.5, 3.5, self.width() - 1, _HEIGHT - 7)
        painter.setPen(color(palette.accent if self.hasFocus() else palette.line))
        painter.setBrush(color(palette.second))
        painter.drawRoundedRect(track, 4, 4)
        painter.setPen(color(palette.line))
        for hour in range(3, 24, 3):
            x = self._x(hour * 60)
            painter.drawLine(QPointF(x, track.top()), QPointF(x, track.bottom()))
        painter.setFont(self._theme.font("caption", 600))
        for index, (begin, end) in enumerate(self.spans):
            self._paint_span(painter, index, begin, end)

    def _paint_span(self, painter: QPainter, index: int, begin: int, end: int) -> None:
        palette = self._theme.palette
        box = QRectF(self._x(begin), 5, max(self._x(end) - self._x(begin), 2), _HEIGHT - 10)
        chosen = self.hasFocus() and index == self.chosen
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(palette.accent if chosen else palette.calm))
        painter.drawRoundedRect(box, 3, 3)
        words = f"{_clock(begin)}–{_clock(end)}"
        if painter.fontMetrics().horizontalAdvance(words) + 8 <= box.width():
            painter.setPen(color(palette.surface))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _held(self, at: QPointF, begin: int, end: int) -> tuple[int, int]:
        """Which ends the mouse holds there; of a short span the end."""
        if at.x() > self._x(end) - _GRIP:
            return 0, 1
        return (1, 0) if at.x() < self._x(begin) + _GRIP else (1, 1)

    def _point(self, at: QPointF) -> None:
        shape = Qt.CursorShape.CrossCursor
        for begin, end in self.spans:
            if self._x(begin) - _GRIP <= at.x() <= self._x(end) + _GRIP:
                whole = self._held(at, begin, end) == (1, 1)
                shape = Qt.CursorShape.OpenHandCursor if whole else Qt.CursorShape.SizeHorCursor
        self.setCursor(shape)

    def _x(self, minute: int) -> float:
        return minute * self.width() / DAY

    def _minute(self, at: QPointF) -> int:
        return round(min(max(at.x(), 0.0), self.width()) * DAY / max(self.width(), 1))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
