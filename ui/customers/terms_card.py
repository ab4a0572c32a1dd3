"""What a customer is promised: each contract that can be a case's, its targets, hours, credits."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from models.handbook.policy import OBJECTIVES, PRIORITIES
from models.queries.customer import CustomerDetail, Terms
from models.terms_words import (
    hours_lines,
    promised_commitments,
    promised_words,
    remedy_lines,
    terms_in_order,
)
from models.wording import commitment_name
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import body, caption, heading, muted
from ui.widgets.priority_badge import PriorityBadge

_TOP = Qt.AlignmentFlag.AlignTop


class TermsCard(Card):
    """The first that is for a case counts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Contract"), tr("SLA, below it the SLO"))
        self._theme = theme
        self._shown: tuple[tuple[Terms, ...], bool] | None = None
        self._parts = QWidget()
        self.content.addWidget(self._parts)

    def show_customer(self, customer: CustomerDetail) -> None:
        """Show these terms."""
        if self._shown == (customer.terms, customer.credits_shown):
            return
        self._shown = customer.terms, customer.credits_shown
        self.content.removeWidget(self._parts)
        self._parts.hide()
        self._parts.deleteLater()
        self._parts = QWidget()
        column = QVBoxLayout(self._parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.sizes.small)
        for whose, terms in terms_in_order(customer.terms):
            column.addWidget(heading(terms.contract or tr("The handbook")))
            column.addWidget(muted(_found_by(whose, terms), wrap=True))
            column.addLayout(self._targets(terms))
            for places, hours in hours_lines(terms.policy, "SLA", "SLO"):
                column.addWidget(
                    muted(tr("{places}: {hours}", places=places, hours=tr(hours)), wrap=True)
                )
            if customer.credits_shown:
                for line in remedy_lines(terms.policy.remedies):
                    column.addWidget(muted(tr(line), wrap=True))
            column.addSpacing(self._theme.sizes.small)
        self.content.addWidget(self._parts)

    def _targets(self, terms: Terms) -> QGridLayout:
        policy = terms.policy
        names = promised_commitments(policy, "SLA", "SLO")
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.sizes.medium)
        grid.setVerticalSpacing(0)
        for column, name in enumerate(names, 1):
            grid.addWidget(caption(tr(commitment_name(name)), wrap=True), 0, column)
            grid.setColumnStretch(column, 1)
        for place, priority in enumerate(PRIORITIES):
            row = 3 * place + 1
            grid.addWidget(PriorityBadge(self._theme, priority), row, 0, _TOP)
            for column, name in enumerate(names, 1):
                sla, slo = (promised_words(policy, priority, name, one) for one in OBJECTIVES)
                grid.addWidget(body(sla or "–", wrap=True), row, column, _TOP)
                grid.addWidget(caption(slo, wrap=True), row + 1, column, _TOP)
            grid.setRowMinimumHeight(row + 2, self._theme.sizes.small)
        return grid


def _found_by(whose: str, terms: Terms) -> str:
    """Which cases, and where the contract is from."""
    if terms.made:
        return tr("Made with this customer.")
    groups = tr(" ({names})", names=", ".join(terms.groups)) if terms.groups else ""
    place = tr("from the handbook’s file") if terms.contract else tr("no contract names them")
    return tr("{whose}{groups}, {place}.", whose=tr(whose), groups=groups, place=place)
