"""The error budgets of the quarter: one plain sentence for each SLO, and what burns."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from models.queries.error_budgets import BudgetRow, Budgets
from models.wording import commitment_name
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import body, muted
from ui.widgets.priority_badge import PriorityBadge

_Target = tuple[str, str]


class BudgetsCard(Card):
    """A row per SLO, in the order of the handbook; hidden where it has none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Error budgets"),
                         tr("what the SLOs allow to miss, and how much of it is used"))  # fmt: skip
        self._theme = theme
        self._table = QWidget()
        self._rows: dict[_Target, tuple[QLabel, QLabel]] = {}
        self.content.addWidget(self._table)
        self.hide()

    def show_budgets(self, budgets: Budgets) -> None:
        """Show these."""
        wanted = [(row.budget.priority, row.budget.commitment) for row in budgets.rows]
        if list(self._rows) != wanted:
            self._build(wanted)
        for row, (sentence, burn) in zip(budgets.rows, self._rows.values(), strict=True):
            said = tr(row.words)
            sentence.setText(said[:1].upper() + said[1:])
            _ink(sentence, "muted" if not row.budget.enough_data else "")
            words = _burn_words(row)
            burn.setText(words)
            burn.setVisible(bool(words))
        self.setVisible(bool(budgets.rows))

    def _build(self, wanted: list[_Target]) -> None:
        self.content.removeWidget(self._table)
        self._table.deleteLater()
        self._table = QWidget()
        self._rows = {}
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.sizes.wide)
        grid.setVerticalSpacing(self._theme.sizes.tiny)
        grid.setColumnMinimumWidth(0, 36)
        grid.setColumnMinimumWidth(1, 132)
        grid.setColumnStretch(3, 1)
        middle, before = Qt.AlignmentFlag.AlignVCenter, ""
        for line, (priority, commitment) in enumerate(wanted):
            if priority != before:
                grid.addWidget(PriorityBadge(self._theme, priority), line, 0, middle)
            before = priority
            sentence, burn = body(), body()
            burn.setProperty("ink", "soon")
            grid.addWidget(body(tr(commitment_name(commitment))), line, 1, middle)
            grid.addWidget(sentence, line, 2, middle)
            grid.addWidget(burn, line, 3, middle)
            self._rows[priority, commitment] = (sentence, burn)
        said = muted(tr("Few clocks say little: a burn is told where chance alone would bring it "
                        "about in less than 1 of 20 quarters, or 1 of 100 weeks."),
                     wrap=True)  # fmt: skip
        said.setContentsMargins(0, self._theme.sizes.tiny, 0, 0)
        grid.addWidget(said, len(wanted), 1, 1, 3)
        self.content.addWidget(self._table)


def _burn_words(row: BudgetRow) -> str:
    """How fast it is used, where that is no chance."""
    if row.budget.fast_burn:
        return tr("▲ burns fast: this week")
    return tr("▲ burns slowly: all quarter") if row.budget.slow_burn else ""


def _ink(label: QLabel, ink: str) -> None:
    if label.property("role") != (ink or "body"):
        label.setProperty("role", ink or "body")
        label.style().unpolish(label)
        label.style().polish(label)
