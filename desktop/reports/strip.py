"""A clock's time as a strip on paper: what counted, what did not, what was over, and when due.

State is never colour alone: counted is solid, paused hatched, closed a thin line, over dark.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

from desktop.reports.looks import ACCENT, LINE, MUTED, TEXT, WIDTH
from desktop.reports.tagged import Figure
from desktop.reports.text import REGULAR, printable
from models.queries.case_clocks import CaseClockRow
from models.queries.laid_out import LedgerPiece

_TRACK: Final = HexColor("#E4E8ED")
_BAR, _LOW, _HATCH = 12.0, 2.6, 4.0
_FONT, _ROW, _OVER = 7.0, 9.0, 3.0
_SWATCH: Final = 12.0
_WORDS: Final = {
    "open": "counted", "over": "counted, after the due time", "paused": "paused, not counted",
    "closed": "closed, not counted", "ahead": "still to come",
}  # fmt: skip
_LOOKS: Final = {
    "open": "solid", "over": "dark", "paused": "hatched", "closed": "a thin line", "ahead": "pale",
}  # fmt: skip

Mark = tuple[datetime, str]
Span = tuple[float, float]


def strip(clock: CaseClockRow, marks: Sequence[Mark]) -> Figure:
    """The strip of one clock from its start to its stop, or on to its due time.

    At each of `marks` stands a line, and its words below.
    """
    ends = [piece.end for piece in (*clock.pieces, *clock.ahead)] + [at for at, _ in marks]
    whole = max((max([clock.started_at, *ends]) - clock.started_at).total_seconds(), 1.0)

    def x(at: datetime) -> float:
        return 1 + (WIDTH - 2) * (at - clock.started_at).total_seconds() / whole

    placed = list(_placed([(x(at), printable(words, 60)) for at, words in sorted(marks)]))
    base = _ROW * max((row for _, _, _, row in placed), default=0) + 2 * _OVER
    drawing = Drawing(WIDTH, base + _BAR + _OVER)
    for kind, begin, end in _stretches(clock):
        _draw(drawing, kind, (x(begin), x(end)), base, _BAR)
    for at, left, words, row in placed:
        top = base + _BAR + _OVER
        drawing.add(Line(at, base - _OVER, at, top, strokeColor=TEXT, strokeWidth=1.1))
        drawing.add(_label(left, base - _OVER - _ROW * row + 2, words))
    kinds = dict.fromkeys(kind for kind, _, _ in _stretches(clock))
    told = "; ".join(words for _, words in sorted(marks))
    return Figure(drawing, f"The clock’s time as a strip, {_listed(kinds)}. {told}.")


def legend(clocks: Sequence[CaseClockRow]) -> Figure:
    """What the kinds of stretch mean, of those that these clocks have."""
    drawing = Drawing(WIDTH, 9)
    found = {kind for clock in clocks for kind, _, _ in _stretches(clock)}
    left = 0.0
    for kind, words in _WORDS.items():
        if kind in found:
            _draw(drawing, kind, (left, left + _SWATCH), 0.5, 7.0)
            drawing.add(_label(left + _SWATCH + 3, 1.8, words))
            left += _SWATCH + 3 + stringWidth(words, REGULAR, _FONT) + 12
    return Figure(drawing, f"What the strips mean: {_listed(found)}.")


def _listed(kinds: Collection[str]) -> str:
    """“solid counted, hatched paused, not counted”."""
    told = (f"{_LOOKS[kind]}: {words}" for kind, words in _WORDS.items() if kind in kinds)
    return "; ".join(told)


def _stretches(clock: CaseClockRow) -> Iterator[tuple[str, datetime, datetime]]:
    for piece in clock.ahead:
        yield ("ahead" if piece.why == "open" else "closed"), piece.begin, piece.end
    for piece in clock.pieces:
        if piece.why == "open":
            yield from _halves(piece, clock.due_at)
        else:
            yield piece.why, piece.begin, piece.end


def _halves(
    piece: LedgerPiece, due_at: datetime | None
) -> Iterator[tuple[str, datetime, datetime]]:
    """A counted piece, split where the due time falls into it."""
    if due_at is None or piece.end <= due_at:
        yield "open", piece.begin, piece.end
        return
    if piece.begin < due_at:
        yield "open", piece.begin, due_at
    yield "over", max(piece.begin, due_at), piece.end


def _draw(drawing: Drawing, kind: str, span: Span, base: float, height: float) -> None:
    """One stretch: hatched, a thin line, or solid."""
    left, right = span[0], max(span[1], span[0] + 0.3)
    if kind == "paused":
        frame = Rect(left, base, right - left, height)
        frame.fillColor, frame.strokeColor, frame.strokeWidth = None, MUTED, 0.5
        drawing.add(frame)
        hatch(drawing, (left, right), base, height)
    elif kind == "closed":
        drawing.add(_filled(left, base + (height - _LOW) / 2, right - left, _LOW, LINE))
    else:
        fill = {"open": ACCENT, "over": TEXT}.get(kind, _TRACK)
        drawing.add(_filled(left, base, right - left, height, fill))


def hatch(drawing: Drawing, span: Span, base: float, height: float) -> None:
    """Slanting lines, each cut where the frame ends."""
    left, right = span
    at = left - height + _HATCH
    while at < right:
        low, high = max(at, left), min(at + height, right)
        drawing.add(
            Line(low, base + low - at, high, base + high - at, strokeColor=MUTED, strokeWidth=0.5)
        )
        at += _HATCH


def _placed(marks: Sequence[tuple[float, str]]) -> Iterator[tuple[float, float, str, int]]:
    """(x, left edge, words, row from 1) of each mark: in the first row in which there is room."""
    taken: list[list[Span]] = []
    for x, words in marks:
        width = stringWidth(words, REGULAR, _FONT)
        left = min(max(x - width / 2, 0), WIDTH - width)
        row = 0
        while row < len(taken) and _meets(left, left + width, taken[row]):
            row += 1
        if row == len(taken):
            taken.append([])
        taken[row].append((left, left + width))
        yield x, left, words, row + 1


def _meets(left: float, right: float, taken: Sequence[Span]) -> bool:
    return any(left < end + 6 and begin - 6 < right for begin, end in taken)


def _filled(x: float, y: float, width: float, height: float, fill: Color) -> Rect:
    area = Rect(x, y, width, height)
    area.fillColor, area.strokeColor = fill, None
    return area


def _label(x: float, y: float, words: str) -> Any:
    return String(x, y, words, fontName=REGULAR, fontSize=_FONT, fillColor=MUTED)
