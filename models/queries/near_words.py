"""What a word that is nowhere may have been meant to be: one near it that somebody wrote.

The words come from rows that this person may see, never from an index's own list of words, which
holds those of restricted cases too. So it is the same on both databases, and its cost is bounded:
the newest rows of each kind are read, and the newest that have a word with the same beginning.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.near_words import slips, slips_allowed
from models.queries.matches import ARTICLES, CASES, Source, Wanted, newest
from models.restricted import unless_hidden
from models.search_words import TITLE

_NEWEST: Final = 300
_LIKE: Final = 60
_BEGINNING: Final = 3
_PUT_RIGHT: Final = 3
"""So many words of a search are put right at most."""


@dataclass(frozen=True)
class Instead:
    """A word that was typed, and the one that was looked for in its place."""

    typed: str
    meant: str


def put_right(session: Session, wanted: Wanted) -> tuple[Wanted, tuple[Instead, ...]]:
    """The same with near words in place of those that are nowhere; as it is where there is none."""
    words, start, found = list(wanted.words), wanted.start, list[Instead]()
    for at, word in enumerate(words[:]):
        if len(found) < _PUT_RIGHT and (meant := _meant(session, word, begun=False)):
            words[at] = meant
            found.append(Instead(word, meant))
    if start and len(found) < _PUT_RIGHT and (meant := _meant(session, start, begun=True)):
        words.append(meant)
        found.append(Instead(start, meant))
        start = ""
    return Wanted(tuple(dict.fromkeys(words)), start), tuple(found)


def _meant(session: Session, typed: str, begun: bool) -> str | None:
    """The nearest word, of several as near the one that most rows have."""
    most = slips_allowed(typed)
    if not most or _is_there(session, Wanted((), typed) if begun else Wanted((typed,))):
        return None
    near: list[tuple[int, int, int, str]] = []
    for word, rows in _known(session, typed).items():
        if (far := _far(typed, word, most, begun)) is not None:
            near.append((far, -rows, len(word), word))
    return min(near)[-1] if near else None


def _far(typed: str, word: str, most: int, begun: bool) -> int | None:
    if len(word) < len(typed) - most or slips_allowed(word) == 0:
        return None
    far = slips(typed, word, most)
    return slips(typed, word, most, begun=True) if far is None and begun else far


def _is_there(session: Session, wanted: Wanted) -> bool:
    return any(_ids(session, source, wanted, 1) for source in (CASES, ARTICLES))


def _ids(session: Session, source: Source, wanted: Wanted, limit: int) -> list[int]:
    where = unless_hidden(session, CASES.rows.c.id) if source is CASES else []
    return newest(session, source, wanted, limit, where)


def _known(session: Session, typed: str) -> Counter[str]:
    """Words, and how many of the rows that were read have them."""
    found = Counter[str]()
    for source in (CASES, ARTICLES):
        ids = {*_ids(session, source, Wanted(), _NEWEST)}
        for start in beginnings(typed):
            ids.update(_ids(session, source, Wanted((), start), _LIKE))
        said = select(source.words.c.words).where(source.key.in_(ids))
        for words in session.connection().scalars(said):
            found.update(word for word in words.split() if not word.startswith(TITLE))
    return found


def beginnings(typed: str) -> Iterator[str]:
    """How the word that was meant may begin: as typed, or with a slip in its first letters mended
    (two changed about, one too many)."""
    first = typed[:_BEGINNING]
    yield from dict.fromkeys(_mended(first, typed))


def _mended(first: str, typed: str) -> Iterable[str]:
    yield first
    for at in range(len(first) - 1):
        yield first[:at] + first[at + 1] + first[at] + first[at + 2 :]
    for at in range(len(first)):
        yield first[:at] + typed[at + 1 : _BEGINNING + 1]
