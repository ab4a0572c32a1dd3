"""What a case must hold, and what may be done with it (handbook, rules 19 and 22)."""

import pytest

from models.handbook.intake import (
    ALLOWED,
    CLOSING,
    ENDED,
    EXCLUSIONS,
    OPEN,
    REQUIRED,
    STATUSES,
    WAITING,
    closing_parts,
    may,
    missing_fields,
)

FULL = {
    "title": "Exports fail", "customer": 7, "priority": "P2", "impact": "All exports",
    "environment": "Production", "steps": "Press Export",
}  # fmt: skip


def test_rule_19_six_fields_are_required() -> None:
    assert set(REQUIRED) == {"title", "customer", "priority", "impact", "environment", "steps"}
    assert missing_fields(FULL) == ()
    assert missing_fields({}) == REQUIRED


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("empty", [None, "", "   ", "\n\t"])
def test_rule_19_blank_is_missing(name: str, empty: str | None) -> None:
    assert missing_fields({**FULL, name: empty}) == (name,)


@pytest.mark.parametrize("name", ["steps", "impact", *CLOSING])
def test_headings_with_nothing_below_them_are_no_answer(name: str) -> None:
    assert missing_fields({name: "Browser:\n\n1. Account:\n2."}, (name,)) == (name,)
    assert missing_fields({name: "Browser:\nFirefox\n\nAccount:"}, (name,)) == ()


def test_a_title_may_end_in_a_colon() -> None:
    assert missing_fields({**FULL, "title": "Export:"}) == ()


def test_rule_19_what_is_missing_is_named_in_the_order_of_the_form() -> None:
    assert missing_fields({**FULL, "steps": "", "impact": None}) == ("impact", "steps")


def test_rule_22_the_closing_note_has_three_parts_and_a_short_form_for_p4() -> None:
    assert CLOSING == ("root_cause", "workaround", "prevention")
    assert {priority: closing_parts(priority) for priority in ("P1", "P2", "P3")} == dict.fromkeys(
        ("P1", "P2", "P3"), CLOSING
    )
    assert closing_parts("P4") == ("root_cause",)


def test_statuses_are_open_or_ended_and_none_is_both() -> None:
    assert set(OPEN).isdisjoint(ENDED)
    assert set(OPEN) | set(ENDED) == set(STATUSES)
    assert set(WAITING) <= set(OPEN)
    assert set(EXCLUSIONS) <= set(ENDED)


@pytest.mark.parametrize("status", STATUSES)
def test_rule_12_closed_comes_after_resolved_and_only_what_ended_is_reopened(status: str) -> None:
    assert may("close", status) is (status == "resolved")
    assert may("reopen", status) is (status in ("resolved", "closed"))
    assert may("resolve", status) is (status in OPEN)


@pytest.mark.parametrize("status", STATUSES)
def test_rule_19_an_incomplete_case_is_open_and_everything_may_be_done_with_it(
    status: str,
) -> None:
    assert {action for action in ALLOWED if not may(action, status)} == (
        {"close", "reopen", "settle"} if status in OPEN
        else {
            "resolved": {
                "assign", "change_priority", "work", "pause", "resolve", "merge", "escalate",
                    "lead",
            },
            "closed": set(ALLOWED) - {
                "note", "link", "reopen", "settle", "split", "survey", "change_by_hand",
            },
            "cancelled": set(ALLOWED) - {"note", "link", "settle"},
            "duplicate": set(ALLOWED) - {"note", "link", "settle"},
        }.get(status, set(ALLOWED) - {"note", "link"})
    )  # fmt: skip


def test_an_unknown_action_is_a_mistake_of_the_programme() -> None:
    with pytest.raises(KeyError):
        may("frobnicate", "new")
