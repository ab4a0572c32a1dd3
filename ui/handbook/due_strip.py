"""The strip of due times: a line to drag for the start, and per priority the time that counts."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.handbook.due_times import DayMark, DueRow, DueTimes
from models.wording import DAYS
from ui.messages import tr
from ui.palette import color
from ui.theme import Theme

HEAD = 34
ROW = 32
_SNAP = 15 * 60
_LEAST_LABEL = 14
_STEPS = {
    Qt.KeyboardModifier.NoModifier: _SNAP,
    Qt.KeyboardModifier.ShiftModifier: 3600,
    Qt.KeyboardModifier.ControlModifier: 86_400,
}


class DueStrip(QWidget):
    """`start_moved` carries seconds since the epoch. ← → a quarter of an hour, with Shift an hour,
    with Ctrl a day.
    """

    start_moved = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._times: DueTimes | None = None
        self._held: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setAccessibleName(tr("When a case is due"))
        theme.changed.connect(self.update)

    def show_times(self, times: DueTimes | None, told: str) -> None:
        """Show these; `told` is the same in words."""
        self._times = times
        self.setAccessibleDescription(told)
        self.update()

    def sizeHint(self) -> QSize:
        """A head of days, and a row per priority."""
        return QSize(420, HEAD + 4 * ROW)

    def minimumSizeHint(self) -> QSize:
        """May shrink."""
        return QSize(240, HEAD + 4 * ROW)

    def x_of(self, instant: int) -> float:
        """Where an instant is."""
        if self._times is None:
            return 0.0
        begin, end = self._held or (self._times.begin, self._times.end)
        return (instant - begin) * self.width() / max(end - begin, 1)

    # ---- the mouse and the keyboard ----

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The start goes where the mouse is; the days stay where they are while it is held."""
        if self._times is not None:
            self._held = self._times.begin, self._times.end
            self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        if self._held is not None:
            self._go(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: the days follow."""
        self._held = None
        if self._times is not None:
            self.start_moved.emit(self._times.start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        step = _STEPS.get(event.modifiers())
        key = Qt.Key(event.key())
        if self._times is None or step is None or key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            super().keyPressEvent(event)
            return
        by = step if key == Qt.Key.Key_Right else -step
        self.start_moved.emit((self._times.start + by) // _SNAP * _SNAP)

    def _go(self, at: QPointF) -> None:
        assert self._held is not None
        begin, end = self._held
        share = min(max(at.x() / max(self.width(), 1), 0.0), 1.0)
        self.start_moved.emit(round((begin + share * (end - begin)) / _SNAP) * _SNAP)

    # ---- drawing ----

    def paintEvent(self, event: QPaintEvent) -> None:
        """Days, rows, due times, and the start over all of it."""
        times = self._times
        if times is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, day in enumerate(times.days):
            end = times.days[at + 1].begins_at if at + 1 < len(times.days) else times.end
            self._paint_day(painter, day, end)
        for at, row in enumerate(times.rows):
            self._paint_row(painter, row, HEAD + at * ROW, times.start)
        palette = self._theme.palette
        x = self.x_of(times.start)
        painter.setPen(QPen(color(palette.accent), 2))
        painter.drawLine(QPointF(x, HEAD - 6), QPointF(x, self.height()))
        painter.setBrush(color(palette.accent))
        painter.drawEllipse(QPointF(x, HEAD - 6), 4, 4)
        if self.hasFocus():
            painter.setPen(color(palette.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_day(self, painter: QPainter, day: DayMark, end: int) -> None:
        palette = self._theme.palette
        left, right = self.x_of(day.begins_at), self.x_of(end)
        if not day.open:
            ground = QRectF(left, HEAD, right - left, self.height() - HEAD)
            painter.fillRect(ground, color(palette.second))
        painter.setPen(color(palette.line))
        painter.drawLine(QPointF(left, 4), QPointF(left, self.height()))
        room = right - left - 7
        if room < _LEAST_LABEL:
            return
        painter.setFont(self._theme.font("caption", 500))
        weekday = f"{DAYS[day.day.weekday()]} {day.day.day}"
        if painter.fontMetrics().horizontalAdvance(weekday) > room:
            weekday = str(day.day.day)
        note = tr(day.shift) if day.shift is not None else day.note
        if painter.fontMetrics().horizontalAdvance(note) > room:
            note = "▲" if note else ""
        painter.setPen(color(palette.muted if not day.open else palette.text))
        painter.drawText(QPointF(left + 5, 12), weekday)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(color(palette.soon_ink if note else palette.muted))
        painter.drawText(QPointF(left + 5, 25), note)

    def _paint_row(self, painter: QPainter, row: DueRow, top: float, start: int) -> None:
        palette = self._theme.palette
        middle = top + ROW / 2
        painter.setPen(color(palette.line))
        painter.drawLine(QPointF(0, top + ROW - 0.5), QPointF(self.width(), top + ROW - 0.5))
        if row.due_at is None:
            return
        due = self.x_of(row.due_at)
        painter.setPen(QPen(color(palette.paused), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(self.x_of(start), middle), QPointF(due, middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(palette.calm))
        for begin, end in row.counted:
            left = self.x_of(begin)
            painter.drawRoundedRect(
                QRectF(left, middle - 4, max(self.x_of(end) - left, 1.5), 8), 2, 2
            )
        if row.slo_due_at is not None:
            painter.setBrush(color(palette.notch))
            painter.drawRect(QRectF(self.x_of(row.slo_due_at) - 1, middle - 7, 2, 14))
        painter.setBrush(color(palette.breached))
        painter.drawRect(QRectF(due - 1.5, middle - 9, 3, 18))
