"""Measures of full quarters as the quarterly review has them, and an action judged by them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import insert

from models.commands.corrective_actions import finish_action
from models.database import Database
from models.entities import Case, CaseWords, Clock
from models.handbook.action_effect import Measure, Reading
from models.handbook.attainment import total
from models.handbook.periods import Period, parse_period
from models.policies import freeze
from models.queries.action_effects import reading
from models.queries.corrective_actions import ActionRow, action, actions_of_quarter
from models.queries.factors import systemic_factors
from models.queries.review import QuarterlyReview, quarterly_review
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.actions import NO_STALL, made
from tests.models.queries.test_attainment import ALWAYS, breached, case, clock, met

Q1, Q2, Q3, Q4 = (parse_period(f"2016Q{number}") for number in range(1, 5))
MIDDLE = {
    period: datetime(2016, month, 10, tzinfo=UTC)
    for period, month in ((Q1, 2), (Q2, 5), (Q3, 8), (Q4, 11))
}
LATER = datetime(2017, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)


class Log:
    """Cases and clocks written for the purpose: of each quarter so many, some about exports."""

    def __init__(self) -> None:
        self.cases: list[dict[str, Any]] = []
        self.clocks: list[dict[str, Any]] = []

    def add(self, period: Period, cases: int, breaches: int = 0, *, about: int = 0,
            spent: int = 600) -> None:  # fmt: skip
        """`cases` of P2 with a first response and a resolution, `breaches` of them resolved late,
        `about` of them in exports; the first response took `spent` seconds and more each."""
        at = MIDDLE[period]
        for number in range(cases):
            one = len(self.cases) + 1
            place = {"category": "Exports", "group_name": "Data"} if number < about else {}
            self.cases.append(case(one, opened_at=at, category=None, group_name=None) | place)
            row = breached(one, at, at + DAY) if number < breaches else met(one, at)
            self.clocks += [row, met(one, at, commitment="first_response", priority="P2",
                                     elapsed_seconds=spent + number)]  # fmt: skip

    def store(self, database: Database, *, long: bool = True) -> None:
        """A `long` log has a case from before its first quarter."""
        if long:
            first = min(row["opened_at"] for row in self.cases) - timedelta(days=45)
            one = case(len(self.cases) + 1, opened_at=first, category=None, group_name=None)
            self.cases.append(one)

        def write(work: Work) -> None:
            freeze(work.session, [ALWAYS])
            work.session.flush()
            work.session.execute(insert(Case), self.cases)
            every = {"elapsed_seconds": None}
            work.session.execute(insert(Clock), [every | row for row in self.clocks])
            words = [{"case_id": row["id"], "words": "export under limits" if row["category"] else
                      "exports"} for row in self.cases]  # fmt: skip
            work.session.execute(insert(CaseWords), words)

        database.write(write)


@pytest.fixture
def log(database: Database, clock: MovingClock) -> Log:
    clock.instant = LATER
    return Log()


def read(database: Database, measure: Measure, *over: Period, level: float = 0.95) -> Reading:
    return database.read(
        partial(reading, measure=measure, over=over, now=LATER, level=level)
    )  # fmt: skip


def review(database: Database, period: Period = Q1) -> QuarterlyReview:
    return database.read(partial(quarterly_review, period=period, now=LATER))


def test_shares_and_breaches_are_those_of_the_quarterly_review(
    database: Database, log: Log
) -> None:
    log.add(Q1, 30, 7)
    log.add(Q2, 20, 5)
    log.store(database)
    for period in (Q1, Q2):
        row = total(review(database, period).attainment, "resolution", "SLA")
        kept = read(database, Measure("attainment", "P2", "resolution", "SLA"), period)
        late = read(database, Measure("breaches", "P2", "resolution"), period)
        assert (kept.part, kept.whole) == (row.met, row.decided)
        assert (late.part, late.whole) == (row.breached, row.decided)
        assert late.part == sum(group.count for group in review(database, period).pareto)
        opened = dict(review(database, period).volume.opened)
        few = read(database, Measure("cases", "P2"), period)
        assert (few.part, few.whole) == (opened["P2"], review(database, period).volume.total)


def test_a_factors_cases_are_those_that_make_it_systemic(database: Database, log: Log) -> None:
    """As closing notes name it, whatever their case and spacing (rule 28)."""
    log.add(Q1, 30, 7)
    log.add(Q2, 30, 4)
    for number, row in enumerate(log.cases):
        cause = "Time  limit" if number % 2 else "time limit"
        row["fields"] = {"closing": {"root_cause": cause if number % 3 else "Disk"}}
    log.store(database)
    for period, systemic in ((Q1, 4), (Q2, 2)):
        rows = database.read(partial(systemic_factors, period=period, now=LATER))
        found = read(database, Measure("factor", factor="TIME LIMIT"), period)
        assert (found.part, found.whole) == (systemic, 30)
        assert {row.cases for row in rows if row.name.casefold() == "time limit"} == {systemic}


def test_the_reopen_rate_is_that_of_the_quarterly_review(
    database: Database, clock: MovingClock
) -> None:
    clock.instant = LATER

    def write(work: Work) -> None:
        work.session.execute(insert(Case), [case(number, excused=True) for number in range(1, 13)])
        for number in range(1, 13):
            work.record(number, "opened", {"title": "A", "priority": "P2"}, MIDDLE[Q1])
            work.record(number, "resolved", {}, MIDDLE[Q1] + DAY)
            if number <= 3:
                work.record(number, "reopened", {}, MIDDLE[Q1] + (1 + 6 * number) * DAY)

    database.write(write)
    rate = review(database).reopening
    found = read(database, Measure("reopened"), Q1)
    assert (found.part, found.whole) == (rate.reopened, rate.resolved) == (2, 12)


@pytest.mark.parametrize(
    ("measure", "part", "whole"),
    [
        (Measure("breaches"), 7, 60), (Measure("breaches", "P2"), 7, 60),
        (Measure("breaches", "P1"), 0, 0), (Measure("breaches", "", "first_response"), 0, 30),
        (Measure("breaches", "P2", "resolution", category="Exports"), 4, 30),
        (Measure("breaches", "P2", "resolution", group="Data"), 4, 30),
        (Measure("breaches", "P2", "resolution", group="No group"), 3, 30),
        (Measure("breaches", "P2", "resolution", words="Ünder LIMITS"), 4, 30),
        (Measure("cases", category="Exports"), 4, 30), (Measure("cases", words="EXPORT"), 4, 30),
        (Measure("cases", words="exports"), 26, 30), (Measure("cases", words="limit"), 0, 30),
        (Measure("cases", words="100%_"), 0, 30),
        (Measure("cases", "P2", category="Exports", group="Data", words="limits"), 4, 30),
        (Measure("cases", "P1"), 0, 30),
    ],
)  # fmt: skip
def test_a_measure_is_narrowed_and_what_it_is_of_is_not(
    database: Database, log: Log, measure: Measure, part: int, whole: int
) -> None:
    """Words are whole words as search folds them, on both databases the same."""
    log.add(Q1, 30, 7, about=4)
    log.store(database)
    found = read(database, measure, Q1)
    assert (found.part, found.whole) == (part, whole)


def test_the_median_and_its_interval_are_values_that_were_measured(
    database: Database, log: Log
) -> None:
    log.add(Q1, 101, spent=600)
    log.store(database)
    found = read(database, Measure("response", "P2"), Q1)
    assert (found.whole, found.median) == (101, 650)
    assert found.low is not None
    assert found.high is not None
    assert (found.low - 600, 700 - found.high) == (38, 38)
    none = read(database, Measure("response", "P1"), Q1)
    assert (none.whole, none.median) == (0, None)


def test_what_nobody_answered_yet_is_longer_than_any(database: Database, log: Log) -> None:
    log.add(Q1, 9)
    at = MIDDLE[Q1]
    for number in range(10, 21):
        log.cases.append(case(number, opened_at=at, category=None, group_name=None))
        log.clocks.append(clock(number, due_at=at, commitment="first_response"))
    log.store(database)
    found = read(database, Measure("response", "P2"), Q1)
    assert (found.whole, found.median, found.high) == (20, None, None)


def test_neighbouring_quarters_are_read_as_one(database: Database, log: Log) -> None:
    log.add(Q1, 30, 7)
    log.add(Q2, 20, 5)
    log.store(database)
    found = read(database, Measure("breaches", "P2", "resolution"), Q1, Q2)
    assert found == Reading("2016Q1", "2016Q2", 2, 12, 50)


EFFECT = {"measure": "breaches", "priority": "P2", "commitment": "resolution", "expected": 3}


def done(database: Database, clock: MovingClock, at: datetime, **said: Any) -> int:
    """An action made and done at an instant."""
    clock.instant = at
    one = made(database, replace(NO_STALL, effect=EFFECT | said))
    database.write(partial(finish_action, action_id=one, evidence="Seen"))
    clock.instant = LATER
    return one


def judged(database: Database, one: int, now: datetime = LATER) -> ActionRow:
    found = database.read(partial(action, now=now, action_id=one))
    assert found is not None
    return found


def test_an_action_is_judged_by_the_full_quarters_around_the_one_it_was_done_in(
    database: Database, log: Log, clock: MovingClock
) -> None:
    log.add(Q1, 80, 14)
    log.add(Q2, 80, 80)
    log.add(Q3, 90, 2)
    log.store(database)
    for day in (datetime(2016, 4, 1, tzinfo=UTC), MIDDLE[Q2], datetime(2016, 6, 30, tzinfo=UTC)):
        one = judged(database, done(database, clock, day))
        assert one.verdict == "worked"
        assert str(one.judgement_words) == (
            "Worked: before 14 of 80 (Q1 2016), after 2 of 90 (Q3 2016):"
            " between 0.01 and 0.55 times as often, with 95 % certainty."
        )  # fmt: skip
    none = judged(database, done(database, clock, MIDDLE[Q2], expected=1))
    assert str(none.judgement_words) == (
        "Cannot tell yet: before 14 of 80 (Q1 2016), after 2 of 90 (Q3 2016):"
        " between 0.01 and 0.55 times as often, with 95 % certainty."
        " Better than before, but not as much as expected."
    )


def test_until_the_quarter_after_is_over_it_cannot_be_told(
    database: Database, log: Log, clock: MovingClock
) -> None:
    log.add(Q1, 80, 14)
    log.add(Q3, 90, 2)
    log.store(database)
    one = done(database, clock, MIDDLE[Q2])
    last = datetime(2016, 9, 30, 21, 59, 59, tzinfo=UTC)
    for now in (MIDDLE[Q2] + DAY, last):
        found = judged(database, one, now)
        assert str(found.judgement_words) == (
            "Cannot tell yet: before 14 of 80 (Q1 2016). The quarter after is not over."
            " It can be told from 1 Oct 2016 on."
        )
    assert judged(database, one, last + timedelta(seconds=1)).verdict == "worked"


def test_a_reopen_rate_is_told_when_its_last_cases_have_had_their_14_days(
    database: Database, log: Log, clock: MovingClock
) -> None:
    log.add(Q1, 80)
    log.store(database)
    effect = {"measure": "reopened", "expected": 5, "priority": "", "commitment": ""}
    one = done(database, clock, MIDDLE[Q2], **effect)
    found = judged(database, one, datetime(2016, 10, 5, tzinfo=UTC))
    assert found.judgement is not None
    assert (found.judgement.why, found.judgement.until) == ("not over", "2016-10-15")


def test_without_a_quarter_before_nothing_is_compared(
    database: Database, log: Log, clock: MovingClock
) -> None:
    log.add(Q2, 60, 7)
    log.add(Q3, 60, 5)
    log.store(database)
    one = done(database, clock, MIDDLE[Q1])
    found = judged(database, one)
    assert str(found.judgement_words) == (
        "Cannot tell yet: The desk has no whole quarter from before it was done."
    )
    assert found.judgement is not None
    assert found.judgement.until == ""


def test_a_few_cases_wait_for_the_next_quarter(
    database: Database, log: Log, clock: MovingClock
) -> None:
    log.add(Q1, 30, 6)
    log.add(Q3, 30, 2)
    log.add(Q4, 30, 1)
    log.store(database)
    one = done(database, clock, MIDDLE[Q2])
    found = judged(database, one, datetime(2016, 10, 5, tzinfo=UTC))
    assert found.judgement is not None
    assert (found.verdict, found.judgement.why) == ("cannot tell yet", "chance")
    assert found.judgement.until == "2017-01-01"
    later = judged(database, one)
    assert later.judgement is not None
    assert later.judgement.after == Reading("2016Q3", "2016Q4", 2, 3, 60)
    assert later.judgement.before == Reading("2016Q1", "2016Q1", 1, 6, 30)
    assert (later.judgement.level, later.judgement.until) == (0.99, "2017-04-01")


def test_the_actions_of_a_quarter_are_those_that_ended_in_it_or_were_due_and_are_open(
    database: Database, log: Log, clock: MovingClock
) -> None:
    log.add(Q1, 30)
    log.store(database)
    done_in = done(database, clock, MIDDLE[Q2])
    done(database, clock, MIDDLE[Q1])
    clock.instant = MIDDLE[Q2]
    due = made(database, replace(NO_STALL, due_on="2016-06-30", title="Due"))
    made(database, replace(NO_STALL, due_on="2016-07-01", title="Due later"))
    clock.instant = MIDDLE[Q3]
    made(database, replace(NO_STALL, due_on="2016-09-30", title="Made later"))
    rows = database.read(partial(actions_of_quarter, period=Q2, now=LATER))
    assert [one.id for one in rows] == [due, done_in]


def test_what_is_said_of_it_in_json_names_no_person(
    database: Database, log: Log, clock: MovingClock
) -> None:
    log.add(Q1, 80, 14)
    log.add(Q3, 90, 2)
    log.store(database)
    said: Mapping[str, Any] = judged(database, done(database, clock, MIDDLE[Q2])).to_json()
    assert (said["owner"], said["verdict"], said["expected"]) == ("squad lead", "worked", EFFECT)
    assert said["judged"]["after"] == {
        "first": "2016Q3", "last": "2016Q3", "quarters": 1, "part": 2, "whole": 90,
    }  # fmt: skip


def test_a_quarter_in_whose_middle_the_log_begins_is_no_full_one(
    database: Database, log: Log, clock: MovingClock
) -> None:
    log.add(Q1, 80, 14)
    log.add(Q3, 90, 2)
    log.store(database, long=False)
    found = judged(database, done(database, clock, MIDDLE[Q2]))
    assert found.judgement is not None
    assert (found.verdict, found.judgement.why) == ("cannot tell yet", "no before")
