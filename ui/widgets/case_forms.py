"""The sheets that steer cases, one or many: what each asks, and the command it comes to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from models.commands.cases import assign, change_priority, pause
from models.commands.closing import ClosingNote, close_cases, exclude_cases, resolve
from models.errors import KnownError
from models.handbook.alerting import REMIND_AFTER
from models.handbook.intake import CLOSING, WAITING
from models.handbook.policy import PRIORITIES
from models.wording import PRIORITIES as MEANINGS
from models.wording import STATUSES, field_name
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.form_sheet import FormSheet
from ui.widgets.form_values import Value
from ui.widgets.growing_text import GrowingText
from ui.widgets.labels import muted
from ui.widgets.text_line import TextLine

_WAYS = dict(zip(WAITING, ("Customer", "Third party", "Engineering"), strict=True))
_REMIND = (("1", "In 1 business day"), ("2", "In 2"), ("5", "In 5"), ("0", "Not at all"))
_REASONS = ("cancelled", "duplicate", "spam")
_NOBODY = 0
_PERSON = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Asked:
    """What is to be done with the cases: a command, what it is given, how it is told.

    `then` is handed what the command returned.
    """

    command: Callable[..., object]
    given: dict[str, Any]
    saying: str
    then: Callable[[Any], None] = lambda _: None


@dataclass
class Form:
    """A sheet's words and fields, and how to read what was filled in.

    `saved`: what is saved in a field, by its name, where the field proposes something else.
    `seen`: what the person saw of what it changes, and what they were told of it since.
    `first`: where the keyboard begins; the first field, unless said.
    `holds`: what is to be kept of it beside its fields' own values.
    """

    title: str
    done: str
    fields: list[tuple[str, QWidget]]
    read: Callable[[], Asked]
    hint: str = ""
    submits: list[Callable[[Callable[[], None]], object]] = field(default_factory=list)
    saved: Mapping[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    first: QWidget | None = None
    holds: Sequence[Value] = ()


def open_form(
    theme: Theme, window: QWidget, form: Form, submit: Callable[[FormSheet, Asked], None]
) -> FormSheet:
    """Open a form as a sheet; `submit` is called with the sheet and what was asked in it.

    A form whose `read` raises `KnownError` says so in the sheet.
    """

    def read() -> None:
        try:
            asked = form.read()
        except KnownError as error:
            sheet.show_error(error)
        else:
            submit(sheet, asked)

    sheet = FormSheet(theme, window, form.title, form.done, read)
    if form.hint:
        sheet.say(form.hint)
    for words, control in form.fields:
        sheet.add(words, control)
    for connect in form.submits:
        connect(sheet.submit)
    sheet.finish(form.first)
    return sheet


Control = TypeVar("Control", bound=QWidget)


def named(control: Control, field: str) -> Control:
    """The control, known as the command's field: what is wrong with it is said there."""
    control.setObjectName(field)
    return control


def fit_list(theme: Theme, items: QListWidget, most: int = 9) -> None:
    """Make a list in a sheet as high as its lines, each as high as those of the tables; it looks
    like a field, and shows that it has the keyboard."""
    items.setProperty("role", "choices")
    items.setFont(theme.font())
    for row in range(items.count()):
        items.item(row).setSizeHint(QSize(0, theme.sizes.row))
    items.setFixedHeight(min(max(items.count(), 1), most) * theme.sizes.row + 4)


def assign_form(
    theme: Theme, cases: str, people: Sequence[tuple[int, str]], seen: str | None = None
) -> Form:
    """To whom? `seen` is who has it, where that is in sight."""
    names = named(QListWidget(), "assignee")
    known = {} if seen is None else {"assignee": seen}
    for person_id, name in [*people, (_NOBODY, tr("Nobody"))]:
        item = QListWidgetItem(name, names)
        item.setData(_PERSON, person_id)
    names.setCurrentRow(0)
    fit_list(theme, names)

    def read() -> Asked:
        item = names.currentItem()
        person_id = item.data(_PERSON) or None
        said = tr("Assigned to {name}", name=item.text()) if person_id else tr("Assigned to nobody")
        return Asked(assign, {"person_id": person_id, "seen": known.get("assignee")}, said)

    fields: list[tuple[str, QWidget]] = [(tr("To whom?"), names)]
    form = Form(tr("Assign {cases}", cases=cases), tr("Assign"), fields, read, seen=known)
    form.submits.append(lambda submit: names.itemActivated.connect(lambda *_: submit()))
    return form


def priority_form(
    theme: Theme, cases: str, now: str, suggested: str | None = None, seen: str | None = None
) -> Form:
    """Which priority, with its definition in view, and why; `suggested` is said above (rule 20).

    `seen` is the one that is in sight, as the command takes it.
    """
    chips = [ChipSpec(name, name) for name in PRIORITIES]
    row = named(ChipRow(theme, tr("Priority"), chips), "priority")
    known = {} if seen is None else {"priority": seen}
    row.choose(now)
    meaning = muted(tr(MEANINGS[now]), wrap=True)
    row.chosen_changed.connect(lambda chosen: meaning.setText(tr(MEANINGS[chosen[0]])))
    why = named(TextLine(), "note")
    fields: list[tuple[str, QWidget]] = [
        (tr("Priority"), row),
        ("", meaning),
        (tr("Why, and what was agreed (kept in the timeline)"), why),
    ]

    def read() -> Asked:
        chosen = row.chosen()[0]
        given = {
            "priority": chosen, "note": why.text().strip(), "seen": known.get("priority"),
        }  # fmt: skip
        return Asked(change_priority, given, tr("Priority is {name} now", name=chosen))

    hint = ""
    if suggested:
        said = "The handbook suggests {name}; another needs a reason."
        hint = tr(said, name=suggested)
    title = tr("Priority of {cases}", cases=cases)
    return Form(title, tr("Change"), fields, read, hint, seen=known)


def pause_form(
    theme: Theme, cases: str, read_time: Callable[[str], datetime | None] | None = None,
    way: str = WAITING[0],
) -> Form:  # fmt: skip
    """Whom do we wait for, why, and when to be reminded of it (rule 13)?

    `read_time` reads a reminder's time as typed; without it there is no field for one. `way` is
    what is known of whom already.
    """
    ways = ChipRow(theme, tr("Waiting on"), [ChipSpec(i, tr(w)) for i, w in _WAYS.items()])
    ways.choose(way)
    whom, why = named(TextLine(), "waiting_for"), TextLine()
    remind = ChipRow(theme, tr("Remind"), [ChipSpec(i, tr(words)) for i, words in _REMIND])
    remind.choose(str(REMIND_AFTER))
    fields: list[tuple[str, QWidget]] = [
        (tr("Waiting on"), ways),
        (tr("Name of whom we wait for"), whom),
        (tr("For what?"), why),
        (tr("Remind whoever has it, unless the wait is over"), remind),
    ]

    typed = read_time or (lambda words: None)
    at = named(TextLine(), "remind")
    at.setPlaceholderText(tr("such as Thu 09:00"))
    if read_time is not None:
        fields.append((tr("Or at"), at))

    def read() -> Asked:
        given = {
            "status": ways.chosen()[0], "waiting_for": whom.text(), "reason": why.text().strip(),
            "remind": typed(at.text()) or int(remind.chosen()[0]) or None,
        }  # fmt: skip
        return Asked(pause, given, tr("Paused, waiting for {name}", name=whom.text().strip()))

    hint = tr("A first response never waits; which other clocks stand still, the handbook says.")
    return Form(tr("Pause {cases}", cases=cases), tr("Pause"), fields, read, hint)


def close_many_form(theme: Theme, cases: str) -> Form:
    """One closing note for several cases (rule 22)."""
    fields = {name: named(GrowingText(theme, least=2, most=6), name) for name in CLOSING}

    def read() -> Asked:
        note = ClosingNote(**{name: field.toPlainText() for name, field in fields.items()})
        return Asked(close_cases, {"note": note}, tr("Closed"))

    hint = tr("One note for all of them. What a case keeps of its own stands where a field here "
              "is empty; a P4 needs its root cause alone.")  # fmt: skip
    listed: list[tuple[str, QWidget]] = [(tr(field_name(n)), f) for n, f in fields.items()]
    return Form(tr("Close {cases}", cases=cases), tr("Close them"), listed, read, hint)


def exclude_form(theme: Theme, cases: str, reason: str = "cancelled") -> Form:
    """Why their clocks count nowhere (rule 12): all there is to close a duplicate, or spam."""
    reasons = ChipRow(
        theme, tr("Reason"), [ChipSpec(name, tr(STATUSES[name])) for name in _REASONS]
    )
    reasons.choose(reason)
    note, same = named(TextLine(), "note"), named(TextLine(), "to")
    same.setPlaceholderText(tr("such as CS-1042"))

    def read() -> Asked:
        chosen = reasons.chosen()[0]
        same_as = same.text() if chosen == "duplicate" else ""
        given = {"reason": chosen, "note": note.text(), "same_as": same_as}
        return Asked(exclude_cases, given, tr("Left out of figures"))

    def show(chosen: str) -> None:
        same.setEnabled(chosen == "duplicate")

    reasons.chosen_changed.connect(lambda chosen: show(chosen[0]))
    show(reason)
    fields: list[tuple[str, QWidget]] = [
        (tr("Reason"), reasons), (tr("Duplicate of (it will be linked)"), same),
        (tr("In a word, why"), note),
    ]  # fmt: skip
    hint = tr("It ends here, and none of its clocks counts in any figure.")
    return Form(tr("Leave {cases} out", cases=cases), tr("Leave out"), fields, read, hint)


def resolve_form(theme: Theme, cases: str) -> Form:
    """Service is restored, and the customer told."""
    text = named(GrowingText(theme, least=4, most=10), "text")
    label = tr("What was done, and what the customer was told")
    hint = tr("Ends the clocks. The closing note is asked for when the case is closed.")
    return Form(
        tr("Resolve {cases}", cases=cases), tr("Resolve"), [(label, text)],
        lambda: Asked(resolve, {"text": text.toPlainText().strip()}, tr("Resolved")), hint,
    )  # fmt: skip
