"""A survey's comment that reads otherwise than its score is a hint; anything else says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.sentiment import HAPPY, UNHAPPY, differing_tone
from tests.naughty import KEPT

ANGRY = "It broke three times and nobody answered us. This is terrible."
GLAD = "Great help and a wonderful answer, thank you so much!"


@pytest.mark.parametrize(
    ("score", "comment", "tone"),
    [
        (5, ANGRY, UNHAPPY), (4, ANGRY, UNHAPPY), (3, ANGRY, UNHAPPY), (1, ANGRY, ""),
        (1, GLAD, HAPPY), (2, GLAD, HAPPY), (3, GLAD, HAPPY), (5, GLAD, ""),
        (5, "", ""), (5, "ok", ""), (5, "It works now", ""), (1, "\U0001f44d", ""),
        (5, "Das war furchtbar langsam und niemand hat geantwortet.", ""),
        (1, "Gracias, todo perfecto y muy rápido.", ""),
        (5, "war die war die war", ""),
    ],
)  # fmt: skip
def test_only_english_that_differs_is_a_hint(score: int, comment: str, tone: str) -> None:
    assert differing_tone(score, comment) == tone


@given(st.integers(1, 5), st.one_of(st.text(max_size=80), st.sampled_from(KEPT)))
def test_no_comment_ends_in_anything_but_a_tone_or_silence(score: int, comment: str) -> None:
    assert differing_tone(score, comment) in ("", HAPPY, UNHAPPY)


def test_a_comment_of_a_megabyte_is_read_by_its_beginning() -> None:
    assert differing_tone(5, f"{ANGRY} " * 20_000) == UNHAPPY
