"""One clock of a case: the next one large, the others small, a decided one as a line."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from models.gauge import Gauge
from ui.messages import tr
from ui.palette import color
from ui.theme import Theme, in_columns
from ui.tool_tip import tool_tip
from ui.widgets.clock_gauge import paint_gauge, paint_words

SIDE = 8
_EDGE, _CAPTION, _LINE = 2.0, 18.0, 22.0
_NAME, _LARGE, _GAUGE = 22.0, 32.0, 16.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ClockRow(QAbstractButton):
    """Checked is the clock whose ledger is shown. Arrow keys go from row to row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._gauge: Gauge | None = None
        self._promise = self._due = ""
        self._next = self._breached = False
        self.setCheckable(True)
        self.setAutoExclusive(True)  # what a screen reader calls one of several
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_running(self, name: str, promise: str, gauge: Gauge, *, next_due: bool) -> None:
        """A clock that runs, or stands still: then its gauge says whom it waits for.

        `next_due` is the clock that binds next: the first thing to be seen of a case.
        """
        self._gauge, self._promise, self._next = gauge, promise, next_due
        said = tr(gauge.due)
        self._due = said if gauge.state == "paused" else tr("due {due}", due=said)
        self._show(name)
        words = (tr("Next: {name}", name=name) if next_due else name, tr(gauge.words), self._due)
        self.setAccessibleName(", ".join((*words, promise)))

    def show_decided(self, line: str, *, breached: bool) -> None:
        """A clock with its verdict."""
        self._gauge, self._next, self._breached = None, False, breached
        self._show(line)
        self.setAccessibleName(line)

    def _show(self, words: str) -> None:
        self.setText(words)
        tip = f"{words} · {self._promise}" if self._gauge is not None else words
        self.setToolTip(tool_tip(tip))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line, two with a gauge, four for the next one."""
        high = _LINE if self._gauge is None else _CAPTION + _LINE
        if self._next:
            high = _NAME + _LARGE + _GAUGE + _CAPTION + 2 * _EDGE
        return QSize(240, round(high + 2 * _EDGE))

    def minimumSizeHint(self) -> QSize:
        """May be narrow: words end in an ellipsis."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, words, gauge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        area = QRectF(self.rect()).adjusted(SIDE, _EDGE, -SIDE, -_EDGE)
        if self._gauge is None:
            self._paint_decided(painter, area)
        elif self._next:
            self._paint_next(painter, area.adjusted(0, _EDGE, 0, -_EDGE), self._gauge)
        else:
            self._paint_running(painter, area, self._gauge)

    def _paint_decided(self, painter: QPainter, area: QRectF) -> None:
        palette = self._theme.palette
        painter.setFont(self._theme.font("caption"))  # all of them: lines below each other
        painter.setPen(color(palette.breached_ink if self._breached else palette.muted))
        _paint_line(painter, area, self.verdict(area.width()))

    def _paint_running(self, painter: QPainter, area: QRectF, gauge: Gauge) -> None:
        painter.setFont(self._theme.font("caption"))
        painter.setPen(color(self._theme.palette.muted))
        head = QRectF(area.left(), area.top(), area.width(), _CAPTION)
        _paint_pair(painter, head, self.heading(head.width()), self._due)
        width = float(self._theme.sizes.gauge_width)
        line = area.adjusted(0, _CAPTION, 0, 0)
        paint_gauge(painter, QRectF(line.topLeft(), line.size()).adjusted(
            0, 0, width - line.width(), 0), gauge, self._theme.palette)  # fmt: skip
        painter.setFont(self._theme.font("body", 600))
        paint_words(painter, line, width, gauge, self._theme.palette)

    def heading(self, width: float) -> str:
        """With the whole promise where there is room, else with its first part, and none cut."""
        whole = f"{self.text()} · {self._promise}"
        metrics = QFontMetricsF(self._theme.font("caption"))
        taken = metrics.horizontalAdvance(in_columns(self._due)) + SIDE
        fits = metrics.horizontalAdvance(in_columns(whole)) + taken <= width
        return whole if fits else whole.partition(", ")[0]

    def verdict(self, width: float) -> str:
        """How a clock ended: what its target stands for is left out where there is no room for it,
        and nothing is cut."""
        metrics = QFontMetricsF(self._theme.font("caption"))
        fits = metrics.horizontalAdvance(in_columns(self.text())) <= width
        return self.text() if fits else self.text().partition(" (")[0]

    def _paint_next(self, painter: QPainter, area: QRectF, gauge: Gauge) -> None:
        palette = self._theme.palette
        top = QRectF(area.left(), area.top(), area.width(), _NAME)
        painter.setFont(self._theme.font("body", 600))
        painter.setPen(color(palette.text))
        _paint_pair(painter, top, self.text(), self._due)
        painter.setFont(self._theme.font("large", 700))
        painter.setPen(color(palette.ink_of(gauge.state, gauge.imminent)))
        large = QRectF(area.left(), top.bottom(), area.width(), _LARGE)
        _paint_line(painter, large, tr(gauge.words))
        line = QRectF(area.left(), large.bottom(), area.width(), _GAUGE)
        paint_gauge(painter, line, gauge, palette)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(color(palette.muted))
        foot = QRectF(area.left(), line.bottom(), area.width(), _CAPTION)
        _paint_line(painter, foot, self._promise)

    def _paint_ground(self, painter: QPainter) -> None:
        palette = self._theme.palette
        painter.setPen(color(palette.accent if self.hasFocus() else "#00000000"))
        ground = palette.second if self.isChecked() else palette.hover
        shown = self.isChecked() or self.underMouse()
        painter.setBrush(color(ground if shown else "#00000000"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def _paint_line(painter: QPainter, line: QRectF, words: str) -> None:
    metrics = QFontMetricsF(painter.font())
    said = metrics.elidedText(in_columns(words), Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, _LEFT, said)


def _paint_pair(painter: QPainter, line: QRectF, words: str, due: str) -> None:
    """Words at the left; at the right, where due times stand below each other, the due time."""
    metrics = QFontMetricsF(painter.font())
    said = metrics.elidedText(in_columns(due), Qt.TextElideMode.ElideRight, line.width() / 2)
    painter.drawText(line, _RIGHT, said)
    taken = metrics.horizontalAdvance(said) + SIDE
    _paint_line(painter, line.adjusted(0, 0, -taken, 0), words)
