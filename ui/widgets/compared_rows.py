"""How the rows of a comparison read on each of its sides, broken into lines of equal number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from models.changed_words import Span, changed_words
from models.side_by_side import Fold, Line
from ui.messages import tr

LONGEST: Final = 4_000
"""Letters of a line that are shown, from a little before its first change."""

_AHEAD: Final = 200

_BREAKS: Final = {ord(one): "\u23ce" for one in "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\ufdd0\ufdd1\0"}
"""What Qt takes for the end of a line, and is none here, as a sign."""

STAYED, WENT, CAME, CHANGED, FOLDED = " ", "-", "+", "~", "\u22ef"
"""The signs before a line: each says what became of it."""


@dataclass(frozen=True)
class Shown:
    """A row of one side: a line, or a piece of one that is too long for the room.

    `piece` is None where this side has no such line; `number` is the line's own in its text, from
    1, and told before its first piece; `start` is where in `line` the piece begins, `other` what
    stands beside the line; `hidden` are the lines of a fold."""

    sign: str
    piece: str | None
    number: int | None = None
    line: str = ""
    other: str = ""
    start: int = 0
    hidden: tuple[str, ...] = ()

    @property
    def goes_on(self) -> bool:
        """Whether it is a later piece of a line."""
        return self.start > 0

    @property
    def words(self) -> str:
        """What is shown: the sign, and the piece."""
        return "" if self.piece is None else f"{' ' if self.goes_on else self.sign} {self.piece}"

    def marks(self, *, is_after: bool) -> Iterator[Span]:
        """The words of the piece that differ, in Qt's own count of its letters."""
        if self.sign != CHANGED or not self.piece:
            return
        pair = (self.other, self.line) if is_after else (self.line, self.other)
        for start, end in _marked(*pair)[is_after]:
            first, last = max(start - self.start, 0), min(end - self.start, len(self.piece))
            if first < last:
                yield Span(units(self.piece[:first]), units(self.piece[:last]))


def shown_rows(
    rows: Sequence[Line], folded: Sequence[Fold], room: int
) -> tuple[list[Shown], list[Shown], list[int]]:
    """Both sides row by row, and of each row where it belongs in `rows`; a line of more letters
    than `room` is broken between words, and takes as many rows on both sides."""
    before, after, places = list[Shown](), list[Shown](), list[int]()
    at = old = new = 0
    for fold in [*folded, Fold(len(rows), len(rows))]:
        for place in range(at, fold.start):
            row = rows[place]
            old += row.before is not None
            new += row.after is not None
            for one, other in _both(row, old, new, room):
                before.append(one)
                after.append(other)
                places.append(place)
        count = fold.end - fold.start
        if count:
            shown = _fold([row.before or "" for row in rows[fold.start : fold.end]])
            before.append(shown)
            after.append(shown)
            places.append(fold.start)
        at, old, new = fold.end, old + count, new + count
    return before, after, places


def units(text: str) -> int:
    """How many letters a text has for Qt, which counts one beyond Unicode's first plane as two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


@lru_cache(maxsize=1_024)
def _marked(before: str, after: str) -> tuple[list[Span], list[Span]]:
    return changed_words(before, after)


def _both(row: Line, old: int, new: int, room: int) -> Iterator[tuple[Shown, Shown]]:
    start = _first_shown(row)
    one = _cut(row.before, start) if row.before is not None else None
    other = _cut(row.after, start) if row.after is not None else None
    if one is None or other is None:
        sign = CAME if one is None else WENT
    else:
        sign = STAYED if row.stayed else CHANGED
    left, right = _pieces(one, room), _pieces(other, room)
    for number, (a, b) in enumerate(zip_longest(left, right)):
        yield (
            _piece(sign, one, other, a, None if number else old),
            _piece(sign, other, one, b, None if number else new),
        )


def _piece(
    sign: str, line: str | None, other: str | None, span: Span | None, number: int | None
) -> Shown:
    """Beyond the end of the shorter line stands nothing."""
    if line is None:
        return Shown(sign, None)
    if span is None:
        return Shown(sign, "", None, line, other or "", len(line) + 1)
    return Shown(sign, line[span.start : span.end], number, line, other or "", span.start)


def _pieces(line: str | None, room: int) -> Iterator[Span]:
    """Where a line is broken: after a space, where there is one."""
    at, length = 0, len(line or "")
    while line is not None and length - at > room:
        end = line.rfind(" ", at, at + room) + 1
        end = end if end > at else at + room
        yield Span(at, end)
        at = end
    yield Span(at, length)


def _fold(lines: Sequence[str]) -> Shown:
    words = tr("{count} lines alike", count=f"{len(lines):,}")
    return Shown(FOLDED, words, hidden=tuple(lines))


def _first_shown(row: Line) -> int:
    """The letter that a line is shown from: of a very long one what changed is to be seen."""
    before, after = row.before or "", row.after or ""
    if max(len(before), len(after)) <= LONGEST or row.stayed:
        return 0
    pairs = enumerate(zip(before, after, strict=False))
    return max(next((at for at, (a, b) in pairs if a != b), 0) - _AHEAD, 0)


def _cut(line: str, start: int) -> str:
    part = line[start : start + LONGEST].translate(_BREAKS)
    return f"{'…' if start else ''}{part}{'…' if start + LONGEST < len(line) else ''}"
