"""With whom the time of the quarter's breached targets went: by role, by name for the lead."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QLabel

from models.breach_time_words import holding_words, time_words
from models.queries.breach_time import BreachTimes
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import body, muted

_MOST = 8


class TimesCard(Card):
    """A line for each role, the most time first; hidden where no SLA clock breached.

    `names` is the lead's to switch on: its button is there for nobody else (rule 31).
    """

    def __init__(self, theme: Theme, names: QAction) -> None:
        super().__init__(theme, tr("Where the time of breached targets went"),
                         tr("from start to due time, by who had the case"))  # fmt: skip
        self._button = ActionButton(theme, names, kind="link")
        self.corner.addWidget(self._button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.sizes.wide)
        grid.setVerticalSpacing(theme.sizes.tiny)
        grid.setColumnMinimumWidth(0, 220)
        grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, QLabel]] = []
        for place in range(_MOST):
            pair = body(), muted()
            for column, label in enumerate(pair):
                grid.addWidget(label, place, column, Qt.AlignmentFlag.AlignLeft)
            self._lines.append(pair)
        self.content.addLayout(grid)
        self._rest = muted()
        self.content.addWidget(self._rest)
        self.hide()

    def show_times(self, times: BreachTimes) -> None:
        """Show these."""
        self._button.setVisible(times.may_name)
        for place, (name, said) in enumerate(self._lines):
            some = place < len(times.rows)
            name.setVisible(some)
            said.setVisible(some)
            if some:
                row = times.rows[place]
                name.setText(tr(holding_words(row.holding)))
                said.setText(tr(time_words(row, times)))
        left = len(times.rows) - _MOST
        self._rest.setText(tr("and {count} more", count=f"{left:,}"))
        self._rest.setVisible(left > 0)
        self.setVisible(bool(times.rows))
