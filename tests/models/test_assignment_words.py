"""Each reason is true: worked out again from what it is about; and words alone name no figures."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from models.assignment_other_words import against, behind, nobody
from models.assignment_words import Telling, relaxed_words, why, why_not
from models.handbook.assignment import Agent, Job, Ranking, rank
from models.handbook.assignment_against import Planned
from models.handbook.assignment_many import Plan, costs_of, propose
from models.handbook.instants import from_seconds
from models.handbook.skill_rules import Need
from models.handbook.work_times import WorkTimes
from models.handbook.zones import zone
from models.text import Text
from models.wording import instant_words, span_words
from tests.models.handbook.benches import DAY, HOUR, NOW, agent, by_chance, job

BERLIN = zone("Europe/Berlin")
FIGURES, WORDS = (Telling(from_seconds(NOW), BERLIN, figures) for figures in (True, False))


def when(at: int) -> str:
    return instant_words(from_seconds(at), from_seconds(NOW), BERLIN)


def level(one: Agent, values: Mapping[str, Any], at: str) -> bool:
    return bool(one.skills.get(values["skill"], 0) == values[at])


def desk(values: Mapping[str, Any], one: Agent, *, others: bool = False) -> bool:
    """What is said of somebody's desk is so; of others only where theirs is asked about."""
    if one.has_asked != others:
        return False
    if "load" not in values:
        return bool(not one.cases and values["capacity"] == one.capacity)
    count = int(values.get("count", 1))
    return (count, values["load"], values["capacity"]) == (one.cases, one.load, one.capacity)


def desk_told(said: Text, one: Agent) -> bool:
    return desk(said.values, one, others=" other " in said.key)


def holds(values: Mapping[str, Any], one: Agent, best: Agent) -> bool:
    told = desk_told(values["mine"], one) and desk_told(values["theirs"], best)
    return told and one.load / one.capacity > best.load / best.capacity


CHECKS: Mapping[str, Callable[[Mapping[str, Any], Agent, Agent, Job], bool]] = {
    "{skill} {level}, {needed} needed": lambda v, one, _, job: (
        level(one, v, "level") and v["level"] >= v["needed"]
        and any((n.skill, n.level) == (v["skill"], v["needed"]) for n in job.needs)
    ),
    "{skill} {level}, {needed} preferred": lambda v, one, _, job: (
        level(one, v, "level") and v["level"] < v["needed"]
        and any(n.skill == v["skill"] and not n.required for n in job.needs)
    ),
    "{skill} {level}, and {needed} is needed": lambda v, one, _, job: (
        level(one, v, "level") and v["level"] < v["needed"]
    ),
    "does not know {skill}": lambda v, one, _, job: v["skill"] not in one.skills,
    "no open case, room for {capacity}": lambda v, one, _, job: desk(v, one),
    "1 open case weighs {load} of {capacity}": lambda v, one, _, job: desk(v, one),
    "{count} open cases weigh {load} of {capacity}": lambda v, one, _, job: desk(v, one),
    "no other open case, room for {capacity}": lambda v, one, _, job: desk(v, one, others=True),
    "1 other open case weighs {load} of {capacity}": (
        lambda v, one, _, job: desk(v, one, others=True)
    ),
    "{count} other open cases weigh {load} of {capacity}": (
        lambda v, one, _, job: desk(v, one, others=True)
    ),
    "at work until {when}": lambda v, one, _, job: v["when"] == when(one.spans[0][1]),
    "has got nothing new lately": lambda v, one, _, job: one.got_at is None,
    "is busy": lambda v, one, _, job: one.status == "busy",
    "no room: {desk}, this one weighs {weight}": lambda v, one, _, job: (
        desk_told(v["desk"], one) and v["weight"] == job.weight
        and one.load + job.weight > one.capacity
    ),
    "is at work until {when} only, and {needed} are needed": lambda v, one, _, job: (
        v["when"] == when(one.spans[0][1]) and one.spans[0][1] - NOW < job.seconds
        and v["needed"] == span_words(timedelta(seconds=job.seconds))
    ),
    "{skill} {mine}, {name} {theirs}": lambda v, one, best, job: (
        level(one, v, "mine") and level(best, v, "theirs") and v["theirs"] > v["mine"]
        and v["name"] == best.name
    ),
    "{mine}; {name}: {theirs}": (
        lambda v, one, best, job: holds(v, one, best) and v["name"] == best.name
    ),
    "fits as well; {name} comes first by name": lambda v, one, best, job: (
        v["name"] == best.name < one.name
    ),
}  # fmt: skip


def check(said: list[Any], one: Agent, best: Agent, case: Job, seen: set[str]) -> None:
    for reason in said:
        seen.add(reason.key)
        assert CHECKS[reason.key](reason.values, one, best, case), str(reason)


def test_every_reason_of_one_case_is_true() -> None:
    random, seen = Random(31), set[str]()
    for _ in range(60):
        cases, people = by_chance(random, 3, 5, same_weight=False)
        for case in cases:
            found = rank(case, people, NOW)
            for fit in found.fits:
                best = found.fits[0].agent
                check(why(found, fit.agent, FIGURES), fit.agent, best, case, seen)
                if fit.agent is not best:
                    check([behind(found, fit, FIGURES)], fit.agent, best, case, seen)
            for one, what in found.refused:
                said = why_not(found, one, what, FIGURES)
                assert said
                check(said, one, one, case, seen)
    assert seen >= CHECKS.keys() - {"is at work until {when} only, and {needed} are needed"}


def is_fuller(said: Text, planned: Planned, case: Job, one: Agent) -> None:
    """What each desk is said to hold then it does, and the one is fuller than the other."""
    other = next(p for p in planned.agents if p.id == planned.plan.chosen[case.case_id])
    more = case.weight if said.key.startswith("would") else 0
    mine, theirs = (planned.load_then(who, case) + more for who in (one, other))
    told = [said.values[name] for name in ("mine", "most", "name", "theirs", "their_most")]
    assert told == [mine, one.capacity, other.name, theirs, other.capacity]
    assert mine / one.capacity > theirs / other.capacity, str(said)


@pytest.mark.parametrize("same_weight", [True, False])
def test_every_reason_of_a_plan_is_true(same_weight: bool) -> None:
    random, seen = Random(5), set[str]()
    for _ in range(25):
        cases, people = by_chance(random, 6, 4, same_weight)
        plan = propose(cases, people, NOW, WorkTimes())
        planned = Planned(plan, costs_of(cases, people, NOW, WorkTimes()), cases, people)
        for case in cases:
            taker = plan.chosen.get(case.case_id)
            for one in planned.could(case):
                if one.id != taker:
                    said = against(planned, case, one, FIGURES)
                    seen.add(said.key)
                    if "is given" in said.key:
                        keys = [one.key for one in planned.given[one.id]]
                        assert said.values["cases"] == ", ".join(keys)
                    if "fuller" in said.key:
                        is_fuller(said, planned, case, one)
            if taker is None:
                seen.add(nobody(planned, case).key)
    assert "no room left: is given {cases}" in seen
    assert "would more likely be late than {name}" in seen
    assert "Whoever could take it has no room left for it" in seen


def said_of(found: Ranking, telling: Telling) -> list[str]:
    lines = [str(one) for fit in found.fits for one in why(found, fit.agent, telling)]
    lines += [str(behind(found, fit, telling)) for fit in found.fits[1:]]
    for one, what in found.refused:
        lines += [str(line) for line in why_not(found, one, what, telling)]
    return lines


def test_an_agent_reads_words_and_no_figures_of_another() -> None:
    """Instants and how long a case takes are no figures about a person."""
    case = job(needs=(Need("api", 2),))
    usual = {"skills": {"api": 3}, "load": 8, "cases": 4, "got_at": NOW - 2 * HOUR}
    people = [
        agent(1, "Plain", **usual), agent(2, "Skilled", **usual | {"skills": {"api": 5}}),
        agent(3, "Free", **usual | {"load": 0, "cases": 0}),
        agent(4, "Known", **usual | {"customers": {9: 3}}),
        agent(5, "Idle", **usual | {"got_at": NOW - 7 * HOUR}),
        agent(6, "Weak", skills={"api": 1}), agent(7, "Full", **usual | {"load": 19, "cases": 8}),
    ]  # fmt: skip
    found = rank(case, people, NOW)
    words = [line for line in said_of(found, WORDS) if not line.startswith("at work until")]
    assert not [line for line in words if any(letter.isdigit() for letter in line)]
    assert {
        "knows api", "has room", "knows Contoso", "has got nothing new for a while",
        "Skilled knows api better", "does not know api well enough", "has no room",
    } <= set(words)  # fmt: skip
    figures = set(said_of(found, FIGURES))
    assert {
        "api 5, 2 needed", "4 open cases weigh 8 of 20", "had 3 cases of Contoso lately",
        "got nothing new for 7 h", "api 3, Skilled 5",
        "no room: 8 open cases weigh 19 of 20, this one weighs 2",
    } <= figures  # fmt: skip


def test_leave_status_and_shift_are_told() -> None:
    case = job()
    people = [
        agent(1, "Ana", on_leave_until=NOW + 48 * HOUR, stand_in="Ben"),
        agent(2, "Ben", status="away"), agent(3, "Chen", spans=DAY[1:]),
        agent(4, "Dina", spans=()), agent(5, "Eva", takes=False, capacity=0),
        agent(6, "Finn", spans=((NOW, NOW + 600),)),
        agent(7, "Gus", hours_known=False, spans=()),
    ]  # fmt: skip
    found = rank(case, people, NOW)
    said = {one.name: str(why_not(found, one, what, FIGURES)[0]) for one, what in found.refused}
    assert said == {
        "Ana": "is on leave until Thu 14:28; Ben stands in",
        "Ben": "is away just now",
        "Chen": "is not on shift until Wed 09:28",
        "Dina": "is not on shift",
        "Eva": "takes no cases in this role, unless a capacity is entered",
        "Finn": "is at work until 14:38 only, and 30 min are needed",
        "Gus": "hours not entered",
    }


def test_a_preferred_skill_that_is_not_asked_for_says_why() -> None:
    case = job(needs=(Need("api", 3, required=False),), left=0.2)
    people = [agent(1, "Ana", hours_known=False)]
    found = rank(case, people, NOW)
    assert [str(line) for line in relaxed_words(found)] == [
        "api 3 is preferred, but no longer asked for: 20 % of the time is left"
    ]
    early = rank(job(needs=case.needs), people, NOW)
    assert [str(line) for line in relaxed_words(early)] == [
        "api 3 is preferred, but nobody who could take the case has it"
    ]
    assert str(why(found, people[0], FIGURES)[-1]) == (
        "hours are not entered, so counted as at work"
    )


def test_of_preferred_skills_that_nobody_has_the_others_are_asked_for() -> None:
    """That somebody has one of them is not denied because of another that nobody has."""
    billing, api = Need("billing", 2, required=False), Need("api", 3, required=False)
    people = [agent(1, "Ana", skills={"api": 4}), agent(2, "Ben", load=8)]
    for needs in ((billing, api), (api, billing)):
        found = rank(job(needs=needs), people, NOW)
        assert [fit.agent.name for fit in found.fits] == ["Ana"]
        assert (found.asked, found.relaxed) == ((api,), (billing,))
        assert [str(line) for line in relaxed_words(found)] == [
            "billing 2 is preferred, but nobody who could take the case has it"
        ]


def test_of_preferred_skills_that_nobody_has_together_that_is_said() -> None:
    needs = Need("api", 3, required=False), Need("billing", 2, required=False)
    people = [agent(1, "Ana", skills={"api": 4}), agent(2, "Ben", skills={"billing": 2})]
    found = rank(job(needs=needs), people, NOW)
    assert [fit.agent.name for fit in found.fits] == ["Ana"]
    assert [str(line) for line in relaxed_words(found)] == [
        "billing 2 is preferred, but nobody who could take the case has all it prefers"
    ]


def test_a_plan_whose_search_was_broken_off_does_not_say_that_there_was_no_room() -> None:
    cases, people = [job()], [agent(1, "Ana")]
    planned = Planned(Plan({}, 1.0, 0.5), costs_of(cases, people, NOW, WorkTimes()), cases, people)
    unsure = "the search for the best plan was not carried to its end"
    assert str(nobody(planned, cases[0])).casefold() == unsure
    assert str(against(planned, cases[0], people[0], WORDS)) == f"fits; {unsure}"
