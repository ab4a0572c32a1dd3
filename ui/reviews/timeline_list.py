"""The timeline of a postmortem to be read: a rail with a mark for each row, waits shaded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from models.queries.postmortem import PauseSpan, TimelineLine
from models.wording import full_words, span_words
from ui.messages import inline, tr
from ui.palette import color
from ui.theme import Theme, in_columns
from ui.tool_tip import tool_tip

_ROW: Final = 30
_WHEN, _RAIL, _CASE = 176.0, 28.0, 96.0
_NARROW: Final = 640
_ENTRY = Qt.ItemDataRole.UserRole
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Entry:
    """A row: when, of which case, its words, and in short what is to know of it. `waits`: it is a
    wait, or lies in one; `pause`: it is the wait itself."""

    at: datetime
    when: str
    case_id: int | None
    case: str
    words: str
    mark: str = ""
    by_hand: bool = False
    pause: bool = False
    waits: bool = False


def entries_of(
    rows: Sequence[TimelineLine], pauses: Sequence[PauseSpan], now: datetime, zone: ZoneInfo
) -> list[Entry]:
    """The rows with the waits between them, in their order."""
    found = [*_rows(rows, pauses, now, zone), *_waits(rows, pauses, now, zone)]
    return sorted(found, key=lambda entry: (entry.at, not entry.pause))


class TimelineList(QListWidget):
    """As high as its rows; `itemActivated` on Enter and double click."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setItemDelegate(_Painter(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Timeline; Enter opens the case of a row"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; the keyboard stays at its row."""
        if [self.item(at).data(_ENTRY) for at in range(self.count())] == list(entries):
            return
        row = max(self.currentRow(), 0)
        self.clear()
        for entry in entries:
            item = QListWidgetItem(self)
            said = ", ".join(filter(None, (entry.when, entry.case, entry.words, entry.mark)))
            item.setData(_ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setToolTip(tool_tip(entry.words))
        self.setCurrentRow(min(row, len(entries) - 1))
        self.setFixedHeight(len(entries) * _ROW + 4)

    def entry_of(self, item: QListWidgetItem) -> Entry:
        """What a row stands for."""
        found: Any = item.data(_ENTRY)
        assert isinstance(found, Entry)
        return found


class _Painter(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """All rows are alike."""
        return QSize(120, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Ground, instant, rail, case, words, and what is to know of it at the right."""
        entry: Entry = index.data(_ENTRY)
        palette = self._theme.palette
        area = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if entry.waits:
            painter.fillRect(area.adjusted(_WHEN, 0, 0, 0), color(palette.second))
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(color(palette.accent_tint))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(color(palette.muted))
        when = area.adjusted(6, 0, 0, 0)
        if not entry.pause:
            painter.drawText(when, _MIDDLE, in_columns(entry.when))
        self._rail(painter, area, entry, index)
        self._words(painter, area, entry)
        painter.restore()

    def _rail(self, painter: QPainter, area: QRectF, entry: Entry, index: _Index) -> None:
        palette, x = self._theme.palette, area.left() + _WHEN + _RAIL / 2
        last = index.row() == index.model().rowCount() - 1
        top = area.center().y() if index.row() == 0 else area.top()
        bottom = area.center().y() if last else area.bottom() + 1
        pen = painter.pen()
        pen.setColor(color(palette.paused if entry.waits else palette.line))
        pen.setWidthF(2)
        if entry.waits:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        if entry.pause:
            return
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setColor(color(palette.accent))
        pen.setWidthF(1.5)
        painter.setPen(pen)
        painter.setBrush(color(palette.surface if entry.by_hand else palette.accent))
        painter.drawEllipse(QPointF(x, area.center().y()), 4, 4)

    def _words(self, painter: QPainter, area: QRectF, entry: Entry) -> None:
        palette = self._theme.palette
        left = area.left() + _WHEN + _RAIL
        painter.setFont(self._theme.font("body", figures=False))
        metrics = QFontMetricsF(painter.font())
        if area.width() >= _NARROW:
            painter.setPen(color(palette.muted))
            painter.drawText(QRectF(left, area.top(), _CASE - 8, area.height()), _MIDDLE,
                             entry.case)  # fmt: skip
            left += _CASE
        right = area.right() - 8
        if entry.mark:
            wide = metrics.horizontalAdvance(entry.mark)
            painter.setPen(color(palette.muted))
            painter.drawText(QRectF(right - wide, area.top(), wide, area.height()), _RIGHT,
                             entry.mark)  # fmt: skip
            right -= wide + 12
        painter.setPen(color(palette.muted if entry.pause else palette.text))
        shown = metrics.elidedText(entry.words, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRectF(left, area.top(), right - left, area.height()), _MIDDLE, shown)


def _rows(
    rows: Sequence[TimelineLine], pauses: Sequence[PauseSpan], now: datetime, zone: ZoneInfo
) -> Iterator[Entry]:
    for row in rows:
        mark = tr("✎ by hand") if row.by_hand else ""
        if not row.stands:
            mark = tr("▲ not in the log any more")
        inside = any(
            one.case_id == row.case_id and one.begin <= row.at < (one.end or now) for one in pauses
        )
        yield Entry(row.at, full_words(row.at, zone), row.case_id, inline(row.case_key),
                    inline(row.words), mark, row.by_hand, waits=inside)  # fmt: skip


def _waits(
    rows: Sequence[TimelineLine], pauses: Sequence[PauseSpan], now: datetime, zone: ZoneInfo
) -> Iterator[Entry]:
    shown = {row.case_id for row in rows}
    for one in pauses:
        if one.case_id in shown:
            span = span_words((one.end or now) - one.begin)
            said = tr("Waited {span}, until {when}", span=span,
                      when=full_words(one.end, zone)) if one.end else tr(
                      "Waiting for {span} by now", span=span)  # fmt: skip
            yield Entry(one.begin, full_words(one.begin, zone), one.case_id,
                        inline(one.case_key), said, pause=True, waits=True)  # fmt: skip
