from dataclasses import replace

from models.handbook.attainment import AttainmentRow
from models.queries.breaches import NO_GROUP, GroupBreaches
from models.queries.reopening import ReopenRate
from models.review_words import headlines, period_words
from tests.desktop.reports.reviews import empty_review, full_review


def said(**changes: object) -> str:
    return " ".join(str(sentence) for sentence in headlines(replace(empty_review(), **changes)))  # type: ignore[arg-type]


def test_three_to_five_sentences() -> None:
    assert len(headlines(full_review())) == 5
    assert len(headlines(empty_review())) == 4


def test_what_cannot_be_judged_is_said() -> None:
    unknown = AttainmentRow("P1", "first_response", "SLA", 0, 0, 0, 638, None)
    assert "First response could not be judged: 638 clocks are left out" in said(
        attainment=(unknown,)
    )


def test_most_breaches_without_a_group() -> None:
    groups = (GroupBreaches(NO_GROUP, 24, 7_200), GroupBreaches("Exports", 3, 3_600))
    assert "27 SLA clocks breached, by 3 h of counted time in all; most without a group (24)." in (
        said(pareto=groups)
    )
    assert "most in Exports (3)" in said(pareto=groups[1:])


def test_reopened() -> None:
    assert "Resolved cases reopened within 14 days: 1 of 20 · 5 %." in said(
        reopening=ReopenRate(20, 1, 4)
    )


def test_a_quarter_is_called_as_people_call_it() -> None:
    assert period_words("2016Q1") == "Q1 2016"
    assert period_words("2016-W10") == "2016-W10"
