"""What a case's clocks come to: one frozen row per commitment, cycle and objective."""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from models.handbook.clock import Pause, counted
from models.handbook.policy import OBJECTIVES, Objective
from models.handbook.promise import Warned
from models.handbook.track import Line, Track

CaseVerdict = Literal["met", "breached", "unknown", "excluded"]
OriginalVerdict = Literal["met", "breached", "unknown", "excluded", "running"]
Key = tuple[str, int, str]
"""A clock: its commitment, cycle and objective."""


class CaseClock(NamedTuple):
    """One verdict of a case: a commitment's cycle judged under the SLA or the SLO.

    Instants are whole seconds since the epoch. Nothing here depends on the present: a clock that
    runs has no `verdict`, and is breached from the second after `due_at` on. While it is paused
    `due_at` is None (unless it was crossed before), and `elapsed_seconds` stands still.
    `verdict_at` is the stop if met and the crossing if breached (rule 26); `priority` is the one in
    force at the verdict (rule 14); `calendar` is the fingerprint of the calendar it counts on.
    `original_...` are what the log says without what was changed by hand afterwards, where that
    differs (rules 13, 16 and 17): then there is always an `original_verdict`, which is “running”
    while nothing but time would decide it.
    """

    commitment: str
    objective: Objective
    cycle: int
    priority: str
    calendar: str
    started_at: int
    target_seconds: int
    due_at: int | None = None
    warnings: tuple[Warned, ...] = ()
    stopped_at: int | None = None
    paused_since: int | None = None
    elapsed_seconds: int | None = None
    paused_seconds: int = 0
    verdict: CaseVerdict | None = None
    verdict_at: int | None = None
    reason: str = ""
    original_due_at: int | None = None
    original_verdict: OriginalVerdict | None = None
    original_verdict_at: int | None = None
    pauses: tuple[Pause, ...] = ()

    @property
    def running(self) -> bool:
        """Whether the clock is still open: neither stopped nor left out."""
        return self.stopped_at is None and self.verdict is None

    @property
    def key(self) -> tuple[str, int, Objective]:
        """What tells a case's clocks apart."""
        return self.commitment, self.cycle, self.objective

    @property
    def standing(self) -> tuple[object, ...]:
        """What a change by hand would change: due time and verdict, or what is left of a pause."""
        left = self.target_seconds - (self.elapsed_seconds or 0) if self.due_at is None else None
        return self.due_at, self.verdict, self.verdict_at, left

    def outcome_at(self, instant: int) -> str:
        """The verdict as of an instant: one that ran over is breached before it stops (rule 5)."""
        over = self.due_at is not None and self.due_at < instant
        return self.verdict or ("breached" if over else "running")


def original_outcome(verdict: str, verdict_at: int | None, due_at: int | None, instant: int) -> str:
    """A clock's original verdict as of an instant, by which it need not have fallen (rule 5)."""
    if verdict == "met":
        return verdict if verdict_at is None or verdict_at <= instant else "running"
    if verdict in ("breached", "running"):
        return "breached" if due_at is not None and due_at < instant else "running"
    return verdict


def verdicts(track: Track, priority: str, excluded: str) -> list[CaseClock]:
    """The rows of a track, SLA first; `priority` is the one at the end of the log."""
    lines = [(name, track.lines[name]) for name in OBJECTIVES if name in track.lines]
    under = track.stopped_under or priority
    if excluded:
        return [_left_out(track, name, line, under, "excluded", excluded) for name, line in lines]
    if track.left_out is not None:
        return [_left_out(track, name, line, under, *track.left_out) for name, line in lines]
    stops = [track.stopped_at if line.ended_at is None else line.ended_at for _, line in lines]
    pauses = {stop: track.pauses_until(stop) for stop in stops}
    return [
        _row(track, name, line, under, stop, pauses[stop])
        for (name, line), stop in zip(lines, stops, strict=True)
    ]


def _left_out(
    track: Track, objective: Objective, line: Line, priority: str, verdict: CaseVerdict, why: str
) -> CaseClock:
    run = line.promises[0].run
    return CaseClock(
        track.commitment, objective, track.cycle, priority, run.calendar.fingerprint,
        track.started_at, run.target, stopped_at=track.stopped_at, verdict=verdict, reason=why,
    )  # fmt: skip


def _row(
    track: Track,
    objective: Objective,
    line: Line,
    priority: str,
    stop: int | None,
    pauses: list[Pause],
) -> CaseClock:
    bound, due = line.binding(pauses)
    run = bound.run
    if line.crossed_at is not None:
        due, priority = line.crossed_at, line.crossed_under
    held = pauses[-1][0] if stop is None and pauses and pauses[-1][1] is None else None
    until = stop if stop is not None else held
    elapsed, taken = (None, 0) if until is None else counted(run, pauses, max(until, run.start))
    verdict, verdict_at = _verdict(stop, due)
    return CaseClock(
        track.commitment, objective, track.cycle, priority, run.calendar.fingerprint, run.start,
        run.target, due, line.warned(pauses), stop, held, elapsed, taken, verdict, verdict_at,
        pauses=tuple(pauses),
    )  # fmt: skip


def _verdict(stop: int | None, due: int | None) -> tuple[CaseVerdict | None, int | None]:
    """Met exactly when stopped at or before the due time (rule 5)."""
    if stop is None:
        return None, None
    return ("met", stop) if due is None or stop <= due else ("breached", due)


@dataclass(frozen=True)
class ChangedVerdict:
    """A clock whose verdict would be another under another handbook.

    "running" where it has none yet, "not promised" where there is no such clock.
    """

    case_id: int
    key: str
    priority: str
    commitment: str
    cycle: int
    objective: Objective
    before: str
    after: str

    def to_json(self) -> dict[str, Any]:
        """As `leadline handbook backtest --json` and `apply --json` give it."""
        return {
            "case": self.key, "priority": self.priority, "commitment": self.commitment,
            "cycle": self.cycle, "objective": self.objective, "before": self.before,
            "after": self.after,
        }  # fmt: skip
