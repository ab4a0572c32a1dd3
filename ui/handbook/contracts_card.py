"""The contracts in the handbook's file: who each is for, and what it says otherwise."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.handbook.policy import Policy
from models.handbook.policy_diff import differences
from ui.handbook.difference_lines import DifferenceLines
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import heading, muted

_MOST = 8
_HEADINGS = ("What", "The handbook", "This contract")


class ContractsCard(Card):
    """Tried from the top; hidden while the handbook has none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, tr("Contracts"), tr("tried from the top: the first that matches a case counts")
        )
        self._theme = theme
        self._shown: Policy | None = None
        self._lines = QWidget()
        self.content.addWidget(self._lines)
        self.hide()

    def show_policy(self, policy: Policy) -> None:
        """Show a handbook's contracts."""
        self.setVisible(bool(policy.contracts))
        if policy == self._shown:
            return
        self._shown = policy
        self.content.removeWidget(self._lines)
        self._lines.deleteLater()
        self._lines = QWidget()
        column = QVBoxLayout(self._lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.sizes.tiny)
        for number, (rule, under) in enumerate(policy.contracts, 1):
            column.addWidget(heading(tr("{number}. {name}", number=number, name=rule.name)))
            column.addWidget(muted(tr("For {whom}", whom=rule.words), wrap=True))
            own = differences(replace(policy, contracts=()), under)
            column.addWidget(DifferenceLines(self._theme, own, _MOST, _HEADINGS))
            column.addSpacing(self._theme.sizes.small)
        self.content.addWidget(self._lines)
