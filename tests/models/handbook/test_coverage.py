"""Which priorities somebody watches: by who would be told, is on shift, and is at a desk."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.handbook.contract_rules import ContractRule
from models.handbook.coverage import Cover, Reach, coverage
from models.handbook.policy import Policy
from models.handbook.roster import Leave, Member, Roster, Turn
from tests.models.handbook.logs import DEFAULT

ANA, BEN, LEA = 1, 2, 3
WEEK = tuple((day, (("09:00", "17:00"),)) for day in ("mon", "tue", "wed", "thu", "fri"))
NOON = int(datetime(2026, 5, 12, 10, tzinfo=UTC).timestamp())
NIGHT = int(datetime(2026, 5, 12, 23, tzinfo=UTC).timestamp())
SATURDAY = int(datetime(2026, 5, 16, 10, tzinfo=UTC).timestamp())


def team(*turns: Turn, leave: tuple[Leave, ...] = ()) -> Roster:
    members = (
        Member(ANA, "agent", WEEK), Member(BEN, "agent"), Member(LEA, "lead", WEEK, leave),
    )  # fmt: skip
    return Roster({member.id: member for member in members}, turns)


def covers(
    roster: Roster, reach: Reach, at: int = NOON, had: str = "", **assignees: set[int]
) -> dict[str, Cover]:
    found = coverage(DEFAULT, roster, reach, assignees, at, frozenset(had.split()))
    return {one.priority: one for one in found}


def test_whoever_holds_the_role_watches_from_a_desk_that_can_show_messages() -> None:
    found = covers(team(), Reach(frozenset({LEA})))
    assert {one.watched for one in found.values()} == {True}
    assert found["P1"].role == "incident_commander"
    assert found["P1"].told == found["P1"].notified == {LEA}


def test_somebody_else_s_desk_watches_nothing_that_is_not_told_to_them() -> None:
    found = covers(team(), Reach(frozenset({ANA, BEN})))
    assert {one.unseen for one in found.values()} == {True}


def test_who_has_an_open_case_is_told_of_that_priority_only() -> None:
    found = covers(team(), Reach(frozenset({ANA})), P2={ANA})
    assert [one.priority for one in found.values() if one.watched] == ["P2"]


def test_whoever_is_off_shift_does_not_watch_though_their_desk_runs() -> None:
    found = covers(team(), Reach(frozenset({LEA})), NIGHT)
    assert found["P1"].told == frozenset()
    assert found["P1"].unseen


def test_whose_turn_it_is_watches_at_night_too() -> None:
    turn = Turn("incident_commander", ANA, NIGHT - 60, NIGHT + 60)
    assert covers(team(turn), Reach(frozenset({ANA})), NIGHT)["P1"].watched
    assert covers(team(turn), Reach(frozenset({LEA})), NIGHT)["P1"].unseen


def test_whoever_sits_at_their_window_watches_though_they_are_off_shift() -> None:
    there = Reach(frozenset({LEA}), attended=frozenset({LEA}))
    assert covers(team(), there, NIGHT)["P1"].notified == {LEA}
    only = Reach(at_window=frozenset({LEA}), attended=frozenset({LEA}))
    assert covers(team(), only, NIGHT)["P1"].at_window == {LEA}
    assert covers(team(), Reach(frozenset({ANA}), attended=frozenset({ANA})), NIGHT)["P1"].unseen


def test_who_asked_for_quiet_is_told_what_may_break_it_and_nothing_else() -> None:
    found = covers(team(), Reach(loud=frozenset({LEA}), running=frozenset({LEA})))
    assert [one.priority for one in found.values() if one.watched] == ["P1"]
    assert found["P2"].unseen
    assert [sorted(found[priority].mute) for priority in ("P1", "P2")] == [[], [LEA]]


def test_what_nobody_notices_goes_on_to_whoever_is_next_after_a_while() -> None:
    commander = Turn("incident_commander", ANA, NOON - 60, NOON + 60)
    found = covers(team(commander), Reach(frozenset({LEA})))["P1"]
    assert (sorted(found.told), sorted(found.notified)) == ([ANA], [])
    assert (sorted(found.later), found.after) == ([LEA], 300)
    assert found.watched
    on_call = Turn("engineering_on_call", BEN, NOON - 60, NOON + 60)
    comms = Turn("comms_lead", BEN, NOON - 60, NOON + 60)
    last = covers(team(commander, on_call, comms), Reach(frozenset({LEA})))["P1"]
    assert (sorted(last.later), last.after) == ([LEA], 900)
    first = covers(team(commander), Reach(frozenset({ANA, LEA})))["P1"]
    assert (sorted(first.notified), sorted(first.later), first.after) == ([ANA], [], 0)


def test_what_somebody_has_goes_to_who_holds_the_role_before_it_goes_on_from_there() -> None:
    commander = Turn("incident_commander", ANA, NOON - 60, NOON + 60)
    found = covers(team(commander), Reach(frozenset({LEA})), had="P1 P3")
    assert (sorted(found["P1"].later), found["P1"].after) == ([LEA], 600)
    assert (sorted(found["P3"].notified), found["P3"].after) == ([LEA], 0)


def test_a_turn_is_that_of_its_role_and_of_who_stands_in() -> None:
    at = NIGHT - 60, NIGHT + 60
    other = team(Turn("squad_lead", LEA, *at))  # she leads, and leads no shift of P1 tonight
    assert covers(other, Reach(frozenset({LEA})), NIGHT)["P2"].notified == {LEA}
    assert covers(other, Reach(frozenset({LEA})), NIGHT)["P1"].unseen
    lead = team(Turn("lead", LEA, *at))
    assert covers(lead, Reach(frozenset({LEA})), NIGHT)["P1"].notified == {
        LEA
    }  # nobody else has it
    away = team(Turn("incident_commander", LEA, *at), leave=(Leave(*at, ANA),))
    assert covers(away, Reach(frozenset({ANA})), NIGHT)["P1"].notified == {ANA}


def patient(handbook: dict[str, int], contract: dict[str, int]) -> Policy:
    """A handbook, and a contract of it with a patience of its own."""
    nobody = frozenset[str]()
    rule = ContractRule("Gold", nobody, nobody, nobody)
    return replace(DEFAULT, unseen=handbook, contracts=((rule, replace(DEFAULT, unseen=contract)),))


@pytest.mark.parametrize(
    ("handbook", "contract", "after"),
    [({"P1": 300}, {"P1": 900}, 900), ({"P1": 300}, {"P1": 60}, 300), ({}, {"P1": 60}, 0)],
)
def test_the_patience_of_a_contract_counts_too_and_what_does_not_go_on_for_all_counts_for_none(
    handbook: dict[str, int], contract: dict[str, int], after: int
) -> None:
    commander = team(Turn("incident_commander", ANA, NOON - 60, NOON + 60))
    policy = patient(handbook, contract)
    (found, *_) = coverage(policy, commander, Reach(frozenset({LEA})), {}, NOON)
    assert (found.after, found.unseen) == (after, not after)
    (found, *_) = coverage(policy, commander, Reach(posted=True), {}, NOON)
    assert found.posted is bool(after)


def test_a_stand_in_watches_for_who_is_away() -> None:
    away = team(leave=(Leave(NOON - 60, NOON + 60, BEN),))
    assert covers(away, Reach(frozenset({BEN})))["P1"].notified == {BEN}
    assert covers(away, Reach(frozenset({LEA})))["P1"].unseen


def test_where_nobody_leads_everybody_is_told() -> None:
    roster = Roster({BEN: Member(BEN, "agent")})
    assert covers(roster, Reach(frozenset({BEN})))["P1"].watched


@pytest.mark.parametrize(("at", "priorities"), [(NOON, "P1 P2 P3 P4"), (SATURDAY, "P1 P2")])
def test_a_priority_whose_hours_are_over_needs_nobody(at: int, priorities: str) -> None:
    assert list(covers(team(), Reach(), at)) == priorities.split()


def test_a_webhook_watches_what_escalates_to_somebody_and_nothing_else() -> None:
    found = covers(team(), Reach(posted=True))
    assert [one.priority for one in found.values() if one.watched] == ["P1", "P2"]
    patient = replace(DEFAULT, unseen={"P2": 900, "P4": 900})  # a P4 begins at its path's end
    found = {one.priority: one for one in coverage(patient, team(), Reach(posted=True), {}, NOON)}
    assert [one.priority for one in found.values() if one.posted] == ["P2"]
    assert found["P1"].unseen
    assert found["P4"].unseen


def test_a_window_that_cannot_show_messages_is_no_watch_but_somebody_sees_it() -> None:
    found = covers(team(), Reach(at_window=frozenset({LEA})))["P1"]
    assert (found.watched, found.unseen, found.at_window) == (False, False, frozenset({LEA}))
    both = covers(team(), Reach(frozenset({LEA}), frozenset({LEA})))["P1"]
    assert (both.notified, both.at_window) == (frozenset({LEA}), frozenset())
