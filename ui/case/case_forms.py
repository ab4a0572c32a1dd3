"""The sheets of one case: closing, reopening, leaving out, its facts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from models.commands.closing import ClosingNote, close_alike, keep_note, reopen
from models.commands.facts import EDITABLE, edit_facts
from models.handbook.closing_draft import Drafted
from models.handbook.environment import parts_of
from models.handbook.intake import CLOSING, closing_parts
from models.handbook.languages import language_name
from models.queries.case import CaseDetail
from models.typed_instant import read_instant
from models.wording import field_name
from models.work import Work
from ui.case.entries import ZoneNow
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.elided_box import ElidedBox
from ui.widgets.field_grid import ENVIRONMENT, LEVELS, FieldGrid
from ui.widgets.growing_text import GrowingText
from ui.widgets.labels import muted
from ui.widgets.language_list import language_names
from ui.widgets.text_line import TextLine

_LONG = ("impact", "steps", "actual", "expected")
_GRIDS = {"levels": LEVELS, "environment": ENVIRONMENT}


def for_one(command: Callable[..., object]) -> Callable[..., object]:
    """A command for one case as the sheets call it: with a list that holds only that case."""

    def run(work: Work, case_ids: Sequence[int], **given: Any) -> object:
        return command(work, case_ids[0], **given)

    return run


def close_form(theme: Theme, case: CaseDetail) -> Form:
    """What the closing note still lacks (rule 22), drafted from what the case holds; what is known
    already may be bettered. The same note may close others of the same trouble.
    """
    drafted = {one.part: one for one in case.drafted}
    priorities = {case.row.priority, *(one.priority for one in case.alike)}
    parts = [name for name in CLOSING if any(name in closing_parts(p) for p in priorities)]
    fields, listed = dict[str, GrowingText](), list[tuple[str, QWidget]]()
    for name in sorted(parts, key=lambda name: bool(case.closing.get(name))):
        fields[name] = _text(theme, name, case.closing.get(name, ""))
        listed.append((tr(field_name(name)), fields[name]))
        if name in drafted:
            listed.append(("", draft_mark(drafted[name], fields[name])))
    boxes = {
        one.id: named(ElidedBox(f"{one.key} {one.title}"), f"alike-{one.id}") for one in case.alike
    }
    for one in case.alike:
        boxes[one.id].setChecked(one.affected)  # one note closes all that an incident hit
    listed += [
        (tr("Close with the same note, too") if place == 0 else "", box)
        for place, box in enumerate(boxes.values())
    ]

    def read() -> Asked:
        note = ClosingNote(**{name: field.toPlainText() for name, field in fields.items()})
        also = [case_id for case_id, box in boxes.items() if box.isChecked()]
        count = len(also) + 1
        said = tr("Closed") if not also else tr("{count} cases closed", count=count)
        return Asked(close_alike, {"note": note, "alike": also}, said)

    hint = tr("Root cause and what prevents the next one; “none” will do for a workaround.")
    form = Form(tr("Close {case}", case=case.row.key), tr("Close the case"), listed, read, hint)
    form.saved = {name: case.closing.get(name, "") for name in fields}
    return form


def part_form(theme: Theme, case: CaseDetail, part: str) -> Form:
    """One part of the closing note, while it is fresh."""
    field = _text(theme, part, case.closing.get(part, ""))
    seen = {part: case.closing.get(part, "")}

    def read() -> Asked:
        note = ClosingNote(**{part: field.toPlainText()})
        given = {"note": note, "seen": dict(seen)}
        return Asked(for_one(keep_note), given, tr("Kept for the closing note"))

    listed: list[tuple[str, QWidget]] = [(tr(field_name(part)), field)]
    listed += [("", draft_mark(one, field)) for one in case.drafted if one.part == part]
    name = tr(field_name(part))
    title = tr("{part} of {case}", part=name, case=case.row.key)
    return Form(title, tr("Keep it"), listed, read, saved=dict(seen), seen=seen)


def draft_words(drafted: Drafted) -> str:
    """Where a drafted part comes from."""
    if drafted.source:
        return tr("Draft, from {source}", source=drafted.source)
    return tr("Draft, from what was noted here")


def draft_mark(drafted: Drafted, field: GrowingText) -> QWidget:
    """Puts a draft in the field, and says that it is one until somebody changes it."""
    field.setPlainText(drafted.words)
    field.selectAll()
    said = tr("{draft}: saved as yours once you go on", draft=draft_words(drafted))
    mark = muted(said, wrap=True)
    field.setAccessibleDescription(said)

    def edited() -> None:
        own = field.toPlainText() != drafted.words
        mark.setText(tr("Your words") if own else said)
        field.setAccessibleDescription(mark.text())

    field.textChanged.connect(edited)
    return mark


def reopen_form(case: CaseDetail, at: ZoneNow) -> Form:
    """From when (rule 15), where no message of the customer says it."""
    received = named(TextLine(), "received_at")
    received.setPlaceholderText(tr("now"))

    def read() -> Asked:
        instant = read_instant(received.text(), at.now, at.zone)
        return Asked(for_one(reopen), {"received_at": instant}, tr("Reopened"))

    return Form(
        tr("Reopen {case}", case=case.row.key), tr("Reopen"),
        [(tr("The customer's message was received"), received)], read,
        tr("A cycle of its own starts then, with the full target; the first verdict stays."),
    )  # fmt: skip


def facts_form(
    theme: Theme, case: CaseDetail, names: Sequence[str], customers: Sequence[str],
    languages: Sequence[str] = (),
) -> Form:  # fmt: skip
    """These facts; a field that somebody else changed meanwhile is refused with both values."""
    seen = dict(_facts(case))
    fields: dict[str, QLineEdit | GrowingText | FieldGrid] = {}
    for name in names:
        if name in _GRIDS:
            grid = fields[name] = named(FieldGrid(theme, _GRIDS[name]), name)
            grid.show_values(seen)
        elif name in _LONG:
            fields[name] = _text(theme, name, seen[name])
        else:
            fields[name] = named(TextLine(), name)
            fields[name].setText(seen[name])  # type: ignore[union-attr]
    for name, known in (("customer", customers), ("language", language_names(languages))):
        line = fields.get(name)
        if isinstance(line, QLineEdit):
            line.setCompleter(_completer(known, line))

    def read() -> Asked:
        facts: dict[str, str] = {}
        for name, field in fields.items():
            facts |= field.values() if isinstance(field, FieldGrid) else {name: _words(field)}
        return Asked(for_one(edit_facts), {"facts": facts, "seen": dict(seen)}, tr("Saved"))

    listed: list[tuple[str, QWidget]] = [
        ("" if name in _GRIDS else tr(field_name(name)), field) for name, field in fields.items()
    ]
    title = tr("How grave, and where: {case}") if "levels" in names else tr("Facts of {case}")
    return Form(title.format(case=case.row.key), tr("Save"), listed, read, seen=seen)


def _facts(case: CaseDetail) -> Mapping[str, str]:
    held = {name: str(case.fields.get(name) or "") for name in EDITABLE}
    held |= parts_of(case.fields.get("environment"))
    language = language_name(held["language"])
    return held | {
        "customer": case.row.customer, "contact": case.contact or "", "language": language,
    }  # fmt: skip


def _words(field: QLineEdit | GrowingText) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _text(theme: Theme, name: str, words: str) -> GrowingText:
    field = named(GrowingText(theme, least=2, most=6), name)
    field.setPlainText(words)
    return field


def _completer(names: Sequence[str], owner: QWidget) -> QCompleter:
    completer = QCompleter(list(names), owner)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer
