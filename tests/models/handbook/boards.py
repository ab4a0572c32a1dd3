"""Made-up boards for tests of what a move does, and the same worked out slowly."""

from collections.abc import Sequence
from random import Random
from typing import Any, Final

import numpy as np
from hypothesis import strategies as st

from models.handbook.assignment import AVAILABLE, AWAY, BUSY, OFF, Agent
from models.handbook.backlog import BoardCase, Deadline, Floats
from models.handbook.desks import Desks, prepare
from models.handbook.policy import FIRST_RESPONSE, NEXT_UPDATE, RESOLUTION
from tests.models.handbook.benches import HOUR, NOW, agent, job

MINUTE: Final = 60
DAYS: Final = tuple((NOW - HOUR + day * 24 * HOUR, NOW + 3 * HOUR + day * 24 * HOUR)
                    for day in range(14))  # fmt: skip
"""Four hours a day, three of them left of today's."""


def due(hours: float, commitment: str = RESOLUTION, objective: str = "SLA") -> Deadline:
    """A clock that runs out so many hours from now."""
    return Deadline(commitment, objective, NOW + round(hours * HOUR), objective == "SLA")


def held(case_id: int, holder: int | None, *deadlines: Deadline, **said: Any) -> BoardCase:
    """A case on somebody's desk."""
    begun = bool(said.pop("begun", False))
    priority = said.pop("priority", "P3")
    return BoardCase(job(case_id, priority, **said), holder, begun, deadlines)


def board(
    cases: Sequence[BoardCase], agents: Sequence[Agent], hours: float = 1, answer: float = 0.1
) -> Desks:
    """One future: all that is left of each case takes as long, and so does each answer."""
    shape = (1, len(cases))
    people = [one._replace(load=_load(one.id, cases)) for one in agents]
    return prepare(cases, people, NOW, np.full(shape, answer * HOUR), np.full(shape, hours * HOUR))


def _load(person_id: int, cases: Sequence[BoardCase]) -> int:
    return sum(case.job.weight for case in cases if case.holder == person_id)


def people(*names: str, **said: Any) -> list[Agent]:
    """Somebody of each name, numbered from 1, at work by `DAYS`."""
    usual = {"spans": DAYS} | said
    return [agent(at, name, **usual) for at, name in enumerate(names, 1)]


def by_chance(
    random: Random, cases: int, agents: int, futures: int
) -> tuple[list[BoardCase], list[Agent], Floats, Floats, Floats]:
    """A board of this size, with the work in each future and how long it takes with each."""
    team = people(*(f"A{at:02}" for at in range(agents)))
    team = [
        agent(one.id, one.name, capacity=random.choice((0, 12, 20)),
              spans=random.choice((DAYS, DAYS[1:], (), ((NOW, NOW + 20 * 24 * HOUR),))),
              status=random.choice((AVAILABLE, AVAILABLE, AVAILABLE, BUSY, AWAY, OFF)))
        for one in team
    ]  # fmt: skip
    every = [
        held(at, random.choice([None, *(one.id for one in team)]), *_dues(random),
             priority=random.choice(("P1", "P2", "P3", "P4")), begun=random.random() < 0.5)
        for at in range(1, cases + 1)
    ]  # fmt: skip
    team = [one._replace(load=_load(one.id, every)) for one in team]
    numbers = np.random.default_rng(random.randrange(2**32))
    answers = np.ceil(numbers.exponential(600, (futures, cases)))
    wholes = np.ceil(numbers.exponential(5_000, (futures, cases)))
    return every, team, answers, wholes, numbers.choice([0.5, 1, 2], (cases, agents))


def _dues(random: Random) -> list[Deadline]:
    found = []
    for commitment in (FIRST_RESPONSE, NEXT_UPDATE, RESOLUTION):
        if random.random() < 0.6:
            hours = random.uniform(-2, 60)
            found.append(due(hours, commitment))
            if random.random() < 0.6:
                slo = due(hours * 0.7 - 0.5, commitment, "SLO")
                found.append(slo)
    return found


def boards() -> st.SearchStrategy[Desks]:
    """Any small board."""
    return st.builds(
        lambda seed, cases, agents: prepared(Random(seed), cases, agents),
        st.integers(0, 10**6), st.integers(0, 8), st.integers(0, 4),
    )  # fmt: skip


def prepared(random: Random, cases: int, agents: int, futures: int = 7) -> Desks:
    """A board by chance, ready to be asked."""
    every, team, answers, wholes, takes = by_chance(random, cases, agents, futures)
    return prepare(every, team, NOW, answers, wholes, takes)


def slowly(
    cases: Sequence[BoardCase], agents: Sequence[Agent], answers: Floats, wholes: Floats,
    takes: Floats,
) -> dict[tuple[int, Deadline], float]:  # fmt: skip
    """In which share of the futures each deadline is passed: each person, future and piece of work
    for itself, along the clock."""
    missed = dict[tuple[int, Deadline], int]()
    for who in [None, *range(len(agents))]:
        for future in range(len(wholes)):
            for case_id, deadline, done in _day(who, cases, agents, answers[future],
                                                wholes[future], takes):  # fmt: skip
                key = case_id, deadline
                missed[key] = missed.get(key, 0) + (done is None or done > deadline.at)
    return {key: count / len(wholes) for key, count in missed.items()}


def _day(
    who: int | None, cases: Sequence[BoardCase], agents: Sequence[Agent], answers: Floats,
    wholes: Floats, takes: Floats,
) -> list[tuple[int, Deadline, float | None]]:  # fmt: skip
    """When each deadline of somebody's queue is met, None where never."""
    ids = {one.id: at for at, one in enumerate(agents)}
    told, pieces = [], []
    for place, case in enumerate(cases):
        if ids.get(case.holder or 0) != who:
            continue
        quick = [one for one in case.deadlines if one.commitment != RESOLUTION]
        slow = [one for one in case.deadlines if one.commitment == RESOLUTION]
        is_first = any(one.commitment == FIRST_RESPONSE for one in quick)
        whole = wholes[place]
        answer = min(answers[place] if is_first else 300, whole)
        factor = 1.0 if who is None else takes[place, who]
        if quick and slow and _binding(slow) <= _binding(quick):
            pieces.append((_binding(slow), place, 1, whole * factor, quick + slow))
            continue
        if quick:
            pieces.append((_binding(quick), place, 0, answer * factor, quick))
        if slow:
            rest = max(whole - answer if quick else whole, 1)
            pieces.append((_binding(slow), place, 1, rest * factor, slow))
    worked = 0.0
    for _, place, _, seconds, deadlines in sorted(pieces, key=lambda one: one[:3]):
        worked += seconds
        done = None if who is None else _along(agents[who], worked)
        told += [(cases[place].job.case_id, one, done) for one in deadlines]
    return told


def _binding(deadlines: Sequence[Deadline]) -> int:
    return min([one.at for one in deadlines if one.binds] or [one.at for one in deadlines])


def _along(one: Agent, work: float) -> float | None:
    if one.status == OFF:
        return None
    for begin, end in one.spans:
        if one.status == AWAY and begin <= NOW:
            continue
        start = max(begin, NOW)
        if work <= end - start:
            return start + work
        work -= end - start
    return None
