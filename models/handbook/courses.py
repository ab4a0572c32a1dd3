"""The courses of many clocks as arrays, read from their logs once and judged as often as asked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.handbook import events as ev
from models.handbook.agreement import Agreement
from models.handbook.by_hand import by_hand
from models.handbook.case_clocks import judge
from models.handbook.course import Course
from models.handbook.course_group import CourseGroup, Flags
from models.handbook.event_handlers import read_log
from models.handbook.events import Event, in_force
from models.handbook.open_time import Ints
from models.handbook.policy import PRIORITIES, Policy, Target, is_raise
from models.handbook.verdict import CaseClock

Codes = NDArray[np.integer[Any]]

ENDED, RUNNING, UNKNOWN, EXCLUDED, GONE = range(5)
"""How a clock stands: it stopped, runs still, is left out, or is not there under these rules."""

_ANY: Final = Target(None, None, "")


class PastCase(NamedTuple):
    """A case of the past: its log, and the (commitment, cycle) of the clocks it has today.

    `earlier` are the agreements it was under before it was learnt what its contract is found by,
    each with the event that told more.
    """

    events: Sequence[Event]
    clocks: frozenset[tuple[str, int]] = frozenset()
    earlier: tuple[tuple[int, Agreement], ...] = ()

    def as_if_always(self) -> list[Event]:
        """The log as though one version had been in force all along: none was applied since."""
        return [event for event in self.events if event.kind != ev.POLICY_APPLIED]

    def judged(self, handbook: Policy, policy: Policy) -> list[CaseClock]:
        """Its clocks by `policy`, which is the handbook under the case's last agreement."""
        return judge(
            self.as_if_always(), {policy.number: policy}, policy.number,
            [(event, {policy.number: agreement.over(handbook)})
             for event, agreement in self.earlier],
        )  # fmt: skip


class Handled(NamedTuple):
    """A case that is judged by itself, as something was moved by hand or its contract was found
    late, and which clocks are its own."""

    case: PastCase
    clocks: Sequence[int]


@dataclass(frozen=True, eq=False)
class Courses:
    """The clocks of past cases, a row each: `case` (its place in what they were read from),
    `commitment` (its place in `commitments`), `cycle`, `state`.

    A clock has a leg for each priority it ran under, and these follow one another: `leg_clock`,
    `leg_priority` (its place in `PRIORITIES`). Each
    promise is checked at the end of every leg in which it held: `promise` is the leg that made it,
    `seen` the leg at whose end it is looked at; it counts from `start` to `until`, less the pauses
    (`pause_check`, `pause_begin`, `pause_end`), which lie apart and within. Instants are seconds
    since the epoch.
    """

    commitments: tuple[str, ...]
    case: Ints
    commitment: Ints
    cycle: Ints
    state: Ints
    leg_clock: Ints
    leg_priority: Codes
    promise: Ints
    seen: Ints
    start: Ints
    until: Ints
    pause_check: Ints
    pause_begin: Ints
    pause_end: Ints
    handled: tuple[Handled, ...] = ()

    @cached_property
    def check_clock(self) -> Ints:
        """Whose clock each check is of."""
        return self.leg_clock[self.seen]

    @cached_property
    def stop(self) -> Ints:
        """When each clock stopped, or as of when it was looked at; 0 where it never ran."""
        stop = np.zeros(len(self.case), np.int64)
        np.maximum.at(stop, self.check_clock, self.until)
        return stop

    @cached_property
    def carried(self) -> Ints:
        """The checks of a promise at the end of a later leg than its own."""
        return np.flatnonzero(self.promise != self.seen)

    @cached_property
    def changed(self) -> Flags:
        """Which clocks ran under more than one priority."""
        found: Flags = np.bincount(self.leg_clock, minlength=len(self.case)) > 1
        return found

    @cached_property
    def leg_kind(self) -> Codes:
        """Commitment and priority of each leg, as one number."""
        commitment = self.commitment.astype(np.int16)[self.leg_clock]
        return commitment * len(PRIORITIES) + self.leg_priority

    @cached_property
    def last_priority(self) -> Codes:
        """The priority each clock ended under."""
        last = np.zeros(len(self.case), np.int16)
        last[self.leg_clock] = self.leg_priority  # of several the last is kept
        return last

    @cached_property
    def ending(self) -> Ints:
        """State, commitment and last priority of each clock, as one number."""
        kind = self.commitment * len(PRIORITIES) + self.last_priority
        return self.state * len(self.commitments) * len(PRIORITIES) + kind

    @cached_property
    def groups(self) -> tuple[CourseGroup, ...]:
        """The checks by commitment and priority, as each of these has a target of its own."""
        kind = self.leg_kind[self.promise]
        order = np.argsort(kind, kind="stable")
        edges = np.searchsorted(kind[order], range(len(self.commitments) * len(PRIORITIES) + 1))
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        owner = place[self.pause_check]
        by_owner = np.argsort(owner, kind="stable")
        owner = owner[by_owner]
        found = []
        for number, (low, high) in enumerate(pairwise(edges.tolist())):
            first, last = np.searchsorted(owner, [low, high])
            pauses, checks = by_owner[first:last], order[low:high]
            commitment, priority = divmod(number, len(PRIORITIES))
            found.append(
                CourseGroup(
                    self.commitments[commitment], PRIORITIES[priority], checks,
                    self.start[checks], self.until[checks],
                    owner[first:last] - low, self.pause_begin[pauses], self.pause_end[pauses],
                )
            )  # fmt: skip
        return tuple(group for group in found if group.checks.size)


def rules_of_courses(policy: Policy) -> Policy:
    """What of a policy says how clocks run, and not what they are judged by.

    Where these are equal, the same courses may be judged by either.
    """
    names = dict.fromkeys(policy.commitment_names(), _ANY)
    return replace(
        policy, name="", team_calendar="", calendars={}, targets={PRIORITIES[0]: names},
        edge="closing", contracts=(), contract="", contract_targets=frozenset(), remedies=None,
        effective_from=None, number=0,
    )  # fmt: skip


def courses_of(cases: Iterable[PastCase], policy: Policy, as_of: int) -> Courses:
    """Read the logs as though `policy` had been in force all along.

    A version that was applied to a case in between counts no more. A clock that runs still is
    seen as of `as_of`; those a case has today and would not have are there too, as gone.
    """
    columns = _Columns(policy, as_of)
    for number, case in enumerate(cases):
        columns.add(number, case)
    return columns.arrays()


class _Columns:
    """The rows of a `Courses` while they are read."""

    def __init__(self, policy: Policy, as_of: int) -> None:
        self.policy = policy
        self.as_of = as_of
        self.names: dict[str, int] = {n: i for i, n in enumerate(policy.commitment_names())}
        self.rows: defaultdict[str, list[int]] = defaultdict(list)
        self.handled: list[Handled] = []

    def add(self, number: int, case: PastCase) -> None:
        ordered = in_force(case.as_if_always())
        courses: list[Course] = []
        excluded = ""
        if ordered and ordered[0].kind == ev.OPENED:
            versions = {self.policy.number: self.policy}
            told = by_hand(ordered)
            reading = read_log(ordered, versions, self.policy.number, told, Course)
            courses = [track for track in reading.tracks if isinstance(track, Course)]
            excluded = reading.excluded
        first = len(self.rows["case"])
        for course in courses:
            self._clock(number, course.commitment, course.cycle, _state(course, excluded))
            self._legs(course)
        for commitment, cycle in sorted(case.clocks - {(c.commitment, c.cycle) for c in courses}):
            self._clock(number, commitment, cycle, GONE)
            self._leg(0)
        if case.earlier or any(course.moved_by_hand for course in courses):
            self.handled.append(Handled(case, range(first, len(self.rows["case"]))))

    def _clock(self, case: int, commitment: str, cycle: int, state: int) -> None:
        rows = self.rows
        rows["case"].append(case)
        rows["commitment"].append(self.names.setdefault(commitment, len(self.names)))
        rows["cycle"].append(cycle)
        rows["state"].append(state)

    def _leg(self, priority: int) -> int:
        self.rows["leg_clock"].append(len(self.rows["case"]) - 1)
        self.rows["leg_priority"].append(priority)
        return len(self.rows["leg_clock"]) - 1

    def _legs(self, course: Course) -> None:
        """A leg for each priority, and the checks of what was promised by then (rule 14)."""
        stop = self.as_of if course.stopped_at is None else course.stopped_at
        held: list[tuple[int, int]] = []
        for index, (since, priority) in enumerate(course.legs):
            raised = index > 0 and is_raise(course.legs[index - 1][1], priority)
            start = course.started_at
            if raised and self.policy.raise_from == "change":
                start = max(since, start)  # a start moved by hand may lie after the raise
            leg = self._leg(PRIORITIES.index(priority))
            held = [*(held if raised else []), (leg, start)]
            until = course.legs[index + 1][0] if index + 1 < len(course.legs) else stop
            for promise, begin in held:
                self._check(course, promise, leg, begin, until)

    def _check(self, course: Course, promise: int, seen: int, start: int, until: int) -> None:
        rows = self.rows
        for name, value in (
            ("promise", promise), ("seen", seen), ("start", start), ("until", until),
        ):  # fmt: skip
            rows[name].append(value)
        for begin, finish in course.pauses_until(until):
            first, last = max(begin, start), until if finish is None else min(finish, until)
            if first < last:
                rows["pause_check"].append(len(rows["start"]) - 1)
                rows["pause_begin"].append(first)
                rows["pause_end"].append(last)

    def arrays(self) -> Courses:
        columns = {
            name: np.array(self.rows[name], np.int64)
            for name in Courses.__dataclass_fields__
            if name not in ("commitments", "handled")
        }
        return Courses(tuple(self.names), **columns, handled=tuple(self.handled))


def _state(course: Course, excluded: str) -> int:
    if excluded:
        return EXCLUDED
    if course.left_out is not None:
        return UNKNOWN if course.left_out[0] == "unknown" else EXCLUDED
    return RUNNING if course.stopped_at is None else ENDED
