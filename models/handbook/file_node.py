"""A value of a parsed file that knows its keys, so that a mistake is named where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeVar

from models.errors import KnownError
from models.handbook.toml_source import Path, key_words

Choice = TypeVar("Choice", bound=str)

_SHOWN = 60


class FileError(KnownError):
    """A mistake in a file: its key, and its line (from 1) where the file has lines."""

    def __init__(
        self, sentence: str, path: Path, line: int | None = None, title: str = "Not readable"
    ) -> None:
        self.path = path
        self.key = key_words(path)
        self.line = line
        self.said = sentence
        where = [f"Line {line}"] * (line is not None) + [self.key] * bool(path)
        told = f"{', '.join(where)}: {sentence}" if where else sentence
        super().__init__(title, told, "Correct it and try again.")

    def to_json(self) -> dict[str, str | int | None]:
        """The same with its place."""
        return {**super().to_json(), "line": self.line, "key": self.key}


@dataclass(frozen=True, slots=True)
class Node:
    """A value as the parser gave it, and the path of keys to it."""

    value: Any
    path: Path = ()

    def wrong(self, sentence: str) -> FileError:
        """The error to raise about this value."""
        return FileError(sentence, self.path)

    def table(self, *known: str) -> dict[str, "Node"]:
        """Its keys; those that are not `known` are refused, where any are given."""
        if not isinstance(self.value, Mapping):
            raise self.wrong(f"{self.shown} is not a table of keys.")
        rows = {str(key): Node(value, (*self.path, key)) for key, value in self.value.items()}
        for name, node in rows.items():
            if known and name not in known:
                raise node.wrong(f"“{name[:_SHOWN]}” is not known here; {_meant(name, known)}")
        return rows

    def array(self) -> list["Node"]:
        """Its elements."""
        if not isinstance(self.value, list | tuple):
            raise self.wrong(f"{self.shown} is not a list; put it in square brackets.")
        return [Node(value, (*self.path, index)) for index, value in enumerate(self.value)]

    def text(self, longest: int = 100) -> str:
        """A text that is not empty."""
        if not isinstance(self.value, str) or not 0 < len(self.value.strip()) <= longest:
            raise self.wrong(f"{self.shown} is not a text of 1 to {longest} characters.")
        return self.value

    def choice(self, allowed: tuple[Choice, ...]) -> Choice:
        """One of the words allowed here."""
        for word in allowed:
            if self.value == word:
                return word
        raise self.wrong(
            f"{self.shown} is not one of the words for it; {_meant(self.value, allowed)}"
        )

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.wrong(f"{self.shown} is neither true nor false.")
        return self.value

    def whole(self, least: int, most: int) -> int:
        """A whole number between two bounds."""
        if type(self.value) is not int or not least <= self.value <= most:
            raise self.wrong(f"{self.shown} is not a whole number from {least} to {most}.")
        return self.value

    def number(self) -> float:
        """A number, whole or not."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.wrong(f"{self.shown} is not a number.")
        return float(self.value)

    @property
    def shown(self) -> str:
        """The value as a sentence quotes it."""
        words = str(self.value)
        return f"“{words[:_SHOWN]}…”" if len(words) > _SHOWN else f"“{words}”"


def _meant(written: object, words: tuple[str, ...]) -> str:
    """The nearest of the words that are known, or all of them."""
    near = get_close_matches(str(written)[:_SHOWN], words, 1)
    return f"did you mean “{near[0]}”?" if near else f"known are {', '.join(words)}."
