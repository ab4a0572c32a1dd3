"""An action as the fold of its events, and the days on which its owner is reminded."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models.handbook.corrective_actions import Happened, life_of, stage

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MADE = {"title": "Cut parts by size", "due_on": "2026-06-01", "owner_role": "squad_lead"}


def happened(*events: tuple[str, dict[str, Any]]) -> list[Happened]:
    return [Happened(kind, NOON + number * DAY, data) for number, (kind, data) in enumerate(events)]


def changed(was: str, is_: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return "changed", {"was": {"due_on": was}, "is": {"due_on": is_}, **more}


def test_nothing_is_known_before_it_was_made() -> None:
    assert life_of([]) is None


def test_a_day_that_is_put_off_leaves_the_first_and_is_counted() -> None:
    life = life_of(happened(
        ("made", MADE), changed("2026-06-01", "2026-07-01"), ("nudged", {"person_id": 1}),
        changed("2026-07-01", "2026-08-01"), changed("2026-08-01", "2026-07-15"),
    ))  # fmt: skip
    assert life is not None
    assert (life.fields["due_on"], life.first_due_on, life.moved) == ("2026-07-15", "2026-06-01", 2)
    assert (life.status, life.made_at, life.changed_at) == ("open", NOON, NOON + 4 * DAY)


def test_a_move_that_was_taken_back_does_not_count() -> None:
    there, back = changed("2026-06-01", "2026-07-01"), changed("2026-07-01", "2026-06-01")
    back[1]["taken_back"] = True
    life = life_of(happened(("made", MADE), there, back))
    assert life is not None
    assert (life.fields["due_on"], life.moved) == ("2026-06-01", 0)


def test_done_opened_again_and_dropped() -> None:
    steps = ("made", MADE), ("done", {"evidence": "KI-7"}), ("reopened", {"why": "No"}), (
        "dropped", {"why": "Nobody needs it"})  # fmt: skip
    lives = [life_of(happened(*steps[:count])) for count in (2, 3, 4)]
    assert [(one.status, one.evidence, one.ended_at) for one in lives if one] == [
        ("done", "KI-7", NOON + DAY), ("open", "", None),
        ("dropped", "Nobody needs it", NOON + 3 * DAY),
    ]  # fmt: skip


def test_what_was_opened_again_by_mistake_has_ended_when_it_had() -> None:
    at = int((NOON + DAY).timestamp())
    life = life_of(happened(
        ("made", MADE), ("done", {"evidence": "KI-7"}), ("reopened", {"why": "No"}),
        ("done", {"evidence": "KI-7", "at": at, "taken_back": True}),
    ))  # fmt: skip
    assert life is not None
    assert (life.status, life.ended_at) == ("done", NOON + DAY)


@pytest.mark.parametrize(
    ("today", "about"),
    [("2026-05-24", ""), ("2026-05-25", "soon 2026-06-01"), ("2026-05-31", "soon 2026-06-01"),
     ("2026-06-01", "due 2026-06-01"), ("2026-06-02", "overdue 2026-06-01 1"),
     ("2026-06-07", "overdue 2026-06-01 1"), ("2026-06-08", "overdue 2026-06-01 2"),
     ("2026-06-15", "overdue 2026-06-01 3")],
)  # fmt: skip
def test_its_owner_is_reminded_a_week_before_on_the_day_and_weekly_after(
    today: str, about: str
) -> None:
    assert stage(date(2026, 6, 1), date.fromisoformat(today)) == about
