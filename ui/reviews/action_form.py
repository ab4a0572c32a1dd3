"""The form of a corrective action: what, who, by when, and the number that is expected of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from models.action_words import KIND_MEANINGS, KIND_WORDS, MEASURE_WORDS, UNITS
from models.agenda_words import period_name
from models.commands.action_checks import checked_effect
from models.commands.corrective_actions import (
    NewAction,
    add_action,
    change_action,
    take_back_action,
    unmake_action,
)
from models.errors import KnownError, Problems
from models.handbook.action_effect import MEASURES, NARROWED, Effect
from models.handbook.policy import COMMITMENTS, OBJECTIVES
from models.handbook.policy import PRIORITIES as CASE_PRIORITIES
from models.handbook.reviews import review_named
from models.handbook.typed_day import typed_day
from models.queries.action_choices import ActionChoices
from models.queries.corrective_actions import ActionRow
from models.wording import capitalised, commitment_name, day_words, role_name
from ui.messages import inline, tr
from ui.theme import Theme
from ui.way_back import with_way_back
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.field import Field
from ui.widgets.form_values import form_values
from ui.widgets.labels import muted
from ui.widgets.text_line import TextLine
from ui.widgets.wheel_free import WheelFreeBox

_ROLE, _PERSON = "role:", "person:"
_SCOPE: Final = {
    "priority": "priority_of", "commitment": "commitment", "objective": "objective",
    "category": "category", "group": "group", "words": "words", "factor": "factor",
}  # fmt: skip
"""What a measure is narrowed to, and the field of the form that says it."""

_FRIDAY: Final = 4
AHEAD: Final = timedelta(weeks=4)
"""A new action is due so long from today, unless somebody says otherwise."""


class ActionForm:
    """The controls of the form, filled in from an action or for a new one.

    `preview` is handed what is expected each time it is another, None while it is not whole, and
    shows what it was in the last quarter.
    """

    def __init__(
        self, theme: Theme, choices: ActionChoices, today: date, row: ActionRow | None,
        preview: Callable[[Effect | None], object],
    ) -> None:  # fmt: skip
        self._row, self._today, self._told = row, today, preview
        self.seen = row.version if row is not None else 0
        self.made: int | None = None
        self.title, self.expected, self.why = (
            named(TextLine(), name) for name in ("title", "expected", "why")
        )  # fmt: skip
        self.kind = named(ChipRow(theme, tr("Kind"), [
            ChipSpec(name, tr(words), hint=tr(KIND_MEANINGS[name]))
            for name, words in KIND_WORDS.items()
        ]), "kind")  # fmt: skip
        self.urgency = named(
            ChipRow(theme, tr("Priority"), [ChipSpec(str(one), str(one)) for one in (1, 2, 3)]),
            "priority",
        )
        due_on = proposed_day(today) if row is None else row.due_on
        self.owner, self.due_on = _owners(choices), day_line("due_on", due_on)
        self.measure = _box("measure", {name: MEASURE_WORDS[name] for name in MEASURES})
        self.scope = _scope(theme, choices)
        self.below = muted("", wrap=True)
        self._fill(row)
        self._watch()

    def form(self, title: str, done: str, read: Callable[[], Asked]) -> Form:
        """All of it as a sheet shows it."""
        fields: list[tuple[str, QWidget]] = [
            (tr("What is to be done"), self.title), (tr("Kind"), self.kind),
            (tr("Priority, 1 the most urgent"), self.urgency),
            (tr("Whose it is"), self.owner), (tr("Due"), self.due_on),
        ]  # fmt: skip
        if self._row is not None:
            fields.append((tr("Why it moves"), self.why))
        fields.append((tr("What is measured"), self.measure))
        fields += [(tr(_SCOPE_WORDS[name]), control) for name, control in self.scope.items()]
        fields += [(tr("The number expected"), self.expected), ("", self.below)]
        form = Form(title, done, fields, read, first=self.title)
        form.submits.append(lambda _: self._offer())
        return form

    def values(self) -> dict[str, Any]:
        """The fields of the action as they are filled in."""
        owner = str(self.owner.currentData() or "")
        person = int(owner.removeprefix(_PERSON)) if owner.startswith(_PERSON) else None
        return {
            "title": self.title.text(), "kind": self.kind.chosen()[0],
            "priority": int(self.urgency.chosen()[0]), "owner_id": person,
            "owner_role": owner.removeprefix(_ROLE) if person is None else "",
            "due_on": self.day(), "effect": self.effect(),
        }  # fmt: skip

    def day(self) -> str:
        """The day it is due by; one that stands as it was is that, though it be past."""
        if self._row is not None and not self.is_moved:
            return self._row.due_on.isoformat()
        return day_of(self.due_on, self._today)

    @property
    def is_moved(self) -> bool:
        """Whether the day of an action is another than it was."""
        row = self._row
        return row is not None and self.due_on.text() != day_words(row.due_on, year=True)

    def effect(self) -> dict[str, Any]:
        """What is expected, as it is kept."""
        kind = str(self.measure.currentData())
        narrowed = {name: _value(self.scope[name]) for name in NARROWED[kind]}
        number = number_of(self.expected.text())
        return {"measure": kind, **narrowed, "expected": number}

    # ---- what is seen ----

    def _fill(self, row: ActionRow | None) -> None:
        if row is None:
            self.measure.setCurrentIndex(0)
            self.urgency.choose("2")
            return
        self.title.setText(row.title)
        self.kind.choose(row.kind)
        self.urgency.choose(str(row.priority))
        owner = f"{_PERSON}{row.owner_id}" if row.owner_id is not None else _ROLE + row.owner_role
        if self.owner.findData(owner) < 0:
            words = row.owner or capitalised(tr(row.role))
            self.owner.addItem(tr("{name}, not on the team", name=words) if row.owner else words,
                               owner)  # fmt: skip
        self.owner.setCurrentIndex(self.owner.findData(owner))
        if row.effect is None:
            return
        self.measure.setCurrentIndex(self.measure.findData(row.effect.measure.kind))
        for name, control in self.scope.items():
            _put(control, getattr(row.effect.measure, name))
        self.expected.setText(f"{row.effect.expected:g}")

    def _watch(self) -> None:
        watched = [self.measure, self.expected, self.due_on, *self.scope.values()]
        for value in form_values([("", control) for control in watched]):
            for changed in value.changes:
                changed.connect(lambda *_: self._offer())

    def _offer(self) -> None:
        """Only what narrows this measure is asked for, and why only where the day is another."""
        kind = str(self.measure.currentData())
        for name, control in self.scope.items():
            _show(control, name in NARROWED[kind])
        if self._row is not None:
            _show(self.why, self.is_moved)
        self.expected.setPlaceholderText(tr(_EXAMPLES[UNITS[kind]]))
        effect, _ = checked_effect(self.effect())
        self._told(effect)


_SCOPE_WORDS: Final[Mapping[str, str]] = {
    "priority": "Of which priority", "commitment": "Of which commitment",
    "objective": "Measured by", "category": "In which category", "group": "Of which group",
    "words": "About what: words that search finds such cases by",
    "factor": "Which contributing factor",
}  # fmt: skip
_EXAMPLES: Final[Mapping[str, str]] = {
    "a quarter": "at most, such as 3", "%": "percent, such as 95", "min": "minutes, such as 30",
}  # fmt: skip


def new_form(form: ActionForm, postmortem_id: int | None, review: str) -> Form:
    """A new action of a postmortem, a review, or neither."""

    def back(made: int) -> Callable[..., object]:
        form.made = made
        return partial(unmake_action, action_id=made)

    def read() -> Asked:
        new = NewAction(**form.values(), postmortem_id=postmortem_id, review=review)
        return Asked(with_way_back(add_action, back), {"new": new}, tr("The action is made"))

    title = tr("A corrective action")
    if review:
        title = tr("Record an action: {period}", period=tr(period_name(review_named(review)[1])))
    return form.form(title, tr("Make it"), read)


def edit_form(form: ActionForm, row: ActionRow) -> Form:
    """Another title, owner, day or effect: what is another than it was, and nothing else, so that
    what somebody changed beside it meanwhile stays."""
    before = form.values()

    def read() -> Asked:
        changes = {name: said for name, said in form.values().items() if said != before[name]}
        given = {"action_id": row.id, "changes": changes, "seen": form.seen,
                 "why": form.why.text()}  # fmt: skip
        return Asked(steps_back(change_action, row.id), given, tr("The action is saved"))

    return form.form(tr("Edit “{title}”", title=inline(row.title)), tr("Save"), read)


def steps_back(command: Callable[..., int], action_id: int) -> Callable[..., Any]:
    """A step of an action, whose result takes it back while nobody took another; of what changed
    nothing there is no way back."""

    def back(version: int) -> Callable[..., object] | None:
        take_back = partial(take_back_action, action_id=action_id, version=version)
        return take_back if version else None

    return with_way_back(command, back)


def number_of(written: str) -> float | None:
    """A number as people write it: 3, 3.5, 3,5, 95 %. None where it is none."""
    said = written.strip().removesuffix("%").removesuffix("min").strip().replace(",", ".")
    if not said.isascii() or not said.replace(".", "", 1).isdigit():
        return None
    return float(said)


def proposed_day(today: date) -> date:
    """When a new action is due unless somebody says otherwise: never on a weekend."""
    day = today + AHEAD
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > _FRIDAY else 0)


def day_line(name: str, day: date) -> TextLine:
    """A line for a day, as people type one."""
    line = named(TextLine(), name)
    line.setText(day_words(day, year=True))
    line.setPlaceholderText(tr("such as 12 May, Friday, or in 3 weeks"))
    return line


def day_of(line: TextLine, today: date) -> str:
    """The day in it, as an ISO date; raises `Problems` at the field where it is none."""
    try:
        return typed_day(line.text(), today).isoformat()
    except KnownError as error:
        raise Problems(error.title, {line.objectName(): str(error)}) from error


def _owners(choices: ActionChoices) -> WheelFreeBox:
    """Roles first: an action outlives who has a role today."""
    box = named(WheelFreeBox(), "owner")
    for role, who in choices.roles:
        name = capitalised(tr(role_name(role)))
        said = tr("{role}: {who}", role=name, who=who) if who else name
        box.addItem(said, _ROLE + role)
    for person in choices.people:
        box.addItem(person.name, f"{_PERSON}{person.id}")
    return box


def _scope(theme: Theme, choices: ActionChoices) -> dict[str, QWidget]:
    """The controls that narrow a measure, by what they narrow it to."""
    some = {"": tr("Any"), **{one: one for one in CASE_PRIORITIES}}
    priority = ChipRow(theme, tr(_SCOPE_WORDS["priority"]),
                       [ChipSpec(name, words) for name, words in some.items()])  # fmt: skip
    found: dict[str, QWidget] = {
        "priority": priority,
        "commitment": _box("", {"": "Any", **{one: commitment_name(one) for one in COMMITMENTS}}),
        "objective": _box("", {one: one for one in OBJECTIVES}),
        "words": TextLine(), "category": _offering(choices.categories),
        "group": _offering(choices.groups), "factor": _offering(choices.factors),
    }  # fmt: skip
    return {name: named(control, _SCOPE[name]) for name, control in found.items()}


def _offering(names: Sequence[str]) -> TextLine:
    """A line that offers these names, however they are written."""
    line = TextLine()
    offers = QCompleter(list(names), line)
    offers.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    offers.setFilterMode(Qt.MatchFlag.MatchContains)
    line.setCompleter(offers)
    return line


def _box(name: str, choices: Mapping[str, str]) -> WheelFreeBox:
    box = named(WheelFreeBox(), name)
    for value, words in choices.items():
        box.addItem(tr(words), value)
    return box


def _value(control: QWidget) -> str:
    if isinstance(control, QLineEdit):
        return control.text()
    if isinstance(control, ChipRow):
        return control.chosen()[0]
    assert isinstance(control, WheelFreeBox)
    return str(control.currentData() or "")


def _put(control: QWidget, value: str) -> None:
    if isinstance(control, QLineEdit):
        control.setText(value)
    elif isinstance(control, ChipRow):
        control.choose(value)
    elif isinstance(control, WheelFreeBox):
        control.setCurrentIndex(max(0, control.findData(value)))


def _show(control: QWidget, shown: bool) -> None:
    """A field with its name and what is wrong with it."""
    field = control.parentWidget()
    if isinstance(field, Field):
        field.setVisible(shown)
