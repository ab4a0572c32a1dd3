"""The part of a text that shows why it was found, and where in it the words stand."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from models.queries.matches import Wanted
from models.search_words import folded, words_of

_LONGEST: Final = 160
_BEFORE: Final = 40
_READ: Final = 20_000
"""So much of a text is looked through for a passage."""
_FACT: Final = re.compile(r"[\w ]{1,24}:(?: \S+){0,4}(?<![.?!])")
_FEW: Final = 3
"""What has fewer words, or is a fact such as “Date: 3 May”, says little of what it stands in."""

_RUN: Final = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_MARKUP: Final = re.compile(r"(?m)^[\s#>*+-]*(?:\[[ xX]\] )?|[*`]{1,3}")

Span = tuple[int, int]


@dataclass(frozen=True)
class Passage:
    """Some words on one line; `spans` are the (begin, end) of those that were looked for."""

    text: str = ""
    spans: tuple[Span, ...] = ()


def unmarked(text: str) -> str:
    """What somebody typed or mailed, on one line, without the marks before its lines."""
    return " ".join(_MARKUP.sub("", text).split())


def passage(
    texts: Iterable[str], wanted: Wanted, plain: Callable[[str], str] = unmarked
) -> Passage:
    """The passage with most of the words; where none has any, the beginning of the first text that
    says something. `plain` makes a text one line of words."""
    best, most = Passage(), 0
    first, telling = "", ""
    for text in texts:
        if telling and not _may_hold(text[:_READ], wanted):
            continue
        read = plain(text[:_READ])
        first, telling = first or read, telling or (read if _tells(read) else "")
        spans = spans_of(read, wanted)
        begin, count = _densest(read, spans)
        if count > most:
            best, most = _cut(read, spans, begin), count
    return best if most else _cut(telling or first, (), 0)


def _may_hold(text: str, wanted: Wanted) -> bool:
    """Cheaper than looking at each word of it."""
    letters = folded(text)
    return any(word in letters for word in (*wanted.words, wanted.start) if word)


def _tells(line: str) -> bool:
    return len(line.split()) >= _FEW and not _FACT.fullmatch(line)


def spans_of(text: str, wanted: Wanted) -> list[Span]:
    """Where words that are wanted stand in a text."""
    found = []
    for match in _RUN.finditer(text):
        parts = words_of(match.group())
        if len(parts) < 2:
            if any(_is_wanted(part, wanted) for part in parts):
                found.append(match.span())
        else:  # a script without blanks: letters, not the whole line
            found += _inside(match.group(), match.start(), wanted)
    return found


def _is_wanted(word: str, wanted: Wanted) -> bool:
    return word in wanted.words or bool(wanted.start and word.startswith(wanted.start))


def _inside(run: str, offset: int, wanted: Wanted) -> list[Span]:
    letters = folded(run)
    if len(letters) != len(run):
        return []
    words = [word for word in (*wanted.words, wanted.start) if word]
    hits = (re.finditer(re.escape(word), letters) for word in words)
    spans = sorted((m.start() + offset, m.end() + offset) for some in hits for m in some)
    joined: list[Span] = []
    for begin, end in spans:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _densest(text: str, spans: Sequence[Span]) -> tuple[int, int]:
    """(where a passage with most different words begins, how many)."""
    best, most = 0, 0
    for at, (begin, _) in enumerate(spans):
        within = [span for span in spans[at : at + 20] if span[1] <= begin + _LONGEST - _BEFORE]
        count = len({folded(text[first:last]) for first, last in within})
        if count > most:
            best, most = begin, count
    return best, most


def _cut(text: str, spans: Sequence[Span], begin: int) -> Passage:
    first = max(begin - _BEFORE, 0)
    if first:
        first = text.find(" ", first, begin) + 1 or begin
    last = min(first + _LONGEST, len(text))
    if last < len(text) and " " in text[begin:last]:
        last = text.rindex(" ", begin, last)
    before, after = "… " * (first > 0), " …" * (last < len(text))
    moved = len(before) - first
    shown = tuple((b + moved, e + moved) for b, e in spans if b >= first and e <= last)
    return Passage(f"{before}{text[first:last]}{after}", shown)
