"""What of a roster was surely not meant: holes, two at one turn, away at one's turn, circles."""

from dataclasses import replace

from models.handbook.roster import Leave, Member, Roster, Turn
from models.handbook.roster_findings import RosterFinding, roster_findings, stand_in_circle

ANA, BEN, CLEO = 1, 2, 3
DAY = 86_400
COMMS = "comms_lead"


def roster(*turns: Turn, roles: str = "agent", **leaves: Leave) -> Roster:
    people = (("ana", ANA), ("ben", BEN), ("cleo", CLEO))
    members = {
        number: Member(number, roles, leaves=(leaves[name],) if name in leaves else ())
        for name, number in people
    }
    return Roster(members, turns)


def found(of: Roster, since: int = 0, until: int = 90 * DAY) -> list[RosterFinding]:
    return roster_findings(of, since, until)


def test_a_hole_is_between_turns_and_not_where_somebody_has_the_role_anyway() -> None:
    turns = Turn(COMMS, ANA, 0, 5 * DAY), Turn(COMMS, BEN, 7 * DAY, 12 * DAY)
    hole = RosterFinding("hole", 5 * DAY, 7 * DAY, COMMS)
    assert found(roster(*turns)) == [hole]
    assert found(roster(*turns), since=6 * DAY) == [hole]
    assert found(roster(*turns), since=7 * DAY) == []
    assert found(roster(*turns), until=4 * DAY) == []
    assert found(roster(*turns, roles=COMMS)) == []
    assert found(roster(*turns, Turn(COMMS, CLEO, 5 * DAY, 7 * DAY))) == []


def test_two_at_one_turn_are_told_and_one_person_twice_is_no_matter() -> None:
    turns = Turn(COMMS, ANA, 0, 5 * DAY), Turn(COMMS, BEN, 4 * DAY, 9 * DAY)
    assert found(roster(*turns)) == [RosterFinding("overlap", 4 * DAY, 5 * DAY, COMMS, (ANA, BEN))]
    assert found(roster(turns[0], Turn(COMMS, ANA, 4 * DAY, 9 * DAY))) == []
    assert found(roster(turns[0], Turn("squad_lead", BEN, 4 * DAY, 9 * DAY))) == []


def test_who_is_away_at_their_turn_needs_a_stand_in() -> None:
    turn = Turn(COMMS, ANA, 0, 5 * DAY)
    alone = roster(turn, ana=Leave(4 * DAY, 9 * DAY))
    assert found(alone) == [RosterFinding("away", 4 * DAY, 5 * DAY, COMMS, (ANA,))]
    assert found(roster(turn, ana=Leave(4 * DAY, 9 * DAY, BEN))) == []


def test_a_stand_in_who_is_away_too_or_has_left_stands_in_for_nobody() -> None:
    turn = Turn(COMMS, ANA, 0, 9 * DAY)
    both = roster(turn, ana=Leave(2 * DAY, 8 * DAY, BEN), ben=Leave(4 * DAY, 6 * DAY))
    away = RosterFinding("away", 4 * DAY, 6 * DAY, COMMS, (ANA,))
    assert found(both) == [away]
    along = roster(
        turn, ana=Leave(2 * DAY, 8 * DAY, BEN), ben=Leave(4 * DAY, 6 * DAY, CLEO),
        cleo=Leave(5 * DAY, 7 * DAY),
    )  # fmt: skip
    assert found(along) == [replace(away, begins_at=5 * DAY)]
    gone = roster(turn, ana=Leave(2 * DAY, 8 * DAY, BEN))
    members = {**gone.members, BEN: gone.members[BEN]._replace(active=False)}
    assert found(Roster(members, gone.turns)) == [replace(away, begins_at=2 * DAY, ends_at=8 * DAY)]


def test_who_has_left_is_in_no_circle() -> None:
    two = roster(ana=Leave(0, 5 * DAY, BEN), ben=Leave(4 * DAY, 9 * DAY, ANA))
    for who in (ANA, BEN):
        members = {**two.members, who: two.members[who]._replace(active=False)}
        assert found(Roster(members)) == []


def test_a_circle_is_told_once_for_as_long_as_all_of_it_are_away() -> None:
    two = roster(ana=Leave(0, 5 * DAY, BEN), ben=Leave(4 * DAY, 9 * DAY, ANA))
    assert found(two) == [RosterFinding("circle", 4 * DAY, 5 * DAY, people=(ANA, BEN))]
    assert two.present(ANA, 4 * DAY) is None
    three = roster(
        ana=Leave(0, 5 * DAY, BEN), ben=Leave(3 * DAY, 9 * DAY, CLEO),
        cleo=Leave(4 * DAY, 6 * DAY, ANA),
    )  # fmt: skip
    assert [(one.kind, one.begins_at, one.ends_at) for one in found(three)] == [
        ("circle", 4 * DAY, 5 * DAY)
    ]
    in_turn = roster(ana=Leave(0, 4 * DAY, BEN), ben=Leave(4 * DAY, 9 * DAY, ANA))
    assert found(in_turn) == []


def test_it_is_known_before_leave_is_entered() -> None:
    away = roster(ben=Leave(4 * DAY, 9 * DAY, ANA))
    assert stand_in_circle(away, ANA, 0, 5 * DAY, BEN) == (ANA, BEN)
    assert stand_in_circle(away, ANA, 0, 4 * DAY, BEN) is None
    assert stand_in_circle(away, ANA, 0, 5 * DAY, CLEO) is None
    inner = roster(ben=Leave(0, 9 * DAY, CLEO), cleo=Leave(0, 9 * DAY, BEN))
    assert stand_in_circle(inner, ANA, 0, DAY, BEN) is None  # it is Ben's and Cleo's
