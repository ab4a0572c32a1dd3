"""What is said of a move is so: each sentence worked out again from the values (rules 23, 31)."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import pytest

from models.assignment_words import Telling
from models.handbook.desks import Desks
from models.handbook.instants import from_seconds
from models.handbook.skill_rules import Need
from models.handbook.what_if import effect, ends_outside
from models.handbook.what_if_effect import Effect
from models.handbook.zones import zone
from models.text import Text
from models.what_if_words import effect_words, shift_words
from tests.models.handbook.benches import HOUR, NOW
from tests.models.handbook.boards import DAYS, board, due, held, people, prepared

BERLIN = zone("Europe/Berlin")
FIGURES, WORDS = (Telling(from_seconds(NOW), BERLIN, figures) for figures in (True, False))
ANA, BEN = 1, 2


def said(told: Effect, telling: Telling = FIGURES, asker: int | None = None) -> list[str]:
    return [str(one) for one in effect_words(told, telling, asker)]


class Seen:
    """A move, and the desks before and after it, to hold a sentence against."""

    def __init__(self, desks: Desks, ids: list[int], whom: int | None) -> None:
        self.before, self.told = desks, effect(desks, ids, whom)
        self.ids, self.row = ids, -1 if whom is None else desks.row[whom]
        self.after = desks.given(desks.to_move(ids, self.row), self.row)

    def keys(self, case_is: Callable[[int], bool]) -> set[str]:
        return {c.job.key for c in self.before.cases if case_is(c.job.case_id)}

    def likely(
        self, desks: Desks, case_id: int, objective: str = "", binding: bool = False
    ) -> bool:  # fmt: skip
        at, place = desks.backlog.case_at, desks.place[case_id]
        return any(
            share >= 0.5
            for where, one, share in zip(at, desks.backlog.deadlines, desks.late, strict=True)
            if where == place
            and one.at >= NOW
            and one.objective.startswith(objective)
            and (one.binds or not binding)
        )

    def becomes(self, case_id: int, objective: str) -> bool:
        return self.likely(self.after, case_id, objective) and any(
            then >= 0.5 > now
            for where, now, then in zip(
                self.before.backlog.case_at, self.before.late, self.after.late, strict=True
            )
            if where == self.before.place[case_id]
        )

    def pushed(self, case_id: int) -> bool:
        """Whether any piece of work of it is done later in any future."""
        place = self.before.place[case_id]
        mine = [at for at, of in enumerate(self.before.backlog.case_of) if of == place]
        had, has = (desks.holder(case_id) for desks in (self.before, self.after))
        if had is None or has is None:
            return had is not None and bool(mine)
        if had == has:
            return any(ahead(self.after, at) > ahead(self.before, at) for at in mine)
        return any((self.after.done(at) >= self.before.done(at) + 1).any() for at in mine)


def ahead(desks: Desks, piece: int) -> float:
    """The work on a desk until a piece is done, of all futures together."""
    of, who = desks.backlog.case_of, desks.holders[desks.backlog.case_of[piece]]
    same = desks.holders[of] == who
    same[piece + 1 :] = False
    return float((desks.backlog.seconds[same].sum(axis=1) * desks.takes[of[same], who]).sum())


def names(values: Mapping[str, Any]) -> tuple[set[str], int]:
    """The cases that a sentence names, and of how many it speaks."""
    cases: Any = values["cases"]
    more = 0
    if isinstance(cases, Text):
        more, cases = int(str(cases.values["count"])), cases.values["cases"]
    keys = {key for key in str(cases).split(", ") if key}
    return keys, int(str(values.get("count", len(keys))).replace(",", "")) or more


def all_of(values: Mapping[str, Any], seen: Seen, case_is: Callable[[int], bool]) -> bool:
    keys, count = names(values)
    every = seen.keys(case_is)
    return keys <= every and (not keys or count <= len(every))


def delays(values: Mapping[str, Any], seen: Seen) -> bool:
    return all_of(values, seen, lambda one: seen.becomes(one, values["objective"]))


def saves(values: Mapping[str, Any], seen: Seen) -> bool:
    keys, count = names(values)
    every = seen.keys(
        lambda one: seen.likely(seen.before, one) and not seen.becomes(one, "")
        and not seen.likely(seen.after, one, binding=True)
    )  # fmt: skip
    return keys <= every and count <= len(every)


def still(values: Mapping[str, Any], seen: Seen) -> bool:
    return all_of(
        values, seen,
        lambda one: one in seen.ids and seen.likely(seen.before, one, binding=True)
        and seen.likely(seen.after, one, binding=True),
    )  # fmt: skip


def told_otherwise(seen: Seen) -> set[str]:
    told = seen.told
    return {one.job.key for one in (*told.delayed, *told.still_late, *told.saved)}


def pushes(values: Mapping[str, Any], seen: Seen) -> bool:
    later = {job.key for job in seen.told.later}
    mine = {values["cases"]}
    return later == seen.keys(seen.pushed) and mine == later - told_otherwise(seen)


CHECKS: Mapping[str, Callable[[Mapping[str, Any], Seen], bool]] = {
    "delays {cases} past its {objective}": delays,
    "delays {count} cases past their {objective}: {cases}": delays,
    "saves 1: {cases}": saves,
    "saves {count}: {cases}": saves,
    "{cases} stays likely late": still,
    "{count} cases stay likely late: {cases}": still,
    "nothing gets later": lambda v, seen: not seen.keys(seen.pushed),
    "pushes back {cases} without making it late": pushes,
    "pushes back {count} cases without making any late": lambda v, seen: (
        int(v["count"]) == len(seen.keys(seen.pushed) - told_otherwise(seen))
        and not seen.told.delayed
    ),
    "pushes back {count} more without making them late": lambda v, seen: (
        int(v["count"]) == len(seen.keys(seen.pushed) - told_otherwise(seen))
        and bool(seen.told.delayed)
    ),
    "expected breaches {before} → {after}": lambda v, seen: (
        float(v["before"]) != float(v["after"])
        and abs(rise(seen) - (float(v["after"]) - float(v["before"]))) <= 0.1
    ),
    "expected breaches stay at {before}": lambda v, seen: abs(rise(seen)) <= 0.1,
    "{name} would hold {load} of {capacity}": lambda v, seen: (
        v["load"] == seen.after.loads[seen.row] > v["capacity"]
        == seen.after.agents[seen.row].capacity
    ),
}  # fmt: skip


def rise(seen: Seen) -> float:
    """By how much the breaches to be expected of the whole board go up."""
    counts = seen.before.counts
    return float(counts @ seen.after.late) - float(counts @ seen.before.late)


def test_every_sentence_about_clocks_is_true() -> None:
    random, told = Random(31), set[str]()
    for _ in range(150):
        desks = prepared(random, random.randint(1, 14), random.randint(1, 3), futures=9)
        ids = [c.job.case_id for c in desks.cases]
        chosen = random.sample(ids, min(len(ids), random.randint(1, 4)))
        whom = random.choice(desks.agents).id
        seen = Seen(desks, chosen, whom)
        for one in effect_words(seen.told, FIGURES):
            if one.key in CHECKS:
                told.add(one.key)
                assert CHECKS[one.key](one.values, seen), str(one)
    assert told == CHECKS.keys()


def test_words_first_then_the_figure() -> None:
    cases = [
        held(1, BEN, due(1)), held(2, BEN, due(1.5)),
        held(3, ANA, due(1.9, objective="SLO"), due(2.2)),
    ]  # fmt: skip
    desks = board(cases, people("Ana", "Ben"))
    assert said(effect(desks, [2], ANA)) == [
        "delays CS-1003 past its SLO", "saves 1: CS-1002", "expected breaches 1.0 → 0.0",
    ]  # fmt: skip
    assert said(effect(desks, [3], BEN)) == [
        "delays CS-1003 past its SLA", "expected breaches 1.0 → 2.0",
    ]  # fmt: skip
    assert said(effect(desks, [3], ANA)) == ["changes nothing"]
    free = board(cases[:2], people("Ana", "Ben"))
    assert said(effect(free, [1], ANA)) == [
        "saves 1: CS-1002", "nothing gets later", "expected breaches 1.0 → 0.0",
    ]  # fmt: skip
    assert said(effect(free, [1], None)) == [
        "delays CS-1001 past its SLA", "saves 1: CS-1002", "expected breaches stay at 1.0",
    ]  # fmt: skip


def test_of_many_cases_the_first_are_named() -> None:
    cases = [held(at, ANA, due(0.5 + at / 100)) for at in range(1, 7)]
    told = effect(board(cases, people("Ana", "Ben"), hours=0.08), list(range(1, 7)), None)
    assert said(told)[0] == ("delays 6 cases past their SLA: CS-1001, CS-1002, CS-1003 and 3 more")


def test_what_is_in_the_way_is_said_once_and_of_a_case_with_its_number() -> None:
    team = [*people("Ana"), *people("X", "Ben", status="off", capacity=3)[1:]]
    cases = [held(1, ANA, due(40), needs=(Need("api", 2),)), held(2, ANA, due(41))]
    told = effect(board(cases, team), [1, 2], BEN)
    assert said(told)[1:] == [
        "Ben is off", "CS-1001: Ben does not know api", "Ben would hold 4 of 3",
        "Ben is not at work before these are due: CS-1001, CS-1002",
        "expected breaches 0.0 → 2.0",
    ]  # fmt: skip
    assert said(told, WORDS)[-2:] == [
        "more than Ben has room for", "Ben is not at work before these are due: CS-1001, CS-1002",
    ]  # fmt: skip


def test_a_shift_that_ends_before_a_case_is_due() -> None:
    desks = board([held(1, BEN, due(6)), held(2, BEN, due(6.5))], people("Ana", "Ben"))
    assert "Ana's shift ends before CS-1001 is due, 20:28" in said(effect(desks, [1], ANA))
    both = said(effect(desks, [1, 2], ANA))
    assert "Ana's shift ends before these are due: CS-1001, CS-1002" in both
    ends = ends_outside(desks, 1)
    assert ends is not None
    assert (ends.due_at, ends.ends_at) == (NOW + 6 * HOUR, DAYS[0][1])
    assert str(shift_words(ends, "Ben", WORDS)) == "Ben's shift ends before CS-1001 is due, 20:28"


@pytest.mark.parametrize(("asker", "reads"), [(ANA, True), (BEN, False), (None, False)])
def test_figures_of_a_desk_are_for_the_lead_and_for_whose_alone_it_is(
    asker: int | None, reads: bool
) -> None:
    cases = [held(1, None, due(2)), held(2, ANA, due(1)), held(3, BEN, due(1))]
    desks = board(cases, people("Ana", "Ben", capacity=3))
    alone = said(effect(desks, [1], ANA), WORDS, asker)
    assert any(line.startswith("expected breaches") for line in alone) == reads
    assert ("Ana would hold 4 of 3" in alone) == reads
    assert ("more than Ana has room for" in alone) != reads
    of_both = said(effect(desks, [3], ANA), WORDS, asker)
    assert not any("expected" in line or "hold" in line for line in of_both)
    assert said(effect(desks, [3], ANA), FIGURES, asker)[-1].startswith("expected breaches")
