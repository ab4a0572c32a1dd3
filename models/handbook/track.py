"""One cycle of one commitment while a case's log is read: its pauses, and a line per objective."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from models.handbook.clock import Pause, Run, counted, merged
from models.handbook.policy import OBJECTIVES, Objective, Policy, is_raise
from models.handbook.promise import Deadline, Promise, Warned

LeftOut = Literal["unknown", "excluded"]


@dataclass(slots=True)
class Line:
    """A track judged under one objective: due at the earliest of its promises.

    A raise of priority adds one, so that the clock is due at the earlier of its old due time and
    change + new target (rule 14). What else moves a target replaces them all, but not a deadline
    set by hand: that stands until it is set anew (rule 17), or a raise comes due before it.
    """

    promises: list[Promise]
    crossed_at: int | None = None
    crossed_under: str = ""
    ended_at: int | None = None

    def copy(self) -> "Line":
        """The same line, to go on by itself."""
        return replace(self, promises=list(self.promises))

    def binding(self, pauses: Sequence[Pause]) -> tuple[Promise, int | None]:
        """The promise that comes due first, and when; while paused, the one with the least left."""
        if len(self.promises) == 1:
            return self.promises[0], self.promises[0].due(pauses)
        dues = [promise.due(pauses) for promise in self.promises]
        known = [(due, index) for index, due in enumerate(dues) if due is not None]
        if known:
            due, index = min(known)
            return self.promises[index], due
        return min(self.promises, key=lambda promise: promise.left(pauses, pauses[-1][0])), None

    def warned(self, pauses: Sequence[Pause]) -> tuple[Warned, ...]:
        """The warnings by their instants: of each share the earliest any promise gives."""
        if len(self.promises) == 1:
            return tuple(self.promises[0].warned(pauses))
        first: dict[float, int] = {}
        for promise in self.promises:
            for share, at in promise.warned(pauses):
                first[share] = min(at, first.get(share, at))
        return tuple(sorted(first.items(), key=lambda warned: (warned[1], warned[0])))

    def by_hand(self) -> list[Promise]:
        """The deadline that was set by hand, if one was."""
        return [promise for promise in self.promises if isinstance(promise, Deadline)]

    def take(self, promise: Promise, *, beside: bool) -> None:
        """Be judged by another promise, beside the old ones or in their place."""
        self.ended_at = None
        if self.crossed_at is not None:
            return
        if beside:
            self.promises.append(promise)
        else:
            self.promises = self.by_hand() or [promise]

    def freeze_crossed(self, pauses: Sequence[Pause], at: int, priority: str) -> None:
        """Keep a breach reached before `at`: a verdict already reached stays (rule 14)."""
        if self.crossed_at is None:
            due = self.binding(pauses)[1]
            if due is not None and due < at:
                self.crossed_at, self.crossed_under = due, priority


@dataclass(slots=True)
class Track:
    """A commitment's cycle: when it started and stopped, its pauses, and its lines.

    `added` are pauses entered afterwards (rule 13), whatever the case's status was meanwhile.
    """

    commitment: str
    cycle: int
    started_at: int
    stopped_at: int | None = None
    stopped_under: str = ""
    left_out: tuple[LeftOut, str] | None = None
    spans: list[Pause] = field(default_factory=list)
    added: tuple[Pause, ...] = ()
    lines: dict[Objective, Line] = field(default_factory=dict)

    def copy(self) -> Self:
        """The same clock, to go on by itself."""
        lines = {objective: line.copy() for objective, line in self.lines.items()}
        return replace(self, spans=list(self.spans), lines=lines)

    def pauses(self) -> list[Pause]:
        """The pauses in order, overlaps joined, within the track's own time."""
        return self.pauses_until(self.stopped_at)

    def pauses_until(self, stop: int | None) -> list[Pause]:
        """Those before an instant."""
        if not self.spans and not self.added:
            return []
        return merged([*self.spans, *self.added], self.started_at, stop)

    def pause(self, at: int) -> None:
        """Begin a pause, if none lasts."""
        if not self.spans or self.spans[-1][1] is not None:
            self.spans.append((at, None))

    def resume(self, at: int) -> None:
        """End the pause that lasts, if one does."""
        if self.spans and self.spans[-1][1] is None:
            self.spans[-1] = (self.spans[-1][0], at)

    def stop(self, at: int, priority: str) -> None:
        """Stop the clock; it counts under the priority in force now (rule 14)."""
        self.resume(at)
        self.stopped_at, self.stopped_under = at, priority

    def go_on(self, at: int) -> None:
        """Run again after a reopen that continues the cycle; the time between does not count."""
        if self.stopped_at is not None:
            self.spans.append((self.stopped_at, at))
        self.stopped_at, self.stopped_under = None, ""
        if self.left_out is not None and self.left_out[0] == "excluded":
            self.left_out = None

    def freeze_crossed(self, at: int, priority: str) -> None:
        """Keep the breaches reached before `at`, under the priority in force then."""
        pauses = self.pauses()
        for line in self.lines.values():
            line.freeze_crossed(pauses, at, priority)

    def begin(self, policy: Policy, priority: str) -> None:
        """Take the targets of a priority from the start."""
        promised = self._promised(policy, priority, self.started_at)
        self.lines = {objective: Line([promise]) for objective, promise in promised.items()}

    def retarget(self, policy: Policy, old: str, new: str, at: int) -> None:
        """Take another priority's targets (rule 14): raised, beside the old ones and counted from
        `at`, or from the start where a contract says so; lowered, in their place and from the
        start, even where that is over already."""
        raised = is_raise(old, new)
        from_change = raised and policy.raise_from == "change"
        start = max(at, self.started_at) if from_change else self.started_at
        promised = self._promised(policy, new, start)
        for objective in OBJECTIVES:
            self._take(objective, promised.get(objective), at, beside=raised)

    def renew(self, policy: Policy, priority: str, at: int) -> None:
        """Take another version's targets from now on (rule 16).

        As with priorities: what gives more time counts from the start, what gives less from `at`
        beside the old, so that no publishing breaches an open case at once.
        """
        known = [(begin, at if end is None else end) for begin, end in self.pauses()]
        promised = self._promised(policy, priority, self.started_at)
        for objective in OBJECTIVES:
            promise, line = promised.get(objective), self.lines.get(objective)
            if promise is None:
                self._take(objective, None, at, beside=False)
                continue
            sooner = line is None or _before(promise.due(known), line.binding(known)[1])
            promise = promise.begun_at(max(at, self.started_at)) if sooner else promise
            self._take(objective, promise, at, beside=sooner)

    def _promised(self, policy: Policy, priority: str, start: int) -> dict[Objective, Promise]:
        return {
            objective: Promise(
                Run(start, amount.budget(start, calendar), calendar), amount, warnings, policy.edge
            )
            for objective, amount, calendar, warnings in policy.offers(priority, self.commitment)
        }

    def _take(
        self, objective: Objective, promise: Promise | None, at: int, *, beside: bool
    ) -> None:
        line = self.lines.get(objective)
        if promise is None:
            self._promised_no_more(objective, at)
        elif line is None:
            self.lines[objective] = Line([promise])
        else:
            line.take(promise, beside=beside)

    def _promised_no_more(self, objective: Objective, at: int) -> None:
        """What was kept of a breach stays, and is over; anything else is gone."""
        line = self.lines.get(objective)
        if line is not None and line.crossed_at is None:
            del self.lines[objective]
        elif line is not None and line.ended_at is None:
            line.ended_at = at

    def override(self, objective: Objective, due_at: int, set_at: int) -> None:
        """Set the due time by hand (rule 17), of what is promised still: a breach that was kept of
        what is not has no deadline that could be another."""
        line = self.lines.get(objective)
        if line is None or line.ended_at is not None:
            return
        pauses = self.pauses()
        bound = line.binding(pauses)[0]
        whole = Run(self.started_at, 0, bound.run.calendar)
        known = [(begin, set_at if end is None else end) for begin, end in pauses]
        target = counted(whole, known, max(due_at, self.started_at))[0]
        run = Run(self.started_at, target, whole.calendar)
        deadline = Deadline(run, bound.amount, bound.warnings, bound.edge, due_at, set_at)
        self.lines[objective] = Line([deadline])

    def begin_earlier(self, at: int) -> None:
        """Start from an earlier instant: a clock of a case merged into this one (rule 12)."""
        self.started_at = at
        for line in self.lines.values():
            if line.crossed_at is None:
                line.promises[0] = line.promises[0].begun_at(at)


def _before(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one < other
