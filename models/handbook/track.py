"""One cycle of one commitment while a case's log is read: its pauses, and a line per objective."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.handbook.clock import Pause, Run, counted, merged, reached
from models.handbook.policy import OBJECTIVES, Edge, Objective, Policy


@dataclass(slots=True)
class Line:
    """A track judged under one objective.

    Raising a priority adds a run, so that the clock is due at the earlier of its old due time and
    change + new target (rule 14); everything else replaces the runs by one.
    """

    runs: list[Run]
    warnings: tuple[float, ...]
    overridden_due: int | None = None
    crossed_at: int | None = None
    crossed_under: str = ""

    def binding(self, pauses: Sequence[Pause], edge: Edge) -> tuple[Run, int | None]:
        """The run that comes due first, and when; while paused, the one with the least left."""
        if len(self.runs) == 1:
            run = self.runs[0]
            return run, reached(run, run.target, pauses, edge)
        dues = [(reached(run, run.target, pauses, edge), run) for run in self.runs]
        known = [(due, index) for index, (due, _) in enumerate(dues) if due is not None]
        if known:
            due, index = min(known)
            return self.runs[index], due
        held = pauses[-1][0]
        left = [run.target - counted(run, pauses, max(held, run.start))[0] for run in self.runs]
        return self.runs[left.index(min(left))], None


@dataclass(slots=True)
class Track:
    """A commitment's cycle: when it started and stopped, its pauses, and its lines."""

    commitment: str
    cycle: int
    started_at: int
    stopped_at: int | None = None
    stopped_under: str = ""
    unknown: str = ""
    spans: list[Pause] = field(default_factory=list)
    lines: dict[Objective, Line] = field(default_factory=dict)

    def pauses(self) -> list[Pause]:
        """The pauses in order, overlaps joined, clipped to the track's own time."""
        return merged(self.spans, self.started_at, self.stopped_at) if self.spans else []

    def pause(self, at: int) -> None:
        """Begin a pause."""
        self.spans.append((at, None))

    def resume(self, at: int) -> None:
        """End the pause that lasts, if one does."""
        if self.spans and self.spans[-1][1] is None:
            self.spans[-1] = (self.spans[-1][0], at)

    def stop(self, at: int, priority: str) -> None:
        """Stop the clock; it counts under the priority in force now (rule 14)."""
        self.resume(at)
        self.stopped_at, self.stopped_under = at, priority

    def go_on(self, stopped_at: int, at: int) -> None:
        """Run again after a reopen that continues the cycle; the time between does not count."""
        self.stopped_at = None
        self.spans.append((stopped_at, at))

    def retarget(self, policy: Policy, priority: str, at: int, *, fresh: bool) -> None:
        """Take the targets of a priority: from the start (`fresh`), or beside the old from `at`."""
        target = policy.target(priority, self.commitment)
        for objective in OBJECTIVES:
            line = self.lines.get(objective)
            if line is not None and line.crossed_at is not None:
                continue
            amount = target.amount(objective) if target is not None else None
            if target is None or amount is None:
                self.lines.pop(objective, None)
                continue
            start = self.started_at if fresh else at
            calendar = policy.calendars[target.calendar]
            run = Run(start, amount.budget(start, calendar), calendar)
            if fresh or line is None:
                self.lines[objective] = Line([run], target.warnings)
            else:
                line.runs.append(run)
                line.warnings = target.warnings

    def freeze_crossed(self, at: int, edge: Edge, priority: str) -> None:
        """Keep the breaches reached before `at`: a verdict already reached stays (rule 14)."""
        pauses = self.pauses()
        for line in self.lines.values():
            if line.crossed_at is None:
                due = line.overridden_due or line.binding(pauses, edge)[1]
                if due is not None and due < at:
                    line.crossed_at, line.crossed_under = due, priority

    def begin_earlier(self, policy: Policy, priority: str, at: int) -> None:
        """Start from an earlier instant: a case with an older one merged into it (rule 12)."""
        self.started_at = at
        self.retarget(policy, priority, at, fresh=True)
