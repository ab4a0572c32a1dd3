"""How the words of a survey's comment read: a hint, never a score of a person (rule 27)."""

from typing import Final

from models.language import language_of

HAPPY, UNHAPPY = "happy", "unhappy"

_LONGEST: Final = 2_000
"""Letters that are read: what a comment says is said by then."""

_DECISIVE: Final = 0.4
"""Of VADER's -1 to 1: what is nearer to 0 says nothing."""


def differing_tone(score: int, comment: str) -> str:
    """`HAPPY` or `UNHAPPY` where an English comment plainly reads otherwise than its score of 1 to
    5; "" where it agrees, cannot be told, or is in another language.

    Slow the first time that it differs, as the languages are loaded: not for the GUI thread.
    """
    tone = _tone(comment[:_LONGEST])
    agrees = (tone == HAPPY and score >= 4) or (tone == UNHAPPY and score <= 2)
    return "" if not tone or agrees or language_of(comment) != "en" else tone


def _tone(words: str) -> str:
    if not words.strip():
        return ""
    from vader import polarity_scores

    found = polarity_scores(words)["compound"]
    return HAPPY if found >= _DECISIVE else UNHAPPY if found <= -_DECISIVE else ""
