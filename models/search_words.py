"""What is looked for by its words: texts folded to the same words on both databases.

A word is a run of letters and digits without accents and case. Both indices get nothing but such
words, one blank between them, so that no database's own idea of a word plays a part.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from models.handbook.environment import environment_line
from models.handbook.events import (
    ATTACHED,
    CONTACT,
    CUSTOMER_MESSAGE,
    NOTE,
    RESOLVED,
    RETRACTED,
    Event,
)

LONGEST_WORD: Final = 64
"""A longer word is known by its first letters."""

TITLE: Final = "·"
"""Before a word of an article's title, which is found as such too."""

_MOST_LETTERS, _MOST_WORDS = 200_000, 2_000
"""Of one case or article: PostgreSQL takes a megabyte, and nobody looks for the rest."""

_FIELDS: Final = (
    "title", "impact", "environment", "steps", "category", "group", "workaround", "expected",
    "actual",
)  # fmt: skip
_TELLING: Final = frozenset((CUSTOMER_MESSAGE, CONTACT, NOTE, RESOLVED, ATTACHED, RETRACTED))
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]+"
)
"""Scripts that put no blank between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""


class _Folding(dict[int, str]):
    """What becomes of a character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        opened = unicodedata.normalize("NFKD", chr(code)).casefold()
        letters = unicodedata.normalize("NFKD", opened)
        folded = self[code] = "".join(map(_folded, letters))
        return folded


def _folded(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind[0] in "LN":
        return letter
    if kind[0] == "M":
        return "" if unicodedata.combining(letter) else letter
    return "" if kind == "Cf" else " "


_FOLDING: Final = _Folding()


def folded(text: str) -> str:
    """The text in folded letters, blanks for everything else."""
    return text.translate(_FOLDING)


def words_of(text: str) -> list[str]:
    """The words of a text, in its order. Of a script without blanks, each two neighbours."""
    letters = folded(text)
    found = letters.split()
    if _UNSPACED.search(letters):
        found = [word for run in found for word in _parts(run)]
    return [word[:LONGEST_WORD] for word in found]


def _parts(run: str) -> Iterable[str]:
    if not _UNSPACED.search(run):
        return (run,)
    parts: list[str] = []
    end = 0
    for match in _UNSPACED.finditer(run):
        parts.append(run[end : match.start()])
        letters = match.group()
        parts += [letters[at : at + 2] for at in range(max(len(letters) - 1, 1))]
        end = match.end()
    parts.append(run[end:])
    return [part for part in parts if part]


def distinct_words(texts: Iterable[str]) -> str:
    """What an index is given: each word once, up to a limit."""
    words = dict.fromkeys(words_of(" ".join(texts)[:_MOST_LETTERS]))
    return " ".join(words if len(words) <= _MOST_WORDS else list(words)[:_MOST_WORDS])


def case_texts(
    key: str, fields: Mapping[str, Any], customer: str | None, events: Sequence[Event]
) -> list[str]:
    """What is looked for in a case: its facts, its closing note, what was said, files' names."""
    told = fields
    if isinstance(fields.get("environment"), Mapping):
        told = {**fields, "environment": environment_line(fields["environment"])}
    texts = [key, customer or "", *(told[name] for name in _FIELDS if told.get(name))]
    closing = fields.get("closing")
    if closing:
        texts += [said for said in closing.values() if isinstance(said, str)]
    telling = [event for event in events if event.kind in _TELLING]
    gone = {event.data["event_id"] for event in telling if event.kind == RETRACTED}
    said = (_said(event) for event in telling if event.id not in gone)
    return texts + [words for words in said if words]


def _said(event: Event) -> str:
    return str(event.data.get("name" if event.kind == ATTACHED else "text") or "")


def article_words(key: str, title: str, body: str, files: Iterable[str] = ()) -> str:
    """What the index of articles is given, with the names of its files; the words of the title also
    as such."""
    marked = " ".join(dict.fromkeys(f"{TITLE}{word}" for word in words_of(title)))
    return f"{marked} {distinct_words((key, title, *files, body))}".strip()
