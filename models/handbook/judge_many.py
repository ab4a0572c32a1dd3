"""The verdicts of many clocks under one policy at once: each is the one `judge` would give."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.handbook.course_group import Flags
from models.handbook.courses import RUNNING, Codes, Courses, Handled
from models.handbook.open_time import Ints
from models.handbook.policy import OBJECTIVES, PRIORITIES, Objective, Policy
from models.handbook.verdict import CaseClock

VERDICTS: Final = ("not promised", "met", "breached", "running", "unknown", "excluded")
"""What the codes of a `Judged` stand for. A running clock that is over is breached (rule 5)."""

NOT_PROMISED, MET, BREACHED, STILL_RUNNING, NOT_KNOWN, LEFT_OUT = range(len(VERDICTS))


@dataclass(frozen=True, eq=False)
class Judged:
    """The clocks of a `Courses` under one objective: `verdict` a place in `VERDICTS`, `priority`
    in `PRIORITIES`, the one in force at the verdict (rule 14)."""

    verdict: Codes
    priority: Codes


def judge_many(
    courses: Courses, policy: Policy, as_of: int, handbook: Policy | None = None
) -> dict[Objective, Judged]:
    """Every clock as this policy judges it, as of an instant (which running clocks depend on).

    The courses are to have been read by the same rules (`rules_of_courses`). `handbook` is what
    `policy` is without the cases' agreement, for those that were under another one first.
    """
    found = {objective: _judged(courses, policy, objective) for objective in OBJECTIVES}
    for case in courses.handled:
        _judge_by_itself(courses, case, policy, handbook or policy, as_of, found)
    return found


_IN_TIME: Final = np.array([MET, STILL_RUNNING, NOT_KNOWN, LEFT_OUT, NOT_PROMISED], np.int8)
_LATE: Final = np.array([BREACHED, BREACHED, NOT_KNOWN, LEFT_OUT, NOT_PROMISED], np.int8)
"""By state: what a clock is that was not late, and one that was."""


def _judged(courses: Courses, policy: Policy, objective: Objective) -> Judged:
    promised = _promised(courses, policy, objective)
    late = _late_checks(courses, policy, objective, promised)
    clocks = courses.check_clock[late]
    verdict = np.where(promised, _IN_TIME[:, None], NOT_PROMISED).take(courses.ending)
    verdict[clocks] = _LATE[courses.state[clocks]]
    priority = courses.last_priority.copy()
    changed = late[courses.changed[clocks]]
    if changed.size:
        _where_breached(courses, changed, priority)
    return Judged(verdict, priority)


def _late_checks(courses: Courses, policy: Policy, objective: Objective, promised: Flags) -> Ints:
    """The places of the checks that find a promise broken."""
    late = np.zeros(len(courses.start), bool)
    for group in courses.groups:
        target = policy.target(group.priority, group.commitment)
        amount = target.amount(objective) if target is not None else None
        if target is not None and amount is not None:
            calendar = policy.calendars[target.calendar]
            late[group.checks] = group.late(amount, calendar, policy.edge)
    late[courses.carried[~_stands(courses, promised)]] = False
    return np.flatnonzero(late)


def _stands(courses: Courses, promised: Flags) -> Flags:
    """Of promises carried over a raise, whether every priority since has one of its own.

    One that has none took them away (rule 14).
    """
    without = np.cumsum(~promised[courses.leg_kind])
    carried = courses.carried
    stands: Flags = without[courses.seen[carried]] == without[courses.promise[carried]]
    return stands


def _where_breached(courses: Courses, late: Ints, priority: Codes) -> None:
    """A breach reached before a change of priority counts under the one it was reached in."""
    clocks, seen = courses.check_clock[late], courses.seen[late]
    first = np.full(len(courses.case), len(courses.leg_kind))
    np.minimum.at(first, clocks, seen)
    judged = clocks[courses.state[clocks] <= RUNNING]
    priority[judged] = courses.leg_priority[first[judged]]


def _promised(courses: Courses, policy: Policy, objective: Objective) -> Flags:
    """Whether each kind of leg (commitment and priority) is promised anything."""
    targets = [
        policy.target(priority, commitment)
        for commitment in courses.commitments
        for priority in PRIORITIES
    ]
    return np.array([t is not None and t.amount(objective) is not None for t in targets], bool)


def _judge_by_itself(
    courses: Courses, case: Handled, policy: Policy, handbook: Policy, as_of: int,
    found: Mapping[Objective, Judged],
) -> None:  # fmt: skip
    """The clocks of a case that the arrays do not tell, one by one."""
    rows = {
        (courses.commitments[courses.commitment[row]], int(courses.cycle[row])): row
        for row in case.clocks
    }
    for judged in found.values():
        judged.verdict[list(case.clocks)] = NOT_PROMISED
    for clock in case.case.judged(handbook, policy):
        row = rows.get((clock.commitment, clock.cycle))
        if row is not None:
            judged = found[clock.objective]
            judged.verdict[row] = VERDICTS.index(verdict_at(clock, as_of))
            judged.priority[row] = PRIORITIES.index(clock.priority)


def verdict_at(clock: CaseClock, as_of: int) -> str:
    """The verdict as of an instant: a clock that ran over is breached before it stops (rule 5)."""
    over = clock.due_at is not None and clock.due_at < as_of
    return clock.verdict or ("breached" if over else "running")
