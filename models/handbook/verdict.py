"""What a case's clocks come to: one frozen row per commitment, cycle and objective."""

from dataclasses import dataclass
from math import ceil
from typing import Literal

from models.handbook.clock import Pause, Run, counted, reached
from models.handbook.policy import Edge, Objective
from models.handbook.track import Line, Track

CaseVerdict = Literal["met", "breached", "unknown", "excluded"]


@dataclass(frozen=True, slots=True)
class CaseClock:
    """One verdict of a case: a commitment's cycle judged under the SLA or the SLO.

    Instants are whole seconds since the epoch. Nothing here depends on the present: a clock that
    runs has no `verdict`, and is breached from the second after `due_at` on. While it is paused
    `due_at` is None (unless it was crossed before), and `elapsed_seconds` stands still.
    `verdict_at` is the stop if met and the crossing if breached (rule 26); `calendar` is the
    fingerprint of the calendar it counts on.
    """

    commitment: str
    objective: Objective
    cycle: int
    priority: str
    calendar: str
    started_at: int
    target_seconds: int
    due_at: int | None = None
    warnings: tuple[tuple[float, int], ...] = ()
    stopped_at: int | None = None
    paused_since: int | None = None
    elapsed_seconds: int | None = None
    paused_seconds: int = 0
    verdict: CaseVerdict | None = None
    verdict_at: int | None = None
    reason: str = ""
    original_due_at: int | None = None
    pauses: tuple[Pause, ...] = ()

    @property
    def running(self) -> bool:
        """Whether the clock is still open: neither stopped nor left out."""
        return self.stopped_at is None and self.verdict is None


def verdicts(track: Track, edge: Edge, priority: str, excluded: str) -> list[CaseClock]:
    """The rows of a track, SLA first; `priority` is the one at the end of the log."""
    under = track.stopped_under or priority
    if excluded or track.unknown:
        verdict: CaseVerdict = "excluded" if excluded else "unknown"
        return [
            _left_out(track, objective, line, under, verdict, excluded or track.unknown)
            for objective, line in track.lines.items()
        ]
    pauses = track.pauses()
    return [
        _row(track, objective, line, under, pauses, edge) for objective, line in track.lines.items()
    ]


def _left_out(
    track: Track, objective: Objective, line: Line, priority: str, verdict: CaseVerdict, why: str
) -> CaseClock:
    run = line.runs[0]
    return CaseClock(
        track.commitment, objective, track.cycle, priority, run.calendar.fingerprint,
        track.started_at, run.target, stopped_at=track.stopped_at, verdict=verdict, reason=why,
    )  # fmt: skip


def _row(
    track: Track, objective: Objective, line: Line, priority: str, pauses: list[Pause], edge: Edge
) -> CaseClock:
    run, natural_due = line.binding(pauses, edge)
    due = line.overridden_due if line.overridden_due is not None else natural_due
    if line.crossed_at is not None:
        due, priority = line.crossed_at, line.crossed_under
    stop = track.stopped_at
    held = pauses[-1][0] if stop is None and pauses and pauses[-1][1] is None else None
    until = stop if stop is not None else held
    elapsed, taken = (None, 0) if until is None else counted(run, pauses, max(until, run.start))
    verdict, verdict_at = _verdict(stop, due)
    if line.crossed_at is not None:
        verdict, verdict_at = "breached", line.crossed_at
    return CaseClock(
        track.commitment, objective, track.cycle, priority, run.calendar.fingerprint, run.start,
        run.target, due, _warnings(run, line.warnings, pauses, edge), stop, held, elapsed, taken,
        verdict, verdict_at,
        original_due_at=natural_due if line.overridden_due is not None else None,
        pauses=tuple(pauses),
    )  # fmt: skip


def _verdict(stop: int | None, due: int | None) -> tuple[CaseVerdict | None, int | None]:
    """Met exactly when stopped at or before the due time (rule 5)."""
    if stop is None:
        return None, None
    return ("met", stop) if due is None or stop <= due else ("breached", due)


def _warnings(
    run: Run, shares: tuple[float, ...], pauses: list[Pause], edge: Edge
) -> tuple[tuple[float, int], ...]:
    """(share, instant) of each warning that has an instant; none while a pause comes first."""
    found = ((share, reached(run, ceil(run.target * share), pauses, edge)) for share in shares)
    return tuple((share, at) for share, at in found if at is not None)
