from dataclasses import replace

from models.handbook.periods import parse_period
from models.queries.breaches import NO_GROUP, GroupBreaches
from models.queries.trends import Span
from models.review_findings import findings
from tests.desktop.reports.reviews import empty_review, full_review, row


def said(**changes: object) -> str:
    review = replace(empty_review(), **changes)  # type: ignore[arg-type]
    return " ".join(f"{finding.about}: {finding.sentence}" for finding in findings(review))


def test_findings_of_a_full_quarter() -> None:
    told = [f"{f.about}: {f.sentence}" for f in findings(full_review())]
    assert told == [
        "Resolution: SLA kept in 184 of 205 (89.7 %); Q4 2015: 192 of 213 (90.1 %).",
        "Breaches: 30 breached, 6 of them P2 resolution. "
        "Least often kept: P1 resolution, in 1 of 4. Most in Group 0: 5 of 57.",
        "Cases: 210 opened (Q4 2015: 190), 198 resolved, 31 open at the end.",
    ]


def test_an_empty_quarter_says_only_how_many_cases() -> None:
    assert said() == "Cases: 0 opened (Q4 2015: none), 0 resolved, 0 open at the end."


def test_a_running_quarter_is_told_as_such() -> None:
    running = said(ended=False, previous=(), previous_volume=None,
                   attainment=(row("P1", "resolution", "SLA", 3, 1),))  # fmt: skip
    assert "Resolution: SLA kept in 3 of 4 (75 %) so far." in running
    assert "0 opened so far, 0 resolved, 0 open." in running
    assert "Q4 2015" not in running


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
    assert "No group has more than one." in told


def test_breaches_without_a_group_are_told_apart() -> None:
    groups = (GroupBreaches(NO_GROUP, 24, 7_200), GroupBreaches("Exports", 3, 3_600))
    rows = (row("P1", "resolution", "SLA", 3, 27),)
    told = said(attainment=rows, pareto=groups)
    assert "Most in Exports: 3 of 27. In no group: 24." in told
    assert "Most in" not in said(attainment=rows, pareto=groups[:1])


def span(name: str, met: int, decided: int, so_far: bool = False) -> Span:
    period = parse_period(name)
    return Span(
        name, period.starts_on, period.ends_on, met, decided, 0, 0, decided - met, 0, so_far
    )  # fmt: skip


def test_a_quarter_that_stands_out_among_full_ones_is_told() -> None:
    rows = (row("P1", "resolution", "SLA", 9, 1),)
    before = (span("2015Q2", 7, 10), span("2015Q3", 8, 10), span("2015Q4", 8, 10))

    def told(met: int, *others: Span) -> str:
        return said(attainment=rows, spans=(*others, span("2016Q1", met, 10)))

    assert "The best of 4 quarters." in told(9, *before)
    assert "The lowest of 4 quarters." in told(6, *before)
    assert "of 4 quarters" not in told(8, *before)  # as good as one before it
    assert "quarters" not in told(9, *before[1:])  # too few to be among
