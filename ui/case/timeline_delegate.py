"""How the timeline's entries are painted: a side bar, a ground for notes, quiet lines."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.case.entries import Entry
from ui.case.timeline_model import ENTRY
from ui.messages import tr
from ui.palette import Palette, color
from ui.theme import Theme, in_columns
from ui.widgets.markdown import MarkdownLines, lay_out_markdown
from ui.widgets.table_cells import Index
from ui.widgets.text_lines import Lines, lay_out

_BAR, _INDENT, _PAD, _GAP = 2.0, 16.0, 6.0, 8.0
_MOST_LINES = 12
_LONGEST = 4_000
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass
class _Shape:
    """An entry laid out for a width."""

    entry: Entry
    text: Lines | MarkdownLines | None
    height: float


class TimelineDelegate(QStyledItemDelegate):
    """Paints entries; their layout is kept until the width or the entry changes."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._strong = theme.font("body", 600, figures=False)
        self._body = theme.font("body", figures=False)
        self._quiet = theme.font("body")
        self._small = theme.font("caption")
        self._line = round(QFontMetricsF(self._strong).lineSpacing()) + 2
        self._shapes: dict[int, _Shape] = {}
        self._width = 0.0
        theme.changed.connect(self._shapes.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words need in the width of the list."""
        width = float(self._view.viewport().width())
        return QSize(100, round(self._shape(index.data(ENTRY), width).height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, bar, head, words, and the frame of the keyboard."""
        entry: Entry = index.data(ENTRY)
        area = QRectF(option.rect).adjusted(0, 0, 0, -_GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = self._shape(entry, area.width())
        if entry.look == "status":
            self._paint_status(painter, area, shape)
        else:
            self._paint_block(painter, area, shape)
        has_keyboard = option.state & QStyle.StateFlag.State_HasFocus
        if has_keyboard:
            painter.setPen(color(self._theme.palette.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.restore()

    def _shape(self, entry: Entry, width: float) -> _Shape:
        if width != self._width:
            self._shapes.clear()
            self._width = width
        known = self._shapes.get(entry.id)
        if known is None or known.entry != entry:
            known = self._shapes[entry.id] = self._lay_out(entry, width)
        return known

    def _lay_out(self, entry: Entry, width: float) -> _Shape:
        quiet = entry.look == "status"
        text = None
        height = self._line + (0 if quiet else 2 * _PAD) + _GAP
        if entry.text:
            text = self._words(entry, width - 2 * _INDENT)
            height += text.height + (self._line if text.cut else 0)
        return _Shape(entry, text, height)

    def _words(self, entry: Entry, width: float) -> Lines | MarkdownLines:
        if not entry.markdown:
            return lay_out(entry.text, self._body, width, _MOST_LINES)
        begin = entry.text[:_LONGEST]
        most = _MOST_LINES * QFontMetricsF(self._body).lineSpacing()
        lines = lay_out_markdown(begin, self._body, width, most)
        return replace(lines, cut=lines.cut or len(begin) < len(entry.text))

    # ---- two looks ----

    def _paint_block(self, painter: QPainter, area: QRectF, shape: _Shape) -> None:
        palette, entry = self._theme.palette, shape.entry
        if entry.look == "note":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(palette.soon_tint))
            painter.drawRoundedRect(area, 6, 6)
            painter.drawRect(area.adjusted(0, 0, -10, 0))
        bar = QRectF(area.left(), area.top(), _BAR, area.height())
        painter.fillRect(bar, color(_bar_of(entry, palette)))
        top = area.top() + _PAD
        left = area.left() + _INDENT
        self._paint_head(painter, QRectF(left, top, area.width() - 2 * _INDENT, self._line), entry)
        self._paint_text(painter, left, top + self._line, shape)

    def _paint_status(self, painter: QPainter, area: QRectF, shape: _Shape) -> None:
        palette, entry = self._theme.palette, shape.entry
        dot = QRectF(area.left(), area.top() + self._line / 2 - 2.5, 5, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(palette.field_line))
        painter.drawEllipse(dot)
        line = QRectF(area.left() + _INDENT, area.top(), area.width() - 2 * _INDENT, self._line)
        self._paint_head(painter, line, entry)
        self._paint_text(painter, line.left(), line.bottom(), shape)

    def _paint_head(self, painter: QPainter, line: QRectF, entry: Entry) -> None:
        palette, quiet = self._theme.palette, entry.look == "status"
        font = self._crossed(self._body if quiet else self._strong, entry.retracted)
        metrics = QFontMetricsF(font)
        tail = QFontMetricsF(self._quiet).horizontalAdvance(in_columns(entry.tail)) + 6
        room = max(line.width() - tail, line.width() * 0.4)
        head = metrics.elidedText(" ".join(entry.head.split()), Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(color(palette.muted if quiet or entry.retracted else palette.text))
        painter.drawText(line, _MIDDLE, head)
        rest = line.adjusted(metrics.horizontalAdvance(head) + 6, 0, 0, 0)
        painter.setFont(self._quiet)
        painter.setPen(color(palette.muted))
        said = QFontMetricsF(self._quiet).elidedText(
            in_columns(entry.tail), Qt.TextElideMode.ElideRight, rest.width()
        )
        painter.drawText(rest, _MIDDLE, said)

    def _paint_text(self, painter: QPainter, left: float, top: float, shape: _Shape) -> None:
        if shape.text is None:
            return
        palette, entry = self._theme.palette, shape.entry
        quiet = entry.look == "status" or entry.retracted
        painter.setPen(color(palette.muted if quiet else palette.text))
        shape.text.draw(painter, left, top)
        if shape.text.cut:
            painter.setFont(self._small)
            painter.setPen(color(palette.accent))
            area = QRectF(left, top + shape.text.height, 400, self._line)
            painter.drawText(area, _MIDDLE, tr("Enter or a double click shows all of it"))

    def _crossed(self, font: QFont, crossed: bool) -> QFont:
        if not crossed:
            return font
        made = QFont(font)
        made.setStrikeOut(True)
        return made


def _bar_of(entry: Entry, palette: Palette) -> str:
    bars = {
        "customer": palette.accent,
        "reply": palette.calm,
        "note": palette.soon,
        "automatic": palette.field_line,
    }
    return bars[entry.look]
