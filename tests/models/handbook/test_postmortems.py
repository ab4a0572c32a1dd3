"""What keeps a postmortem a draft, where it may go on to, what it is called."""

from dataclasses import dataclass

import pytest

from models.handbook.postmortems import (
    CLOSED,
    DRAFT,
    IN_REVIEW,
    REVIEWED,
    STATUSES,
    Said,
    id_meant,
    key_of,
    link_of,
    missing,
    row_of,
    said_of,
    steps,
)


@dataclass
class Action:
    owner_id: int | None = None
    owner_role: str = ""
    due_on: str = ""


@pytest.mark.parametrize(
    ("factors", "no_action", "actions", "count"),
    [
        ((), "", [], 2),
        (("A limit",), "", [], 1),
        (("A limit",), "It is gone", [], 0),
        (("  ",), "It is gone", [], 1),
        (("A limit",), "  ", [Action(1, "", "")], 1),
        (("A limit",), "", [Action(None, "", "2026-06-30")], 1),
        (("A limit",), "", [Action(), Action(1, "", "2026-06-30")], 0),
        (("A limit",), "", [Action(None, "squad_lead", "2026-06-30")], 0),
    ],
)
def test_what_is_missing(
    factors: tuple[str, ...], no_action: str, actions: list[Action], count: int
) -> None:
    said = Said("T", factors=factors, fields={"no_action": no_action})
    assert len(missing(said, actions)) == count


def test_the_life() -> None:
    assert [steps(status) for status in STATUSES] == [
        (IN_REVIEW,), (REVIEWED, DRAFT), (CLOSED, DRAFT), (DRAFT,),
    ]  # fmt: skip
    assert steps("of another program") == ()


def test_what_it_is_called_and_what_it_says_come_back() -> None:
    assert id_meant(key_of(12)) == 12
    assert [id_meant(written) for written in ("12", " pm-12 ", "PM", "", "KI-1")] == [
        12, 12, None, None, None,
    ]  # fmt: skip
    said = Said("T", "b", (1,), {"scope": "x"}, (row_of(at=1, words="w", case_id=1),), ("f",))
    assert said_of(said.to_json()) == said


def test_what_a_row_is_linked_with() -> None:
    assert link_of(row_of(at=1, words="w", case_id=1)) is None
    assert link_of(row_of(at=1, words="w", case_id=1, event_id=7)) == ("event", 7)
    assert link_of(row_of(at=1, words="w", case_id=1, alert=[3, "seen"])) == ("alert", 3, "seen")
    clock = row_of(at=1, words="w", case_id=1, clock=["resolution", 1, "SLA"])
    assert link_of(clock) == ("clock", 1, "resolution", 1, "SLA")
    assert not clock["by_hand"]
