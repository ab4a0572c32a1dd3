"""A length of time in words, exactly."""

from typing import Final

_UNITS: Final = ((3600, "h"), (60, "min"), (1, "s"))


def seconds_words(seconds: int) -> str:
    """A length of time, exactly: 4 h, 1 h 30 min, 45 s."""
    words = []
    for size, unit in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            words.append(f"{count} {unit}")
    return " ".join(words) or "0 s"
