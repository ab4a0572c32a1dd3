"""How the cells of a table are painted: text in a tone, a badge, a clock gauge."""

from enum import IntEnum
from functools import lru_cache
from typing import Final, Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from models.gauge import Gauge
from ui.palette import Palette, color
from ui.theme import Theme, in_columns
from ui.widgets.clock_gauge import paint_gauge, paint_words
from ui.widgets.priority_badge import paint_priority

Index = QModelIndex | QPersistentModelIndex
Tone = Literal["text", "muted", "strong", "soon", "breached", "calm", "missed", "accent"]
PAD = 10
_KNOWN_WIDTHS = 4_096
_WEIGHTS: Final[dict[Tone, int]] = {"strong": 500, "soon": 500, "breached": 600, "missed": 600}


class Role(IntEnum):
    """What a model tells the delegate beside `DisplayRole` (which stays the accessible text)."""

    GAUGE = Qt.ItemDataRole.UserRole + 1
    PRIORITY = Qt.ItemDataRole.UserRole + 2
    TONE = Qt.ItemDataRole.UserRole + 3


class CellDelegate(QStyledItemDelegate):
    """Paints a cell after what its model gives.

    `Role.GAUGE`: a `models.gauge.Gauge`; `Role.PRIORITY`: "P1".."P4", with a "?" behind it while
    provisional; `Role.TONE`: a `Tone` for the text of `DisplayRole`, "text" by default. Alignment
    comes from `TextAlignmentRole`. A line of 1 px closes each row.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts = {weight: theme.font("body", weight) for weight in (400, 500, 600)}
        self._badge = theme.font("caption", 700)
        self._metrics = {weight: QFontMetricsF(font) for weight, font in self._fonts.items()}
        self._advance = lru_cache(_KNOWN_WIDTHS)(self._measure)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, closing line, then what the cell holds."""
        palette = self._theme.palette
        rect: QRect = option.rect
        painter.save()
        _paint_ground(painter, option, palette)
        inner = self.room_of(rect)
        gauge = index.data(Role.GAUGE)
        priority = index.data(Role.PRIORITY)
        if isinstance(gauge, Gauge):
            self._paint_gauge(painter, inner, gauge)
        elif isinstance(priority, str) and priority:
            painter.setFont(self._badge)
            paint_priority(painter, inner, priority[:2], palette, priority.endswith("?"))
        else:
            self.paint_text(painter, inner, index)
        painter.restore()

    def room_of(self, rect: QRect) -> QRectF:
        """What of a cell is written on."""
        return QRectF(rect).adjusted(PAD, 0, -PAD, -1)

    def font_of(self, tone: Tone) -> QFont:
        """What a tone is written in."""
        return self._fonts[_WEIGHTS.get(tone, 400)]

    def metrics_of(self, tone: Tone) -> QFontMetricsF:
        """How large that is."""
        return self._metrics[_WEIGHTS.get(tone, 400)]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as its words, as high as a row."""
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        gauge = isinstance(index.data(Role.GAUGE), Gauge)
        width = self.width_of(words, index.data(Role.TONE) or "text", gauge=gauge)
        return QSize(width, self._theme.sizes.row)

    def width_of(self, words: str, tone: Tone, *, gauge: bool = False) -> int:
        """How wide a cell with these words must be, in pixels."""
        width = self._advance(words, 600 if gauge else _WEIGHTS.get(tone, 400)) + 2 * PAD
        if gauge:
            width += self._theme.sizes.gauge_width + PAD
        return round(width + 1)

    def _measure(self, words: str, weight: int) -> float:
        return self._metrics[weight].horizontalAdvance(in_columns(words))

    def _paint_gauge(self, painter: QPainter, inner: QRectF, gauge: Gauge) -> None:
        width = float(self._theme.sizes.gauge_width)
        area = QRectF(inner.left(), inner.top(), min(width, inner.width()), inner.height())
        paint_gauge(painter, area, gauge, self._theme.palette)
        painter.setFont(self._fonts[600])
        paint_words(painter, inner, width, gauge, self._theme.palette)

    def paint_text(self, painter: QPainter, inner: QRectF, index: Index) -> None:
        """The words of a cell that is neither gauge nor badge."""
        words = index.data(Qt.ItemDataRole.DisplayRole)
        if not words:
            return
        tone: Tone = index.data(Role.TONE) or "text"
        weight = _WEIGHTS.get(tone, 400)
        painter.setFont(self._fonts[weight])
        painter.setPen(color(ink(tone, self._theme.palette)))
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        side = Qt.AlignmentFlag(align) if align else Qt.AlignmentFlag.AlignLeft
        line = self._metrics[weight].elidedText(
            in_columns(str(words)), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, line)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, palette: Palette) -> None:
    rect: QRect = option.rect
    state: QStyle.StateFlag = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, color(chosen_ground(option, palette)))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, color(palette.hover))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(palette.line))


def chosen_ground(option: QStyleOptionViewItem, palette: Palette) -> str:
    """Of what is chosen in a list: in the accent's tint only where the keyboard is."""
    view: QWidget | None = option.widget
    return palette.accent_tint if view is not None and view.hasFocus() else palette.rail_hover


def ink(tone: Tone, palette: Palette) -> str:
    """The colour of a tone."""
    inks: dict[Tone, str] = {
        "muted": palette.muted,
        "soon": palette.soon_ink,
        "missed": palette.missed_ink,
        "breached": palette.breached_ink,
        "calm": palette.calm_ink,
        "accent": palette.accent,
    }
    return inks.get(tone, palette.text)
