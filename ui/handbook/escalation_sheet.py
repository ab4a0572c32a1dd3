"""A priority's path of escalation, changed step by step, and who would be told by it now."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from models.errors import Problems
from models.escalation_preview import preview
from models.handbook.escalation import USUAL, Escalation
from models.handbook.escalation_edits import UNSEEN, TypedStep, as_typed, typed_path
from models.handbook.file_node import FileError
from models.handbook.lengths import seconds_words
from models.handbook.policy import Policy
from models.handbook.priority_times import time_path, typed_seconds
from models.queries.handbook_draft import DraftReading
from models.text import text
from ui.handbook.preview_lines import PreviewLines
from ui.handbook.scroll_body import ScrollBody
from ui.handbook.step_list import StepList
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.field import Field
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.text_line import TextLine

_WIDTH: Final = 900
_STEPS: Final = "steps"
_TIME: Final = 160
_CASES: Final = {"": "Nobody has the case", "assigned": "Somebody has it"}

Take = Callable[[Sequence[TypedStep], bool, str], FileError | None]
"""Gets the steps, whether the last is given the case, and how long an alert waits, as typed; gives
back what is wrong, or None."""


class EscalationSheet(FormSheet):
    """`done` gets all of it; its `draft` is kept where the sheet is left."""

    def __init__(
        self, theme: Theme, over: QWidget, drafts: FormDrafts, reading: DraftReading,
        priority: str, done: Take,
    ) -> None:  # fmt: skip
        super().__init__(
            theme, over, tr("Who is told of a {priority} that nobody sees", priority=priority),
            tr("Take it"), self._submit, width=_WIDTH,
        )  # fmt: skip
        self._done, self._reading, self._priority, self._drafts = done, reading, priority, drafts
        self.say(tr("Whoever an alert is for is told first. While nobody has seen it, it goes on "
                    "from step to step, each to whoever has that role by the rota."))  # fmt: skip
        policy = reading.policy
        self.unseen = named(TextLine(longest=40), UNSEEN)
        self.unseen.setMaximumWidth(_TIME)
        self.unseen.setPlaceholderText(tr("never"))
        self.steps = named(StepList(theme, list(policy.calendars)), _STEPS)
        self.hands = named(QCheckBox(tr("The last of them is given the case")), "hands")
        chips = [ChipSpec(one, tr(words)) for one, words in _CASES.items()]
        self.whose = ChipRow(theme, tr("For a case that breaches now"), chips)
        self.lines = PreviewLines(theme)
        self._show_policy(policy)
        self.draft = drafts.keep(theme, form := self._form(), "handbook-escalation", priority)
        self._lay_out(theme, form)
        for signal in (self.unseen.textChanged, self.steps.changed, self.hands.toggled,
                       self.whose.chosen_changed):  # fmt: skip
            signal.connect(self._follow)
        for entered in (self.unseen.returnPressed, self.steps.entered):
            entered.connect(self.submit)
        self.steps.usual.clicked.connect(self._put_usual)
        self._follow()
        self.finish(self.steps.rows[0].role)

    def _show_policy(self, policy: Policy) -> None:
        steps, hands = as_typed(policy.paths[self._priority])
        seconds = policy.unseen.get(self._priority)
        self.unseen.setText("" if seconds is None else seconds_words(seconds))
        self.steps.show_steps(steps)
        self.hands.setChecked(hands)

    def _form(self) -> Form:
        fields: list[tuple[str, QWidget]] = [
            (tr("Goes on when nobody has seen it for"), self.unseen),
            (tr("Steps"), self.steps), ("", self.hands),
        ]  # fmt: skip
        return Form("", "", fields, lambda: Asked(self._done, {}, ""), holds=[self.steps.holds()])

    def _lay_out(self, theme: Theme, form: Form) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.medium)
        for said, control in form.fields:
            shown = control
            if control in (self.unseen, self.steps):
                shown = self._fields[control.objectName()] = Field(said, control)
            column.addWidget(shown)
        column.addWidget(Field(tr("For a case that breaches now"), self.whose))
        column.addWidget(self.lines)
        column.addStretch(1)  # what is left of the height is not spread among the fields
        scroll = ScrollBody(whole, tr("The path"))
        scroll.height_changed.connect(self.place)
        self.content.addWidget(scroll, 1)

    def _put_usual(self) -> None:
        steps, hands = as_typed(USUAL[self._priority])
        self.steps.show_steps(steps)
        self.hands.setChecked(hands)
        self.steps.add.setFocus()

    def _follow(self, *_: object) -> None:
        """What is typed tells who would be told; what was wrong is so no more."""
        for field in self._fields.values():
            if field.problem:
                field.show_problem("")
        try:
            seconds = typed_seconds(self.unseen.text(), time_path(UNSEEN, self._priority))
            self.steps.show_patience("" if seconds is None else seconds_words(seconds))
            path = typed_path(self.steps.steps, self.hands.isChecked())
        except FileError as error:
            self.lines.show_lines([("", text("Not yet: {why}", why=error.said))])
            return
        drafts = self._drafts
        told = Escalation(path, seconds, self._reading.policy.calendars)
        self.lines.show_lines(preview(
            told, self._priority, self._reading.team, drafts.now(), drafts.zone,
            assigned=bool(self.whose.chosen()[0]),
        ))  # fmt: skip

    def _submit(self) -> None:
        error = self._done(self.steps.steps, self.hands.isChecked(), self.unseen.text())
        if error is None:
            self.draft.forget()
            self.close_sheet()
            return
        where, said = UNSEEN, error.said
        if error.path[:1] != (UNSEEN,):
            where, at = _STEPS, error.path[2] if len(error.path) > 2 else 0
            self.steps.lead_to(int(at), str(error.path[-1]))
            if len(error.path) > 2:
                said = tr("Step {number}: {problem}", number=int(at) + 1, problem=said)
        self.show_error(Problems(tr("The path"), {where: said}))
