"""Why a case should go elsewhere, and why not to another: the lines of a rebalance (rule 23)."""

from typing import Final

from models.handbook.assignment import Agent
from models.handbook.rebalance import Move
from models.handbook.what_if_effect import Pair
from models.text import Text, text

ROUNDING: Final = 1e-6
"""What differs by less is the same."""
_BETTER_ALONE: Final = "would do better by itself, but not with the other moves"
_AS_WELL_ALONE: Final = "would do as well by itself, but not with the other moves"


def origin_words(holder: Agent | None) -> Text:
    """From whom it comes."""
    return text("nobody has it") if holder is None else text("from {name}", name=holder.name)


def kept_words(move: Move, holder: Agent | None) -> tuple[Text, ...]:
    """What the case's log keeps of it: nothing of other cases, which not everybody sees."""
    if holder is None:
        return ()
    before, after = move.effect.expected
    if after < before - ROUNDING:
        key = "handed on from {name}, so that fewer deadlines are missed"
    elif move.effect.gain > ROUNDING:
        key = "handed on from {name}, so that deadlines that matter more are kept"
    else:
        key = "handed on from {name}, who held more than they have room for"
    return (text(key, name=holder.name),)


def not_with_words(taker: Agent, theirs: Pair, mine: Pair, after: float) -> Text:
    """Why a case goes to the taker and not to another who could have it and has room for it.

    Both are what the move adds, by itself: to what breaches cost, and to how many there are.
    `after` is what it would add to the cost if it went on to the other once all is moved.
    """
    cost, count = theirs[0] - mine[0], theirs[1] - mine[1]
    if cost > ROUNDING and count > ROUNDING:
        return text("fewer breaches are to be expected with {name}", name=taker.name)
    if cost > ROUNDING:
        return text("with {name} it is lesser deadlines that are missed", name=taker.name)
    if after > ROUNDING:
        return text(_BETTER_ALONE if cost < -ROUNDING else _AS_WELL_ALONE)
    if after < -ROUNDING:
        return text("might do better still: moves are chosen by what each does by itself")
    return text("would do as well")
