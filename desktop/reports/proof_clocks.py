"""Each clock of a proof: its sum, its strip, and every interval with what ended it."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop.reports import page
from desktop.reports.proof_parts import SMALL, STRONG, held, place_of_clock, section, small
from desktop.reports.strip import Mark, legend, strip
from desktop.reports.text import markup
from models.handbook.lengths import seconds_words
from models.handbook.policy import NEXT_UPDATE
from models.ledger_lines import LedgerLine, ledger_lines
from models.ledger_words import Place
from models.proof_told import NOT_JUDGED, kept, not_simply_kept
from models.proof_words import arithmetic, clock_name, counted, end_words, start_words
from models.queries.proof import Proof, ProofClock

_TOGETHER: Final = 14

_PLAIN = page.SMALL.clone("plain", fontSize=8.5, leading=11.5)
_SUM = STRONG.clone("sum", fontSize=8.5, leading=11.5)
_BEGUN = SMALL.clone("begun", textColor=page.MUTED, spaceAfter=1 * mm)
_AMOUNT = SMALL.clone("amount", alignment=2)
_TOTAL = STRONG.clone("total", alignment=2)
_WIDTHS: Final = [w * mm for w in (36.5, 36.5, 24, 28, 49)]
_HEADS: Final = ("From", "To", "Counted", "Why", "Ended by")

Pair = tuple[ProofClock, ProofClock | None]
"""A clock, and the SLO beside it where both count the same time."""


class Detail(Enum):
    """How much is told: sum and strip of what is not simply kept, or each interval of all."""

    DISPUTED = auto()
    WHOLE = auto()


def line_count(proof: Proof) -> int:
    """How many intervals a proof has to tell, at most."""
    return sum(len(first.row.pieces) for first, _ in _pairs(proof.clocks))


def clock_sections(proof: Proof, place: Place, detail: Detail) -> Iterator[Flowable]:
    """The clocks one after the other; of the updates kept, only how they were kept."""
    others = not_simply_kept(proof)
    full = [clock for clock in others if clock.row.verdict not in NOT_JUDGED]
    if detail is Detail.DISPUTED:
        full = [clock for clock in full if clock.row.verdict != "met" or clock.others]
    if full:
        yield Spacer(1, 2 * mm)
        yield legend([clock.row for clock in full])
    for first, slo in _pairs(full):
        yield from _clock(first, slo, place, detail)
    told = kept(proof)
    if told and detail is Detail.WHOLE:
        yield from _kept_table(told, place)


def _pairs(clocks: Sequence[ProofClock]) -> Iterator[Pair]:
    """Clocks that count the same time stand together: the SLA's, with the SLO's verdict."""
    left = {id(clock): clock for clock in clocks}
    by_cycle: dict[tuple[str, int], list[ProofClock]] = {}
    for clock in clocks:
        by_cycle.setdefault((clock.row.commitment, clock.row.cycle), []).append(clock)
    for first in clocks:
        if left.pop(id(first), None) is None:
            continue
        beside = by_cycle[first.row.commitment, first.row.cycle]
        slo = next((c for c in beside if id(c) in left and _same_time(first, c)), None)
        if slo is not None:
            del left[id(slo)]
        yield first, slo


def _same_time(one: ProofClock, other: ProofClock) -> bool:
    return (one.row.pieces, one.row.stopped_at) == (other.row.pieces, other.row.stopped_at)


def _clock(
    first: ProofClock, slo: ProofClock | None, place: Place, detail: Detail
) -> list[Flowable]:
    row = first.row
    lines = ledger_lines(first, place)
    said = [page.Paragraph(markup(f"{row.objective}. {arithmetic(first)}"), _SUM)]
    if slo is not None:
        said.append(page.Paragraph(markup(f"{slo.row.objective}. {arithmetic(slo)}"), _PLAIN))
    begun = start_words(first, place)
    if len(lines) == 1:
        begun = f"{begun} {end_words(lines[0].ended_by, lines[0].why)}"
    drawn = strip(row, _marks(first, slo, place))
    heading = section(clock_name(row))
    heading.name = place_of_clock(first)
    head = [heading, *said, page.Paragraph(markup(begun), _BEGUN), drawn]
    if detail is Detail.DISPUTED or len(lines) < 2:
        return [KeepTogether(head)]
    table = _ledger(first, lines, place)
    if len(lines) <= _TOGETHER:
        return [KeepTogether([*head, table])]
    return [KeepTogether(head), table]


def _marks(first: ProofClock, slo: ProofClock | None, place: Place) -> list[Mark]:
    row = first.row
    marks = [(row.due_at, f"{row.objective} due")]
    if row.stopped_at is not None:
        marks.append((row.stopped_at, "ended"))
    elif row.pieces:
        marks.append((row.pieces[-1].end, "as of"))
    if slo is not None:
        marks.append((slo.row.due_at, "SLO due"))
    return [(at, f"{words} {place.moment(at)}") for at, words in marks if at is not None]


def _ledger(clock: ProofClock, lines: Sequence[LedgerLine], place: Place) -> Flowable:
    """Every stretch: from, to, what counted, why, and what ended it."""
    rows: list[list[Flowable | str]] = [
        [
            held(place.moment(line.begin), SMALL), held(place.moment(line.end), SMALL),
            held(seconds_words(line.seconds) if line.seconds else "not counted", _AMOUNT),
            small(line.why), small(line.ended_by),
        ]
        for line in lines
    ]  # fmt: skip
    total = held(seconds_words(clock.row.elapsed_seconds), _TOTAL)
    of = small(f"of {seconds_words(clock.row.target_seconds)}")
    rows.append([small("In all"), "", total, of, ""])
    return page.table(_HEADS, rows, _WIDTHS, frozenset({2}), tight=True)


def _kept_table(clocks: Sequence[ProofClock], place: Place) -> list[Flowable]:
    rows: list[list[Flowable | str]] = [
        [
            small(words)
            for words in (
                clock_name(clock.row), clock.row.objective, place.moment(clock.row.started_at),
                place.moment(clock.row.stopped_at) if clock.row.stopped_at else "–",
                f"{seconds_words(clock.row.elapsed_seconds)} of "
                f"{counted(clock.row.target_seconds, clock)}",
            )
        ]
        for clock in clocks
    ]  # fmt: skip
    widths = [w * mm for w in (36, 12, 40, 40, 46)]
    updates = all(clock.row.commitment == NEXT_UPDATE for clock in clocks)
    words = "Updates kept" if updates else "Kept"
    return [
        section(f"{words}: {len(clocks):,}", with_next=len(clocks) <= _TOGETHER),
        page.table(
            ("Commitment", page.unseen("Objective"), "From", "Until", "Counted"),
            rows,
            widths,
            tight=True,
        ),
    ]
