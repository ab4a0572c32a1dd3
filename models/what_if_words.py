"""What a move does, in words first and the expected figure behind them (handbook, rule 23).

Figures about people are for the lead, and for whoever's desk alone it is about (rule 31).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import ceil
from typing import Final

from models.assignment_words import Telling, obstacles
from models.handbook.assignment import Agent, Job
from models.handbook.what_if import required
from models.handbook.what_if_effect import AfterShift, Effect, Pair, Passing
from models.text import Text, counted, text

NAMED: Final = 3
"""So many cases are named; of more it is said how many."""
_OF_A_PERSON: Final = frozenset(("role", "leave", "status", "shift"))
"""What stands in the way whatever the case."""


def effect_words(effect: Effect, telling: Telling, asker_id: int | None = None) -> tuple[Text, ...]:
    """What a move does to clocks, what stands in its way, and what is expected of it."""
    if not effect.known:
        return (text("is not on the team as it was read: reload the board"),)
    if not effect.moved:
        return (text("changes nothing"),)
    whose = effect.people == {asker_id} or telling.figures
    said = [*_delays(effect), *_saves(effect), *_still(effect), *_later(effect)]
    said += [*_in_the_way(effect, telling), *_overload(effect, whose)]
    said += _after_shift(effect, telling)
    return (*said, _expected(effect)) if whose else tuple(said)


def _delays(effect: Effect) -> list[Text]:
    """By what they are delayed past, the SLA before the SLO."""
    by_objective = defaultdict[str, list[Passing]](list)
    for one in effect.delayed:
        by_objective[one.deadline.objective].append(one)
    return [
        counted(
            len(found), "delays {cases} past its {objective}",
            "delays {count} cases past their {objective}: {cases}",
            cases=case_names(one.job for one in found), objective=objective,
        )
        for objective, found in sorted(by_objective.items())
    ]  # fmt: skip


def _saves(effect: Effect) -> list[Text]:
    if not effect.saved:
        return []
    names = case_names(one.job for one in effect.saved)
    return [counted(
        len(effect.saved), "saves 1: {cases}", "saves {count}: {cases}", cases=names
    )]  # fmt: skip


def _still(effect: Effect) -> list[Text]:
    if not effect.still_late:
        return []
    return [counted(
        len(effect.still_late), "{cases} stays likely late",
        "{count} cases stay likely late: {cases}",
        cases=case_names(one.job for one in effect.still_late),
    )]  # fmt: skip


def _later(effect: Effect) -> list[Text]:
    """That nothing gets later, or what does without being late for it."""
    if not effect.later:
        return [text("nothing gets later")]
    elsewhere = (*effect.delayed, *effect.still_late, *effect.saved)
    told = {one.job.case_id for one in elsewhere}
    others = [job for job in effect.later if job.case_id not in told]
    if not others:
        return []
    many = "pushes back {count} cases without making any late"
    return [counted(
        len(others), "pushes back {cases} without making it late",
        "pushes back {count} more without making them late" if effect.delayed else many,
        cases=others[0].key,
    )]  # fmt: skip


def _in_the_way(effect: Effect, telling: Telling) -> list[Text]:
    """What stands in the way of everything once; of one case, with its number."""
    agent, said = effect.to, dict[Text | str, Text]()
    if agent is None:
        return []
    for job, what in effect.in_the_way:
        for one in what:
            for words in obstacles(job, agent, required(job), (one,), telling):
                told = text("{name} {words}", name=agent.name, words=words)
                if one not in _OF_A_PERSON and len(effect.moved) > 1:
                    told = text("{case}: {words}", case=job.key, words=told)
                said.setdefault(str(told), told)
    return list(said.values())


def _overload(effect: Effect, figures: bool) -> list[Text]:
    if effect.to is None or not effect.overloads:
        return []
    name, load, most = effect.to.name, effect.load[1], effect.to.capacity
    if figures:
        return [text("{name} would hold {load} of {capacity}", name=name, load=load, capacity=most)]
    return [text("more than {name} has room for", name=name)]


def _after_shift(effect: Effect, telling: Telling) -> list[Text]:
    if effect.to is None or not effect.after_shift:
        return []
    agent = effect.to
    away = [one for one in effect.after_shift if one.ends_at is None]
    ends = [one for one in effect.after_shift if one.ends_at is not None]
    return [*_never_there(agent, away, telling), *_shift_ends(agent, ends, telling)]


def _never_there(agent: Agent, away: Sequence[AfterShift], telling: Telling) -> list[Text]:
    if len(away) < 2:
        return [shift_words(one, agent.name, telling) for one in away]
    return [text(
        "{name} is not at work before these are due: {cases}", name=agent.name,
        cases=case_names(one.job for one in away),
    )]  # fmt: skip


def _shift_ends(agent: Agent, ends: Sequence[AfterShift], telling: Telling) -> list[Text]:
    if len(ends) < 2:
        return [shift_words(one, agent.name, telling) for one in ends]
    return [text(
        "{name}'s shift ends before these are due: {cases}", name=agent.name,
        cases=case_names(one.job for one in ends),
    )]  # fmt: skip


def shift_words(one: AfterShift, name: str, telling: Telling) -> Text:
    """That a case is due when whoever has it is not at work: “Ana's shift ends before CS-2012 is
    due, 19:00”."""
    key = "{name} is not at work before {case} is due, {when}"
    if one.ends_at is not None:
        key = "{name}'s shift ends before {case} is due, {when}"
    return text(key, name=name, case=one.job.key, when=telling.when(one.due_at))


def _expected(effect: Effect) -> Text:
    before, after = (f"{one:.1f}" for one in effect.expected)
    if before == after:
        return text("expected breaches stay at {before}", before=before)
    return text("expected breaches {before} → {after}", before=before, after=after)


def whole_words(expected: Pair) -> Text:
    """What is to be expected of all desks before and after several moves."""
    before, after = (f"{one:.1f}" for one in expected)
    key = "With all of it, expected breaches {before} → {after}, of commitments: a case has several"
    return text(key, before=before, after=after)


def further_words(share: float) -> Text:
    """How much more other moves might save, where the search was not carried to its end."""
    return text(
        "The search was not carried to its end: by what each does alone, other moves might save up "
        "to {percent} % more of what is at stake", percent=max(ceil(100 * share), 1),
    )  # fmt: skip


def case_names(jobs: Iterable[Job]) -> str | Text:
    """The numbers of a few cases; of many the first ones, and how many more."""
    keys = [job.key for job in jobs]
    named = ", ".join(keys[:NAMED])
    if len(keys) <= NAMED:
        return named
    return text("{cases} and {count} more", cases=named, count=len(keys) - NAMED)
