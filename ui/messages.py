"""Sentences for people: `Text` and known errors, translated at this edge."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from models import text
from models.errors import KnownError
from models.text import Text

_CONTEXT = "leadline"
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Message:
    """An error as it is shown: a title, one sentence, and what to do next (may be empty)."""

    title: str
    sentence: str
    what_next: str


def tr(words: Text | str, **values: object) -> str:
    """The sentence in the person's language, its `{name}` places filled.

    A plain string without values is taken as it is: braces in it are harmless. Marks in a value
    that turn the direction of writing are left out: they would turn our words around it.
    """
    if isinstance(words, Text):
        filled = {name: _value(value) for name, value in words.values.items()}
        return _translate(words.key, {**filled, **values})
    return _translate(words, values)


def counted(count: int, one: str, many: str, **values: "str | int | Text") -> str:
    """`models.text.counted` in the person's language."""
    return tr(text.counted(count, one, many, **values))


def message(error: KnownError) -> Message:
    """A known error as a message."""
    return Message(tr(error.title), tr(error.sentence), tr(error.what_next))


def _value(value: "str | int | Text") -> object:
    return tr(value) if isinstance(value, Text) else value


def inline(words: str) -> str:
    """Words of a person as they may stand within a line of ours."""
    return _TURNS.sub("", words)


def unmarked(words: str) -> str:
    """Words of a person for a button or a menu, where a single & would underline a letter."""
    return words.replace("&", "&&")


def _translate(key: str, values: dict[str, object]) -> str:
    found = QCoreApplication.translate(_CONTEXT, key) if key else key
    if not values:
        return found
    shown = {name: inline(said) if isinstance(said, str) else said for name, said in values.items()}
    return found.format(**shown)
