"""One case: availability filters, the rest ranks, and each reason holds (rule 23)."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.handbook.assignment import AVAILABLE, SHARES, Agent, Job, in_the_way, rank
from models.handbook.skill_rules import Need
from tests.models.handbook.benches import DAY, HOUR, NOW, agent, agents, job, jobs


def ranked(case: Job, *people: Agent) -> list[str]:
    return [one.agent.name for one in rank(case, people, NOW).fits]


def ways(case: Job, one: Agent) -> tuple[str, ...]:
    found = rank(case, [one], NOW)
    return {who.id: why for who, why in found.refused}.get(one.id, ())


def test_who_is_not_available_is_filtered_and_it_is_said_why() -> None:
    case = job(needs=(Need("api", 3),))
    able = {"api": 3}
    assert ways(case, agent(1, "Ana", skills=able)) == ()
    assert ways(case, agent(1, "Ana", skills={"API": 5})) == ("skill",)  # names are folded before
    assert ways(case, agent(1, "Ana", skills={"api": 2})) == ("skill",)
    assert ways(case, agent(1, "Ana", skills=able, status="busy")) == ("status",)
    assert ways(case, agent(1, "Ana", skills=able, on_leave_until=NOW + 1)) == ("leave",)
    assert ways(case, agent(1, "Ana", skills=able, spans=DAY[1:])) == ("shift",)
    assert ways(case, agent(1, "Ana", skills=able, spans=())) == ("shift",)
    assert ways(case, agent(1, "Ana", skills=able, load=19)) == ("room",)
    assert ways(case, agent(1, "Ana", skills=able, load=18)) == ()
    assert ways(case, agent(1, "Ana", skills=able, capacity=0)) == ("room",)
    assert ways(case, agent(1, "Ana", skills=able, takes=False, capacity=0)) == ("role",)
    secret = replace(case, only=frozenset({2}))
    assert ways(secret, agent(1, "Ana", skills=able)) == ("restricted",)
    assert ways(secret, agent(2, "Ben", skills=able)) == ()


def test_the_shift_must_last_as_long_as_the_case_takes() -> None:
    case = job()
    assert ways(case, agent(1, "Ana", spans=((NOW - HOUR, NOW + case.seconds),))) == ()
    assert ways(case, agent(1, "Ana", spans=((NOW - HOUR, NOW + case.seconds - 1),))) == (
        "shift_left",
    )


def test_skill_load_customer_and_idleness_rank_in_that_order() -> None:
    case = job(needs=(Need("api", 2),))
    usual = {"skills": {"api": 3}, "load": 8, "got_at": NOW - HOUR}
    people = [
        agent(1, "Plain", **usual),
        agent(2, "Skilled", **usual | {"skills": {"api": 5}}),
        agent(3, "Free", **usual | {"load": 0}),
        agent(4, "Known", **usual | {"customers": {9: 3}}),
        agent(5, "Idle", **usual | {"got_at": NOW - 3 * HOUR}),
        agent(6, "Known elsewhere", **usual | {"customers": {8: 9}}),
    ]
    assert ranked(case, *people) == [
        "Skilled", "Free", "Known", "Idle", "Known elsewhere", "Plain",
    ]  # fmt: skip


def test_of_equals_the_name_decides() -> None:
    assert ranked(job(), agent(2, "Ben"), agent(1, "Chen"), agent(3, "Ana")) == [
        "Ana", "Ben", "Chen",
    ]  # fmt: skip


def test_a_preferred_skill_is_asked_for_until_the_deadline_is_near() -> None:
    case = job(needs=(Need("api", 3, required=False),), left=0.9)
    better, other = agent(1, "Ana", skills={"api": 4}, load=18), agent(2, "Ben")
    assert ranked(case, better, other) == ["Ana"]
    late = job(needs=case.needs, left=0.4)
    assert set(ranked(late, better, other)) == {"Ana", "Ben"}
    assert rank(late, [better, other], NOW).relaxed == case.needs


def test_a_preferred_skill_that_nobody_here_has_keeps_nobody_out() -> None:
    case = job(needs=(Need("api", 3, required=False), Need("search", 1, required=False)))
    away = agent(1, "Ana", skills={"api": 4, "search": 4}, status="off")
    found = rank(case, [away, agent(2, "Ben", skills={"api": 3}), agent(3, "Chen")], NOW)
    assert [one.agent.name for one in found.fits] == ["Ben"]
    assert (found.asked, found.relaxed) == (case.needs[:1], case.needs[1:])
    assert ranked(case, away, agent(3, "Chen")) == ["Chen"]


def test_nobody_has_a_required_skill_or_nobody_is_there() -> None:
    case = job(needs=(Need("api"), Need("search", 2, required=False)), left=-1.0)
    assert ranked(case, agent(1, "Ana"), agent(2, "Ben")) == []
    assert ranked(case) == []


@given(jobs(), agents())
def test_laws_of_a_ranking(case: Job, people: list[Agent]) -> None:
    found = rank(case, people, NOW)
    fits = [one.agent for one in found.fits]
    assert sorted(one.id for one in (*fits, *(who for who, _ in found.refused))) == sorted(
        one.id for one in people
    )
    required = [need for need in case.needs if need.required]
    assert set(required) <= set(found.asked)
    assert set(found.asked) | set(found.relaxed) == set(case.needs)
    for one in fits:
        assert case.only is None or one.id in case.only
        assert one.status == AVAILABLE
        assert one.on_leave_until is None
        assert one.spans[0][0] <= NOW <= NOW + case.seconds <= one.spans[0][1]
        assert one.load + case.weight <= one.capacity
        assert all(one.skills.get(need.skill, 0) >= need.level for need in found.asked)
    for who, why in found.refused:
        assert why == in_the_way(case, who, found.asked, NOW)
        assert why
    totals = [one.total for one in found.fits]
    assert totals == sorted(totals, reverse=True)
    assert all(0 <= total <= sum(SHARES.values()) for total in totals)
    if found.fits:
        return
    for one in people:  # nobody is refused for a preferred skill alone
        assert in_the_way(case, one, required, NOW)


@given(jobs(), agents(), st.sampled_from(["load", "got_at"]))
def test_more_on_the_desk_or_a_case_just_now_never_ranks_higher(
    case: Job, people: list[Agent], what: str
) -> None:
    before = rank(case, people, NOW)
    for place, one in enumerate(before.fits):
        load = one.agent.load + (what == "load")
        got_at = NOW if what == "got_at" else one.agent.got_at
        worse = one.agent._replace(load=load, got_at=got_at)
        changed = [worse if a.id == one.agent.id else a for a in people]
        after = [fit.agent.id for fit in rank(case, changed, NOW).fits]
        assert one.agent.id not in after or after.index(one.agent.id) >= place
