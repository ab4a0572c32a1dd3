"""What a word that is nowhere may have been meant to be: one near it that somebody wrote.

The words come from rows that this person may see, never from an index's own list of words, which
holds those of restricted cases too. So it is the same on both databases, and its cost is bounded:
the newest rows of each kind are read, and the newest that have a word with the same beginning.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.near_words import slips, slips_allowed
from models.queries.matches import ARTICLES, CASES, Source, Wanted, newest
from models.restricted import unless_hidden
from models.search_words import TITLE
from models.text import Text, text

_ALL: Final = (CASES, ARTICLES)
_NEWEST: Final = 300
_LIKE: Final = 60
_BEGINNING: Final = 3
_WHOLE_BELOW: Final = 6
"""A shorter word that was begun is near the beginning of nearly anything: of “window” as “kind”."""
_PUT_RIGHT: Final = 3
"""Where more words than that are nowhere, nobody's fingers slipped."""


_Near = tuple[int, int, int, str]


@dataclass(frozen=True)
class Instead:
    """A word that was typed, and the one that was looked for in its place."""

    typed: str
    meant: str


def told(instead: Sequence[Instead]) -> Text:
    """“Looked for export instead of exprot.”"""
    return text(
        "Looked for “{meant}” instead of “{typed}”.",
        meant=" ".join(one.meant for one in instead), typed=" ".join(one.typed for one in instead),
    )  # fmt: skip


def put_right(session: Session, wanted: Wanted) -> tuple[Wanted, tuple[Instead, ...]]:
    """The same with near words in place of those that are nowhere; as it is where one of these has
    none near, as nothing could have all words then."""
    asked = [(word, False) for word in wanted.words] + [(wanted.start, True)] * bool(wanted.start)
    slipped = [one for one in asked if not _is_there(session, *one)]
    if len(slipped) > _PUT_RIGHT or not all(slips_allowed(word) for word, _ in slipped):
        return wanted, ()
    newest_words = _words_of_newest(session) if slipped else Counter[str]()
    meant: dict[str, str] = {}
    for word, begun in slipped:
        near = _nearest(word, begun, newest_words)
        if near is None or near[0] > 1:  # an old word may be nearer
            near = _nearest(word, begun, newest_words | _words_like(session, word))
        if near is None:
            return wanted, ()
        meant[word] = near[-1]
    words = [meant.get(word, word) for word in wanted.words]
    is_half = wanted.start not in meant
    words += [] if is_half else [meant[wanted.start]]
    right = Wanted(tuple(dict.fromkeys(words)), wanted.start if is_half else "")
    return right, tuple(Instead(*pair) for pair in meant.items())


def _nearest(typed: str, begun: bool, known: Mapping[str, int]) -> _Near | None:
    """(slips, …, word): of several words as near the one that most rows have."""
    near: list[_Near] = []
    for word, rows in known.items():
        if (far := _far(typed, word, slips_allowed(typed), begun)) is not None:
            near.append((far, -rows, len(word), word))
    return min(near) if near else None


def _far(typed: str, word: str, most: int, begun: bool) -> int | None:
    if len(word) < len(typed) - most or slips_allowed(word) == 0:
        return None
    far = slips(typed, word, most)
    if far is not None or not begun or len(typed) < _WHOLE_BELOW:
        return far
    return slips(typed, word, most, begun=True)


def _is_there(session: Session, word: str, begun: bool) -> bool:
    wanted = Wanted((), word) if begun else Wanted((word,))
    return any(_ids(session, source, wanted, 1) for source in _ALL)


def _ids(session: Session, source: Source, wanted: Wanted, limit: int) -> list[int]:
    where = unless_hidden(session, CASES.rows.c.id) if source is CASES else []
    return newest(session, source, wanted, limit, where)


def _words_of_newest(session: Session) -> Counter[str]:
    """Words, and how many of the newest rows have them."""
    return _words(session, [(source, _ids(session, source, Wanted(), _NEWEST)) for source in _ALL])


def _words_like(session: Session, typed: str) -> Counter[str]:
    """The same of the newest rows that have a word with such a beginning."""
    starts = [Wanted((), start) for start in beginnings(typed)]
    return _words(session, [
        (source, {one for start in starts for one in _ids(session, source, start, _LIKE)})
        for source in _ALL
    ])  # fmt: skip


def _words(session: Session, rows: Iterable[tuple[Source, Collection[int]]]) -> Counter[str]:
    found = Counter[str]()
    for source, ids in rows:
        said = select(source.words.c.words).where(source.key.in_(ids))
        for words in session.connection().scalars(said) if ids else ():
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
