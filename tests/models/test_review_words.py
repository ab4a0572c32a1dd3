from dataclasses import replace

from models.handbook.attainment import AttainmentRow
from models.queries.breaches import NO_GROUP, GroupBreaches, Overrun
from models.queries.reopening import ReopenRate
from models.review_words import findings, key_figures, overrun_halves, overrun_words, period_words
from models.text import text
from tests.desktop.reports.reviews import empty_review, full_review, row


def said(**changes: object) -> str:
    review = replace(empty_review(), **changes)  # type: ignore[arg-type]
    return " ".join(f"{finding.about}: {finding.sentence}" for finding in findings(review))


def figures(**changes: object) -> list[tuple[str, str, str]]:
    review = replace(empty_review(), **changes)  # type: ignore[arg-type]
    return [(f.figure, str(f.detail), str(f.before)) for f in key_figures(review)]


def test_four_key_figures_with_both_halves_and_what_they_were() -> None:
    told = [(f.figure, str(f.detail), str(f.before)) for f in key_figures(full_review())]
    assert told == [
        ("89.7 %", "184 of 205", "Q4 2015: 90.1 %"),
        ("95.6 %", "196 of 205", "Q4 2015: 95.7 %"),
        ("57", "in 57 cases", "Q4 2015: 30"),
        ("3.2 %", "5 of 161", "Q4 2015: 5.5 %"),
    ]


def test_key_figures_of_nothing() -> None:
    assert figures() == [
        ("–", "no clock was decided", "Q4 2015: no figure"),
        ("–", "no clock was decided", "Q4 2015: no figure"),
        ("0", "none", "Q4 2015: no figure"),
        ("–", "no case resolved", "Q4 2015: no figure"),
    ]


def test_few_cases_are_told_by_their_count_first() -> None:
    assert figures(reopening=ReopenRate(20, 1, 4))[3][:2] == ("1 of 20", "5 %")
    assert figures(reopening=ReopenRate(0, 0, 4))[3][1] == "no case has had its 14 days"


def test_findings_of_a_full_quarter() -> None:
    told = [f"{f.about}: {f.sentence}" for f in findings(full_review())]
    assert told == [
        "Cases: 210 opened (Q4 2015: 190), 198 resolved, 31 open at the end.",
        "Resolution: SLA kept in 184 of 205 (89.7 %); Q4 2015: 192 of 213 (90.1 %).",
        "Breaches: 30 breached, 6 of them P2 resolution. "
        "Least often kept: P1 resolution, in 1 of 4.",
        "Groups: Most breaches in Group 0: 5 of 57.",
    ]


def test_an_empty_quarter_says_only_how_many_cases() -> None:
    assert said() == "Cases: 0 opened (Q4 2015: none), 0 resolved, 0 open at the end."


def test_a_running_quarter_is_told_as_such() -> None:
    assert "0 opened so far (Q4 2015: none), 0 resolved, 0 open." in said(ended=False)


def test_what_cannot_be_judged_is_said() -> None:
    unknown = AttainmentRow("P1", "first_response", "SLA", 0, 0, 0, 638, None)
    update = AttainmentRow("P1", "next_update", "SLO", 0, 0, 0, 2, None)
    both = said(attainment=(unknown, update))
    assert "First response and next update could not be judged" in both
    assert figures(attainment=(unknown,))[1][:2] == ("–", "638 clocks left out")


def test_one_breach_and_none() -> None:
    assert "Breaches: One, P1 resolution." in said(
        attainment=(row("P1", "resolution", "SLA", 3, 1),)
    )
    assert "No SLA clock breached." in said(attainment=(row("P1", "resolution", "SLA", 3, 0),))


def test_of_breaches_none_is_told_like_what_was_kept() -> None:
    assert "Breaches: 3 breached, all P3 resolution." in said(
        attainment=(row("P3", "resolution", "SLA", 3, 3),)
    )


def test_none_is_called_the_most_where_all_are_alike() -> None:
    rows = tuple(row(priority, "resolution", "SLA", 3, 1) for priority in ("P1", "P2", "P3"))
    groups = tuple(GroupBreaches(name, 1, 60) for name in "ABC")
    told = said(attainment=rows, pareto=groups)
    assert "Breaches: 3, each of another priority or commitment." in told
    assert "Groups: No group has more than one." in told


def test_breaches_without_a_group_are_told_apart() -> None:
    groups = (GroupBreaches(NO_GROUP, 24, 7_200), GroupBreaches("Exports", 3, 3_600))
    assert "Most breaches in Exports: 3 of 27. In no group: 24." in said(pareto=groups)
    assert "Groups" not in said(pareto=groups[:1])


def test_a_quarter_is_called_as_people_call_it() -> None:
    assert period_words("2016Q1") == "Q1 2016"
    assert period_words("2016-W10") == "2016-W10"


def test_hours_of_work_are_never_told_as_hours_of_the_clock() -> None:
    """Rule 7."""
    assert str(overrun_words(Overrun(7_260, running=False, business=False))) == "2 h 01"
    assert str(overrun_words(Overrun(7_260, False, business=True))) == "2 h 01 of work time"
    assert str(overrun_words(Overrun(2_460, running=True, business=True))) == (
        "41 min of work time so far"
    )
    assert overrun_halves(Overrun(7_260, running=True, business=False)) == (
        "2 h 01",
        text("so far"),
    )
