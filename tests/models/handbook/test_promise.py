"""Warnings and deadlines of one promise (handbook, rules 9, 13 and 17)."""

import pytest

from models.handbook.calendar import BusinessCalendar
from models.handbook.clock import Pause, Run
from models.handbook.policy import Amount
from models.handbook.promise import Deadline, Promise

ALWAYS = BusinessCalendar.always()
OFFICE = BusinessCalendar("UTC", {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed")})
MONDAY = 1_778_457_600  # 11 May 2026, midnight


def promise(target: int, *shares: float) -> Promise:
    return Promise(Run(0, target, ALWAYS), Amount(target), shares, "closing")


def deadline(due_at: int, set_at: int, calendar: BusinessCalendar = ALWAYS) -> Deadline:
    return Deadline(
        Run(0, due_at, calendar), Amount(due_at), (0.5,), "closing", due_at=due_at, set_at=set_at
    )


@pytest.mark.parametrize(
    ("target", "share", "seconds"),
    [(14_400, 0.75, 10_800), (100, 0.55, 55), (10, 0.7, 7), (10, 0.75, 8), (1, 0.5, 1)],
)
def test_rule_9_a_warning_falls_when_its_share_is_used_up(
    target: int, share: float, seconds: int
) -> None:
    assert promise(target, share).warned([]) == [(share, seconds)]


def test_rule_13_a_warning_moves_with_pauses_and_has_no_instant_behind_an_open_one() -> None:
    pauses: list[Pause] = [(60, 90), (100, None)]
    assert promise(120, 0.5, 0.75, 0.9).warned(pauses) == [(0.5, 60)]
    assert promise(120, 0.5, 0.55, 0.9).warned([(60, 90)]) == [(0.5, 60), (0.55, 96), (0.9, 138)]


def test_what_is_left_is_negative_once_over() -> None:
    assert promise(100).left([(10, 20)], 50) == 60
    assert promise(100).left([(10, 20)], 150) == -40
    assert promise(100).left([], -50) == 100


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([], 100),
        ([(10, 50)], 100),  # over before it was set
        ([(10, 70)], 110),
        ([(10, None)], None),
        ([(70, 80), (105, 125)], 130),  # the second falls into what the first has given
        ([(100, 130)], 100),
        ([(150, None)], 100),
    ],
)
def test_rule_17_pauses_extend_a_deadline_from_when_it_was_set(
    pauses: list[Pause], due: int | None
) -> None:
    assert deadline(100, 60).due(pauses) == due


def test_rule_17_a_deadline_may_lie_outside_the_hours_and_stays_there() -> None:
    noon, night = MONDAY + 43_200, MONDAY + 75_600
    hand = deadline(night, MONDAY, OFFICE)
    assert hand.due([]) == night
    assert hand.due([(night - 3600, night - 1800)]) == night  # nobody would have worked
    assert hand.due([(noon, noon + 3600)]) == MONDAY + 86_400 + 36_000


def test_only_a_target_moves_with_the_start() -> None:
    assert promise(100, 0.5).begun_at(-50).due([]) == 50
    days = Promise(Run(0, 0, OFFICE), Amount(days=1), (), "closing").begun_at(MONDAY + 36_000)
    assert days.due([]) == MONDAY + 86_400 + 36_000
    assert deadline(100, 60).begun_at(-50).due([]) == 100
