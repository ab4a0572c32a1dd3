"""Sentences for people: `Text` and known errors, translated at this edge."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from models.errors import KnownError
from models.text import Text

_CONTEXT = "leadline"


@dataclass(frozen=True)
class Message:
    """An error as it is shown: a title, one sentence, and what to do next (may be empty)."""

    title: str
    sentence: str
    what_next: str


def tr(words: Text | str, **values: object) -> str:
    """The sentence in the person's language, its `{name}` places filled.

    A plain string without values is taken as it is: braces in it are harmless.
    """
    if isinstance(words, Text):
        filled = {name: _value(value) for name, value in words.values.items()}
        return _translate(words.key, {**filled, **values})
    return _translate(words, values)


def message(error: KnownError) -> Message:
    """A known error as a message."""
    return Message(tr(error.title), tr(error.sentence), tr(error.what_next))


def _value(value: "str | int | Text") -> object:
    return tr(value) if isinstance(value, Text) else value


def _translate(key: str, values: dict[str, object]) -> str:
    found = QCoreApplication.translate(_CONTEXT, key) if key else key
    return found.format(**values) if values else found
