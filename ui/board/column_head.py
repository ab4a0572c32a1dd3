"""The head of a column: name and count, what is said of it, and the load against the capacity."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.messages import counted, tr
from ui.palette import color
from ui.theme import Theme, in_columns
from ui.tool_tip import tool_tip
from ui.widgets.table_cells import Tone, ink
from ui.widgets.text_lines import lay_out

if TYPE_CHECKING:
    from models.queries.board import BoardColumn

_PAD: Final = 10.0
_BAR: Final = 4.0
_NAME, _LINE = 20.0, 16.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ColumnHead(QWidget):
    """Painted from a `BoardColumn`; `lines` is how many lines of words every head has room for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._small, self._count = theme.font("caption"), theme.font("caption", 600)
        self._heavy = theme.font("body", 600, figures=False)
        self._column: BoardColumn | None = None
        self._words: tuple[str, ...] = ()
        self._name = ""
        self.told = ""
        self._tone: Tone = "text"
        self._lines, self._bar = 2, False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_column(self, column: "BoardColumn", name: str, lines: int, *, bar: bool) -> None:
        """Show this; every head of a board is as high, whether it has a `bar` itself or not."""
        self._column, self._name = column, name
        self._words = tuple(tr(words) for words in column.says)
        if (lines, bar) != (self._lines, self._bar):
            self._lines, self._bar = lines, bar
            self.updateGeometry()
        said = [name, counted(len(column.cases), "1 case", "{count} cases"), *self._words]
        self.setAccessibleName(", ".join(said))
        self.setToolTip(tool_tip("\n".join([name, *self._words])))
        self.update()

    def tell(self, words: str, tone: Tone = "text") -> None:
        """What dropping here does, in the place of what is said of the column; "" ends it."""
        if (words, tone) != (self.told, self._tone):
            self.told, self._tone = words, tone
            self.update()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        high = 10 + _NAME + _LINE * self._lines + (_BAR + 6 if self._bar else 0) + 8
        return QSize(120, round(high))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name and counts, the words, the bar."""
        if self._column is None:
            return
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(_PAD, 10, -_PAD, 0)
        self._paint_name(painter, QRectF(area.left(), area.top(), area.width(), _NAME))
        top = area.top() + _NAME
        if self.told:
            self._paint_told(painter, QRectF(8, top, self.width() - 16, self.height() - top - 6))
            return
        painter.setFont(self._small)
        metrics = QFontMetricsF(painter.font())
        painter.setPen(color(self._theme.palette.muted))
        for words in self._words[: self._lines]:
            line = metrics.elidedText(in_columns(words), Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(QRectF(area.left(), top, area.width(), _LINE), _LEFT, line)
            top += _LINE
        top = area.top() + _NAME + _LINE * self._lines + 3
        self._paint_bar(painter, QRectF(area.left(), top, area.width(), _BAR))

    def _paint_name(self, painter: QPainter, area: QRectF) -> None:
        column, palette = self._column, self._theme.palette
        assert column is not None
        painter.setFont(self._count)
        metrics = QFontMetricsF(painter.font())
        painter.setPen(color(palette.muted))
        count = f"{len(column.cases):,}"
        painter.drawText(area, _RIGHT, count)
        right = area.right() - metrics.horizontalAdvance(count) - 8
        if column.breached:
            over = f"■ {column.breached:,}"
            painter.setPen(color(palette.breached_ink))
            painter.drawText(QRectF(area.left(), area.top(), right - area.left(), _NAME), _RIGHT,
                             over)  # fmt: skip
            right -= metrics.horizontalAdvance(over) + 8
        painter.setFont(self._heavy)
        painter.setPen(color(palette.text if column.here else palette.muted))
        room = right - area.left()
        name = QFontMetricsF(painter.font()).elidedText(
            self._name, Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(QRectF(area.left(), area.top(), room, _NAME), _LEFT, name)

    def _paint_told(self, painter: QPainter, area: QRectF) -> None:
        """On a ground of its tone, in as many lines as there is room for."""
        palette, font = self._theme.palette, self._count
        grounds = {"breached": palette.breached_tint, "calm": palette.calm_tint}
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(grounds.get(self._tone, palette.accent_tint)))
        painter.drawRoundedRect(area, 4, 4)
        most = max(int((area.height() - 4) // QFontMetricsF(font).lineSpacing()), 1)
        painter.setPen(color(ink(self._tone, palette)))
        lines = lay_out(self.told, font, area.width() - 12, most, at_left=True)
        lines.draw(painter, area.left() + 6, area.center().y() - lines.height / 2)

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        """Of who is told as words only there is none."""
        column, palette = self._column, self._theme.palette
        if column is None or column.load is None or column.capacity is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(palette.track))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        share = min(column.load / column.capacity, 1.0) if column.capacity else bool(column.load)
        if share:
            full = column.load >= column.capacity
            painter.setBrush(color(palette.missed if full else palette.accent))
            filled = QRectF(bar)
            filled.setWidth(max(bar.width() * share, _BAR))
            painter.drawRoundedRect(filled, _BAR / 2, _BAR / 2)
