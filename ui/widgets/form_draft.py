"""What is typed in a form, kept until it is saved: leaving the sheet loses nothing."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.drafts import Drafts
from ui.widgets.case_forms import Form
from ui.widgets.field_grid import FieldGrid

_BEFORE = "-before"


def keep_typed(form: Form, drafts: Drafts, name: str) -> Callable[[], bool]:
    """Put back what was typed in this form and not saved, and keep what is typed from here on.

    A field that holds something else by now than when the draft began stays as it is: a draft
    never hides what somebody else wrote since, and waits until the field is typed in. The answer
    says whether anything is kept.
    """
    fields = {
        f"{asked.objectName() or place}{name}": control
        for place, (_, asked) in enumerate(form.fields)
        for name, control in _typed_in(asked).items()
    }
    before = {place: _words(control) for place, control in fields.items()}
    kept = drafts.get(name)
    back = {p for p in fields if p in kept and kept.get(p + _BEFORE, "") == before[p]}
    for place in back:
        _put(fields[place], kept[place])
    waiting = {p: words for p, words in kept.items() if p.removesuffix(_BEFORE) not in back}

    def keep() -> None:
        typed = {place: _words(control) for place, control in fields.items()}
        changed = {place: words for place, words in typed.items() if words != before[place]}
        begun = {place + _BEFORE: before[place] for place in changed}
        drafts.keep(name, waiting | changed | begun)

    for control in fields.values():
        control.textChanged.connect(keep)
    return lambda: bool(drafts.get(name))


def _typed_in(asked: QWidget) -> dict[str, QLineEdit | QPlainTextEdit]:
    """The fields that are typed in, by what to add to the field's place."""
    if isinstance(asked, FieldGrid):
        lines = ((name, field.control) for name, field in asked.fields.items())
        return {f".{name}": line for name, line in lines if isinstance(line, QLineEdit)}
    return {"": asked} if isinstance(asked, (QLineEdit, QPlainTextEdit)) else {}


def _words(control: QLineEdit | QPlainTextEdit) -> str:
    return control.text() if isinstance(control, QLineEdit) else control.toPlainText()


def _put(control: QLineEdit | QPlainTextEdit, words: str) -> None:
    if isinstance(control, QLineEdit):
        control.setText(words)
    else:
        control.setPlainText(words)
