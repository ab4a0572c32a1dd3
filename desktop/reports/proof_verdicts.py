"""The verdicts of a proof as a table, and those that stood before."""

from collections.abc import Iterator, Sequence
from itertools import islice

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from desktop.reports import page
from desktop.reports.proof_parts import (
    LEADING,
    SMALL,
    STRONG,
    WIDE,
    held,
    place_of_clock,
    section,
    small,
)
from models.ledger_words import Place
from models.proof_told import NOT_JUDGED, kept, not_simply_kept
from models.proof_words import clock_name, counted, other_words, promised, same_words, verdict_name
from models.queries.proof import OtherVerdict, Proof, ProofClock

_ON_A_PAGE = 30
_WIDTHS = [w * mm for w in (25, 8, 25, 27, 37, 37, 15)]
_HEADS = ("Promised", "Counted", "Due", "Ended", "Verdict")


def verdict_section(proof: Proof, place: Place, most: int | None = None) -> list[Flowable]:
    """The section; at most so many verdicts, what was not kept first."""
    if not proof.clocks:
        return [section("Verdicts"), page.body("No SLA was promised for this case.")]
    shown, left = not_simply_kept(proof), 0
    if most is not None and len(shown) > most:
        left = len(shown) - most
        shown = sorted(shown, key=lambda clock: clock.row.verdict != "breached")[:most]
    heading = section("Verdicts", with_next=len(shown) <= _ON_A_PAGE)
    story: list[Flowable] = [heading, *([_table(shown, place)] if shown else ())]
    if left:
        story.append(page.note(f"and {left:,} more, in the annex"))
    simply = len(kept(proof))
    if simply:
        story.append(
            page.note(f"and {simply:,} {'clock' if simply == 1 else 'clocks'} simply kept")
        )
    others = list(islice(_others(shown, place), most))
    if others:
        story += [Spacer(1, 1.5 * mm), page.note("Verdicts that stood before; both are kept.")]
        story += [page.told(others, SMALL, WIDE)]
    return story


def _table(clocks: Sequence[ProofClock], place: Place) -> Flowable:
    heads = ("Commitment", page.unseen("Objective"), *_HEADS)
    rows = [_verdict(clock, place) for clock in clocks]
    return page.table(heads, rows, _WIDTHS, tight=True, row_head=0)


def _verdict(clock: ProofClock, place: Place) -> list[Flowable | str]:
    row = clock.row
    judged = row.verdict not in NOT_JUDGED
    why = counted(row.elapsed_seconds, clock) if judged else row.reason or "no reason given"
    return [
        page.link(clock_name(row), place_of_clock(clock), LEADING) if judged
        else small(clock_name(row)),
        small(row.objective), small(promised(clock, exactly=False)),
        small(why), held(_due(clock, place) if judged else "–", SMALL),
        held(place.moment(row.stopped_at) if row.stopped_at else "not yet", SMALL),
        small(verdict_name(row.verdict), STRONG),
    ]  # fmt: skip


def _due(clock: ProofClock, place: Place) -> str:
    due_at = clock.row.due_at
    return "none while paused" if due_at is None else place.moment(due_at)


def _others(clocks: Sequence[ProofClock], place: Place) -> Iterator[tuple[str, str]]:
    """Each with its sentence; what is the same of the SLO beside an SLA is said shortly."""
    told: dict[tuple[str, int], tuple[OtherVerdict, ...]] = {}
    for clock in clocks:
        row = clock.row
        of = told.setdefault((row.commitment, row.cycle), clock.others)
        for number, other in enumerate(clock.others):
            first = of[number] if of is not clock.others and number < len(of) else None
            short = first is not None and first.because == other.because
            words = same_words if short else other_words
            yield f"{clock_name(row)}, {row.objective}", words(other, clock, place)
