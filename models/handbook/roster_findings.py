"""What of a roster is not as it was surely meant: a hole in a rota, two at one turn, stand-ins in a
circle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final, Literal

from models.handbook.escalation import ROLES
from models.handbook.roster import Roster, Span, Turn, joined

Kind = Literal["hole", "overlap", "away", "circle"]
_LONGEST: Final = 50
_BEFORE: Final = 14 * 86_400
"""So long a turn may be over: nobody has it since."""


@dataclass(frozen=True, slots=True)
class RosterFinding:
    """`hole`: nobody has the turn; `overlap`: several do; `away`: who has it is, and nobody stands
    in; `circle`: these stand in for each other while all of them are away."""

    kind: Kind
    begins_at: int
    ends_at: int
    role: str = ""
    people: tuple[int, ...] = ()


def roster_findings(roster: Roster, since: int, until: int) -> list[RosterFinding]:
    """Of this span, the first first."""
    found = [*_circles(roster, since, until)]
    for role in ROLES:
        turns = [
            turn for turn in roster.turns
            if turn.role == role and turn.ends_at > since - _BEFORE and turn.begins_at < until
            and roster.on_team(turn.person_id)
        ]  # fmt: skip
        found += [*_holes(roster, role, turns), *_overlaps(turns), *_aways(roster, turns)]
    in_sight = [one for one in found if one.ends_at > since and one.begins_at < until]
    return sorted(in_sight, key=lambda one: (one.begins_at, one.kind, one.role, one.people))


def stand_in_circle(
    roster: Roster, person_id: int, begins_at: int, ends_at: int, stand_in_id: int
) -> tuple[int, ...] | None:
    """Who would stand in for each other, were this person away then; None where one is there."""
    found = _circle(roster, (person_id,), stand_in_id, (begins_at, ends_at))
    return found[0] if found is not None else None


def _circle(
    roster: Roster, passed: tuple[int, ...], whom: int, span: Span
) -> tuple[tuple[int, ...], Span] | None:
    """The people, and when all of them are away."""
    if whom == passed[0]:
        return passed, span
    member = roster.members.get(whom)
    if member is None or not member.active or whom in passed or len(passed) > _LONGEST:
        return None
    for leave in member.leaves:
        both = max(span[0], leave.begins_at), min(span[1], leave.ends_at)
        if both[0] < both[1] and leave.stand_in_id is not None:
            found = _circle(roster, (*passed, whom), leave.stand_in_id, both)
            if found is not None:
                return found
    return None


def _circles(roster: Roster, since: int, until: int) -> Iterator[RosterFinding]:
    told = set[frozenset[int]]()
    for member in roster.members.values():
        for leave in member.leaves if member.active else ():
            if leave.stand_in_id is None or leave.ends_at <= since or leave.begins_at >= until:
                continue
            span = leave.begins_at, leave.ends_at
            found = _circle(roster, (member.id,), leave.stand_in_id, span)
            if found is not None and frozenset(found[0]) not in told:
                told.add(frozenset(found[0]))
                yield RosterFinding("circle", *found[1], people=found[0])


def _holes(roster: Roster, role: str, turns: Sequence[Turn]) -> Iterator[RosterFinding]:
    """Between turns; a role that somebody has anyway has none."""
    if any(member.role == role and member.active for member in roster.members.values()):
        return
    held = joined([(turn.begins_at, turn.ends_at) for turn in turns])
    for before, after in pairwise(held):
        yield RosterFinding("hole", before[1], after[0], role)


def _overlaps(turns: Sequence[Turn]) -> Iterator[RosterFinding]:
    for one, other in combinations(turns, 2):
        begin, end = max(one.begins_at, other.begins_at), min(one.ends_at, other.ends_at)
        if begin < end and one.person_id != other.person_id:
            yield RosterFinding("overlap", begin, end, one.role, (one.person_id, other.person_id))


def _aways(roster: Roster, turns: Sequence[Turn]) -> Iterator[RosterFinding]:
    """Who has the turn is away, and along their stand-ins nobody is there."""
    changes = {at for member in roster.members.values() for leave in member.leaves
               for at in (leave.begins_at, leave.ends_at)}  # fmt: skip
    for turn in turns:
        between = sorted(at for at in changes if turn.begins_at < at < turn.ends_at)
        alone = [
            span for span in pairwise((turn.begins_at, *between, turn.ends_at))
            if roster.present(turn.person_id, span[0]) is None
        ]  # fmt: skip
        for begin, end in joined(alone):
            yield RosterFinding("away", begin, end, turn.role, (turn.person_id,))
