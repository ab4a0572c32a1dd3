"""What a move does, for the hovered column of a board: 300 open cases, 30 people."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Final

from models.handbook.desks import Desks, prepare
from models.handbook.what_if import effect
from tests.benchmarks.figures import Figure, paired, timed
from tests.models.handbook.benches import NOW
from tests.models.handbook.boards import by_chance

CASES, PEOPLE, FUTURES = 300, 30, 1_000
LIMIT: Final = 50
"""Milliseconds within which the column answers."""
MOVES: Final = 20


def run() -> list[Figure]:
    """A column where people have ten cases each, and the worst there is: one has all of them."""
    return [
        _figure("what-if, ten cases each", lambda at: 1 + at % PEOPLE, 0.25),
        _figure("what-if, all with one", lambda at: 1, 1.5),
    ]


def _figure(what: str, holder: Callable[[int], int], bar: float) -> Figure:
    """Cards moved from desk to desk, next to working through all desks once."""
    cases, team, answers, wholes, takes = by_chance(Random(6), CASES, PEOPLE, FUTURES)
    people = [one._replace(status="available", capacity=20) for one in team]
    held = [replace(case, holder=holder(at)) for at, case in enumerate(cases)]
    desks = prepare(held, people, NOW, answers, wholes, takes)
    every = list(range(CASES))
    ours, whole = paired(timed(lambda: _moves(desks)), timed(lambda: _all(desks, every)))
    each = ours / MOVES
    return Figure(
        what, each, whole, bound="at most", bar=bar,
        detail=f"{CASES} open cases, {PEOPLE} people, {FUTURES:,} futures: {each * 1e3:.1f} ms for "
        f"the hovered column (the goal is {LIMIT} ms), against all desks worked through once",
    )  # fmt: skip


def _moves(desks: Desks) -> None:
    for at in range(MOVES):
        effect(desks, [desks.cases[at].job.case_id], desks.agents[at + 5].id)


def _all(desks: Desks, every: list[int]) -> None:
    """Each desk once: everything moves to where it is."""
    for who in range(len(desks.agents)):
        desks.given([at for at in every if desks.holders[at] == who], who)
