"""What an article has been worth: cases helped, opened again, held, and called wrong."""

import pytest

from models.handbook import events as ev
from models.handbook.article_record import Answered, Record, record_of
from models.handbook.events import Event

DAY = 86_400
NOBODY: frozenset[int] = frozenset()


def log(*told: tuple[str, int]) -> list[Event]:
    return [
        Event(id, kind, day * DAY, day * DAY, {}) for id, (kind, day) in enumerate(told, start=1)
    ]


def case(case_id: int, resolved: int | None, *told: tuple[str, int], since: int = 0) -> Answered:
    at = None if resolved is None else resolved * DAY
    return Answered(case_id, since * DAY, resolved is not None, at, log(*told))


def test_an_answer_holds_after_14_days_without_a_reopening() -> None:
    cases = [case(1, 10), case(2, 20), case(3, None)]
    assert record_of(cases, NOBODY, NOBODY, 24 * DAY) == Record(helped=2, held=1)
    assert record_of(cases, NOBODY, NOBODY, 24 * DAY - 1) == Record(helped=2)


@pytest.mark.parametrize(("again", "back"), [(14 + 10, True), (14 + 11, False)])
def test_what_is_opened_again_within_14_days_did_not_hold(again: int, back: bool) -> None:
    one = case(1, 40, (ev.RESOLVED, 10), (ev.REOPENED, again), (ev.RESOLVED, 40))
    assert record_of([one], NOBODY, NOBODY, 90 * DAY) == Record(1, int(back), int(not back))


def test_a_reopening_before_the_answer_is_not_its_fault() -> None:
    one = case(1, 30, (ev.RESOLVED, 10), (ev.REOPENED, 12), (ev.RESOLVED, 30), since=13)
    assert record_of([one], NOBODY, NOBODY, 90 * DAY) == Record(helped=1, held=1)


def test_a_case_of_which_somebody_said_so_counts_and_wrong_outweighs() -> None:
    cases = [case(1, 10), case(2, 10)]
    told = record_of(cases, frozenset({3}), frozenset({2}), 90 * DAY)
    assert told == Record(helped=2, held=1, wrong=1)


def test_what_held_lifts_an_article_and_what_failed_sinks_it() -> None:
    assert Record(helped=9, held=9).weight == pytest.approx(0.1)
    assert Record(wrong=9).weight == pytest.approx(-0.2)
    assert Record().weight == 0
