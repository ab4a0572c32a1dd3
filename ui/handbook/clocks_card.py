"""What each clock listens to, in sentences; a sheet changes them."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

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
from ui.widgets.labels import body, muted


class ClocksCard(Card):
    """A row per commitment: its name, what it does and when, and the way to change it."""

    def __init__(self, theme: Theme, draft: HandbookDraft) -> None:
        super().__init__(
            theme, tr("What the clocks listen to"),
            tr("as the handbook has it; most teams leave it so"),
        )  # fmt: skip
        self._theme = theme
        self._draft = draft
        self._policy: Policy | None = None
        self._lines = QWidget()
        self._sheet: ConditionsSheet | None = None
        self.buttons: dict[str, Button] = {}
        self.content.addWidget(self._lines)

    def show_draft(self, reading: DraftReading) -> None:
        """Show the draft's clocks; the keyboard stays on the same one."""
        self._policy = reading.policy
        focused = next((name for name, one in self.buttons.items() if one.hasFocus()), "")
        self.content.removeWidget(self._lines)
        self._lines.deleteLater()
        self._lines = QWidget()
        self.buttons = {}
        grid = QGridLayout(self._lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.sizes.wide)
        grid.setVerticalSpacing(self._theme.sizes.small)
        grid.setColumnMinimumWidth(0, 132)
        grid.setColumnStretch(1, 1)
        for line, name in enumerate(reading.policy.commitment_names()):
            self._add(grid, line, name, reading)
        self.content.addWidget(self._lines)
        if focused in self.buttons:
            self.buttons[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """The first clock's button."""
        for button in list(self.buttons.values())[:1]:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, grid: QGridLayout, line: int, name: str, reading: DraftReading) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        shown = tr(commitment_name(name))
        grid.addWidget(body(shown), 2 * line, 0, middle)
        said = " ".join(map(tr, clock_sentences(reading.policy, name)))
        grid.addWidget(body(said, wrap=True), 2 * line, 1, middle)
        button = Button(self._theme, tr("Change"), kind="quiet")
        button.setAccessibleName(tr("Change what {clock} listens to", clock=shown.lower()))
        button.setAccessibleDescription(said)
        button.clicked.connect(partial(self._ask, name))
        grid.addWidget(button, 2 * line, 2, middle)
        self.buttons[name] = button
        found = findings_at(reading.findings, "commitments", name)
        if found:
            told = muted("\n".join(map(finding_words, found)), wrap=True)
            told.setProperty("ink", "soon")
            grid.addWidget(told, 2 * line + 1, 1, 1, 2)

    def _ask(self, name: str, *_: object) -> None:
        if self._policy is not None and self._sheet is None:
            self._sheet = ConditionsSheet(
                self._theme, self.window(), self._policy, name, partial(self._take, name)
            )
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
        self._sheet = None
