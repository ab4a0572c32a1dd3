"""One clock of a case: what was promised, and its gauge; or, decided, a line that says so."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from models.gauge import Gauge
from ui.messages import tr
from ui.palette import color
from ui.theme import Size, Theme, in_columns
from ui.widgets.clock_gauge import paint_gauge, paint_words

_SIDE, _CAPTION, _LINE = 8.0, 18.0, 22.0
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ClockRow(QAbstractButton):
    """Checked is the clock whose ledger is shown. Arrow keys go from row to row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._gauge: Gauge | None = None
        self._ink = "muted"
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_running(self, heading: str, gauge: Gauge) -> None:
        """A clock that runs, or stands still."""
        self._show(heading, gauge, "muted")
        self.setAccessibleName(f"{heading}, {tr(gauge.words)}")

    def show_decided(self, line: str, *, breached: bool) -> None:
        """A clock with its verdict."""
        self._show(line, None, "breached" if breached else "muted")
        self.setAccessibleName(line)

    def _show(self, words: str, gauge: Gauge | None, ink: str) -> None:
        self._gauge, self._ink = gauge, ink
        self.setText(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line, or two with a gauge."""
        high = _LINE + 4 if self._gauge is None else _CAPTION + _LINE + 4
        return QSize(240, round(high))

    def minimumSizeHint(self) -> QSize:
        """May be narrow: words end in an ellipsis."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, words, gauge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        palette = self._theme.palette
        inner = QRectF(self.rect()).adjusted(_SIDE, 2, -_SIDE, -2)
        size: Size = "caption" if self._gauge is not None else "body"
        painter.setFont(self._theme.font(size))
        painter.setPen(color(palette.breached_ink if self._ink == "breached" else palette.muted))
        line = QRectF(inner.left(), inner.top(), inner.width(),
                      _CAPTION if self._gauge is not None else _LINE)  # fmt: skip
        words = QFontMetricsF(painter.font()).elidedText(
            in_columns(self.text()), Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, _MIDDLE, words)
        if self._gauge is not None:
            self._paint_gauge(painter, inner.adjusted(0, _CAPTION, 0, 0), self._gauge)

    def _paint_gauge(self, painter: QPainter, area: QRectF, gauge: Gauge) -> None:
        width = float(self._theme.sizes.gauge_width)
        line = QRectF(area.left(), area.top(), width, area.height())
        paint_gauge(painter, line, gauge, self._theme.palette)
        painter.setFont(self._theme.font("body", 600))
        paint_words(painter, area, width, gauge, self._theme.palette)

    def _paint_ground(self, painter: QPainter) -> None:
        palette = self._theme.palette
        painter.setPen(color(palette.accent if self.hasFocus() else "#00000000"))
        ground = palette.second if self.isChecked() else palette.hover
        shown = self.isChecked() or self.underMouse()
        painter.setBrush(color(ground if shown else "#00000000"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
