"""When an article is to be verified: by age, by its own date, by what came back; else never."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.handbook.article_life import CAME_BACK, VERIFY_AFTER, Known, why_verify
from models.handbook.articles import DECISION, HOW_TO, KINDS, KNOWN_ISSUE, STATUSES

TODAY = date(2026, 5, 12)


@pytest.mark.parametrize("kind", VERIFY_AFTER)
def test_each_kind_has_an_age_and_the_last_look_begins_it_anew(kind: str) -> None:
    seen = TODAY - VERIFY_AFTER[kind]
    due = why_verify(Known(kind, "published", seen), TODAY)
    assert str(due) == f"Nobody has verified it for {VERIFY_AFTER[kind].days} days."
    assert why_verify(Known(kind, "published", seen + timedelta(days=1)), TODAY) is None


def test_a_decision_is_looked_at_on_its_own_date_and_once() -> None:
    known = Known(DECISION, "published", date(2020, 1, 1), TODAY)
    assert str(why_verify(known, TODAY)) == "It was to be looked at again by now."
    assert why_verify(known, TODAY - timedelta(days=1)) is None
    assert why_verify(replace(known, seen_on=TODAY), TODAY + timedelta(days=9)) is None
    assert why_verify(replace(known, review_on=None), TODAY) is None


def test_cases_that_came_back_speak_against_any_kind() -> None:
    for kind in KINDS:
        known = Known(kind, "published", TODAY, came_back=CAME_BACK)
        assert str(why_verify(known, TODAY)) == "3 cases were reopened after it was used."
        assert why_verify(replace(known, came_back=CAME_BACK - 1), TODAY) is None


@pytest.mark.parametrize("status", [one for one in STATUSES if one != "published"])
def test_only_what_is_published_is_to_be_verified(status: str) -> None:
    known = Known(KNOWN_ISSUE, status, date(2020, 1, 1), came_back=9)
    assert why_verify(known, TODAY) is None


def test_what_was_never_looked_at_has_no_age() -> None:
    assert why_verify(Known(HOW_TO, "published", None), TODAY) is None
