"""What a handbook leaves to its team, asked plainly: each answer with what follows from it.

What follows is never told from memory: a small case is judged under each answer (rules 4, 7, 8,
11, 13, 14 and 15).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from models.handbook.policy import (
    FIRST_RESPONSE,
    NEXT_UPDATE,
    RESOLUTION,
    Policy,
    Target,
)
from models.handbook.policy_words import amount_words, round_the_clock
from models.handbook.question_examples import (
    THIRD_PARTY,
    acknowledged,
    answer_due,
    at_the_edge,
    raised,
    reopened,
    waited,
)
from models.handbook.toml_source import Path
from models.text import Text, text


@dataclass(frozen=True)
class Answer:
    """One way to have it, and what follows."""

    id: str
    words: Text
    follows: Text


@dataclass(frozen=True)
class Question:
    """What is asked, why, and which answer the handbook gives; `path` is where the file says it."""

    id: str
    asks: Text
    why: Text
    answers: tuple[Answer, ...]
    chosen: str
    path: Path


def plain_questions(policy: Policy, now: int) -> list[Question]:
    """Every question that this handbook raises; the examples are of the days after `now`."""
    return [found for ask in _ASKED for found in ask(policy, now)]


def _edge(policy: Policy, now: int) -> Iterator[Question]:
    if all(round_the_clock(calendar) for calendar in policy.calendars.values()):
        return
    said = {
        "closing": text("At closing time: what people see is what is judged"),
        "opening": text("At the next opening: the night and the weekend are a grace"),
    }
    yield Question(
        "edge",
        text("A target is used up exactly at closing time. When is it due?"),
        text("It decides warnings, breaches and verdicts alike; contracts are written both ways."),
        tuple(Answer(id, words, at_the_edge(_with(policy, edge=id), now))
              for id, words in said.items()),
        policy.edge, ("edge",),
    )  # fmt: skip


def _raise(policy: Policy, now: int) -> Iterator[Question]:
    if policy.target("P3", RESOLUTION) is None or policy.target("P1", RESOLUTION) is None:
        return
    said = {
        "change": text("From the change, and never later than it was due"),
        "opening": text("From the opening of the case"),
    }
    yield Question(
        "raise_from",
        text("A case is raised to a higher priority. From when does the shorter target count?"),
        text("Counted from the change, raising a case never breaches it at once."),
        tuple(Answer(id, words, raised(_with(policy, raise_from=id), now))
              for id, words in said.items()),
        policy.raise_from, ("raise_from",),
    )  # fmt: skip


def _hours(policy: Policy, now: int) -> Iterator[Question]:
    """Rule 7: asked where P3's first answer is promised in hours and both calendars are there."""
    target, always = policy.target("P3", FIRST_RESPONSE), clock_calendar(policy)
    amount = target and (target.sla or target.slo)
    if target is None or not amount or amount.days or always is None:
        return
    under = {"business": policy.team_calendar, "clock": always}
    said = {
        "business": text("Business hours: nights and weekends do not count"),
        "clock": text("Clock hours: evenings, nights and weekends count"),
    }
    clock_words = amount_words(amount, policy.calendars[always])
    yield Question(
        "p3_hours",
        text("Which hours are the “{amount}” of a P3 case's first response?", amount=clock_words),
        text("A customer may read the word either way; a contract can differ."),
        tuple(Answer(id, words, answer_due(_p3_on(policy, target, under[id]), now))
              for id, words in said.items()),
        "clock" if target.calendar == always else "business",
        ("targets", "P3", FIRST_RESPONSE, "calendar"),
    )  # fmt: skip


def _cadence(policy: Policy, _now: int) -> Iterator[Question]:
    updates = {name: row[NEXT_UPDATE] for name, row in policy.targets.items()
               if NEXT_UPDATE in row}  # fmt: skip
    if not updates:
        return
    every = ", ".join(
        f"{priority} {amount_words(amount, policy.calendars[target.calendar])}"
        for priority, target in updates.items() if (amount := target.sla or target.slo)
    )  # fmt: skip
    yield Question(
        "cadence",
        text("Are regular updates promised to the customer?"),
        text("How often: {every}.", every=every),
        (Answer("internal", text("No, they are how we work"),
                text("A late update misses our own SLO. No report to a customer names it.")),
         Answer("promised", text("Yes, in the SLA"),
                text("A late update is a breach: it counts in attainment, at a cost perhaps."))),
        "promised" if any(target.sla for target in updates.values()) else "internal",
        ("targets",),
    )  # fmt: skip


def _reopening(policy: Policy, now: int) -> Iterator[Question]:
    if policy.target("P3", RESOLUTION) is None:
        return
    grace = policy.reopen_grace_seconds or GRACE
    said: dict[str, tuple[Text, dict[str, Any]]] = {
        "new_cycle": (text("It starts anew, with the full target"),
                      {"reopen": "new_cycle", "reopen_grace_seconds": 0}),
        "grace": (text("It goes on when the customer writes soon, and starts anew later"),
                  {"reopen": "new_cycle", "reopen_grace_seconds": grace}),
        "continue": (text("It goes on with what was left"),
                     {"reopen": "continue", "reopen_grace_seconds": 0}),
    }  # fmt: skip
    chosen = policy.reopen
    yield Question(
        "reopen",
        text("The customer says that it is not solved. What does the clock of the resolution do?"),
        text("The first verdict stays in any case; each cycle is one verdict."),
        tuple(Answer(id, words, reopened(_with(policy, **terms), now))
              for id, (words, terms) in said.items()),
        "grace" if chosen == "new_cycle" and policy.reopen_grace_seconds else chosen, ("reopen",),
    )  # fmt: skip


def _acknowledgement(policy: Policy, now: int) -> Iterator[Question]:
    if policy.target("P3", FIRST_RESPONSE) is None:
        return
    said = {
        "no": (text("No, only a person's answer is"), {"acknowledgement_counts": False}),
        "yes": (text("Yes, it is"), {"acknowledgement_counts": True}),
    }
    yield Question(
        "acknowledgement",
        text("Is the automatic acknowledgement a first response?"),
        text("It carries the case number and what was understood; nobody has looked yet."),
        tuple(Answer(id, words, acknowledged(_with(policy, **terms), now))
              for id, (words, terms) in said.items()),
        "yes" if policy.acknowledgement_counts else "no", ("acknowledgement_counts",),
    )  # fmt: skip


def _unseen(policy: Policy, _now: int) -> Iterator[Question]:
    """Rule 21: what was understood is drafted; whether somebody reads it first is the team's."""
    told = {FIRST_RESPONSE, NEXT_UPDATE}
    if not any(told & set(row) for row in policy.targets.values()):
        return
    sent = (
        text("It is recorded and copied as a case is opened, and ends the wait for a first "
             "response, though nobody read it.")
        if policy.acknowledgement_counts else
        text("It is recorded and copied as a case is opened; what was misunderstood goes out too.")
    )  # fmt: skip
    yield Question(
        "unseen",
        text("May an acknowledgement be sent before anybody has read it?"),
        text("It says in our words what the customer means, and when they hear from us next."),
        (Answer("no", text("No, somebody reads it first"),
                text("It waits below the case as a draft; the customer has heard nothing yet.")),
         Answer("yes", text("Yes, as it was drafted"), sent)),
        "yes" if policy.acknowledge_unseen else "no", ("acknowledge_unseen",),
    )  # fmt: skip


def _third_party(policy: Policy, now: int) -> Iterator[Question]:
    if policy.target("P3", RESOLUTION) is None:
        return
    paused = policy.pausing.get(THIRD_PARTY, frozenset())
    said = {
        "runs": (text("No, whom we wait for is our matter"), paused - {RESOLUTION}),
        "pauses": (text("Yes, until we can go on"), paused | {RESOLUTION}),
    }
    yield Question(
        "third_party",
        text("We wait for a third party. Does the clock of the resolution stand still?"),
        text("Waiting for the customer pauses it in any case; first response never pauses."),
        tuple(Answer(id, words, waited(_pausing(policy, names), now))
              for id, (words, names) in said.items()),
        "pauses" if RESOLUTION in paused else "runs", ("pausing", THIRD_PARTY),
    )  # fmt: skip


GRACE: Final = 24 * 3600
"""The window offered for a reopened case where the handbook has none yet."""

_ASKED: Final[tuple[Callable[[Policy, int], Iterator[Question]], ...]] = (
    _hours, _edge, _raise, _cadence, _reopening, _acknowledgement, _unseen,
    _third_party,
)  # fmt: skip


def _with(policy: Policy, **terms: Any) -> Policy:
    return replace(policy, **terms)


def _p3_on(policy: Policy, target: Target, calendar: str) -> Policy:
    row = {**policy.targets["P3"], FIRST_RESPONSE: replace(target, calendar=calendar)}
    return replace(policy, targets={**policy.targets, "P3": row})


def _pausing(policy: Policy, names: frozenset[str]) -> Policy:
    return replace(policy, pausing={**policy.pausing, THIRD_PARTY: names})


def clock_calendar(policy: Policy) -> str | None:
    """The name of a calendar that never closes."""
    return next(
        (name for name, calendar in policy.calendars.items() if round_the_clock(calendar)), None
    )
