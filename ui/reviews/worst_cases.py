"""The ten cases furthest over, as a card."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal

from models.breach_time_words import largest_words
from models.queries.breach_time import BreachTimes
from models.queries.breaches import Breach
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.case_columns import worst_columns
from ui.widgets.column_table import ColumnModel, dress
from ui.widgets.labels import muted
from ui.widgets.quiet_table import QuietTable


class WorstCases(Card):
    """`case_asked` carries a case's id."""

    case_asked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Furthest over"), tr("each case once, counted time"))
        self._sizes = theme.sizes
        self._worst: Sequence[Breach] = ()
        self._times: BreachTimes | None = None
        columns = worst_columns(self._went)
        self._rows = ColumnModel(columns, self)
        self._table = QuietTable(theme, tr("The cases furthest over"))
        self._table.setModel(self._rows)
        self._table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self._table, columns)
        self._table.row_opened.connect(self._ask)
        self._none = muted(tr("No SLA clock breached in this quarter."))
        self.content.addWidget(self._none)
        self.content.addWidget(self._table)

    def show_breaches(self, worst: Sequence[Breach]) -> None:
        """Show these, worst first."""
        self._worst = worst
        at = self._table.current_row()
        self._rows.show(worst)
        self._none.setVisible(not worst)
        self._table.setVisible(bool(worst))
        self._table.setFixedHeight(self._sizes.header + self._sizes.row * len(worst))
        if worst:
            self._table.go_to(self._rows.index(min(at or 0, len(worst) - 1), 0))

    def chosen(self) -> list[int]:
        """The ids of those that are selected, while the keyboard is on them."""
        if not self._table.hasFocus():
            return []
        return [self._rows.rows[at].case_id for at in self._table.selected_rows()]

    def show_times(self, times: BreachTimes) -> None:
        """With whom most of each target went."""
        self._times = times
        self.show_breaches(self._worst)

    def _went(self, breach: Breach) -> str:
        if self._times is None:
            return ""
        return tr(
            largest_words(
                self._times.largest.get((breach.case_id, breach.commitment, breach.cycle))
            )
        )

    def _ask(self, index: QModelIndex) -> None:
        self.case_asked.emit(self._rows.rows[index.row()].case_id)
