"""Back-tests: whole desks judged under other targets, against the bare arithmetic of the same.

The reference counts what nobody could leave out (each clock's open time, less its pauses, and the
open time of each target in days), on tables that are there already, for instants sure to lie in
them, sorted by target already: no changes of priority, no edges, no verdicts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

import numpy as np

from models.handbook.agreement import Agreement
from models.handbook.backtest import BackTest, Past, PastCases, back_test
from models.handbook.calendar import BusinessCalendar
from models.handbook.course_group import Flags
from models.handbook.courses import Courses, rules_of_courses
from models.handbook.judge_many import judge_many
from models.handbook.open_time import Ints
from models.handbook.policy import COMMITMENTS, OBJECTIVES, Amount, Policy
from models.handbook.policy_file import read_policy
from models.handbook.working_hours import DAY_SECONDS
from tests.benchmarks.desks import HANDBOOK
from tests.benchmarks.figures import Figure, paired, timed

CASES, TYPED = 1_000_000, 100_000
BEGIN: Final = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp())
YEAR: Final = 365 * DAY_SECONDS
AS_OF: Final = BEGIN + 2 * YEAR


def run() -> Iterator[Figure]:
    """A million cases judged from nothing; a hundred thousand when one target is another."""
    policy = read_policy(HANDBOOK.read_text("utf-8").replace("@team_zone@", "Europe/Berlin"), 1)
    courses = made_up(CASES)
    bare = Bare(courses, policy)
    yield Figure(
        "back-test: judging",
        *paired(
            timed(lambda: judge_many(replace(courses), policy, AS_OF)), timed(bare.count), rounds=3
        ),
        bound="at most",
        bar=5,
        detail=f"{CASES:,} closed cases with three commitments, two objectives and pauses, grouping"
        " and changed priorities included, against bare NumPy counting of the same numbers",
    )
    yield _one_target_more(policy)


def _one_target_more(policy: Policy) -> Figure:
    courses = made_up(TYPED)
    now = judge_many(courses, policy, AS_OF)
    ids = range(TYPED)
    cases = PastCases(
        Agreement(), ids, [f"CS-{number}" for number in ids], courses, now, rules_of_courses(policy)
    )
    past = Past(BEGIN, AS_OF, AS_OF, (cases,))
    minutes = iter(range(1, 1_000))

    def typed() -> BackTest:
        return back_test(past, _with_target(policy, next(minutes)))

    bare = Bare(courses, policy)
    return Figure(
        "back-test: one target typed",
        *paired(timed(typed), timed(bare.count)),
        bound="at most",
        bar=1,
        detail=f"now and then of {TYPED:,} cases when a target changes, against counting their"
        " time once from nothing; within 100 ms it keeps up with a person",
    )


def _with_target(policy: Policy, minutes: int) -> Policy:
    row = policy.targets["P3"]
    target = replace(row["resolution"], sla=Amount(minutes * 60 + 20 * 3_600))
    return replace(policy, targets={**policy.targets, "P3": {**row, "resolution": target}})


def made_up(cases: int) -> Courses:
    """Cases of a year: one in ten raised from P4 to P3, one in three paused for a day."""
    chance = np.random.default_rng(3)
    names = len(COMMITMENTS)
    opened = np.sort(BEGIN + chance.integers(0, YEAR, cases))
    lasted = np.stack([chance.exponential(mean, cases).astype(np.int64) + 60
                       for mean in (3_600, 20_000, 200_000)], axis=1)  # fmt: skip
    start = np.repeat(opened, names)
    until = start + lasted.reshape(-1)
    priority = np.repeat(chance.choice(4, cases, p=[0.05, 0.2, 0.45, 0.3]), names)
    clock = np.arange(cases * names)
    raised = (priority == 3) & np.repeat(chance.random(cases) < 0.33, names)
    legs = 1 + raised
    first_leg = np.cumsum(legs) - legs
    ends = (until + start) // 2
    changed, second = ends[raised], first_leg[raised] + 1
    paused = np.flatnonzero((clock % names > 0) & np.repeat(chance.random(cases) < 0.33, names))
    stop = until.copy()
    stop[raised] = changed
    begin = start[paused] + (stop - start)[paused] // 4
    end = np.minimum(begin + DAY_SECONDS, stop[paused])
    leg_clock = np.repeat(clock, legs)
    leg_priority = priority[leg_clock]
    leg_priority[second] = 2
    return Courses(
        commitments=COMMITMENTS,
        case=np.repeat(np.arange(cases), names),
        commitment=clock % names,
        cycle=np.ones(len(clock), np.int64),
        state=np.zeros(len(clock), np.int64),
        leg_clock=leg_clock,
        leg_priority=leg_priority,
        promise=np.concatenate([first_leg, first_leg[raised], second]),
        seen=np.concatenate([first_leg, second, second]),
        start=np.concatenate([start, start[raised], changed]),
        until=np.concatenate([stop, until[raised], until[raised]]),
        pause_check=paused,
        pause_begin=begin,
        pause_end=end,
    )


@dataclass(frozen=True)
class Table:
    """A calendar's open time as bare arrays, of UTC and of one zone's dates."""

    opens: Ints
    closes: Ints
    through: Ints
    dates: Ints
    changes: Ints
    offsets: Ints

    @classmethod
    def of(cls, calendar: BusinessCalendar) -> "Table":
        """What `calendar` laid out for these years."""
        pieces = np.array(calendar.open_intervals(BEGIN - YEAR, AS_OF + YEAR))
        arrays = calendar._covering(BEGIN, AS_OF).arrays
        opens, closes = pieces[:, 0].copy(), pieces[:, 1].copy()
        through = np.cumsum(closes - opens)
        return cls(opens, closes, through, arrays.dates, arrays.changes, arrays.offsets)

    def positions(self, at: Ints) -> Ints:
        """Open seconds before each instant."""
        index = np.searchsorted(self.opens, at, "right") - 1
        inside: Ints = np.minimum(at, self.closes[index]) - self.closes[index] + self.through[index]
        return inside

    def days(self, start: Ints, count: int) -> Ints:
        """Open seconds until the same wall time on the N-th business date after."""
        offset = self.offsets[np.searchsorted(self.changes, start, "right")]
        day, wall = np.divmod(start + offset, DAY_SECONDS)
        later = self.dates[np.searchsorted(self.dates, day, "right") + count - 1]
        seconds: Ints = self.positions(later * DAY_SECONDS + wall - offset) - self.positions(start)
        return seconds


class Bare:
    """The same numbers by target, and the counting of them without anything around it."""

    def __init__(self, courses: Courses, policy: Policy) -> None:
        tables = {name: Table.of(calendar) for name, calendar in policy.calendars.items()}
        self.work = []
        for group in courses.groups:
            target = policy.target(group.priority, group.commitment)
            if target is not None:
                amounts = [amount for o in OBJECTIVES if (amount := target.amount(o)) is not None]
                self.work.append((group, tables[target.calendar], amounts))

    def count(self) -> list[Flags]:
        """Which used more than was promised."""
        late = []
        for group, table, amounts in self.work:
            before = table.positions(group.start)
            used = table.positions(group.until) - before
            if group.pause_of.size:
                taken = table.positions(group.pause_end) - table.positions(group.pause_begin)
                used = used - np.bincount(group.pause_of, taken, len(used)).astype(np.int64)
            late += [
                used > (table.days(group.start, amount.days) if amount.days else amount.seconds)
                for amount in amounts
            ]
        return late
