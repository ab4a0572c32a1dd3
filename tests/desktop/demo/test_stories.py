"""The made-up cases, at any instant, in any zone, by any seed."""

from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.demo.history import past_stories
from desktop.demo.present import open_stories
from desktop.demo.story import Story
from models.handbook.case_facts import facts_of
from tests.desktop.demo.casting import cast, clocks, fits, seconds
from tests.models.handbook.strategies import ZONES

INSTANTS = st.datetimes(datetime(2016, 1, 1), datetime(2034, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0)
)
BERLIN = "Europe/Berlin"


@settings(max_examples=40, deadline=None)
@given(now=INSTANTS, zone=st.sampled_from(ZONES), seed=st.integers(0, 10_000))
@example(now=datetime(2026, 3, 29, 1, 0, tzinfo=UTC), zone=BERLIN, seed=1)
@example(now=datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC), zone=BERLIN, seed=1)
@example(now=datetime(2026, 11, 15, 22, 0, tzinfo=UTC), zone="Pacific/Kiritimati", seed=3)
@example(now=datetime(2026, 4, 5, 2, 0, tzinfo=UTC), zone="Australia/Lord_Howe", seed=3)
def test_a_p1_and_a_p2_are_about_to_breach(now: datetime, zone: str, seed: int) -> None:
    told = list(open_stories(cast(seed, zone), now))
    soon = {
        clock.priority
        for story in told
        for clock in clocks(story)
        if clock.running and clock.objective == "SLA"
        and clock.due_at is not None and 0 < clock.due_at - seconds(now) <= 15 * 60
    }  # fmt: skip
    assert soon >= {"P1", "P2"}


@settings(max_examples=40, deadline=None)
@given(now=INSTANTS, zone=st.sampled_from(ZONES), seed=st.integers(0, 10_000))
def test_thirty_open_cases_all_different_and_mostly_calm(
    now: datetime, zone: str, seed: int
) -> None:
    told = list(open_stories(cast(seed, zone), now))
    facts = [facts_of(story.log()) for story in told]
    assert 28 <= len(told) <= 34
    assert len({fact.fields["title"] for fact in facts}) == len(facts)
    assert sum(fact.resolved_at is not None for fact in facts) == 1, "one is written to afterwards"
    assert sum(fact.status == "waiting_customer" for fact in facts) == 3
    assert sum(bool(fact.missing) for fact in facts) == 1
    assert any(fact.assignee_id is None for fact in facts)
    assert any(fact.times_reopened for fact in facts)
    late = [story for story in told if _breached(story, seconds(now))]
    assert [story.priority for story in late] == ["P3"], "one is late, none of them urgent"
    urgent = [story.company.name for story in told if story.priority == "P1"]
    assert len(set(urgent)) == len(urgent), "one customer has two outages at once"
    for story in told:
        assert all(story.opened_at <= event.occurred_at <= seconds(now) for event in story.events)


def _breached(story: Story, now: int) -> bool:
    return any(
        clock.running and clock.objective == "SLA" and (clock.due_at or now) < now
        for clock in clocks(story)
    )


@settings(max_examples=6, deadline=None)
@given(now=INSTANTS, zone=st.sampled_from(ZONES), seed=st.integers(0, 10_000))
def test_the_past_is_told_to_its_end_in_words_that_fit(now: datetime, zone: str, seed: int) -> None:
    told = list(past_stories(cast(seed, zone), now))
    assert len(told) > 330
    for story in told:
        assert facts_of(story.log()).resolved_at is not None
        fits(story)


@settings(max_examples=10, deadline=None)
@given(now=INSTANTS, zone=st.sampled_from(ZONES), seed=st.integers(0, 10_000))
@example(now=datetime(2016, 1, 1, 16, 0, tzinfo=UTC), zone="Africa/Abidjan", seed=0)
@example(now=datetime(2016, 1, 1, 15, 0, tzinfo=UTC), zone="Africa/Abidjan", seed=0)
def test_the_present_is_told_in_words_that_fit(now: datetime, zone: str, seed: int) -> None:
    for story in open_stories(cast(seed, zone), now):
        fits(story)
