import pytest

from models.handbook.attainment import (
    AttainmentRow,
    attainment_words,
    in_order,
    percent_words,
    share_of,
    total,
)


def row(priority: str, commitment: str, objective: str, met: int, breached: int) -> AttainmentRow:
    return AttainmentRow(
        priority, commitment, objective, met, breached, 1, 2, share_of(met, breached)
    )


@pytest.mark.parametrize(
    ("met", "decided", "words"),
    [
        (0, 0, "none"),
        (28, 29, "28 of 29 · 96 %"),
        (29, 30, "96.6 % · 29 of 30"),
        (1999, 2000, "99.9 % · 1,999 of 2,000"),
        (2000, 2000, "100.0 % · 2,000 of 2,000"),
    ],
)
def test_counts_come_first_under_thirty(met: int, decided: int, words: str) -> None:
    assert attainment_words(met, decided) == words


def test_only_everything_is_a_hundred_percent() -> None:
    assert percent_words(99_999, 100_000) == "99.9 %"


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 9, "0 %"), (1, 9, "12 %"), (1, 4, "25 %"), (1, 99_999, "0.1 %"), (5, 50, "10.0 %")],
)
def test_what_is_better_the_less_there_is_is_rounded_up(part: int, whole: int, words: str) -> None:
    assert percent_words(part, whole, up=True) == words


def test_nothing_decided_has_no_share() -> None:
    assert share_of(0, 0) is None
    assert share_of(0, 1) == 0.0


def test_a_total_adds_one_commitment_under_one_objective() -> None:
    rows = [
        row("P1", "resolution", "SLA", 3, 1),
        row("P2", "resolution", "SLA", 6, 0),
        row("P2", "resolution", "SLO", 1, 5),
    ]
    assert total(rows, "resolution", "SLA") == AttainmentRow(
        "All", "resolution", "SLA", 9, 1, 2, 4, 0.9
    )


def test_order() -> None:
    wanted = [
        row("P1", "first_response", "SLA", 1, 0),
        row("P1", "resolution", "SLA", 1, 0),
        row("P1", "resolution", "SLO", 1, 0),
        row("P1", "a_teams_own", "SLA", 1, 0),
        row("P2", "next_update", "SLO", 1, 0),
    ]
    assert in_order(wanted[::-1]) == wanted
