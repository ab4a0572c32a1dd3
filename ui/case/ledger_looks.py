"""How the stretches of a ledger look: those that count by how far it was, the others apart."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter

from models.queries.case_clocks import CaseClockRow
from models.queries.laid_out import LedgerPiece
from ui.palette import Palette, color

_LOW: Final = 6.0
"""How high a stretch is that does not count."""
_ASIDE: Final = ("closed", "paused")
"""Looks of stretches that do not count; those that do have a colour for a look."""

Edges = Sequence[tuple[datetime, str]]
"""Instants, each with the colour that begins there."""


@dataclass(frozen=True)
class Stretch:
    """A piece of the strip; `say` has its words, `ahead` is what is still to come."""

    piece: LedgerPiece
    say: Callable[[], str]
    ahead: bool


def edges_of(clock: CaseClockRow, palette: Palette) -> Edges:
    """What begins at the SLO and at the SLA."""
    both = ((clock.slo_due_at, palette.missed), (clock.due_at, palette.breached))
    return [(edge, after) for edge, after in both if edge is not None]


def looks_of(
    stretch: Stretch, edges: Edges, palette: Palette
) -> list[tuple[datetime, datetime, str]]:
    """The parts of a stretch with their looks: one that counts changes at the edges within it."""
    piece = stretch.piece
    if piece.why in _ASIDE:
        return [(piece.begin, piece.end, piece.why)]
    if stretch.ahead:
        return [(piece.begin, piece.end, palette.track)]
    found, at, shade = [], piece.begin, palette.calm
    for edge, after in edges:
        if edge < piece.end:
            if edge > at:
                found.append((at, edge, shade))
                at = edge
            shade = after
    return [*found, (at, piece.end, shade)]


def looks_at(
    instants: Sequence[float], at: Callable[[float], Stretch | None], edges: Edges, palette: Palette
) -> Iterator[str]:
    """The look at each of these instants, in seconds since the epoch; "" where there is none."""
    shades = [(edge.timestamp(), after) for edge, after in edges]
    for instant in instants:
        stretch = at(instant)
        if stretch is None:
            yield ""
        elif stretch.piece.why in _ASIDE:
            yield stretch.piece.why
        elif stretch.ahead:
            yield palette.track
        else:
            yield [palette.calm, *(after for edge, after in shades if edge <= instant)][-1]


def fill(painter: QPainter, area: QRectF, look: str, palette: Palette) -> None:
    """Paint an area in a look."""
    if look == "closed":
        low = QRectF(area.left(), area.center().y() - _LOW / 2, area.width(), _LOW)
        painter.fillRect(low, color(palette.track))
    elif look == "paused":
        faint = color(palette.paused)
        faint.setAlphaF(0.25)
        painter.fillRect(area, faint)
        painter.fillRect(area, QBrush(color(palette.paused), Qt.BrushStyle.BDiagPattern))
    elif look:
        painter.fillRect(area, color(look))
