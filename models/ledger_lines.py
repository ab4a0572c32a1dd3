"""A clock's ledger as lines of a table: every stretch, the even ones of an unbroken run as one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from models.handbook.events import PAUSE_ENTERED
from models.handbook.lengths import seconds_words
from models.ledger_words import Place, event_words, why_words
from models.queries.proof import ProofClock
from models.queries.proof_facts import Fact, Stretch

_EVEN: Final = 4
"""From so many opening times of one length in a row on they are one line, with their product."""


@dataclass(frozen=True)
class LedgerLine:
    """From, to, the seconds that counted, why they did or did not, and what ended it."""

    begin: datetime
    end: datetime
    seconds: int
    why: str
    ended_by: str


def ledger_lines(clock: ProofClock, place: Place) -> list[LedgerLine]:
    """The whole ledger. The calendar, which the page prints too, says what a folded line holds."""
    found: list[LedgerLine] = []
    begun_by = clock.started_by
    for run in _runs(clock.stretches):
        if sum(stretch.piece.why == "open" for stretch in run) >= _EVEN:
            found.append(_even(run, clock, place))
        else:
            for stretch in run:
                found.append(_line(stretch, begun_by, clock, place))
                begun_by = stretch.ended_by
        begun_by = run[-1].ended_by
    return found


def _line(
    stretch: Stretch, begun_by: Fact | None, clock: ProofClock, place: Place
) -> LedgerLine:  # fmt: skip
    piece = stretch.piece
    why = why_words(stretch, begun_by, clock, place)
    return LedgerLine(piece.begin, piece.end, piece.seconds, why, _ended(stretch, clock, place))


def _even(run: Sequence[Stretch], clock: ProofClock, place: Place) -> LedgerLine:
    counted = [stretch.piece.seconds for stretch in run if stretch.piece.why == "open"]
    why = f"Opening hours: {len(counted)} times {seconds_words(counted[0])}; closed in between"
    begin, end = run[0].piece.begin, run[-1].piece.end
    return LedgerLine(begin, end, sum(counted), why, _ended(run[-1], clock, place))


def _ended(stretch: Stretch, clock: ProofClock, place: Place) -> str:
    if stretch.ended_by is not None:
        if stretch.ended_by.kind == PAUSE_ENTERED and stretch.piece.why == "paused":
            return f"the end of that wait · #{stretch.ended_by.id}"
        return event_words(stretch.ended_by, place)
    if stretch is not clock.stretches[-1]:
        return "the calendar"
    return "still running" if clock.row.stopped_at is None else "the end of the clock"


def _runs(stretches: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Stretches that only the calendar parts, cut where an opening time is of another length."""
    run: list[Stretch] = []
    length = 0
    for stretch in stretches:
        piece = stretch.piece
        alike = piece.why == "closed" or (piece.why == "open" and length in (0, piece.seconds))
        if run and (not alike or run[-1].ended_by is not None):
            yield run
            run, length = [], 0
        run.append(stretch)
        length = piece.seconds or length
    if run:
        yield run
