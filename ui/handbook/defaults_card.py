"""What counts until somebody says otherwise: the priority of a new case, the share of the SLO."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from models.handbook.clock_edits import with_provisional, with_slo_share
from models.handbook.policy import FIRST_RESPONSE, PRIORITIES, Policy
from models.handbook.policy_words import amount_words, percent_list
from models.queries.handbook_draft import DraftReading
from ui.handbook.handbook_draft import HandbookDraft
from ui.handbook.promise_field import PromiseField
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.wheel_free import WheelFreeBox

_SHARE = "slo_share"
_CLOCKS = 40


class DefaultsCard(Card):
    """Two fields, each with what follows from it below."""

    def __init__(self, theme: Theme, draft: HandbookDraft) -> None:
        super().__init__(theme, tr("Until somebody says otherwise"))
        self._draft = draft
        self.priority = WheelFreeBox()
        self.priority.addItems(list(PRIORITIES))
        self.priority.activated.connect(self._choose)
        self.share = PromiseField(tr("Share of clocks that keep the SLO"))
        self.share.setProperty("role", "")
        self.share.settled.connect(self._settle)
        self.share.noted.connect(partial(draft.note, _SHARE))
        self.share.given_up.connect(partial(draft.drop, _SHARE))
        self._fields = (
            Field(tr("A case without a priority counts as"), self.priority, " "),
            Field(tr("Share of clocks that are to keep the SLO"), self.share, " "),
        )
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.page)
        for field in self._fields:
            field.control.setMaximumWidth(160)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(row)

    def show_draft(self, reading: DraftReading) -> None:
        """Show the draft's answers, and what follows."""
        policy = reading.policy
        self.priority.setCurrentText(policy.provisional_priority)
        self.share.show_words(percent_list([float(reading.slo_share)]))
        problem = self._draft.problems.get(_SHARE, "")
        if _SHARE in self._draft.typed:
            self.share.show_typed(self._draft.typed[_SHARE], problem)
        else:
            self.share.show_taken()
        priority, budget = self._fields
        priority.show_hint(_due_words(policy))
        budget.show_problem(problem)
        budget.show_hint(tr("What is left is the error budget: of {clocks} clocks, {count} may "
                            "miss. A target may have a share of its own.", clocks=_CLOCKS,
                            count=int(_CLOCKS * (1 - reading.slo_share))))  # fmt: skip

    def _choose(self, index: int) -> None:
        self._draft.change(
            "provisional_priority", partial(with_provisional, priority=PRIORITIES[index])
        )

    def _settle(self, words: str) -> None:
        self._draft.change(_SHARE, lambda source: with_slo_share(source, words), words)


def _due_words(policy: Policy) -> str:
    """What a case is promised that nobody has looked at yet."""
    priority = policy.provisional_priority
    target = policy.target(priority, FIRST_RESPONSE)
    amount = target and (target.sla or target.slo)
    if target is None or not amount:
        return tr("No first response is promised to it.")
    return tr("Its first response is due within {amount}. The first priority that is set replaces "
              "it from the opening.",
              amount=amount_words(amount, policy.calendars[target.calendar]))  # fmt: skip
