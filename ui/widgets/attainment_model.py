"""Attainment as a table: a row per priority and one for all, a column per promise."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.handbook.attainment import Attained, AttainmentRow, columns_of, priorities_of, total
from models.queries.figures import Figure
from models.review_words import halves, period_words
from models.wording import commitment_name
from ui.messages import tr
from ui.widgets.figure_cells import FigureRole
from ui.widgets.table_cells import Role, Tone

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ALL = "All"


class AttainmentModel(QAbstractTableModel):
    """A cell says the count first under 30 clocks, the percentage first from there on (rule 26)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = ""
        self._priorities: list[str] = []
        self._columns: list[tuple[str, str]] = []
        self._now: dict[tuple[str, str, str], AttainmentRow] = {}
        self._was: dict[tuple[str, str, str], AttainmentRow] = {}

    def show(self, review: Attained) -> None:
        """Show these figures."""
        self.beginResetModel()
        self._before = period_words(review.previous_period.name)
        self._priorities = priorities_of(review.attainment)
        self._columns = columns_of(review.attainment)
        self._now, self._was = self._placed(review.attainment), self._placed(review.previous)
        self.endResetModel()

    def figure(self, index: Index) -> Figure | None:
        """What stands behind a cell, or None where there is nothing."""
        if index.column() == 0 or self._row(index) is None:
            return None
        priority = self._priority(index.row())
        return of_cell("" if priority == _ALL else priority, *self._columns[index.column() - 1])

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or not self._priorities else len(self._priorities) + 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return "" if section == 0 else self._heading(section - 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        priority = self._priority(index.row())
        if index.column() == 0:
            if role == Role.PRIORITY:
                return "" if priority == _ALL else priority
            if role == Role.TONE:
                return "strong"
            return priority if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(self._row(index))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._told(index)
        if role in (FigureRole.FIRST, FigureRole.SECOND):
            return _halves(self._row(index))[role - FigureRole.FIRST]
        if role == FigureRole.NOTE:
            return " · ".join(self._rest(index))
        return self._tone(index) if role == Role.TONE else None

    def words(self, index: Index) -> str:
        """What the cell is called: “P2, resolution, SLA”."""
        priority = self._priority(index.row())
        priority = tr("All priorities") if priority == _ALL else priority
        commitment, objective = self._columns[index.column() - 1]
        return f"{priority}, {tr(commitment_name(commitment)).lower()}, {objective}"

    def _placed(self, rows: tuple[AttainmentRow, ...]) -> dict[tuple[str, str, str], AttainmentRow]:
        found = {(row.priority, row.commitment, row.objective): row for row in rows}
        return found | {(_ALL, *column): total(rows, *column) for column in self._columns}

    def _priority(self, row: int) -> str:
        return self._priorities[row] if row < len(self._priorities) else _ALL

    def _heading(self, column: int) -> str:
        commitment, objective = self._columns[column]
        return f"{tr(commitment_name(commitment))}\n{objective}"

    def _row(self, index: Index) -> AttainmentRow | None:
        return self._now.get((self._priority(index.row()), *self._columns[index.column() - 1]))

    def _tone(self, index: Index) -> Tone:
        row = self._row(index)
        if row is None or not row.decided or row.objective == "SLO":
            return "muted"
        return "strong" if self._priority(index.row()) == _ALL else "text"

    def _told(self, index: Index) -> str:
        """The whole of a cell: figure, what it was, what is not in it."""
        row = self._row(index)
        if row is None:
            return tr("{cell}: not promised", cell=self.words(index))
        was = self._before_that(index)
        parts = [f"{self.words(index)}: {_words(row)}", *self._rest(index, short=False)]
        if was is not None:
            parts.append(tr("{period}: {was}", period=self._before, was=_words(was)))
        return " · ".join(parts)

    def _rest(self, index: Index, *, short: bool = True) -> list[str]:
        """What is not in a cell's figure, and in short what it was."""
        row, was = self._row(index), self._before_that(index)
        if row is None:
            return []
        parts = [tr("{count} left out", count=f"{row.excluded:,}")] if row.excluded else []
        if short and was is not None:
            parts.append(tr("was {figure}", figure=halves(was.met, was.decided)[0]))
        if row.running:
            parts.append(tr("{count} running", count=f"{row.running:,}"))
        return parts

    def _before_that(self, index: Index) -> AttainmentRow | None:
        """The cell in the quarter before, if it decided anything there."""
        place = self._priority(index.row()), *self._columns[index.column() - 1]
        was = self._was.get(place)
        return was if was is not None and was.decided else None


def of_cell(priority: str, commitment: str, objective: str) -> Figure:
    """The clocks of a cell; an empty priority is all of them."""
    return Figure(priority=priority, commitment=commitment, objective=objective)


def _words(row: AttainmentRow | None) -> str:
    return " · ".join(half for half in _halves(row) if half)


def _halves(row: AttainmentRow | None) -> tuple[str, str]:
    if row is None:
        return "–", ""
    if not row.decided:
        return tr("not judged") if row.excluded else tr("none yet"), ""
    return halves(row.met, row.decided)
