"""The ledger as a strip: when a clock counted, when not, and where its goals are."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.queries.case_clocks import CaseClockRow
from ui.case.ledger_looks import Stretch, edges_of, fill, looks_at, looks_of
from ui.palette import Palette, color
from ui.theme import Theme, in_columns

_BAR, _LABEL, _OVER, _APART = 22.0, 16.0, 3.0, 8.0


@dataclass(frozen=True)
class Mark:
    """An instant with its words: where the clock started, its SLO, its SLA."""

    at: datetime
    words: str


class LedgerStrip(QWidget):
    """`read` carries the words of the stretch under the mouse or the keyboard; empty for none.

    Left and Right go from stretch to stretch, Home and End to the first and the last.
    """

    read = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clock: CaseClockRow | None = None
        self._stretches: Sequence[Stretch] = ()
        self._ends: Sequence[float] = ()
        self._marks: Sequence[Mark] = ()
        self._current: int | None = None
        self._first = self._last = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_ledger(
        self, clock: CaseClockRow, stretches: Sequence[Stretch], marks: Sequence[Mark], spoken: str
    ) -> None:
        """Show a clock's ledger; `spoken` is all of it for somebody who cannot see it."""
        same = self._clock is not None and _key(clock) == _key(self._clock)
        self._clock, self._stretches, self._marks = clock, stretches, marks
        self._ends = [stretch.piece.end.timestamp() for stretch in stretches]
        ends = [stretch.piece.end for stretch in stretches[-1:]] + [mark.at for mark in marks]
        self._first = clock.started_at.timestamp()
        self._last = max(ends, default=clock.started_at).timestamp()
        if not same or (self._current or 0) >= len(stretches):
            self._current = None
        self.setAccessibleName(spoken)
        self.updateGeometry()
        if self._current is not None and self.hasFocus():
            self._tell(self._current)
        self.update()

    def sizeHint(self) -> QSize:
        """The bar, and as many rows of words below it as they need."""
        rows = max((row for row, _, _ in self.labels()), default=0) + 1
        return QSize(240, round(_BAR + 2 * _OVER + rows * _LABEL))

    # ---- reading by mouse and keyboard ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from stretch to stretch."""
        last = len(self._stretches) - 1
        at = self._current if self._current is not None else -1
        went = {
            Qt.Key.Key_Right: min(at + 1, last),
            Qt.Key.Key_Left: max(at - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if went is None or last < 0:
            super().keyPressEvent(event)
        else:
            self._tell(went)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the stretch that lasts now."""
        super().focusInEvent(event)
        past = [i for i, stretch in enumerate(self._stretches) if not stretch.ahead]
        if past:
            self._tell(self._current if self._current is not None else past[-1])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is read any more."""
        super().focusOutEvent(event)
        self._tell(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read what is under the mouse."""
        self._tell(self._place_of(self._instant_at(event.position().x())))

    def leaveEvent(self, event: object) -> None:
        """The mouse is gone."""
        if not self.hasFocus():
            self._tell(None)

    def _tell(self, at: int | None) -> None:
        self._current = at
        words = self._stretches[at].say() if at is not None else ""
        self.setAccessibleDescription(words)
        self.read.emit(words)
        self.update()

    def _place_of(self, instant: float) -> int | None:
        at = bisect_right(self._ends, instant)
        if at < len(self._ends) and self._stretches[at].piece.begin.timestamp() <= instant:
            return at
        return None

    def _stretch_then(self, instant: float) -> Stretch | None:
        at = self._place_of(instant)
        return None if at is None else self._stretches[at]

    # ---- painting ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width the words may need another row."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Stretches, marks, words, and a frame around the stretch being read."""
        if self._clock is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        for area, look in self.areas(palette):
            fill(painter, area, look, palette)
        for mark in self._marks[1:]:
            x = round(self._x(mark.at))
            line = QRectF(min(x, self.width() - 2), 0, 2, _BAR + 2 * _OVER)
            painter.fillRect(line, color(palette.notch))
        self._paint_current(painter, palette)
        self._paint_labels(painter, palette)

    def areas(self, palette: Palette) -> Iterator[tuple[QRectF, str]]:
        """What is painted: an area for each part of a stretch, with its look; where there are more
        stretches than pixels, each pixel looks as its middle does."""
        edges = edges_of(self._clock, palette) if self._clock is not None else ()
        if len(self._stretches) <= self.width():
            for stretch in self._stretches:
                for begin, end, look in looks_of(stretch, edges, palette):
                    yield self._area(begin, end), look
            return
        middles = [self._instant_at(x + 0.5) for x in range(self.width())]
        looks = looks_at(middles, self._stretch_then, edges, palette)
        for look, run in groupby(enumerate(looks), key=itemgetter(1)):
            columns = [x for x, _ in run]
            yield QRectF(columns[0], _OVER, len(columns), _BAR), look

    def _paint_current(self, painter: QPainter, palette: Palette) -> None:
        if self._current is None:
            return
        piece = self._stretches[self._current].piece
        painter.setPen(color(palette.accent))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        area = self._area(piece.begin, piece.end).adjusted(-1.5, -1.5, 1.5, 1.5)
        painter.drawRect(area.intersected(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)))

    def _paint_labels(self, painter: QPainter, palette: Palette) -> None:
        painter.setFont(self._theme.font("caption"))
        painter.setPen(color(palette.muted))
        for row, left, words in self.labels():
            bottom = _BAR + 2 * _OVER + (row + 1) * _LABEL
            painter.drawText(QPointF(left, bottom - 4), words)

    def labels(self) -> list[tuple[int, float, str]]:
        """(row, left edge, words) of each mark, read row by row in the order of time.

        Words stand below their mark; beside others, as near as leaves the mark above them; or in
        a row of their own. The due time is placed before the SLO where that leaves their order.
        """
        in_time = sorted(self._marks, key=lambda mark: mark.at)
        for order in ((*self._marks[:1], *self._marks[:0:-1]), in_time):
            places = self._placed(order)
            read = [words for _, _, words in sorted(places)]
            if read == [in_columns(mark.words) for mark in in_time]:
                return places
        return [(row, self._left(mark), in_columns(mark.words)) for row, mark in enumerate(in_time)]

    def _left(self, mark: Mark) -> float:
        """Where a mark's words begin that stand below it, within the strip."""
        wide = QFontMetricsF(self._theme.font("caption")).horizontalAdvance(in_columns(mark.words))
        return min(max(self._x(mark.at) - wide / 2, 0.0), max(self.width() - wide, 0.0))

    def _placed(self, marks: Sequence[Mark]) -> list[tuple[int, float, str]]:
        """The words of each of these marks in turn, each where there is room left."""
        metrics = QFontMetricsF(self._theme.font("caption"))
        taken: list[tuple[int, float, float]] = []
        places = []
        for mark in marks:
            words = in_columns(mark.words)
            wide, x = metrics.horizontalAdvance(words), self._x(mark.at)
            wanted = (x - wide / 2, x - wide, x)
            edges = [min(max(left, 0.0), max(self.width() - wide, 0.0)) for left in wanted]
            beside = [left - _APART - wide for _, left, _ in taken]
            beside += [right + _APART for _, _, right in taken]
            last = self.width() - wide
            edges += [left for left in beside if 0 <= left <= last and left <= x <= left + wide]
            row, left = next(
                (row, left)
                for row in range(len(self._marks))
                for left in edges
                if all(row != other or left + wide + _APART <= begin or left >= end + _APART
                       for other, begin, end in taken)
            )  # fmt: skip
            taken.append((row, left, left + wide))
            places.append((row, left, words))
        return places

    def _area(self, begin: datetime, end: datetime) -> QRectF:
        left, right = self._x(begin), self._x(end)
        return QRectF(left, _OVER, max(right - left, 0.5), _BAR)

    def _instant_at(self, x: float) -> float:
        """In seconds since the epoch."""
        return self._first + x * max(self._last - self._first, 1.0) / max(self.width(), 1)

    def _x(self, instant: datetime) -> float:
        whole = max(self._last - self._first, 1.0)
        return self.width() * (instant.timestamp() - self._first) / whole


def _key(clock: CaseClockRow) -> tuple[object, ...]:
    return (clock.commitment, clock.cycle, clock.objective, clock.started_at)
