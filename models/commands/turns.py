"""Handing over a turn at a role, or the rest of one, and taking it back."""

from dataclasses import dataclass
from datetime import datetime

from models.commands.working_times import member, planning_anew
from models.entities import RotaTurn
from models.errors import KnownError
from models.work import Work


@dataclass(frozen=True)
class GivenTurn:
    """A turn as it was, and the turns that it has become."""

    role: str
    person_id: int
    begins_at: datetime
    ends_at: datetime
    turn_ids: tuple[int, ...]


def give_turn(
    work: Work, turn_id: int, version: int, person_id: int, begins_at: datetime, ends_at: datetime
) -> GivenTurn:
    """What of a turn is within a span is somebody else's; the rest stays whose it was.

    What had fired for the role waits to be seen by who has it now. Returns what takes it back.
    """
    turn = work.session.get(RotaTurn, turn_id)
    if turn is None or turn.version != version:
        raise _changed()
    taker = member(work, person_id)
    if taker.id == turn.person_id:
        raise KnownError(
            "Not handed over", f"{taker.name} has this turn already.", "Choose somebody else."
        )
    first, last = max(begins_at, turn.begins_at), min(ends_at, turn.ends_at)
    if last <= first:
        raise KnownError(
            "Not handed over", "Nothing of the turn is within that time.",
            "Choose a time within the turn.",
        )  # fmt: skip
    parts = (
        (turn.person_id, turn.begins_at, first), (taker.id, first, last),
        (turn.person_id, last, turn.ends_at),
    )  # fmt: skip
    was = turn.role, turn.person_id, turn.begins_at, turn.ends_at
    with planning_anew(work):
        work.session.delete(turn)
        made = [RotaTurn(role=turn.role, person_id=whose, begins_at=begin, ends_at=end)
                for whose, begin, end in parts if begin < end]  # fmt: skip
        work.session.add_all(made)
    return GivenTurn(*was, tuple(one.id for one in made))


def take_back_turn(work: Work, given: GivenTurn) -> int:
    """The turn is as it was, unless somebody has changed it since. Returns its id."""
    found = [work.session.get(RotaTurn, turn_id) for turn_id in given.turn_ids]
    turns = [turn for turn in found if turn is not None and turn.version == 1]
    if len(turns) != len(found):
        raise _changed()
    turn = RotaTurn(
        role=given.role, person_id=given.person_id, begins_at=given.begins_at,
        ends_at=given.ends_at,
    )  # fmt: skip
    with planning_anew(work):
        for one in turns:
            work.session.delete(one)
        work.session.add(turn)
    return turn.id


def _changed() -> KnownError:
    return KnownError(
        "Changed meanwhile", "This turn was changed by somebody else.", "Look at it again."
    )
