"""What is said of a corrective action: what is expected, what was measured, how sure that is."""

from datetime import date
from math import inf
from typing import Any

import pytest

from models.action_words import (
    changed_words,
    due_words,
    effect_words,
    interval_words,
    judgement_words,
    measure_words,
    reading_words,
    state_words,
    why_words,
)
from models.handbook.action_effect import Effect, Judgement, Measure, Reading
from models.handbook.exact_intervals import Interval

BREACHES = Measure("breaches", "P2", "resolution")
KEPT = Measure("attainment", "P1", "first_response", "SLA")


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (Effect(BREACHES, 3), "At most 3 SLA breaches of P2 resolution a quarter"),
        (Effect(BREACHES, 1), "At most 1 SLA breach of P2 resolution a quarter"),
        (Effect(BREACHES, 0), "No SLA breach of P2 resolution"),
        (Effect(Measure("breaches", category="exports", group="Data", words="time limit"), 2),
         "At most 2 SLA breaches in exports with Data about “time limit” a quarter"),
        (Effect(Measure("cases", words="{stall}"), 1_000),
         "At most 1,000 cases about “{stall}” a quarter"),
        (Effect(Measure("factor", factor="No lock"), 1),
         "At most 1 breached case a quarter for “No lock”"),
        (Effect(KEPT, 97.5), "At least 97.5 % of clocks of P1 first response within the SLA"),
        (Effect(Measure("reopened"), 5), "At most 5 % of resolved cases reopened"),
        (Effect(Measure("response", "P3"), 90), "Half of the first responses of P3 within 90 min"),
        (None, "No effect was said that could be measured"),
    ],
)  # fmt: skip
def test_what_is_expected_is_a_sentence(effect: Effect | None, words: str) -> None:
    assert str(effect_words(effect)) == words


@pytest.mark.parametrize(
    ("measure", "words"),
    [(BREACHES, "SLA breaches of P2 resolution"),
     (KEPT, "Clocks of P1 first response within the SLA"),
     (Measure("response", "P3"), "Median first response of P3")],
)  # fmt: skip
def test_a_measure_has_a_name(measure: Measure, words: str) -> None:
    assert str(measure_words(measure)) == words


def read(part: int, whole: int, **more: float | None) -> Reading:
    return Reading("2016Q1", "2016Q1", 1, part, whole, **more)


@pytest.mark.parametrize(
    ("measure", "reading", "words"),
    [
        (BREACHES, read(14, 160), "14 of 160"), (BREACHES, read(0, 0), "none"),
        (BREACHES, None, "none"), (KEPT, read(181, 198), "91.4 % · 181 of 198"),
        (KEPT, read(11, 17), "64 % · 11 of 17"),
        (Measure("reopened"), read(3, 40), "7.5 % · 3 of 40"),
        (Measure("response", "P3"), read(87, 87, median=2_520.0), "42 min · 87 responses"),
        (Measure("response", "P3"), read(1, 1), "not answered · 1 response"),
    ],
)  # fmt: skip
def test_a_reading_has_its_counts(measure: Measure, reading: Reading | None, words: str) -> None:
    assert reading_words(measure, reading) == words


@pytest.mark.parametrize(
    ("measure", "interval", "words"),
    [
        (BREACHES, (0.05, 0.71), "between 0.05 and 0.71 times as often, with 95 % certainty"),
        (BREACHES, (1.5, inf), "at least 1.50 times as often, with 95 % certainty"),
        (BREACHES, (0.0, inf), "nothing happened, before or after"),
        (KEPT, (-0.021, 0.098), "between −2.1 and +9.8 points, with 95 % certainty"),
        (Measure("response", "P3"), (-720.0, 180.0),
         "between 12 min shorter and 3 min longer, with 95 % certainty"),
        (Measure("response", "P3"), (-inf, 0.0),
         "between any shorter and 0 s, with 95 % certainty"),
        (BREACHES, (0.0, 0.74), "between 0 and 0.74 times as often, with 95 % certainty"),
    ],
)  # fmt: skip
def test_how_sure_it_is_names_its_unit_and_level(
    measure: Measure, interval: tuple[float, float], words: str
) -> None:
    found = Judgement("worked", "", read(1, 10), read(1, 10), Interval(*interval))
    assert str(interval_words(measure, found)) == words


def test_why_nobody_can_tell_says_from_when_somebody_can() -> None:
    waits = Judgement("cannot tell yet", "not over", until="2016-10-01")
    assert str(why_words(waits)) == (
        "The quarter after is not over. It can be told from 1 Oct 2016 on."
    )
    few = Judgement("cannot tell yet", "too few")
    assert str(why_words(few)) == "Under 10 cases in one of the quarters say nothing."
    assert str(why_words(Judgement("worked", ""))) == ""
    assert str(judgement_words(None, None)) == ""


def test_how_it_stands_and_by_when() -> None:
    first, due = date(2026, 2, 9), date(2026, 3, 26)
    assert str(due_words(due, due, 0)) == "26 Mar 2026"
    assert str(due_words(due, first, 2)) == "26 Mar 2026, carried 2 times since 9 Feb 2026"
    assert str(state_words("open", due, first, 1, 1, None)) == (
        "due 26 Mar 2026, carried once since 9 Feb 2026, 1 day overdue"
    )
    assert str(state_words("dropped", due, first, 1, 0, due)) == "dropped 26 Mar 2026"


def test_a_change_says_each_field_as_it_was_and_is() -> None:
    was = {
        "owner_id": 1,
        "owner_role": "agent",
        "kind": "detect",
        "effect": Effect(BREACHES, 3).to_json(),
    }
    now: dict[str, Any] = {
        "owner_id": None,
        "owner_role": "squad_lead",
        "kind": "prevent",
        "effect": {},
    }
    assert str(changed_words(was, now, {1: "Ben"})) == (
        "owner: Ben → nobody by name; role: agent → squad lead; kind: Detect → Prevent;"
        " expected effect: At most 3 SLA breaches of P2 resolution a quarter →"
        " No effect was said that could be measured"
    )
