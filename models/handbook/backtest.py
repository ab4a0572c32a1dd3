"""A past span under a proposed handbook: attainment now and then, and the verdicts that differ."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from models.handbook.agreement import Agreement
from models.handbook.attainment import AttainmentRow, in_order, share_of
from models.handbook.courses import Codes, Courses, PastCase, rules_of_courses
from models.handbook.judge_many import (
    BREACHED,
    LEFT_OUT,
    MET,
    NOT_KNOWN,
    NOT_PROMISED,
    STILL_RUNNING,
    VERDICTS,
    Judged,
    judge_many,
)
from models.handbook.open_time import Ints
from models.handbook.policy import OBJECTIVES, PRIORITIES, Objective, Policy
from models.handbook.remedies import Credit
from models.handbook.verdict import ChangedVerdict

OUTSIDE: Final = -1
"""The verdict today of a clock that was not decided in the span."""

CreditKey = tuple[str, str, str]
"""(contract, customer, period)."""

_Key = tuple[str, str, Objective]


@dataclass(frozen=True, slots=True)
class CreditPeriod:
    """A month or quarter [begin, end) that is over, and the instant at which its credits are told;
    instants as seconds."""

    name: str
    per: str
    begin: int
    end: int
    as_of: int


@dataclass(frozen=True, eq=False)
class PastCases:
    """The cases of a span under one agreement; `case_ids` and `keys` by their place in `courses`.

    `now` holds today's verdicts of what was decided in the span; a clock that is not promised
    today belongs to the span in which it stopped. `rules` are those the courses were read by.
    `logs` are kept where the contract credits something, to say what it would (rule 30).
    """

    agreement: Agreement
    case_ids: Sequence[int]
    keys: Sequence[str]
    courses: Courses
    now: Mapping[Objective, Judged]
    rules: Policy
    customers: Sequence[str] = ()
    logs: Sequence[PastCase] = ()


@dataclass(frozen=True, eq=False)
class Past:
    """What was decided in [begin, end) as known at `as_of` (seconds since the epoch).

    Read once for a handbook; any that differs only in targets, hours and edge is judged by it.
    `cases` are by when their contract was made; those under the handbook's own come first.
    `periods` are the whole ones in the span; `credited` is what the desk itself credits for them.
    """

    begin: int
    end: int
    as_of: int
    cases: tuple[PastCases, ...]
    contracts: tuple[object, ...] = ()
    periods: tuple[CreditPeriod, ...] = ()
    credited: Mapping[CreditKey, Credit] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many cases."""
        return sum(len(part.case_ids) for part in self.cases)

    @property
    def credits(self) -> bool:
        """Whether any contract would credit something."""
        return any(part.logs for part in self.cases)

    def fits(self, handbook: Policy) -> bool:
        """Whether this handbook's clocks run by the rules the past was read by."""
        same = tuple(rule for rule, _ in handbook.contracts) == self.contracts
        return same and all(
            rules_of_courses(own) == part.rules and (own.remedies is None or bool(part.logs))
            for part in self.cases
            for own in [part.agreement.over(handbook)]
        )


@dataclass(frozen=True)
class Comparison:
    """One priority, commitment and objective under both handbooks.

    `rescued` are breached now and met then, `lost` the other way round. Of `then`, excluded are
    the clocks that the proposed handbook does not promise, or cannot tell.
    """

    now: AttainmentRow
    then: AttainmentRow
    rescued: int
    lost: int


@dataclass(frozen=True, eq=False)
class BackTest:
    """The past under a handbook; `rows` by priority, commitment and objective."""

    past: Past
    judged: tuple[Mapping[Objective, Judged], ...]
    rows: tuple[Comparison, ...]

    @property
    def flipped(self) -> int:
        """How many clocks have another verdict."""
        return sum(len(rows) for _, _, rows in self._differing)

    def flips(self) -> Iterator[ChangedVerdict]:
        """Each of them, by case."""
        for number, objective, rows in self._differing:
            part, then = self.past.cases[number], self.judged[number][objective]
            courses, now = part.courses, part.now[objective]
            for row in rows.tolist():
                before = int(now.verdict[row])
                case = courses.case[row]
                judged = then if before == NOT_PROMISED else now
                yield ChangedVerdict(
                    part.case_ids[case], part.keys[case], PRIORITIES[judged.priority[row]],
                    courses.commitments[courses.commitment[row]], int(courses.cycle[row]),
                    objective, VERDICTS[before], VERDICTS[then.verdict[row]],
                )  # fmt: skip

    @cached_property
    def _differing(self) -> list[tuple[int, Objective, Ints]]:
        found: list[tuple[int, Objective, Ints]] = []
        for number, (part, then) in enumerate(zip(self.past.cases, self.judged, strict=True)):
            for objective in OBJECTIVES:
                now = part.now[objective].verdict
                differs = (now != OUTSIDE) & (now != then[objective].verdict)
                found.append((number, objective, np.flatnonzero(differs)))
        return found


def back_test(past: Past, handbook: Policy) -> BackTest:
    """Judge the past by a handbook whose clocks run by the same rules (`Past.fits`)."""
    judged = tuple(
        judge_many(part.courses, part.agreement.over(handbook), past.as_of, handbook)
        for part in past.cases
    )
    counts: defaultdict[_Key, _Counts] = defaultdict(_Counts)
    for part, then in zip(past.cases, judged, strict=True):
        for objective in OBJECTIVES:
            _count(part, objective, then[objective], counts)
    rows = {(r.now.priority, r.now.commitment, r.now.objective): r
            for r in (found.row(key) for key, found in counts.items())}  # fmt: skip
    order = in_order([row.now for row in rows.values()])
    return BackTest(past, judged, tuple(
        rows[row.priority, row.commitment, row.objective] for row in order
    ))  # fmt: skip


@dataclass
class _Counts:
    """Clocks by verdict, and how many changed sides."""

    now: Ints = field(default_factory=lambda: np.zeros(len(VERDICTS), np.int64))
    then: Ints = field(default_factory=lambda: np.zeros(len(VERDICTS), np.int64))
    rescued: int = 0
    lost: int = 0

    def row(self, key: _Key) -> Comparison:
        return Comparison(_row(key, self.now), _row(key, self.then), self.rescued, self.lost)


def _row(key: _Key, counts: Ints) -> AttainmentRow:
    by = counts.tolist()
    met, breached = by[MET], by[BREACHED]
    left_out = by[NOT_PROMISED] + by[NOT_KNOWN] + by[LEFT_OUT]
    return AttainmentRow(*key, met, breached, by[STILL_RUNNING], left_out, share_of(met, breached))


def _count(
    part: PastCases, objective: Objective, then: Judged, counts: Mapping[_Key, _Counts]
) -> None:
    """Each clock under the priority in force at the verdict it has there (rule 14)."""
    now = part.now[objective]
    rows = np.flatnonzero(now.verdict != OUTSIDE)
    before, after = now.verdict[rows], then.verdict[rows]
    commitment = part.courses.commitment[rows]
    known = np.where(before == NOT_PROMISED, then.priority[rows], now.priority[rows])
    seen = np.where(after == NOT_PROMISED, known, then.priority[rows])

    def by_kind(priority: Codes, value: Codes, values: int) -> Ints:
        shape = len(part.courses.commitments), len(PRIORITIES), values
        place = (commitment * shape[1] + priority) * values + value
        return np.bincount(place, minlength=int(np.prod(shape))).reshape(shape)

    sides = np.zeros(len(rows), np.int64)
    sides[(before == BREACHED) & (after == MET)] = 1
    sides[(before == MET) & (after == BREACHED)] = 2
    tables = (
        by_kind(known, before, len(VERDICTS)), by_kind(seen, after, len(VERDICTS)),
        by_kind(known, sides, 3),
    )  # fmt: skip
    for row, name in enumerate(part.courses.commitments):
        for column, priority in enumerate(PRIORITIES):
            was, becomes, changed = (table[row, column] for table in tables)
            if was[1:].any() or becomes[1:].any():
                found = counts[priority, name, objective]
                found.now += was
                found.then += becomes
                found.rescued += int(changed[1])
                found.lost += int(changed[2])
