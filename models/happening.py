"""What happened, in words: what the sentences of a timeline are made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from models.text import Text


@dataclass(frozen=True)
class Happening:
    """What happened, and what was written with it: (field's name or empty, the words)."""

    head: Text
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Naming:
    """How an edge writes people, by their ids, and instants."""

    people: Mapping[int, str]
    when: Callable[[datetime], str]


def plain(words: object) -> tuple[tuple[str, str], ...]:
    """Words that stand by themselves; none where there are none."""
    return (("", str(words)),) if words else ()
