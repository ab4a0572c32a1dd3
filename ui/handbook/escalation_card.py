"""To whom an alert goes that nobody has seen, in sentences; the file changes it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from models.handbook.escalation_words import walk_words
from models.handbook.finding import Finding
from models.handbook.policy import PRIORITIES, Policy
from models.handbook.toml_source import Path
from models.queries.handbook_draft import DraftReading
from ui.handbook.notes import finding_words, findings_at
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import body, muted

_Row = tuple[str, str, str]
"""Whose it is, its sentences, what is found about it."""


class EscalationCard(Card):
    """A row per priority, and one for each that a contract has otherwise."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, tr("Who is told of what nobody has seen"),
            tr("changed in the handbook's file: [unseen] and [[escalation.P1]]"),
        )  # fmt: skip
        self._theme = theme
        self._rows: list[_Row] = []
        self._lines = QWidget()
        self.content.addWidget(self._lines)

    def show_draft(self, reading: DraftReading) -> None:
        """Show the draft's paths, and what is found about them."""
        rows = list(_rows(reading))
        if rows == self._rows:
            return
        self._rows = rows
        self.content.removeWidget(self._lines)
        self._lines.deleteLater()
        self._lines = QWidget()
        self._fill(QGridLayout(self._lines))
        self.content.addWidget(self._lines)

    def _fill(self, grid: QGridLayout) -> None:
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.sizes.wide)
        grid.setVerticalSpacing(self._theme.sizes.small)
        grid.setColumnMinimumWidth(0, 132)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for line, (whose, said, found) in enumerate(self._rows):
            grid.addWidget(body(whose), 2 * line, 0, top)
            grid.addWidget(body(said, wrap=True), 2 * line, 1, top)
            if found:
                told = muted(found, wrap=True)
                told.setProperty("ink", "soon")
                grid.addWidget(told, 2 * line + 1, 1)


def _rows(reading: DraftReading) -> Iterator[_Row]:
    policy, findings = reading.policy, reading.findings
    for priority in PRIORITIES:
        yield priority, _said(policy, priority), _found(findings, ("escalation", priority))
    for place, (rule, own) in enumerate(policy.contracts):
        for priority in PRIORITIES:
            said = _said(own, priority)
            if said != _said(policy, priority):
                path = ("contracts", place, "escalation", priority)
                yield f"{rule.name}, {priority}", said, _found(findings, path)


def _said(policy: Policy, priority: str) -> str:
    return " ".join(map(tr, walk_words(policy.escalation(priority))))


def _found(findings: tuple[Finding, ...], path: Path) -> str:
    return "\n".join(map(finding_words, findings_at(findings, *path)))
