"""Lists of clocks and cases as tables: the worst cases, and what is behind a figure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.queries.figures import FigureRow
from models.review_words import overrun_halves, overrun_words
from models.wording import STATUSES, commitment_name, full_words, instant_words
from ui.messages import tr
from ui.widgets.table_cells import Role, Tone
from ui.widgets.table_view import TableView

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_BADGE = 48
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MET, _OVER = 130, 250
"""Widths of an outcome, without and with by how much it was over."""
_WIDE = 760
"""Under so many pixels a spare column hides."""
_OUTCOMES = {
    "met": "● Met", "breached": "■ Breached", "running": "Running", "excluded": "Left out",
}  # fmt: skip


@dataclass(frozen=True)
class CaseColumn:
    """A column: heading, width (0 takes what is left), words, tone, and the tool tip if longer.

    `figures`: its words are numbers, which end at its right edge. `spare`: hides where there is
    little room.
    """

    title: str
    width: int
    words: Callable[[Any], str]
    tone: Tone = "muted"
    whole: Callable[[Any], str] | None = None
    figures: bool = False
    spare: bool = False


class CaseTable(QAbstractTableModel):
    """Rows with `case_id` and `priority`; the priority's badge stands first."""

    def __init__(self, columns: Sequence[CaseColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self.rows: Sequence[Any] = ()

    def show(self, rows: Sequence[Any]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not section:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        column = self._columns[section - 1]
        if role == Qt.ItemDataRole.TextAlignmentRole and column.figures:
            return _END
        return tr(column.title) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if index.column() == 0:
            return row.priority if role in (Role.PRIORITY, Qt.ItemDataRole.DisplayRole) else None
        column = self._columns[index.column() - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _END if column.figures else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return (column.whole or column.words)(row)
        return column.tone if role == Role.TONE else None


def worst_columns() -> list[CaseColumn]:
    """Of the cases furthest over."""
    return [
        CaseColumn("Case", 104, lambda b: b.key),
        CaseColumn("Title", 0, lambda b: b.title, "strong"),
        CaseColumn("Group", 124, lambda b: b.group, spare=True),
        CaseColumn("Commitment", 116, lambda b: tr(commitment_name(b.commitment))),
        CaseColumn("Over by", 90, lambda b: overrun_halves(b.over)[0], "breached", figures=True),
        CaseColumn("", 148, lambda b: tr(overrun_halves(b.over)[1])),
    ]


def behind_columns(rows: Sequence[FigureRow], now: datetime, zone: ZoneInfo) -> list[CaseColumn]:
    """Of what is behind a figure; instants as seen at `now`.

    What is the same in each row is in the figure's name, and its column left to the titles.
    """

    def when(row: FigureRow) -> str:
        return instant_words(row.at, now, zone) if row.at is not None else ""

    def whole(row: FigureRow) -> str:
        return full_words(row.at, zone) if row.at is not None else ""

    late = any(row.over is not None for row in rows)
    return [
        CaseColumn("Case", 104, lambda r: r.key),
        CaseColumn("Title", 0, lambda r: r.title, "strong"),
        *(
            [CaseColumn("Clock", 170, _clock, spare=True)]
            if len({_clock(row) for row in rows}) > 1
            else []
        ),
        CaseColumn("Outcome", _OVER if late else _MET, _outcome, "text", _outcome_whole),
        CaseColumn("When", 130, when, "muted", whole),
    ]


def dress(table: TableView, columns: Sequence[CaseColumn]) -> None:
    """Give a table its widths: the badge first, the title what is left, spare ones when wide."""
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    widths = {i + 1: column.width for i, column in enumerate(columns) if column.width}
    stretch = next(i + 1 for i, column in enumerate(columns) if not column.width)
    table.set_widths({0: _BADGE, **widths}, stretch=stretch)
    table.set_least_widths({i + 1: _WIDE for i, column in enumerate(columns) if column.spare})


def _clock(row: FigureRow) -> str:
    if not row.commitment:
        return ""
    again = f" {row.cycle}" if row.cycle > 1 else ""
    return f"{tr(commitment_name(row.commitment))}{again}, {row.objective}"


def _outcome(row: FigureRow) -> str:
    if not row.commitment:
        return tr(STATUSES.get(row.outcome, row.outcome))
    words = tr(_OUTCOMES[row.outcome])
    if row.over is None:
        return words
    return tr("{outcome} by {span}", outcome=words, span=tr(overrun_words(row.over)))


def _outcome_whole(row: FigureRow) -> str:
    return f"{_outcome(row)}: {row.reason}" if row.reason else _outcome(row)
