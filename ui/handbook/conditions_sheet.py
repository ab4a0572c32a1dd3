"""What starts, pauses, resumes, stops and resets one clock: a list of each, to be changed."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.errors import Problems
from models.handbook.condition_words import VERB_WORDS, as_written, vocabulary
from models.handbook.conditions import DEFAULTS, OWN, Conditions, Verb
from models.handbook.policy import FIRST_RESPONSE, Policy
from models.wording import commitment_name
from ui.handbook.condition_list import ConditionList
from ui.handbook.scroll_body import ScrollBody
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.field import Field
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet

Lists = Mapping[Verb, list[str]]
"""The conditions of each kind, as the handbook's file writes them."""
Wrong = tuple[str, str]
"""(the list, what is wrong with it)."""


class ConditionsSheet(FormSheet):
    """`done` gets all the lists, and gives back what is wrong, or None; its `draft` is kept."""

    def __init__(
        self, theme: Theme, over: QWidget, drafts: FormDrafts, policy: Policy, commitment: str,
        done: Callable[[Lists], Wrong | None],
    ) -> None:  # fmt: skip
        name = tr(commitment_name(commitment))
        super().__init__(theme, over, tr("When the clock runs: {clock}", clock=name.lower()),
                         tr("Take it"), self._submit)  # fmt: skip
        self._done = done
        self._usual = DEFAULTS.get(commitment, OWN)
        offered = vocabulary(policy)
        own = policy.conditions(commitment)
        self.lists: dict[Verb, ConditionList] = {}
        self._fields: dict[str, Field] = {}
        self.say(tr("Any one of a list is enough. The end of a case ends every clock, and the "
                    "statuses that pause it are beside these."))  # fmt: skip
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.medium)
        for verb, words in VERB_WORDS.items():
            if commitment == FIRST_RESPONSE and verb in ("pause", "resume"):
                continue  # it never pauses (rule 13)
            self.lists[verb] = named(ConditionList(theme, tr(words), offered), verb)
            self.lists[verb].show_conditions(own.of(verb))
        self.draft = drafts.keep(theme, form := self._form(), "handbook-conditions", commitment)
        for said, control in form.fields:
            shown = control
            if isinstance(control, ConditionList):
                shown = self._fields[control.objectName()] = Field(said, control)
            column.addWidget(shown)
        usual = Button(theme, tr("As the handbook has it"), kind="quiet")
        usual.clicked.connect(self._put_usual)
        column.addWidget(usual, 0, Qt.AlignmentFlag.AlignLeft)
        scroll = ScrollBody(whole, tr("Conditions"))
        scroll.height_changed.connect(self.place)
        self.content.addWidget(scroll, 1)
        self.finish(next(iter(self.lists.values())).box)

    def _form(self) -> Form:
        """What is kept of it: its lists, and what is being added to them."""
        fields: list[tuple[str, QWidget]] = [
            (tr(VERB_WORDS[verb]), one) for verb, one in self.lists.items()
        ]
        holds = [value for one in self.lists.values() for value in one.holds()]
        return Form("", "", fields, lambda: Asked(self._done, {}, ""), holds=holds)

    def _put_usual(self) -> None:
        for verb, one in self.lists.items():
            one.show_conditions(self._usual.of(verb))

    def _submit(self) -> None:
        chosen = Conditions(**{verb: one.conditions for verb, one in self.lists.items()})
        written = as_written(chosen)
        wrong = self._done({verb: written[verb] for verb in self.lists})
        if wrong is None:
            self.draft.forget()
            self.close_sheet()
        else:
            self.show_error(Problems(tr("The conditions"), {wrong[0]: wrong[1]}))
