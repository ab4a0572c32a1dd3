"""Which words are misspelt, by the dictionaries that are installed here; silent without any."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from typing import Final, Protocol

from PySide6.QtCore import QLocale

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CODE: Final = re.compile(r"`[^`\n]*`|\{[{%][^}\n]*[%}]\}")
"""Code, and places to be filled in: nothing there is a word."""

_TOKEN: Final = re.compile(r"\S+")
_NO_WORD: Final = re.compile(r"[/\\@_\d]|\w\.\w")
"""What addresses, paths, names of code and numbers have in them, and words have not."""

_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")
_LONGEST_WORD: Final = 40
_FEW: Final = 6
"""Words from which on a line shows that it is in another language, and not badly typed."""

_MOST_OTHERS: Final = 5
_MOST_KEPT: Final = 50_000
_ENGLISH: Final = "en_US"


class Dictionary(Protocol):
    """One language's words, as pyenchant has them."""

    def __hash__(self) -> int:
        """Each is itself alone."""
        ...

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
    """The person's languages at once: a word of any of them is right.

    A line of which they know less than half is in the first of `others` that knows more of it, if
    there is one; and where they know next to nothing, in no language that is installed here: then
    nothing of it is wrong.
    """

    def __init__(
        self, dictionaries: Sequence[Dictionary], others: Sequence[Dictionary] = ()
    ) -> None:
        self._own = list(dictionaries)
        self._tongues = [[*dictionaries, other] for other in others]
        self._keeps = [*dictionaries, *others][:1]
        self._knows = lru_cache(_MOST_KEPT)(lambda one, word: one.check(word.replace("’", "'")))
        self.added: frozenset[str] = frozenset()

    def wrong(self, text: str, names: Collection[str] = ()) -> list[tuple[int, int]]:
        """(begin, end) of each misspelt word of a line; `names` are right."""
        spans = _spans(text)
        words = {text[begin:end] for begin, end in spans}
        unknown = self._unknown(words, self._tongue(words)).difference(names)
        return [span for span in spans if text[slice(*span)] in unknown]

    def is_right(self, word: str) -> bool:
        """Whether a word is known, in itself."""
        return not self._unknown({word}, self._own)

    def suggest(self, word: str, line: str = "", most: int = 6) -> list[str]:
        """Words that may be meant in a line, each language's best first."""
        tongue = self._tongue({line[begin:end] for begin, end in _spans(line)} or {word})
        offered = (one.suggest(word.replace("’", "'")) for one in tongue)
        return list(dict.fromkeys(near for some in offered for near in some[:most]))[:most]

    def add(self, word: str) -> None:
        """Keep it among the person's own words."""
        self._keeps[0].add(word)
        self._knows.cache_clear()
        self.added |= {word}

    def _tongue(self, words: set[str]) -> Sequence[Dictionary]:
        """The dictionaries of the language a line is in; none where none of them knows it."""
        own = len(self._unknown(words, self._own)) if self._own else len(words)
        if self._own and own * 2 <= len(words):
            return self._own
        for tongue in self._tongues:
            if len(self._unknown(words, tongue)) * 2 < min(len(words), own * 2):
                return tongue
        return () if _is_foreign(own, words) else self._own

    def _unknown(self, words: set[str], tongue: Sequence[Dictionary]) -> set[str]:
        """Those that no dictionary has; none where there is none to ask."""
        doubtful = words - self.added if tongue else set()
        return {word for word in doubtful if not any(self._knows(one, word) for one in tongue)}


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a line are, but for names in capitals and very long ones."""
    plain = _CODE.sub(lambda code: " " * len(code[0]), text)
    return [
        (token.start() + word.start(), token.start() + word.end())
        for token in _TOKEN.finditer(plain) if not _NO_WORD.search(token[0])
        for word in _WORD.finditer(token[0]) if _can_be_wrong(word[0])
    ]  # fmt: skip


def _can_be_wrong(word: str) -> bool:
    return 1 < len(word) <= _LONGEST_WORD and word[1:] == word[1:].lower()


def _is_foreign(unknown: int, words: set[str]) -> bool:
    """Whether so many unknown words are more than slips of the hand."""
    tells = len(words) >= _FEW or not any(_LATIN.search(word) for word in words)
    return tells and unknown * 4 >= len(words) * 3


def system_speller() -> Speller | None:
    """The dictionaries of this person's languages and English, and what else is installed; None
    where nothing is.

    Slow: call it off the GUI thread, and use what it gives on one thread.
    """
    try:
        import enchant
    except ImportError:  # the library it speaks to is not on this computer
        return None
    broker = enchant.Broker()
    installed = broker.list_languages()
    own = _chosen([*QLocale.system().uiLanguages(), _ENGLISH], installed)
    others = [name for name in _chosen(sorted(installed), installed)
              if _language(name) not in map(_language, own)][:_MOST_OTHERS]  # fmt: skip
    if not installed:
        return None
    return Speller(*([broker.request_dict(name) for name in names] for names in (own, others)))


@cache
def shared_speller() -> Speller | None:
    """One for all pages: a word added on one is right on the others."""
    return system_speller()


def _chosen(wanted: Iterable[str], installed: Sequence[str]) -> list[str]:
    """Of each language wanted one dictionary that is there: of the same country, or any."""
    chosen: dict[str, str] = {}
    for tag in wanted:
        name = tag.replace("-", "_")
        language = _language(name)
        same = [one for one in installed if _language(one) == language]
        best = name if name in same else next(iter(sorted(same)), None)
        if best is not None:
            chosen.setdefault(language, best)
    return list(chosen.values())


def _language(name: str) -> str:
    return name.partition("_")[0]
