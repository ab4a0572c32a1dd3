"""Skills and capacities as people type them, and whether somebody takes cases just now."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import KnownError, Problems
from models.handbook.roster import Leave, Member
from models.handbook.skills import Skill
from models.handbook.standing import standing
from models.handbook.typed_capacity import typed_capacity
from models.handbook.typed_skills import skills_words, typed_skills
from models.handbook.working_hours import DAYS
from tests.models.handbook.benches import HOUR, NOW

TODAY = date(2026, 5, 12)
DAY = 24 * HOUR


def test_a_skill_is_a_name_a_level_and_perhaps_a_date() -> None:
    assert typed_skills("payments 4, Credit  notes 2\n sync 3 since 2025-03-01;\n", TODAY) == (
        Skill("payments", 4), Skill("Credit notes", 2), Skill("sync", 3, date(2025, 3, 1)),
    )  # fmt: skip
    assert typed_skills("  \n ", TODAY) == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("payments", "“payments” is no skill with its level"),
        ("4", "“4” is no skill with its level"),
        ("payments four", "“payments four” is no skill with its level"),
        ("payments 0", "payments: a level is a whole number from 1 to 5"),
        ("payments 6", "payments: a level is a whole number from 1 to 5"),
        ("payments 99999999999999999999", "payments: a level is a whole number from 1 to 5"),
        ("api 3, API 4", "“API” stands there twice"),
        ("api 3 since March", "“March” is not a date"),
        ("api 3 since 2026-05-13", "2026-05-13 has not come yet"),
        ("x" * 70 + " 3", "is no skill with its level"),
    ],
)
def test_what_cannot_be_read_is_named(written: str, said: str) -> None:
    with pytest.raises(KnownError, match=said):
        typed_skills(written, TODAY)


_NAMES = st.text("abcü -", min_size=1, max_size=9).map(lambda n: " ".join(n.split())).filter(bool)


@given(st.lists(st.builds(Skill, _NAMES, st.integers(1, 5),
                          st.one_of(st.none(), st.dates(date(2000, 1, 1), TODAY))),
                max_size=5, unique_by=lambda one: one.name))  # fmt: skip
def test_what_is_shown_is_read_back(skills: list[Skill]) -> None:
    for apart in (", ", "\n"):
        assert typed_skills(skills_words(tuple(skills), apart), TODAY) == tuple(skills)


def test_a_capacity_is_a_number_or_the_usual_one() -> None:
    assert [typed_capacity(said) for said in ("12", " 0 ", "", "Usual")] == [12, 0, None, None]
    for said in ("-1", "1.5", "lots", "1001", "9" * 400, "٣"):
        with pytest.raises(Problems, match="is not a whole number from 0 to 1,000"):
            typed_capacity(said)


def test_busy_and_away_last_until_the_next_shift_and_off_until_it_is_taken_back() -> None:
    week = tuple((day, (("09:00", "17:00"),)) for day in DAYS)
    ana = Member(1, "agent", week)
    for status in ("busy", "away"):
        assert standing(status, NOW, ana, "Europe/Berlin", NOW + 2 * HOUR) == status
        assert standing(status, NOW, ana, "Europe/Berlin", NOW + 12 * HOUR) == status
        assert standing(status, NOW, ana, "Europe/Berlin", NOW + 20 * HOUR) == "available"
        assert standing(status, NOW + 6 * HOUR, ana, "Europe/Berlin", NOW + DAY) == "available"
        assert standing(status, None, ana, "Europe/Berlin", NOW) == status
    assert standing("off", NOW, ana, "Europe/Berlin", NOW + 9 * DAY) == "off"
    assert standing("available", NOW, ana, "Europe/Berlin", NOW) == "available"
    ben = Member(2, "agent")
    assert standing("busy", NOW, ben, "Europe/Berlin", NOW + 9 * DAY) == "busy"
    back = Member(2, "agent", leaves=(Leave(NOW + HOUR, NOW + DAY),))
    assert standing("busy", NOW, back, "Europe/Berlin", NOW + 2 * DAY) == "available"
