"""What each clock listens to, in sentences; a sheet changes them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from models.handbook.clock_edits import conditions_path, with_conditions
from models.handbook.condition_words import clock_sentences
from models.handbook.file_node import FileError
from models.handbook.policy import Policy
from models.handbook.toml_source import key_words
from models.queries.handbook_draft import DraftReading
from models.wording import commitment_name
from ui.handbook.conditions_sheet import ConditionsSheet, Lists, Wrong
from ui.handbook.handbook_draft import HandbookDraft
from ui.handbook.notes import finding_words, findings_at
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.form_draft import FormDrafts
from ui.widgets.labels import body, muted


class ClocksCard(Card):
    """A row per commitment: its name, what it does and when, and the way to change it.

    `left` carries a sentence where what was chosen in its sheet is kept.
    """

    left = Signal(str)

    def __init__(self, theme: Theme, draft: HandbookDraft, drafts: FormDrafts) -> None:
        super().__init__(
            theme, tr("What the clocks listen to"),
            tr("as the handbook has it; most teams leave it so"),
        )  # fmt: skip
        self._theme = theme
        self._draft = draft
        self._drafts = drafts
        self._policy: Policy | None = None
        self._lines = QWidget()
        self._sheet: ConditionsSheet | None = None
        self.buttons: dict[str, Button] = {}
        self._said: dict[str, tuple[QLabel, QLabel]] = {}
        self.content.addWidget(self._lines)

    def show_draft(self, reading: DraftReading) -> None:
        """Show the draft's clocks, and what is found about them."""
        policy = self._policy = reading.policy
        if list(self.buttons) != list(policy.commitment_names()):
            self._build(policy.commitment_names())
        for name, (sentences, told) in self._said.items():
            said = " ".join(map(tr, clock_sentences(policy, name)))
            sentences.setText(said)
            self.buttons[name].setAccessibleDescription(said)
            found = findings_at(reading.findings, "commitments", name)
            told.setText("\n".join(map(finding_words, found)))
            told.setVisible(bool(found))

    def focus_first(self) -> None:
        """The first clock's button."""
        for button in list(self.buttons.values())[:1]:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, names: Sequence[str]) -> None:
        self.content.removeWidget(self._lines)
        self._lines.deleteLater()
        self._lines = QWidget()
        self.buttons, self._said = {}, {}
        grid = QGridLayout(self._lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.sizes.wide)
        grid.setVerticalSpacing(self._theme.sizes.tiny)
        grid.setColumnMinimumWidth(0, 132)
        grid.setColumnStretch(1, 1)
        for line, name in enumerate(names):
            self._add(grid, 2 * line, name)
        self.content.addWidget(self._lines)

    def _add(self, grid: QGridLayout, line: int, name: str) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        shown = tr(commitment_name(name))
        sentences, told = body(wrap=True), muted(wrap=True)
        told.setProperty("ink", "soon")
        button = Button(self._theme, tr("Change"), kind="quiet")
        button.setAccessibleName(tr("Change what {clock} listens to", clock=shown.lower()))
        button.clicked.connect(partial(self._ask, name))
        self.buttons[name], self._said[name] = button, (sentences, told)
        grid.addWidget(body(shown), line, 0, middle)
        grid.addWidget(sentences, line, 1, middle)
        grid.addWidget(button, line, 2, middle)
        grid.addWidget(told, line + 1, 1, 1, 2)

    def _ask(self, name: str, *_: object) -> None:
        if self._policy is not None and self._sheet is None:
            self._sheet = ConditionsSheet(
                self._theme, self.window(), self._drafts, self._policy, name,
                partial(self._take, name),
            )  # fmt: skip
            self._sheet.closed.connect(self._forget)

    def _take(self, name: str, wanted: Lists) -> Wrong | None:
        """Make the change; what cannot be is said in the sheet, at its list."""
        try:
            with_conditions(self._draft.source, name, wanted)
        except FileError as error:
            verb = next((str(part) for part in error.path[2:3]), "start")
            return verb, error.said
        place = key_words(conditions_path(name))
        self._draft.change(place, partial(with_conditions, commitment=name, wanted=wanted))
        return None

    def _forget(self) -> None:
        sheet, self._sheet = self._sheet, None
        words = sheet.draft.left() if sheet is not None else ""
        if words:
            self.left.emit(words)
