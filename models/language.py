"""Which language something is written in."""

from functools import cache
from typing import Any, Final

_SURE: Final = 0.5
"""How likely it must be: of a few words nobody knows."""
_LONGEST: Final = 2_000
"""Letters that are read."""


def language_of(words: str) -> str:
    """The code of two letters of the language, or "" where that is not clear.

    Slow the first time, as the languages are loaded: not for the GUI thread.
    """
    if not words.strip():
        return ""
    language, probability = _languages().classify(words[:_LONGEST])
    return str(language) if probability >= _SURE else ""


@cache
def _languages() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
