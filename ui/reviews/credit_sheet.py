"""One step of a credit: why it came to so much, what was done with it, and what is done next."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from models.commands.remedies import approve_remedy, dispute_remedy, pay_remedy
from models.queries.quarter_credits import amount_of, credit_line_words
from models.queries.remedies import APPROVED, DISPUTED, PAID, RemedyRow
from models.review_words import period_words
from models.wording import full_words
from models.work import Work
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.form_sheet import FormSheet
from ui.widgets.labels import body
from ui.widgets.text_line import TextLine
from ui.workspace import Workspace

_TITLES = {
    APPROVED: "Approve a credit", PAID: "Mark a credit as paid", DISPUTED: "Dispute a credit",
}  # fmt: skip
_DONE = {APPROVED: "Approve", PAID: "Mark as paid", DISPUTED: "Dispute"}
_FOLLOWS = {
    APPROVED: "From then on it is owed to the customer, and is not calculated again.",
    PAID: "The customer has it; only a dispute may follow.",
    DISPUTED: "It may be calculated anew, or approved once more. The reason is kept with it.",
}
_SAID = {APPROVED: "Credit approved", PAID: "Credit marked as paid", DISPUTED: "Credit disputed"}
_STEPS: dict[str, Callable[[Work, int, int, str], None]] = {
    APPROVED: approve_remedy, PAID: pay_remedy, DISPUTED: dispute_remedy,
}  # fmt: skip
_MOST = 8


class CreditSheet(FormSheet):
    """The step `kind` of a credit, by the name of whoever is at the window."""

    def __init__(
        self, theme: Theme, over: QWidget, workspace: Workspace, zone: ZoneInfo, row: RemedyRow,
        kind: str,
    ) -> None:  # fmt: skip
        super().__init__(theme, over, tr(_TITLES[kind]), tr(_DONE[kind]), self._submit)
        self._workspace = workspace
        self._row = row
        self._kind = kind
        self._note = TextLine()
        self._note.setObjectName("reason" if kind == DISPUTED else "note")
        whose = tr("{customer}, {contract}, {period}: {amount}", customer=row.customer,
                   contract=row.contract, period=period_words(row.period),
                   amount=amount_of(row))  # fmt: skip
        self.content.addWidget(body(whose, wrap=True))
        self.say("\n".join(_lines(row)))
        self.say("\n".join(_history(row, zone)))
        self.say(tr(_FOLLOWS[kind]))
        self.add(tr("Reason") if kind == DISPUTED else tr("Note, if any"), self._note)
        self.finish(self._note)

    def _submit(self) -> None:
        words = self._note.text()
        step = _STEPS[self._kind]

        def take(work: Work) -> None:
            step(work, self._row.id, self._row.last_step, words)

        self._workspace.write(
            take, lambda _result: self.close_sheet(), self, tr(_SAID[self._kind]),
            self.show_error,
        )  # fmt: skip


def _lines(row: RemedyRow) -> list[str]:
    """What it is made of; of many lines the first, and how many more."""
    said = [tr(credit_line_words(line, row.unit)) for line in row.lines[:_MOST]]
    rest = len(row.lines) - len(said)
    return [*said, tr("and {count} more", count=rest)] if rest else said


def _history(row: RemedyRow, zone: ZoneInfo) -> list[str]:
    """“Calculated by Ana, Tue 2 Jun 2026, 11:00: note”, a line for each step."""
    return [
        tr("{what} by {name}, {when}", what=tr(step.kind).capitalize(), name=step.by,
           when=full_words(step.at, zone)) + (f": {step.note}" if step.note else "")
        for step in row.steps
    ]  # fmt: skip
