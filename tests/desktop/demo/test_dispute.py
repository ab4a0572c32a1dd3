"""The disputed breach of the sample desk: its figures follow from its log, on every face alike."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from desktop.demo.dispute import Dispute
from models.commands.remedies import calculate_remedies
from models.database import Database
from models.handbook import events as ev
from models.handbook.case_clocks import judge
from models.handbook.case_facts import facts_of
from models.handbook.events import Event
from models.handbook.instants import from_seconds
from models.handbook.intake import may
from models.handbook.periods import quarter_of
from models.handbook.policy import RESOLUTION
from models.handbook.verdict import CaseClock
from models.handbook.zones import zone as zone_of
from models.queries.remedies import remedies
from models.queries.review import quarterly_review
from tests.conftest import NOW
from tests.desktop.command_line import Typist
from tests.desktop.demo.casting import cast, fits, seconds
from tests.full_desks import demo_at
from tests.models.handbook.strategies import ZONES

INSTANTS = st.datetimes(datetime(2016, 1, 1), datetime(2034, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0)
)
BERLIN = "Europe/Berlin"
HOUR = 3600


def resolution(dispute: Dispute, log: Sequence[Event]) -> CaseClock:
    clocks = judge(log, {1: dispute.story.policy}, 1)
    return next(c for c in clocks if (c.commitment, c.objective) == (RESOLUTION, "SLA"))


def over(clock: CaseClock) -> int:
    assert clock.elapsed_seconds is not None
    return clock.elapsed_seconds - clock.target_seconds


@settings(max_examples=60, deadline=None)
@given(now=INSTANTS, zone=st.sampled_from(ZONES), seed=st.integers(0, 10_000))
@example(now=datetime(2026, 12, 31, 23, 0, tzinfo=UTC), zone=BERLIN, seed=1)
@example(now=datetime(2026, 11, 15, 2, 0, tzinfo=UTC), zone=BERLIN, seed=1)
@example(now=datetime(2024, 2, 29, 15, 59, 59, tzinfo=UTC), zone="Australia/Lord_Howe", seed=3)
def test_it_was_met_until_a_call_was_found_and_is_breached_since(
    now: datetime, zone: str, seed: int
) -> None:
    dispute = Dispute(cast(seed, zone), now)
    log = dispute.story.log()
    assert max(event.recorded_at for event in log) < seconds(now)
    (call,) = (e for e in log if e.kind == ev.CUSTOMER_MESSAGE and e.occurred_at < e.recorded_at)
    (wait,) = (event for event in log if event.kind == ev.PAUSE_ENTERED)
    known = [event for event in log if event.recorded_at < call.recorded_at]
    assert resolution(dispute, known).verdict == "met"
    found = resolution(dispute, [event for event in log if event is not wait])
    judged = resolution(dispute, log)
    assert (found.verdict, judged.verdict) == ("breached", "breached")
    assert over(judged) < 2 * HOUR < over(found)
    assert judged.original_due_at == found.due_at
    assert judged.verdict_at is not None
    local = from_seconds(judged.verdict_at).astimezone(zone_of(zone))
    assert quarter_of(local.date()) == dispute.quarter


@settings(max_examples=20, deadline=None)
@given(now=INSTANTS, zone=st.sampled_from(ZONES), seed=st.integers(0, 10_000))
def test_each_step_of_it_was_allowed_and_is_told_in_whole_sentences(
    now: datetime, zone: str, seed: int
) -> None:
    story = Dispute(cast(seed, zone), now).story
    fits(story)
    log = story.log()
    actions = {ev.CONTACT: "contact", ev.NOTE: "note", ev.PAUSE_ENTERED: "change_by_hand"}
    for number, event in enumerate(log[1:], start=1):
        if event.kind in actions:
            assert may(actions[event.kind], facts_of(log[:number]).status), event


def test_what_the_customer_says_carries_both_amounts() -> None:
    dispute = Dispute(cast(1), NOW)
    said = dispute.reason("CS-1300")
    assert said.startswith("CS-1300: Signe says")
    spans, credits = re.findall(r"(\d+ h \d\d)", said), re.findall(r"(\d+ %)", said)
    assert credits == ["5 %", "2 %"]
    assert spans == ["3 h 37", "1 h 37"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "desk.db"
    demo_at(path).close()
    return path


def at_its_instant(path: Path) -> list[str]:
    return ["--database", str(path), "--now", NOW.isoformat()]


def disputed(typed: Typist, path: Path) -> str:
    """The key of the case, as the list of credits names it."""
    said = typed("remedies", "list", *at_its_instant(path)).out
    assert "disputed by Mara Lindqvist" in said
    named: set[str] = set(re.findall(r"CS-\d+", said))
    return named.pop()


def test_every_face_tells_the_same_story(typed: Typist, made: Path, tmp_path: Path) -> None:
    key, desk = disputed(typed, made), at_its_instant(made)
    explained = typed("explain", key, *desk).out
    assert "Resolution, SLA: breached · 25 h 37 min 40 s of 24 h" in explained
    assert "Met by what was known until" in explained
    assert "Waiting on customer, until: the end of that wait" in explained
    told = typed("case", key, *desk).out
    assert "1 h 37 over the 24 h we promise" in told
    assert "entered afterwards · Mara Lindqvist · logged" in told
    paper = tmp_path / "proof.pdf"
    assert typed("report", "proof", "--case", key, "--out", str(paper), *desk).status == 0
    printed = " ".join(page.extract_text() for page in PdfReader(paper).pages)
    printed = " ".join(printed.split())
    assert "Breached: 25 h 37 min 40 s counted of 24 h, 1 h 37 min 40 s over." in printed
    assert "Met by what was known until" in printed
    assert "stock count" in printed
    paper = tmp_path / "customer.pdf"
    typed("report", "proof", "--case", key, "--external", "--out", str(paper), *desk)
    printed = " ".join(page.extract_text() for page in PdfReader(paper).pages)
    assert "stock count" not in printed


def test_the_review_counts_the_breach_and_lists_what_was_changed_by_hand(
    typed: Typist, made: Path
) -> None:
    key = disputed(typed, made)
    desk = demo_at(made.with_name("again.db"))
    try:
        row = desk.read(lambda session: remedies(session, None))[0]
        review = desk.read(
            lambda session: quarterly_review(session, Dispute(cast(1), NOW).quarter, NOW)
        )
    finally:
        desk.close()
    assert row.period == review.period.name
    assert key in [breach.key for breach in review.worst]
    assert key in [one.key for one in review.quality.changed]


def test_its_credit_is_what_the_contract_makes_of_the_quarter(made: Path) -> None:
    desk: Database = demo_at(made.with_name("anew.db"))
    try:
        (row,) = desk.read(lambda session: remedies(session, None))
        assert [step.kind for step in row.steps] == ["calculated", "disputed"]
        assert row.steps[0].at < row.steps[1].at < NOW
        desk.person_id = 1
        anew = desk.write(lambda work: calculate_remedies(work, Dispute(cast(1), NOW).quarter))
        assert anew.result == 0, "calculated again, it comes to the same"
    finally:
        desk.close()


def test_a_quarter_that_is_over_since_yesterday_has_no_credits_yet() -> None:
    eve = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
    assert Dispute(cast(1), eve).quarter.name == "2025Q4"
    assert Dispute(cast(1), eve + timedelta(days=5)).quarter.name == "2026Q1"
