"""How far one word is from another, in slips of the fingers."""

import re
from typing import Final

_SHORTEST: Final = 4
_LONG: Final = 8
_DIGIT: Final = re.compile(r"\d")


def slips_allowed(word: str) -> int:
    """How many slips a typed word may hold: one, two from eight letters on. None in a short word,
    where any other is near, nor in one with a digit: a number that is near is another number."""
    if len(word) < _SHORTEST or _DIGIT.search(word):
        return 0
    return 2 if len(word) >= _LONG else 1


def slips(typed: str, meant: str, most: int, begun: bool = False) -> int | None:
    """The slips between two words: a letter too many, too few, another one, or two neighbours
    changed about. None where there are more than `most`.

    `begun` takes the typed word for the beginning of the other.
    """
    if begun:
        meant = meant[: len(typed) + most]
    elif abs(len(typed) - len(meant)) > most:
        return None
    before, row = list[int](), list(range(len(meant) + 1))
    for at, letter in enumerate(typed, 1):
        earlier, before, row = before, row, [at]
        for to, other in enumerate(meant, 1):
            least = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != other))
            if at > 1 and to > 1 and letter == meant[to - 2] and typed[at - 2] == other:
                least = min(least, earlier[to - 2] + 1)
            row.append(least)
        if min(row) > most:
            return None
    found = min(row) if begun else row[-1]
    return found if found <= most else None
