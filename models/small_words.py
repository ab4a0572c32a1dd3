"""Words that are in every text, and so are no reason for anything."""

from typing import Final

_SHORTEST: Final = 3
_WORDS: Final = (
    "about above after again against all almost along already also although always among and "
    "another any anybody anyone anything are around because been before being below between both "
    "but came can cannot come could did does doing done don down during each either else ever "
    "every everybody everyone everything few first for from gets give given goes going gone got "
    "had has have having her here hers him his how however into isn its itself just last later "
    "least less let lets like made make makes many may maybe might more most much must myself "
    "never new next nobody none nor not nothing now off often once one only onto other others our "
    "ours out over own per please quite rather really said same see seen several shall she should "
    "since some somebody someone something sometimes soon still such take than that the their "
    "theirs them themselves then there these they thing things this those though through thus "
    "time times today together tomorrow too toward twice under until upon use used uses using "
    "very via want wants was way well went were what when whenever where whether which while who "
    "whole whom whose why will with within without won would yes yesterday yet you your yours "
)
_SMALL: Final = frozenset(_WORDS.split())


def says_little(word: str) -> bool:
    """Whether a folded word stands anywhere: a letter or two of it, or one like “last” and “the”. A
    number is what it is."""
    return word in _SMALL or (len(word) < _SHORTEST and word.isascii() and word.isalpha())
