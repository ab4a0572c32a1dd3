"""The ways of reaching the customer, each with its two switches (rule 11)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from models.errors import Problems
from models.handbook.clock_edits import with_contact_type, with_switch
from models.handbook.file_node import FileError
from models.handbook.policy import Policy
from models.queries.handbook_draft import DraftReading
from models.timeline_words import contact_name
from ui.handbook.handbook_draft import HandbookDraft
from ui.handbook.notes import finding_words, findings_at
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.case_forms import Asked, Form
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.labels import body, caption, muted

SWITCHES = {"counts_as_response": "Counts as response", "counts_as_update": "Counts as update"}


class ContactsCard(Card):
    """A row per way; a switch is one change of the draft.

    `left` carries a sentence where what was typed in its sheet is kept.
    """

    left = Signal(str)

    def __init__(
        self, theme: Theme, draft: HandbookDraft, add: QAction, drafts: FormDrafts
    ) -> None:
        super().__init__(theme, tr("Ways to reach the customer"),
                         tr("which end the wait for a response, and for an update"))  # fmt: skip
        self._theme = theme
        self._draft = draft
        self._drafts = drafts
        self._table = QWidget()
        self.boxes: dict[tuple[str, str], QCheckBox] = {}
        self.corner.addWidget(ActionButton(theme, add, kind="quiet"))
        self._said = muted(wrap=True)
        self._said.setProperty("ink", "soon")
        self.content.addWidget(self._table)
        self.content.addWidget(self._said)

    def show_draft(self, reading: DraftReading) -> None:
        """Show the draft's switches."""
        policy = reading.policy
        if {name for name, _ in self.boxes} != set(policy.contact_types):
            self._build(policy)
        for (name, switch), box in self.boxes.items():
            box.setChecked(getattr(policy.contact_types[name], switch))
        found = findings_at(reading.findings, "contact_types")
        self._said.setText("\n".join(map(finding_words, found)))
        self._said.setVisible(bool(found))

    def ask_way(self) -> None:
        """Ask for a way of the team's own."""
        name = QLineEdit()
        name.setObjectName("name")
        name.setMaxLength(40)
        name.setPlaceholderText(tr("Site visit"))

        def read() -> Asked:
            try:
                with_contact_type(self._draft.source, name.text())
            except FileError as error:
                raise Problems(tr("The way"), {"name": error.said}) from error
            change = partial(with_contact_type, words=name.text())
            return Asked(self._draft.change, {"place": "contact_types", "change": change}, "")

        def submit(_: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
            asked.command(**asked.given)
            saved()

        hint = tr("It counts as response and as update until you say otherwise in its row.")
        title = tr("Add a way to reach the customer")
        form = Form(title, tr("Add it"), [(tr("Name"), name)], read, hint)
        self._drafts.open(self._theme, self.window(), form, "handbook-way", submit, self.left.emit)

    def _build(self, policy: Policy) -> None:
        self.content.removeWidget(self._table)
        self._table.deleteLater()
        self._table = QWidget()
        self.boxes = {}
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.sizes.page)
        grid.setVerticalSpacing(self._theme.sizes.tiny)
        grid.setColumnMinimumWidth(0, 132)
        grid.setColumnStretch(len(SWITCHES) + 1, 1)
        middle = Qt.AlignmentFlag.AlignHCenter
        for column, words in enumerate(SWITCHES.values(), 1):
            grid.addWidget(caption(tr(words)), 0, column)
        for line, name in enumerate(policy.contact_types, 1):
            shown = tr(contact_name(name))
            grid.addWidget(body(shown), line, 0)
            for column, (switch, words) in enumerate(SWITCHES.items(), 1):
                box = QCheckBox()
                box.setAccessibleName(f"{shown}, {tr(words).lower()}")
                box.clicked.connect(partial(self._switch, name, switch))
                grid.addWidget(box, line, column, middle)
                self.boxes[name, switch] = box
        self.content.insertWidget(0, self._table)

    def _switch(self, name: str, switch: str, *_: object) -> None:
        on = self.boxes[name, switch].isChecked()
        self._draft.change(
            f"contact_types.{name}.{switch}",
            partial(with_switch, contact_type=name, switch=switch, on=on),
        )
