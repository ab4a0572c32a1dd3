"""The customers as a table: what its cells say, and how they look."""

from typing import Any, Final

from PySide6.QtCore import QObject, Qt

from models.handbook.attainment import attainment_words
from models.queries.customers import CustomerRow
from ui.messages import tr
from ui.tool_tip import tool_tip
from ui.widgets.paged_rows import PagedRows
from ui.widgets.table_cells import Index, Role, Tone

NAME, OPEN, BREACHED, AT_RISK, KEPT = range(5)
_TITLES: Final = ("Customer", "Open", "Breached", "At risk", "Resolved within the SLA")
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CustomersModel(PagedRows[CustomerRow]):
    """The customers, with what is open and how the quarter's promises were kept."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(len(_TITLES), parent)
        self._period = ""

    def show_period(self, words: str) -> None:
        """Name the quarter of the figures in their heading."""
        if words != self._period:
            self._period = words
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, KEPT, KEPT)

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
        row = self.row_at(index.row())
        if row is None:
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
