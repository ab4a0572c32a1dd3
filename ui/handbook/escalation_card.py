"""To whom an alert goes that nobody has seen, in sentences; a sheet changes a priority's path."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from models.handbook.escalation_edits import TypedStep, path_place, with_escalation
from models.handbook.escalation_words import walk_words
from models.handbook.file_node import FileError
from models.handbook.finding import Finding
from models.handbook.policy import PRIORITIES, Policy
from models.handbook.toml_source import Path, key_words
from models.queries.handbook_draft import DraftReading
from ui.handbook.escalation_sheet import EscalationSheet
from ui.handbook.handbook_draft import HandbookDraft
from ui.handbook.notes import finding_words, findings_at
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.form_draft import FormDrafts
from ui.widgets.labels import body, muted


class _Row(NamedTuple):
    """Whose it is, its sentences, what is found about it; the priority that its sheet is of."""

    whose: str
    said: str
    found: str
    priority: str = ""


class EscalationCard(Card):
    """A row per priority, and one for each that a contract has otherwise: that is changed in the
    file. `left` carries a sentence where what was typed in its sheet is kept."""

    left = Signal(str)

    def __init__(self, theme: Theme, draft: HandbookDraft, drafts: FormDrafts) -> None:
        super().__init__(theme, tr("Who is told of what nobody has seen"))
        self._theme, self._draft, self._drafts = theme, draft, drafts
        self._reading: DraftReading | None = None
        self._sheet: EscalationSheet | None = None
        self._rows: list[_Row] = []
        self.buttons: dict[str, Button] = {}
        self._lines = QWidget()
        self._elsewhere = muted(
            tr("What a contract has otherwise is changed in the handbook's file."), wrap=True
        )
        self.content.addWidget(self._lines)
        self.content.addWidget(self._elsewhere)

    def show_draft(self, reading: DraftReading) -> None:
        """Show the draft's paths, and what is found about them."""
        self._reading = reading
        rows = list(_rows(reading))
        if rows == self._rows:
            return
        at = next((one for one, button in self.buttons.items() if button.hasFocus()), "")
        self._rows, self.buttons = rows, {}
        before, self._lines = self._lines, QWidget()
        self._fill(QGridLayout(self._lines))
        self.content.replaceWidget(before, self._lines)
        self._lines.show()
        before.hide()
        before.deleteLater()
        self._elsewhere.setVisible(not all(row.priority for row in rows))
        if at:
            self.buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, grid: QGridLayout) -> None:
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.sizes.wide)
        grid.setVerticalSpacing(self._theme.sizes.tiny)
        grid.setColumnMinimumWidth(0, 132)
        grid.setColumnStretch(1, 1)
        middle = Qt.AlignmentFlag.AlignVCenter
        for line, row in enumerate(self._rows):
            grid.addWidget(body(row.whose), 2 * line, 0, middle)
            grid.addWidget(body(row.said, wrap=True), 2 * line, 1, middle)
            if row.priority:
                grid.addWidget(self._button(row), 2 * line, 2, middle)
            if row.found:
                told = muted(row.found, wrap=True)
                told.setProperty("ink", "soon")
                grid.addWidget(told, 2 * line + 1, 1, 1, 2)

    def _button(self, row: _Row) -> Button:
        button = Button(self._theme, tr("Change"), kind="quiet")
        button.setAccessibleName(tr("Change who is told of {priority}", priority=row.priority))
        button.setAccessibleDescription(row.said)
        button.clicked.connect(partial(self._ask, row.priority))
        self.buttons[row.priority] = button
        return button

    def _ask(self, priority: str, *_: object) -> None:
        if self._reading is not None and self._sheet is None:
            self._sheet = EscalationSheet(
                self._theme, self.window(), self._drafts, self._reading, priority,
                partial(self._take, priority),
            )  # fmt: skip
            self._sheet.closed.connect(self._forget)

    def _take(
        self, priority: str, steps: Sequence[TypedStep], hands: bool, unseen: str
    ) -> FileError | None:
        """Make the change; what cannot be is said in the sheet, at its step."""
        change = partial(
            with_escalation, priority=priority, steps=steps, hands=hands, unseen=unseen
        )
        try:
            change(self._draft.source)
        except FileError as error:
            return error
        self._draft.change(key_words(path_place(priority)), change)
        return None

    def _forget(self) -> None:
        sheet, self._sheet = self._sheet, None
        words = sheet.draft.left() if sheet is not None else ""
        if words:
            self.left.emit(words)


def _rows(reading: DraftReading) -> Iterator[_Row]:
    policy, findings = reading.policy, reading.findings
    for priority in PRIORITIES:
        found = _found(findings, ("escalation", priority))
        yield _Row(priority, _said(policy, priority), found, priority)
    for place, (rule, own) in enumerate(policy.contracts):
        for priority in PRIORITIES:
            said = _said(own, priority)
            if said != _said(policy, priority):
                path = ("contracts", place, "escalation", priority)
                yield _Row(f"{rule.name}, {priority}", said, _found(findings, path))


def _said(policy: Policy, priority: str) -> str:
    return " ".join(map(tr, walk_words(policy.escalation(priority))))


def _found(findings: tuple[Finding, ...], path: Path) -> str:
    return "\n".join(map(finding_words, findings_at(findings, *path)))
