"""The contracts of the handbook: their order, and the one in view with all its terms."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.handbook import contract_edits as edits
from models.handbook.contract_questions import answered_under, with_grace_under
from models.handbook.contract_reading import (
    ContractLine,
    ContractReading,
    ContractsReading,
    read_contracts,
)
from models.handbook.file_node import FileError
from models.handbook.finding import Finding
from models.handbook.instants import to_seconds
from models.queries.handbook_draft import DraftReading
from ui.actions import Actions
from ui.handbook.contract_list import ContractList
from ui.handbook.contract_sheet import Wrong, ask_contract
from ui.handbook.contract_targets import ContractTargets
from ui.handbook.contract_terms import ContractTerms
from ui.handbook.handbook_draft import Change, HandbookDraft
from ui.handbook.notes import finding_words, findings_at
from ui.handbook.questions import Questions, Ways
from ui.messages import tr
from ui.page_actions import CONTRACTS
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.form_draft import FormDrafts
from ui.widgets.labels import muted
from ui.widgets.sheet import Sheet
from ui.widgets.tab_order import tab_along
from ui.workspace import Workspace


class Contracts(QWidget):
    """Every change goes to the draft; what the draft says comes back."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, draft: HandbookDraft,
        drafts: FormDrafts,
    ) -> None:  # fmt: skip
        super().__init__()
        self._drafts = drafts
        self._theme = theme
        self._workspace = workspace
        self._draft = draft
        self._reading: DraftReading | None = None
        self._sheet: Sheet | None = None
        self._name = ""
        self.at = 0
        self.is_reading = False
        self._add, self._up, self._down, self._remove = self._add_actions(actions)
        self.list = ContractList(theme, self._add, (self._up, self._down, self._remove))
        self._banner = Banner(theme)
        self.terms = ContractTerms(theme, draft, self._place)
        self.targets = ContractTargets(theme, draft, self._place)
        self.questions = Questions(theme, draft, Ways(self._answer, self._grace, self._place))
        self._credits = muted(wrap=True)
        self._shown = QWidget()
        self._lay_out()
        self.list.chosen.connect(self.open)
        self.list.opened.connect(self.terms.focus_first)
        self.list.table.remove_asked.connect(self._remove_it)
        draft.changed.connect(self._say_refused)

    def show_draft(self, reading: DraftReading) -> None:
        """Show the draft's contracts, the same one in view where it is still there."""
        self._reading = reading
        self._read()

    def open(self, at: int) -> None:
        """Show another one."""
        if self._reading is not None:
            self.at, self._name = at, self._reading.policy.contracts[at][0].name
            self._read()

    def focus_first(self) -> None:
        """The list."""
        self.list.focus_first()

    # ---- showing ----

    def _read(self) -> None:
        if self._reading is None:
            return
        names = [rule.name for rule, _ in self._reading.policy.contracts]
        if self._name in names:
            self.at = names.index(self._name)  # it was moved
        now = to_seconds(self._workspace.clock.now())
        self.is_reading = True
        job = partial(read_contracts, self._draft.source, self.at, now)
        self._workspace.run(job, partial(self._show, self._draft.source), self, self._fail)

    def _show(self, source: str, found: ContractsReading) -> None:
        if source != self._draft.source:
            return  # a newer one is on its way
        self.is_reading = False
        shown = found.shown
        self.at = shown.at if shown is not None else 0
        self._name = shown.name if shown is not None else ""
        findings = self._reading.findings if self._reading is not None else ()
        found_here = findings_at(findings, "contracts")
        told = [finding_words(one) for one in found_here if "targets" not in one.path]
        self.list.show_lines(found.lines, self.at, told)
        self._up.setEnabled(self.at > 0)
        self._down.setEnabled(self.at < len(found.lines) - 1)
        self._remove.setEnabled(bool(found.lines))
        self._shown.setVisible(shown is not None)
        self._forget_gone(found.lines)
        if shown is not None:
            own = [one for one in found_here if one.path[1:3] == (shown.at, "targets")]
            self._show_one(found, shown, own)

    def _show_one(
        self, found: ContractsReading, shown: ContractReading, findings: list[Finding]
    ) -> None:
        self.terms.show_contract(found, shown)
        self.targets.show_contract(shown, findings)
        self.questions.show_questions(shown.questions, (), shown.policy.reopen_grace_seconds)
        questions = [one for card in self.questions.cards.values() for one in card.stops()]
        tab_along([*self.terms.stops(), *self.targets.stops(), *questions])
        remedies = shown.policy.remedies
        self._credits.setText(
            tr("Credits: {table}", table=remedies.words) if remedies is not None else
            tr("Credits: none. Their tables are written in the handbook's file.")
        )  # fmt: skip

    def _fail(self, _error: Exception) -> None:
        """The draft cannot be read: the page says why."""
        self.is_reading = False

    def _say_refused(self) -> None:
        """What was chosen, and cannot be; what was typed stands at its field."""
        draft = self._draft
        for place in [place for place in draft.problems if place.startswith(_ORDER)]:
            if place not in draft.typed:
                said = draft.problems.pop(place)
                self._banner.show_message("warning", tr("The contract stays as it is"), said)

    def _forget_gone(self, lines: Sequence[ContractLine]) -> None:
        """What was typed and not taken in a contract that is no more would keep the draft back."""
        known = tuple(f"{_ORDER}.{line.name}." for line in lines)
        for place in list(self._draft.typed):
            if place.startswith(f"{_ORDER}.") and not place.startswith(known):
                self._draft.drop(place)

    # ---- what the person does ----

    def _place(self, part: str) -> str:
        return f"{_ORDER}.{self._name}.{part}"

    def _answer(self, question: str, answer: str) -> Change:
        return partial(answered_under, at=self.at, question=question, answer=answer)

    def _grace(self, words: str) -> Change:
        return partial(with_grace_under, at=self.at, words=words)

    def _move(self, step: int) -> None:
        self._banner.hide()
        self._draft.change(_ORDER, partial(edits.with_contract_moved, at=self.at, step=step))

    def _remove_it(self) -> None:
        self._banner.hide()
        if self._remove.isEnabled():
            self._draft.change(_ORDER, partial(edits.without_contract, at=self.at))

    def _ask(self) -> None:
        def done(name: str, customers: str) -> Wrong | None:
            try:
                edits.with_contract(self._draft.source, name, customers)
            except FileError as error:
                return ("customers" if "customers" in error.path else "name"), error.said
            self._name = name.strip()
            change = partial(edits.with_contract, name=name, customers=customers)
            self._draft.change(_ORDER, change)
            return None

        said = self._workspace.said.emit
        self._sheet = ask_contract(self._theme, self.window(), self._drafts, said, done)

    # ---- building ----

    def _add_actions(self, actions: Actions) -> list[QAction]:
        run: dict[str, Callable[[], None]] = {
            "add_contract": self._ask,
            "contract_up": partial(self._move, -1),
            "contract_down": partial(self._move, 1),
            "remove_contract": self._remove_it,
        }
        return [actions.add(spec, self, run[name]) for name, spec in CONTRACTS.items()]

    def _lay_out(self) -> None:
        sizes = self._theme.sizes
        below = QVBoxLayout(self._shown)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(sizes.medium)
        terms: list[QWidget] = [self.terms, self.targets, self.questions, self._credits]
        for part in terms:
            below.addWidget(part)
        self._shown.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.medium)
        for whole in (self._banner, self.list, self._shown):
            column.addWidget(whole)


_ORDER = "contracts"
"""Where the draft keeps what could not be done with the contracts; with a name, with one."""
