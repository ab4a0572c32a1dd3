from dataclasses import replace

from models.handbook.attainment import AttainmentRow
from models.queries.breaches import Overrun
from models.queries.reopening import ReopenRate
from models.review_words import key_figures, overrun_halves, overrun_words, period_words
from models.text import text
from tests.desktop.reports.reviews import empty_review, full_review


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


def test_a_running_quarter_is_compared_with_nothing() -> None:
    """What a part of a quarter came to says nothing beside a whole one."""
    running = replace(full_review(), ended=False, previous=())
    assert [str(f.before) for f in key_figures(running)] == ["so far"] * 4


def test_what_cannot_be_judged_has_no_figure() -> None:
    unknown = AttainmentRow("P1", "first_response", "SLA", 0, 0, 0, 638, None)
    assert figures(attainment=(unknown,))[1][:2] == ("–", "638 clocks left out")


def test_few_cases_are_told_by_their_count_first() -> None:
    assert figures(reopening=ReopenRate(20, 1, 4))[3][:2] == ("1 of 20", "5 %")
    assert figures(reopening=ReopenRate(0, 0, 4))[3][1] == "no case has had its 14 days"


def test_a_quarter_is_called_as_people_call_it() -> None:
    assert period_words("2016Q1") == "Q1 2016"
    assert period_words("2016-W10") == "week 10 of 2016"


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
