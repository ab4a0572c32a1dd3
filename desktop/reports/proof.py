"""The proof of a case: verdicts with their sums, every stretch of time, and what it rests on."""

from collections.abc import Iterator, Sequence
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer

from desktop.reports import page
from desktop.reports.proof_ledger import LedgerLine, ledger_lines
from desktop.reports.proof_words import (
    EDGES,
    Place,
    arithmetic,
    calendar_words,
    clock_name,
    counted,
    other_words,
    promised,
    rule_words,
    start_words,
    verdict_name,
    version_words,
)
from desktop.reports.strip import Mark, legend, strip
from desktop.reports.text import BOLD, markup
from models.handbook.policy import NEXT_UPDATE
from models.handbook.policy_words import seconds_words
from models.handbook.zones import zone
from models.queries.proof import Proof, ProofClock
from models.wording import full_words

WIDE: Final = page.WIDTH - 26 * mm
_NAME: Final = 60
_ON_ONE_PAGE: Final = 12
_ABOUT = page.LEAD.clone("about", textColor=page.TEXT, spaceAfter=0)
_BESIDE = page.LEAD.clone("beside", spaceAfter=0)
_SECTION = page.SECTION.clone("section", spaceBefore=4 * mm)
"""Closer than a review's: most of what is disputed fits one page then."""

_PLAIN = page.BODY.clone("plain", rightIndent=0, spaceAfter=0.5 * mm)
_STRONG = _PLAIN.clone("strong", fontName=BOLD)
_BEGUN = page.NOTE.clone("begun", rightIndent=0, spaceAfter=1 * mm)
_AMOUNT = page.SMALL.clone("amount", alignment=2)
_TOTAL = _AMOUNT.clone("total", fontName=BOLD)
_VERDICT = page.SMALL.clone("verdict", fontName=BOLD)

Pair = tuple[ProofClock, ProofClock | None]
"""A clock, and the SLO beside it where both count the same time."""


def proof_bytes(proof: Proof) -> bytes:
    """The proof as a PDF; the same proof gives the same bytes."""
    foot = f"As of {full_words(proof.as_of, zone(proof.zone))} · data {proof.data_hash[:12]}"
    if not proof.external:
        foot += " · internal"
    return page.document(page.Sheet(_title(proof), proof.desk, foot), _story(proof))


def _title(proof: Proof) -> str:
    return f"Proof of service, case {proof.key}"


def _story(proof: Proof) -> list[Flowable]:
    place = Place(zone(proof.zone), proof.opened_at.astimezone(zone(proof.zone)).year)
    return [*_head(proof, place), *_verdicts(proof, place), *_clocks(proof, place),
            *_method(proof, place)]  # fmt: skip


def _head(proof: Proof, place: Place) -> list[Flowable]:
    mark = " (provisional)" if proof.provisional else ""
    opened = f"opened {full_words(proof.opened_at, place.zone)}"
    about = (proof.customer[:_NAME], f"{proof.priority}{mark}", opened, proof.desk)
    lines: list[Flowable] = [
        Paragraph(markup(_title(proof)), page.TITLE),
        Paragraph(markup(proof.title or "(no title)", 160), _ABOUT),
        Paragraph(markup(" · ".join(part for part in about if part)), _BESIDE),
    ]
    if not proof.external:
        lines.append(Paragraph("Internal: shows the SLO, not for customers", _BESIDE))
    return lines


def _section(words: str) -> Paragraph:
    return Paragraph(markup(words), _SECTION)


# ---- the verdicts


def _verdicts(proof: Proof, place: Place) -> list[Flowable]:
    if not proof.clocks:
        return [_section("Verdicts"), page.body("No SLA was promised for this case.")]
    kept = _kept_updates(proof)
    shown = [clock for clock in proof.clocks if clock not in kept]
    heads = ["Commitment", "", "Promised", "Counted", "Due", "Ended", "Verdict"]
    rows = [_verdict(clock, place) for clock in shown]
    widths = [w * mm for w in (23, 9, 26, 26, 36, 37, 17)]
    others = [
        (f"{clock_name(clock.row)}, {clock.row.objective}", other_words(other, clock, place))
        for clock in shown
        for other in clock.others
    ]
    story: list[Flowable] = [_section("Verdicts"), page.table(heads, rows, widths)]
    if others:
        story += [Spacer(1, 2 * mm), page.note("Verdicts that stood before; both are kept.")]
        story += [page.told(others, page.SMALL, WIDE)]
    return story


def _verdict(clock: ProofClock, place: Place) -> list[Flowable | str]:
    row = clock.row
    judged = row.verdict not in ("unknown", "excluded")
    cells = (
        clock_name(row), row.objective, promised(clock, exactly=False),
        counted(row.elapsed_seconds, clock) if judged else row.reason or "no reason given",
        _due(clock, place) if judged else "–",
        place.moment(row.stopped_at) if row.stopped_at else "not yet",
    )  # fmt: skip
    return [*(_small(words) for words in cells), _small(verdict_name(row.verdict), _VERDICT)]


def _small(words: str, style: ParagraphStyle = page.SMALL) -> Paragraph:
    return page.cell(words, 220, style)


def _due(clock: ProofClock, place: Place) -> str:
    due_at = clock.row.due_at
    return "none while paused" if due_at is None else place.moment(due_at)


# ---- each clock's time


def _clocks(proof: Proof, place: Place) -> Iterator[Flowable]:
    kept = _kept_updates(proof)
    measured = [c for c in proof.clocks if c.row.verdict not in ("unknown", "excluded")]
    full = [clock for clock in measured if clock not in kept]
    if full:
        yield Spacer(1, 3 * mm)
        yield legend([clock.row for clock in full])
    for first, slo in _pairs(full):
        yield from _clock(first, slo, place)
    if kept:
        yield from _updates(kept, place)


def _kept_updates(proof: Proof) -> list[ProofClock]:
    """Updates that were kept: nobody disputes them, and they may be hundreds."""
    return [
        clock for clock in proof.clocks
        if clock.row.commitment == NEXT_UPDATE and clock.row.verdict == "met" and not clock.others
    ]  # fmt: skip


def _pairs(clocks: Sequence[ProofClock]) -> Iterator[Pair]:
    """Clocks that count the same time stand together: the SLA's, with the SLO's verdict."""
    left = list(clocks)
    while left:
        first = left.pop(0)
        slo = next((clock for clock in left if _same_time(first, clock)), None)
        if slo is not None:
            left.remove(slo)
        yield first, slo


def _same_time(one: ProofClock, other: ProofClock) -> bool:
    same = (one.row.commitment, one.row.cycle, one.row.pieces, one.row.stopped_at)
    return same == (
        other.row.commitment, other.row.cycle, other.row.pieces, other.row.stopped_at,
    )  # fmt: skip


def _clock(first: ProofClock, slo: ProofClock | None, place: Place) -> list[Flowable]:
    row = first.row
    said = [Paragraph(markup(f"{row.objective}. {arithmetic(first)}"), _STRONG)]
    if slo is not None:
        said.append(Paragraph(markup(f"{slo.row.objective}. {arithmetic(slo)}"), _PLAIN))
    begun = Paragraph(markup(start_words(first, place)), _BEGUN)
    drawn = strip(row, _marks(first, slo, place))
    lines = ledger_lines(first, place)
    head = [_section(clock_name(row)), *said, begun, drawn, Spacer(1, 1 * mm)]
    table = _ledger(first, lines, place)
    if len(lines) <= _ON_ONE_PAGE:
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
            _small(place.moment(line.begin)), _small(place.moment(line.end)),
            _held(seconds_words(line.seconds) if line.seconds else "not counted", _AMOUNT),
            _small(line.why), _small(line.ended_by),
        ]
        for line in lines
    ]  # fmt: skip
    if len(lines) > 1:
        total = _held(seconds_words(clock.row.elapsed_seconds), _TOTAL)
        rows.append(
            [
                _small("In all"),
                "",
                total,
                _small(f"of {seconds_words(clock.row.target_seconds)}"),
                "",
            ]
        )
    widths = [w * mm for w in (36.5, 36.5, 25, 27, 49)]
    heads = ("From", "To", "Counted", "Why", "Ended by")
    return page.table(heads, rows, widths, frozenset({2}))


def _held(words: str, style: ParagraphStyle) -> Paragraph:
    """An amount on one line."""
    return Paragraph(markup(words).replace(" ", "\N{NO-BREAK SPACE}"), style)


def _updates(kept: Sequence[ProofClock], place: Place) -> list[Flowable]:
    rows: list[list[Flowable | str]] = [
        [
            _small(words)
            for words in (
                f"{clock.row.cycle}", clock.row.objective, place.moment(clock.row.started_at),
                place.moment(clock.row.stopped_at) if clock.row.stopped_at else "–",
                f"{seconds_words(clock.row.elapsed_seconds)} of "
                f"{counted(clock.row.target_seconds, clock)}",
            )
        ]
        for clock in kept
    ]  # fmt: skip
    widths = [w * mm for w in (12, 12, 40, 40, 70)]
    heads = ("Cycle", "", "From", "Until the update", "Counted")
    return [_section(f"Updates kept: {len(kept):,}"), page.table(heads, rows, widths)]


# ---- what it rests on


def _method(proof: Proof, place: Place) -> list[Flowable]:
    judged = [clock for clock in proof.clocks if clock.row.pieces]
    calendars = {c.row.calendar: calendar_words(c) for c in judged}
    rules = rule_words(judged, external=proof.external)
    versions = "; ".join(version_words(v, place, external=proof.external) for v in proof.versions)
    edges = " ".join(EDGES[edge] for edge in dict.fromkeys(c.edge for c in judged))
    rows = [
        ("Handbook", f"{versions[:1].upper()}{versions[1:]}."),
        ("Rules", rules or "None."),
        *((name.replace("_", " ").capitalize(), f"{words}.") for name, words in calendars.items()),
        ("Verdict",
         f"Met: ended at or before its due time. {edges} Times are those of {proof.zone}, to the "
         "second; #7 is event 7 of the log."),
        ("Data",
         f"SHA-256 {proof.data_hash} over the case’s events and the "
         f"handbook. “leadline explain {proof.key} --json” gives it as data_hash."),
    ]  # fmt: skip
    return [KeepTogether([_section("How this was counted"), page.told(rows, page.SMALL, WIDE)])]
