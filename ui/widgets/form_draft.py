"""What is typed in a form, kept until it is saved: leaving the sheet loses nothing."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ui.drafts import Drafts
from ui.widgets.case_forms import Form

_BEFORE = "-before"


def keep_typed(form: Form, drafts: Drafts, name: str) -> Callable[[], bool]:
    """Put back what was typed in this form and not saved, and keep what is typed from here on.

    A field that holds something else by now than when the draft began stays as it is: a draft
    never hides what somebody else wrote since. The answer says whether anything is kept.
    """
    fields = {
        str(place): control
        for place, (_, control) in enumerate(form.fields)
        if isinstance(control, (QLineEdit, QPlainTextEdit))
    }
    before = {place: _words(control) for place, control in fields.items()}
    kept = drafts.get(name)
    for place, control in fields.items():
        if place in kept and kept.get(place + _BEFORE, "") == before[place]:
            _put(control, kept[place])

    def keep() -> None:
        typed = {place: _words(control) for place, control in fields.items()}
        changed = {place: words for place, words in typed.items() if words != before[place]}
        drafts.keep(name, changed | {place + _BEFORE: before[place] for place in changed})

    for control in fields.values():
        control.textChanged.connect(keep)
    return lambda: bool(drafts.get(name))


def _words(control: QLineEdit | QPlainTextEdit) -> str:
    return control.text() if isinstance(control, QLineEdit) else control.toPlainText()


def _put(control: QLineEdit | QPlainTextEdit, words: str) -> None:
    if isinstance(control, QLineEdit):
        control.setText(words)
    else:
        control.setPlainText(words)
