"""The customers as a table: ids only; rows are fetched on demand, a screenful at a time."""

from array import array
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from models.handbook.attainment import attainment_words
from models.queries.customers import CustomerRow
from ui.messages import tr
from ui.tool_tip import tool_tip
from ui.widgets.table_cells import Index, Role, Tone

NAME, OPEN, BREACHED, AT_RISK, KEPT = range(5)
_TITLES: Final = ("Customer", "Open", "Breached", "At risk", "Resolved within the SLA")
_SCREENFUL: Final = 60
_KEPT_ROWS: Final = 4_000
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CustomersModel(QAbstractTableModel):
    """Holds the ids shown, in order, and the rows fetched lately.

    `rows_wanted` carries the ids to fetch; hand the rows back through `show_rows`.
    """

    rows_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ids: array[int] = array("q")
        self._rows: dict[int, CustomerRow] = {}
        self._asked: set[int] = set()
        self._period = ""

    def show_ids(self, ids: "array[int]") -> bool:
        """Show these customers; False where they are shown already."""
        self._asked.clear()
        if ids == self.ids:
            return False
        self.beginResetModel()
        self.ids = ids
        self.endResetModel()
        return True

    def show_rows(self, rows: Sequence[CustomerRow]) -> None:
        """Take rows that were fetched; the table is painted again where any is news."""
        news = any(self._rows.get(row.id) != row for row in rows)
        for row in rows:
            self._rows.pop(row.id, None)
            self._rows[row.id] = row
            self._asked.discard(row.id)
        for stale in list(self._rows)[: max(len(self._rows) - _KEPT_ROWS, 0)]:
            del self._rows[stale]
        if news and self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, KEPT))

    def show_period(self, words: str) -> None:
        """Name the quarter of the figures in their heading."""
        if words != self._period:
            self._period = words
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, KEPT, KEPT)

    def ask_again(self) -> None:
        """What was asked for did not come: ask when it is looked at next."""
        self._asked.clear()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (OPEN, BREACHED, AT_RISK):
            return _END
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        title = tr(_TITLES[section])
        return f"{title}, {self._period}" if section == KEPT and self._period else title

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows.get(self.ids[index.row()])
        if row is None:
            self._ask(index.row())
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == NAME:
            return _sentence(row)
        if role == Qt.ItemDataRole.ToolTipRole and column == NAME:
            return tool_tip(row.name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _END if column in (OPEN, BREACHED, AT_RISK) else None
        return _tone(row, column) if role == Role.TONE else None

    def _ask(self, position: int) -> None:
        """Ask for the screenful around a row, once."""
        first = max(position - _SCREENFUL // 2, 0)
        wanted = [i for i in self.ids[first : first + _SCREENFUL] if i not in self._rows]
        fresh = [customer_id for customer_id in wanted if customer_id not in self._asked]
        if fresh:
            self._asked.update(fresh)
            self.rows_wanted.emit(fresh)


def _words(row: CustomerRow, column: int) -> str:
    if column == BREACHED:
        return f"■ {row.breached:,}" if row.breached else "–"
    if column == AT_RISK:
        return f"▲ {row.at_risk:,}" if row.at_risk else "–"
    if column == KEPT:
        return attainment_words(row.met, row.decided) if row.decided else tr("none decided")
    return row.name if column == NAME else f"{row.open_cases:,}" if row.open_cases else "–"


def _tone(row: CustomerRow, column: int) -> Tone:
    """How loud the cell is."""
    if column == NAME:
        return "strong"
    if column == BREACHED and row.breached:
        return "breached"
    if column == AT_RISK and row.at_risk:
        return "soon"
    said = row.open_cases if column == OPEN else row.decided if column == KEPT else 0
    return "text" if said else "muted"


def _sentence(row: CustomerRow) -> str:
    """The whole row, for somebody who hears it."""
    return tr(
        "{name}: {open} open, {breached} breached, {at_risk} at risk; resolved within the SLA: "
        "{kept}",
        name=row.name, open=f"{row.open_cases:,}", breached=f"{row.breached:,}",
        at_risk=f"{row.at_risk:,}", kept=_words(row, KEPT),
    )  # fmt: skip
