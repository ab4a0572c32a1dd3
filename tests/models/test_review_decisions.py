from dataclasses import replace
from datetime import date
from typing import Any

from models.handbook.attainment import AttainmentRow
from models.queries.breaches import NO_GROUP, GroupBreaches
from models.queries.data_quality import DataQuality
from models.queries.error_budgets import BudgetLine
from models.queries.factors import Systemic
from models.queries.offenders import Offender, Offenders
from models.queries.quarter_credits import CreditLine, Credits
from models.queries.review import QuarterlyReview
from models.queries.review_actions import ActionLine, ReviewActions
from models.queries.volume import Volume
from models.review_decisions import MOST, Decision, decisions
from models.text import text
from tests.desktop.reports import reviews


def empty_review(**given: Any) -> QuarterlyReview:
    """Of a quarter with a case, of which there is nothing else."""
    return reviews.empty_review(**{"volume": Volume(0, (("P3", 1),), 0, 0, 0, 0, 1), **given})


def asked(review: QuarterlyReview) -> list[str]:
    return [_words(one) for one in decisions(review)]


def _words(one: Decision) -> str:
    return f"{one.about}: {one.ask} {one.because}"


def budget(priority: str, spent: int, allowed: int, *, enough: bool = True) -> BudgetLine:
    words = text("{s} of {a} misses used", s=spent, a=allowed)
    return BudgetLine(priority, "resolution", 40, spent, allowed, enough, spent > allowed, words)


def group(name: str, breached: int, before: tuple[int, int] | None) -> QuarterlyReview:
    found = Offenders("group", (Offender(name, breached, 40, before),), 0)
    return empty_review(offenders=(found,), pareto=(GroupBreaches(name, breached, 60),))


def test_nothing_is_asked_of_a_quarter_that_asks_for_nothing() -> None:
    assert asked(empty_review()) == []
    assert asked(empty_review(budgets=(budget("P2", 3, 3),))) == []
    assert asked(empty_review(budgets=(budget("P2", 3, 0, enough=False),))) == []


def test_nothing_is_asked_of_a_quarter_before_there_was_a_case() -> None:
    gone = budget("P2", 5, 3)
    assert asked(empty_review(budgets=(gone,)))
    assert asked(empty_review(budgets=(gone,), volume=Volume(0, (), 0, 0, 0, 0, 0))) == []


def test_a_budget_that_is_gone_opens_its_misses() -> None:
    (one,) = decisions(empty_review(budgets=(budget("P2", 5, 3), budget("P3", 1, 3))))
    assert _words(one) == (
        "Error budget: What changes for P2 resolution, or does its SLO stand? 5 of 3 misses used."
    )
    assert one.figure is not None
    assert (one.figure.priority, one.figure.objective, one.figure.outcomes) == (
        "P2", "SLO", ("breached",),
    )  # fmt: skip


def test_of_many_budgets_those_furthest_over_are_told_apart() -> None:
    gone = tuple(budget(f"P{n}", 5 + n, 3) for n in (1, 2, 3, 4))
    told = asked(empty_review(budgets=gone))
    assert [words.split(", or")[0] for words in told[:2]] == [
        "Error budget: What changes for P4 resolution",
        "Error budget: What changes for P3 resolution",
    ]
    assert told[2].endswith("2 more are gone: P2 resolution, P1 resolution.")


def test_a_group_is_asked_about_whose_breaches_recur() -> None:
    """Rule 28: three times in a quarter, or in two consecutive ones."""
    assert asked(group("Sync", 2, (0, 30))) == []
    assert asked(group("Sync", 2, None)) == []
    assert asked(group(NO_GROUP, 9, (9, 30))) == []
    assert asked(group("Sync", 3, (0, 30))) == [
        "Recurrence: What stops the breaches in Sync, and who owns it? "
        "3 of 3 SLA breaches are there."
    ]
    assert asked(group("Sync", 1, (2, 30))) == [
        "Recurrence: What stops the breaches in Sync, and who owns it? "
        "1 of 1 SLA breaches are there; Q4 2015: 2."
    ]


def test_a_factor_that_recurs_is_asked_about_before_a_group() -> None:
    """Rule 28, by what closing notes and postmortems name."""
    found = (Systemic("Slow queries", 4, 2, (7, 8, 9, 11)), Systemic("No runbook", 3, 0, (7, 8, 9)))
    (one,) = decisions(replace(group("Sync", 3, None), systemic=found))
    assert _words(one) == (
        "Recurrence: What removes “Slow queries”, and who owns it? "
        "4 breached cases had it; Q4 2015: 2; 1 other factor recurs."
    )
    assert one.case_ids == (7, 8, 9, 11)
    running = empty_review(systemic=found[:1], ended=False)
    assert "Q4 2015" not in asked(running)[0]


def test_overdue_actions_are_asked_about_by_role() -> None:
    line = ActionLine(1, "Alert on full disks", "Squad lead", "open", date(2016, 2, 1),
                      date(2016, 2, 1), 59, text(""), text(""), "")  # fmt: skip
    told = asked(empty_review(actions=ReviewActions((), (line, replace(line, days_over=2)))))
    assert told == [
        "Actions: Who finishes 2 overdue actions, and by when? "
        "Longest overdue, by 59 days: Alert on full disks (Squad lead)."
    ]


def test_credits_that_wait_are_asked_about_and_never_called_owed() -> None:
    """Rule 30; whoever is not to see credits is asked nothing."""
    line = CreditLine("Acme", "Gold", "2016Q1", "EUR", 12_500, None, "calculated")
    done = replace(line, approved=12_500, state="approved")
    told = asked(empty_review(credits=Credits((line, done), ())))
    assert told == [
        "Credits: Approve or dispute one credit? Calculated, not approved: Acme, Q1 2016: 125 EUR."
    ]
    assert "owe" not in told[0]
    assert asked(empty_review(credits=Credits((done,), ()))) == []
    assert asked(empty_review(credits=None)) == []
    many = Credits((line,) * 5_000, ())
    assert asked(empty_review(credits=many))[0].endswith("; and 4,998 more.")


def test_credits_that_nobody_calculated_are_asked_about() -> None:
    assert asked(empty_review(credits=Credits((), ("2016-03", "2016Q1")))) == [
        "Credits: Who calculates the credits of March 2016, Q1 2016? "
        "Contracts credit what was missed, and nothing was calculated."
    ]


def test_what_the_figures_cannot_tell_is_asked_about() -> None:
    unknown = AttainmentRow("P1", "first_response", "SLA", 0, 0, 0, 638, None)
    update = AttainmentRow("P1", "next_update", "SLO", 0, 0, 0, 2, None)
    review = empty_review(attainment=(unknown, update), quality=DataQuality(200, 20, 19, (), ()))
    assert asked(review) == [
        "Data quality: Where are first response and next update to be recorded? "
        "None could be judged: 640 clocks left out.",
        "Data quality: How are all required facts asked for at intake? "
        "20 of 200 cases were opened without them.",
    ]


def test_nobody_is_asked_for_more_than_can_be_decided() -> None:
    line = CreditLine("Acme", "Gold", "2016Q1", "EUR", 100, None, "calculated")
    unknown = AttainmentRow("P1", "first_response", "SLA", 0, 0, 0, 638, None)
    review = replace(
        group("Sync", 3, None), budgets=tuple(budget(f"P{n}", 9, 3) for n in (1, 2, 3)),
        credits=Credits((line,), ("2016Q1",)), attainment=(unknown,),
        quality=DataQuality(10, 10, 10, (), ()),
    )  # fmt: skip
    assert len(decisions(review)) == MOST
