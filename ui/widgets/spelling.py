"""Which words are misspelt, by the dictionaries that are installed here; silent without any."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol

from PySide6.QtCore import QLocale

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NO_WORDS: Final = re.compile(r"`[^`\n]*`|\{[{%][^}\n]*[%}]\}|\S*(?:[/\\@_]|\w\.\w|\d)\S*")
"""Code, places to be filled in, addresses, paths, numbers: nothing there is a word."""

_LONGEST_WORD: Final = 40
_ENGLISH: Final = "en_US"


class Dictionary(Protocol):
    """One language's words, as pyenchant has them."""

    def check(self, word: str) -> bool:
        """Whether this is a word."""
        ...

    def suggest(self, word: str) -> list[str]:
        """Words that are like it."""
        ...

    def add(self, word: str) -> None:
        """It is one of the person's own from here on, in other programs too."""
        ...


class Speller:
    """Several languages at once: a word of any of them is right."""

    def __init__(self, dictionaries: Sequence[Dictionary]) -> None:
        self._dictionaries = dictionaries
        self._known: dict[str, bool] = {}

    def wrong(self, text: str) -> Iterator[tuple[int, int]]:
        """(begin, end) of each misspelt word of a line."""
        holes = [match.span() for match in _NO_WORDS.finditer(text)]
        for match in _WORD.finditer(text):
            begin, end = match.span()
            if not any(first <= begin < last for first, last in holes) and not self.is_right(
                match[0]
            ):
                yield begin, end

    def is_right(self, word: str) -> bool:
        """Whether a word is known; names in capitals and very long ones pass."""
        if not 1 < len(word) <= _LONGEST_WORD or word[1:] != word[1:].lower():
            return True
        found = self._known.get(word)
        if found is None:
            plain = word.replace("’", "'")
            found = any(one.check(plain) for one in self._dictionaries)
            self._known[word] = found
        return found

    def suggest(self, word: str, most: int = 6) -> list[str]:
        """Words that may be meant, each language's best first."""
        offered = (one.suggest(word.replace("’", "'")) for one in self._dictionaries)
        return list(dict.fromkeys(near for some in offered for near in some[:most]))[:most]

    def add(self, word: str) -> None:
        """Keep it among the person's own words."""
        self._dictionaries[0].add(word)
        self._known[word] = True


def system_speller() -> Speller | None:
    """The dictionaries of this person's languages, and English; None where none is installed.

    Slow: call it off the GUI thread, and use what it gives on one thread.
    """
    try:
        import enchant
    except ImportError:  # the library it speaks to is not on this computer
        return None
    broker = enchant.Broker()
    installed = broker.list_languages()
    tags = [*QLocale.system().uiLanguages(), _ENGLISH]
    found = [broker.request_dict(tag) for tag in _chosen(tags, installed)]
    return Speller(found) if found else None


def _chosen(wanted: Iterable[str], installed: Sequence[str]) -> list[str]:
    """Of each language wanted one dictionary that is there: of the same country, or any."""
    chosen: dict[str, str] = {}
    for tag in wanted:
        name = tag.replace("-", "_")
        language = name.partition("_")[0]
        same = [one for one in installed if one.partition("_")[0] == language]
        best = name if name in same else next(iter(sorted(same)), None)
        if best is not None:
            chosen.setdefault(language, best)
    return list(chosen.values())
