"""When somebody is told before a deadline: the laws of placing, for any working time."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.handbook.alerting import AlertPlan, Audience, plan_alerts
from models.handbook.placing import NOTICE, place_lead, place_warning
from models.handbook.policy import Policy
from models.handbook.roster import EVERYBODY_HERE, Leave, Member, Roster, Span, joined, without
from tests.models.handbook.logs import DEFAULT, RES, Log, said, secs

DAYS = ("mon", "tue", "wed", "thu", "fri")
NINE_TO_FIVE = tuple((day, (("09:00", "17:00"),)) for day in DAYS)
ANA, BEN = 1, 2
_NOW, _DEADLINE = 0, 10_000


@st.composite
def working_time(draw: st.DrawFn) -> list[Span]:
    """Spans of work in [now, deadline), ascending and apart; perhaps none."""
    ends = st.integers(_NOW, _DEADLINE)
    spans = draw(st.lists(st.tuples(ends, ends), max_size=6))
    return joined([(min(span), max(span)) for span in spans if span[0] != span[1]])


def at_work(spans: list[Span], at: int) -> bool:
    return any(begin <= at < end for begin, end in spans)


@given(working_time(), st.integers(1, 2 * _DEADLINE), st.integers(0, _DEADLINE))
def test_a_lead_is_in_time_in_working_time_and_a_longer_one_is_no_later(
    spans: list[Span], lead: int, more: int
) -> None:
    placed = place_lead(spans, lead, _DEADLINE)
    assert placed <= _DEADLINE
    assert at_work(spans, placed) or not spans
    assert place_lead(spans, lead + more, _DEADLINE) <= placed
    left = sum(min(end, _DEADLINE) - max(begin, placed) for begin, end in spans if end > placed)
    assert left == min(lead, sum(end - begin for begin, end in spans))


@given(working_time(), st.integers(_NOW, _DEADLINE - 1), st.integers(_NOW, _DEADLINE - 1))
def test_a_warning_is_in_time_in_working_time_and_in_order(
    spans: list[Span], one: int, other: int
) -> None:
    first, second = sorted((one, other))
    placed = place_warning(spans, first, _DEADLINE)
    assert placed <= place_warning(spans, second, _DEADLINE) <= _DEADLINE
    assert at_work(spans, placed) or not spans
    assert place_warning(spans, placed, _DEADLINE) == placed


@given(working_time(), working_time())
def test_what_is_taken_out_of_working_time_is_not_in_it(
    spans: list[Span], taken: list[Span]
) -> None:
    left = without(spans, taken)
    for at in {at for span in (*spans, *taken) for at in (span[0], span[1] - 1)}:
        assert at_work(left, at) == (at_work(spans, at) and not at_work(taken, at))


def with_leads(**changes: object) -> Policy:
    """The default handbook, P2's resolution told in other ways too."""
    target = replace(DEFAULT.targets["P2"][RES], **changes)  # type: ignore[arg-type]
    rows = {**DEFAULT.targets["P2"], RES: target}
    return replace(DEFAULT, targets={**DEFAULT.targets, "P2": rows})


def planned(
    due: str, policy: Policy, level: str, roster: Roster = EVERYBODY_HERE,
    assignee: int | None = ANA, opened: str = "14 12:00",
) -> AlertPlan:  # fmt: skip
    """The alert of a P2 case that is due in Berlin then, by a deadline set by hand."""
    log = Log({1: policy}).opened(opened, "P2")
    log.overridden(opened, due)
    audience = Audience(policy, assignee, "", secs(opened), roster)
    plans = plan_alerts(list(log.clocks().values()), audience)
    return next(plan for plan in plans if (plan.commitment, plan.level) == (RES, level))


def team(*leaves: Leave) -> Roster:
    return Roster({
        ANA: Member(ANA, "agent", NINE_TO_FIVE, leaves), BEN: Member(BEN, "agent", NINE_TO_FIVE),
    })  # fmt: skip


def test_for_a_deadline_on_monday_morning_the_alert_comes_on_friday_afternoon() -> None:
    plan = planned("18 09:20", with_leads(leads=(1800,)), "-30min", team())
    assert (said(plan.due_at), plan.recipient_id) == ("15 16:50", ANA)
    assert plan.reason == {"usual_at": secs("18 08:50")}


def test_a_warning_that_was_over_when_the_case_was_told_of_says_so_and_blames_no_hours() -> None:
    log = Log({1: DEFAULT}).opened("14 12:00", "P2")
    log.overridden("14 12:00", "14 16:00")
    known = Audience(DEFAULT, ANA, "", secs("14 15:40"), team())
    plans = plan_alerts(list(log.clocks().values()), known)
    warning = next(one for one in plans if (one.commitment, one.level) == (RES, "75%"))
    assert (said(warning.due_at), warning.recipient_id) == ("14 15:40", ANA)
    assert warning.reason == {"passed_at": secs("14 15:00")}


def test_whoever_is_away_then_is_told_by_their_stand_in_or_else_the_role() -> None:
    policy = with_leads(leads=(1800,))
    away = Leave(secs("18 00:00"), secs("19 00:00"), BEN)
    plan = planned("18 12:20", policy, "-30min", team(away))
    assert (said(plan.due_at), plan.recipient_id) == ("18 11:50", BEN)
    assert plan.reason == {"for_id": ANA}
    plan = planned("18 12:20", policy, "-30min", team(replace(away, stand_in_id=None)))
    assert (plan.recipient_id, plan.role) == (None, "squad_lead")
    assert plan.reason["away_id"] == ANA


def test_stand_ins_for_one_another_leave_it_to_the_role() -> None:
    leave = Leave(secs("18 00:00"), secs("19 00:00"), BEN)
    both = Roster({
        ANA: Member(ANA, "agent", NINE_TO_FIVE, (leave,)),
        BEN: Member(BEN, "agent", NINE_TO_FIVE, (replace(leave, stand_in_id=ANA),)),
    })  # fmt: skip
    assert planned("18 12:20", with_leads(leads=(1800,)), "-30min", both).role == "squad_lead"


def test_a_warning_at_night_comes_before_the_shift_ends_and_one_at_work_at_its_instant() -> None:
    plan = planned("16 09:00", DEFAULT, "75%", team())
    assert said(plan.due_at) == said(secs("15 17:00") - NOTICE)
    plan = planned("15 16:00", DEFAULT, "75%", team(), opened="15 12:00")
    assert (said(plan.due_at), plan.reason) == ("15 15:00", {})


def test_where_nobody_works_until_the_deadline_it_comes_at_its_own_instant() -> None:
    plan = planned("17 09:00", with_leads(leads=(1800,)), "-30min", team(), opened="16 09:00")
    assert said(plan.due_at) == "17 09:00"
    assert said(planned("17 09:00", DEFAULT, "75%", team(), opened="16 09:00").due_at) == "17 03:00"


def test_a_learned_lead_takes_the_place_of_the_handbook_s_and_says_from_how_many_cases() -> None:
    policy = with_leads(learned_lead=3600)
    assert planned("15 16:00", policy, "learned").reason == {"lead_seconds": 3600, "cases": 0}
    log = Log({1: policy}).opened("15 12:00", "P2")
    log.overridden("15 12:00", "15 16:00")
    taught = {(ANA, RES, "P2", "exports"): (7200, 31)}
    audience = Audience(policy, ANA, "exports", secs("15 12:00"), learned=taught)
    plans = plan_alerts(list(log.clocks().values()), audience)
    found = next(plan for plan in plans if plan.level == "learned")
    assert said(found.due_at) == "15 14:00"
    assert found.reason == {"lead_seconds": 7200, "cases": 31}


def test_still_open_after_the_deadline_it_is_told_again() -> None:
    plan = planned("15 16:00", with_leads(over=3600), "over")
    assert (said(plan.due_at), said(plan.deadline_at)) == ("15 17:00", "15 16:00")


def test_what_the_desk_learns_late_is_told_to_who_is_there_by_then() -> None:
    """A case of the morning that is logged in the afternoon, when Ana has left and Ben stands in:
    its first alerts were due before anybody could be told."""
    noon = Leave(secs("11 12:00"), secs("12 00:00"), stand_in_id=BEN)
    log = Log().opened("11 09:00", "P2")
    clocks = list(log.clocks().values())
    heard = Audience(DEFAULT, ANA, known_at=secs("11 14:00"), roster=team(noon))
    plans = plan_alerts(clocks, heard)
    late = [plan for plan in plans if plan.due_at <= secs("11 14:00")]
    assert {"slo", "sla", "75%"} <= {plan.level for plan in late}
    assert {plan.recipient_id for plan in late} == {BEN}
    at_once = plan_alerts(clocks, replace(heard, known_at=secs("11 09:00")))
    assert ANA in {plan.recipient_id for plan in at_once}
