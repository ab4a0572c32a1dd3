"""The sample desk as a newcomer finds it: whole, the same for the same seed, true to its log."""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.demo.make import make_demo
from models.database import Database
from models.desk_time import StoppedClock
from models.entities import (
    Article,
    ArticleLink,
    Case,
    Clock,
    Contact,
    Contract,
    Customer,
    Event,
    Person,
    PlannedAlert,
    Postmortem,
)
from models.handbook.attainment import total
from models.handbook.intake import missing_fields
from models.handbook.periods import before, parse_period
from models.handbook.policy import RESOLUTION
from models.handbook.reviews import KINDS
from models.intake_texts import open_questions
from models.presence import RunningDesk, beat, leave
from models.queries.corrective_actions import actions
from models.queries.coverage import coverage_now
from models.queries.intake_templates import intake_templates
from models.queries.minutes import last_decisions, minutes
from models.queries.people import person_expected
from models.queries.postmortem import postmortem_detail
from models.queries.queue import queue
from models.queries.review import QuarterlyReview, quarterly_review
from models.queries.review_periods import review_periods
from models.queries.team import team_now
from models.queue_filter import QueueFilter
from models.schema import open_checked
from models.verification import differences
from tests.conftest import FULL, HANDBOOK, NOW

Entity = TypeVar("Entity")

HARD_HOURS = [
    datetime(2026, 11, 15, 2, 0, tzinfo=UTC),  # a Sunday, 03:00 in Berlin
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),  # the clocks go forward in Berlin
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # the hour that comes twice
    datetime(2026, 12, 31, 23, 0, tzinfo=UTC),  # a quarter's first second
    datetime(2026, 12, 25, 11, 0, tzinfo=UTC),  # Christmas Day
    datetime(2024, 2, 29, 15, 59, 59, tzinfo=UTC),  # a leap day, a second before closing time
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample desk made on Tuesday 12 May 2026, 14:28."""
    path = tmp_path_factory.mktemp("demo") / "desk.db"
    make_demo(path, seed=1, now=NOW, handbook=HANDBOOK)
    return path


@pytest.fixture
def desk(made: Path) -> Iterator[Database]:
    opened = Database(open_checked(made), StoppedClock(NOW))
    yield opened
    opened.close()


def rows(path: Path) -> dict[str, list[object]]:
    """Every row of every table, by table."""
    with sqlite3.connect(path) as connection:
        names = [
            n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def everything(entity: type[Entity]) -> Callable[[Session], list[Entity]]:
    """Every row of a table, as a read."""
    return lambda session: list(session.scalars(select(entity)))


def review(desk: Database, period: str) -> QuarterlyReview:
    return desk.read(partial(quarterly_review, period=parse_period(period), now=NOW))


def test_the_same_seed_and_instant_give_the_same_rows(made: Path, tmp_path: Path) -> None:
    make_demo(tmp_path / "again.db", seed=1, now=NOW, handbook=HANDBOOK)
    again = rows(tmp_path / "again.db")
    assert again.keys() == rows(made).keys()
    for table, told in rows(made).items():
        assert told == again[table], table


def test_another_seed_tells_other_cases(made: Path, tmp_path: Path) -> None:
    make_demo(tmp_path / "other.db", seed=2, now=NOW, handbook=HANDBOOK)
    assert rows(tmp_path / "other.db")["events"] != rows(made)["events"]


@pytest.mark.parametrize("hours", [0, 9], ids=["at work", "at night"])
@pytest.mark.parametrize("notify", [True, False])
def test_whoever_looks_around_is_not_met_by_an_alarm_that_nobody_watches(
    made: Path, hours: int, notify: bool
) -> None:
    now = NOW + timedelta(hours=hours)
    desk = Database(open_checked(made), StoppedClock(now))
    try:
        newcomer = desk.read(person_expected)
        here = RunningDesk("here", newcomer, "mill", "1", True, notify, attended=True)
        beat(desk.engine, here)
        found = desk.read(partial(coverage_now, now=now))
        leave(desk.engine, "here")
        gone = desk.read(partial(coverage_now, now=now))
    finally:
        desk.close()
    assert found.unseen == ()
    assert [row.priority for row in gone.unseen][:2] == ["P1", "P2"]


@pytest.mark.parametrize("now", HARD_HOURS if FULL else HARD_HOURS[2:4], ids=str)
def test_at_any_hour_every_number_follows_from_the_log(tmp_path: Path, now: datetime) -> None:
    make_demo(tmp_path / "desk.db", seed=7, now=now, handbook=HANDBOOK)
    desk = Database(open_checked(tmp_path / "desk.db"), StoppedClock(now))
    try:
        assert desk.read(differences) == []
        shown = desk.read(partial(queue, shown=QueueFilter(), now=now, limit=100, me=None))
    finally:
        desk.close()
    assert 28 <= len(shown) <= 36
    assert len({row.title for row in shown}) == len(shown)
    soon = {row.priority for row in shown if 0 < (row.remaining_seconds or 0) <= 15 * 60}
    assert soon >= {"P1", "P2"}
    assert sum(row.state == "breached" for row in shown) <= 2


def test_a_team_of_eight_with_skills_and_shifts(desk: Database) -> None:
    team = desk.read(everything(Person))
    assert len(team) == 8
    assert [person.role for person in team].count("lead") == 1
    for person in team:
        assert all(1 <= level <= 5 for level in person.skills.values())
        assert len(person.skills) > 1
        assert {"mon", "tue", "wed", "thu", "fri"} <= set(person.shifts)


def test_three_contracts_and_every_case_of_theirs_under_them(desk: Database) -> None:
    contracts = {one.customer_id: one.id for one in desk.read(everything(Contract))}
    cases = desk.read(everything(Case))
    assert len(contracts) == 3
    for case in cases:
        assert case.customer_id is not None
        assert case.contract_id == contracts.get(case.customer_id)
    assert {case.customer_id for case in cases} == {c.id for c in desk.read(everything(Customer))}


def test_each_customer_has_somebody_who_is_written_to(desk: Database) -> None:
    customers, contacts = desk.read(everything(Customer)), desk.read(everything(Contact))
    assert {one.customer_id for one in contacts} == {one.id for one in customers}
    assert all(re.fullmatch(r"[a-z]+@[a-z-]+\.example", one.email) for one in contacts)


def test_nine_full_quarters_and_the_running_one_hold_cases(desk: Database) -> None:
    period, opened = parse_period("2026Q2"), []
    for _ in range(10):
        opened.append(review(desk, period.name).volume.total)
        period = before(period)
    assert min(opened) >= 30
    assert review(desk, period.name).volume.total == 0


def test_a_cause_spoils_one_quarter_and_is_gone_from_the_next(desk: Database) -> None:
    """Exports, in the quarter before the last; the postmortem is about it."""
    before_it, wave, after = (review(desk, quarter) for quarter in ("2025Q3", "2025Q4", "2026Q1"))
    assert wave.pareto[0].group == "Exports"
    late = {group.group: group.count for group in after.pareto}.get("Exports", 0)
    assert wave.pareto[0].count >= late + 4
    shares = [
        row.met / row.decided
        for row in (total(one.attainment, RESOLUTION, "SLA") for one in (before_it, wave, after))
    ]
    assert shares[1] < min(shares[0], shares[2])


def test_the_postmortem_counts_the_cases_it_lists(desk: Database) -> None:
    told, draft = desk.read(everything(Postmortem))
    cases = [case for case in desk.read(everything(Case)) if case.id in told.case_ids]
    assert len({case.fields["closing"]["root_cause"] for case in cases}) == 1
    assert {case.group_name for case in cases} == {"Exports"}
    assert f": {len(cases)} cases with the same" in told.body
    late = {
        clock.case_id
        for clock in desk.read(everything(Clock))
        if clock.case_id in told.case_ids
        and (clock.commitment, clock.objective, clock.verdict) == (RESOLUTION, "SLA", "breached")
    }
    assert len(late) >= 3
    assert (told.status, draft.status) == ("closed", "draft")
    assert len(draft.case_ids) > 1
    shown = partial(postmortem_detail, postmortem_id=told.id, now=NOW, me=None)
    detail = desk.read(shown)
    assert detail.missing == ()
    assert all(row.stands for row in detail.timeline)
    assert sum(row.by_hand for row in detail.timeline) == 1
    assert [factor.systemic for factor in detail.recurrence.factors] == [True]
    assert {action.status for action in detail.actions} == {"open", "done"}
    assert f"{len(late)} of them were resolved later than promised" in told.body
    assert max(case.opened_at for case in cases) < told.written_at < NOW


def test_an_action_worked_one_did_not_and_of_others_it_cannot_be_told_yet(desk: Database) -> None:
    rows = desk.read(partial(actions, now=NOW))
    verdicts = Counter(row.verdict for row in rows if row.status == "done")
    assert verdicts["worked"] == verdicts["did not"] == 1
    assert verdicts["cannot tell yet"] >= 1
    assert [row.moved for row in rows if row.overdue] == [1]
    assert Counter(row.status for row in rows)["dropped"] == 1
    assert all(row.made_at < NOW and (row.ended_at or NOW) <= NOW for row in rows)


def test_each_kind_of_new_case_has_a_template_that_asks_what_is_open(desk: Database) -> None:
    kinds = {case.fields.get("category") for case in desk.read(everything(Case))}
    for template in desk.read(intake_templates):
        assert template.category in kinds
        assert len(open_questions(template.texts, template.texts)["steps"]) == 3
        assert "steps" in missing_fields(template.texts)


def test_articles_and_decisions_were_written_before_now(desk: Database) -> None:
    articles = desk.read(everything(Article))
    kinds = Counter(article.kind for article in articles)
    assert set(kinds) == {"known_issue", "how_to", "playbook", "decision"}
    assert min(kinds.values()) >= 2
    assert all(article.changed_at < NOW for article in articles)


def test_nothing_was_logged_later_than_now_or_out_of_order(desk: Database) -> None:
    logged = desk.read(everything(Event))
    assert max(event.recorded_at for event in logged) <= NOW
    assert all(event.occurred_at <= event.recorded_at for event in logged)
    told = [(event.case_id, event.recorded_at) for event in sorted(logged, key=lambda e: e.id)]
    assert told == sorted(told)


def test_every_reference_leads_somewhere(made: Path, desk: Database) -> None:
    with sqlite3.connect(made) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    people = {person.id for person in desk.read(everything(Person))}
    events = desk.read(everything(Event))
    assert {e.data["person_id"] for e in events if "person_id" in e.data} <= people
    written = {article.key for article in desk.read(everything(Article))}
    named = {key for e in events for key in re.findall(r"\b(?:KI|HT|PB|DE)-\d+", str(e.data))}
    assert named
    assert named <= written


def test_customers_scored_some_cases_and_one_writes_after_the_resolution(desk: Database) -> None:
    period = before(parse_period("2026Q2"))
    review = desk.read(partial(quarterly_review, period=period, now=NOW))
    told = review.satisfaction
    assert 8 <= told.scored <= told.resolved
    assert told.good / told.scored > 0.5
    calls = desk.read(
        lambda session: session.scalars(
            select(PlannedAlert).where(PlannedAlert.commitment == "customer-message")
        ).all()
    )
    assert len(calls) == 1


def test_somebody_is_away_soon_with_a_stand_in_and_somebody_has_a_turn(desk: Database) -> None:
    team = desk.read(partial(team_now, now=NOW))
    (leave,) = team.leaves
    (turn,) = team.turns
    assert leave.begins_at > NOW
    assert leave.stand_in
    assert leave.open_cases
    assert turn.role == "incident_commander"
    assert turn.person not in (leave.person, leave.stand_in)


def test_some_answers_came_from_an_article(desk: Database) -> None:
    links = desk.read(everything(ArticleLink))
    written = {article.id: article.key for article in desk.read(everything(Article))}
    assert {written[link.article_id] for link in links} <= {
        "KI-101", "KI-102", "KI-103", "HT-201", "HT-203",
    }  # fmt: skip
    assert len(links) > 5
    assert {link.why for link in links} == {"answer"}


def test_the_last_reviews_were_held_and_what_they_decided_comes_up_again(desk: Database) -> None:
    now = desk.clock.now()
    for kind in KINDS:
        shown = desk.read(partial(review_periods, kind=kind, now=now)).to_show
        assert desk.read(partial(minutes, kind=kind, period=before(shown))).of_kind("held")
        found = desk.read(partial(last_decisions, kind=kind, period=shown))
        assert found is not None
        assert found[0] == before(shown)
