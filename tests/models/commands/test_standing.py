"""What people can do, how much they hold, whether they take cases: by whom it is said (rule 23)."""

from datetime import timedelta
from functools import partial

import pytest

from models.commands.standing import Said, set_capacity, set_skills, set_standing, set_status
from models.commands.working_times import add_absence
from models.database import Database
from models.errors import KnownError, Problems
from models.handbook.skills import Skill
from models.handbook.zones import zone
from models.queries.assignment import candidates
from models.queries.handover import HandOver, hand_over
from models.queries.skill_gaps import skill_gaps
from models.queries.team import MemberRow, team_now
from models.team_words import hand_over_lines, status_words
from tests.conftest import MovingClock
from tests.models.commands.desk import detail, opened
from tests.models.queries.benches import DAY, joined, published

API = (Skill("api", 4),)


def member(database: Database, name: str) -> MemberRow:
    team = database.read(partial(team_now, now=database.clock.now()))
    return next(row for row in team.members if row.name == name)


def way(database: Database, name: str, case_id: int) -> str:
    query = partial(candidates, case_id=case_id, now=database.clock.now(), asker_id=None)
    found = database.read(query).rejected
    return next(("; ".join(map(str, one.reasons)) for one in found if one.name == name), "")


def test_skills_and_capacity_are_what_a_proposal_looks_at(database: Database) -> None:
    published(database, automatic=False)
    ana = joined(database, "Ana")
    case_id = opened(database)
    assert way(database, "Ana", case_id) == "does not know exports"
    database.write(partial(set_skills, person_id=ana, skills=(Skill("Exports", 3),)))
    assert way(database, "Ana", case_id) == ""
    database.write(partial(set_capacity, person_id=ana, capacity=2))
    assert way(database, "Ana", case_id).startswith("no room: no open case, room for 2")
    assert member(database, "Ana").capacity == 2
    database.write(partial(set_capacity, person_id=ana, capacity=None))
    assert way(database, "Ana", case_id) == ""


def test_a_lead_takes_cases_once_a_capacity_is_entered(database: Database) -> None:
    dina = joined(database, "Dina", role="lead")
    case_id = opened(database)
    assert way(database, "Dina", case_id).startswith("takes no cases in this role")
    database.write(partial(set_capacity, person_id=dina, capacity=5))
    assert way(database, "Dina", case_id) == ""


def test_busy_lasts_until_the_next_shift(database: Database, clock: MovingClock) -> None:
    ana = joined(database, "Ana")
    database.write(partial(set_status, person_id=ana, status="busy"))
    case_id = opened(database)
    assert way(database, "Ana", case_id) == "is busy"
    berlin = zone("Europe/Berlin")
    assert str(status_words(member(database, "Ana"), clock.now(), berlin)) == "Busy"
    clock.instant += timedelta(hours=20)
    assert way(database, "Ana", case_id) == ""
    assert str(status_words(member(database, "Ana"), clock.now(), berlin)) == "At work"


def test_who_may_say_it(database: Database) -> None:
    joined(database, "Dina", role="lead")
    ana, ben = joined(database, "Ana"), joined(database, "Ben")
    database.person_id = ana
    database.write(partial(set_status, person_id=ana, status="away"))
    with pytest.raises(KnownError, match="for them and the lead"):
        database.write(partial(set_status, person_id=ben, status="away"))
    for command in (partial(set_skills, skills=API), partial(set_capacity, capacity=3)):
        with pytest.raises(KnownError, match="for the lead to say"):
            database.write(partial(command, person_id=ana))


def test_what_cannot_be_is_a_sentence(database: Database) -> None:
    ana = joined(database, "Ana")
    with pytest.raises(KnownError, match="“asleep” is not a status"):
        database.write(partial(set_status, person_id=ana, status="asleep"))
    for capacity in (-1, 1_001):
        with pytest.raises(Problems, match="whole number from 0 to 1,000"):
            database.write(partial(set_capacity, person_id=ana, capacity=capacity))
    with pytest.raises(KnownError, match="not on the team"):
        database.write(partial(set_capacity, person_id=ana + 9, capacity=1))


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(database: Database) -> None:
    ana = joined(database, "Ana")
    seen = Said((), None, "available")
    change = partial(set_standing, person_id=ana, seen=seen)
    database.write(partial(change, said=Said(API, 4, "busy")))
    assert (member(database, "Ana").skills, member(database, "Ana").capacity) == (API, 4)
    with pytest.raises(KnownError, match="Somebody else changed the skills of Ana"):
        database.write(partial(change, said=Said((Skill("sync", 1),), None, "available")))
    with pytest.raises(KnownError, match="Somebody else changed the capacity of Ana"):
        database.write(partial(change, said=Said((), 9, "available")))
    database.write(partial(change, said=Said((), None, "off")))  # nothing but the status
    now = member(database, "Ana")
    assert (now.skills, now.capacity, now.status) == (API, 4, "off")
    database.write(partial(set_standing, person_id=ana, seen=Said(API, 4, "off"), said=seen))
    assert member(database, "Ana").skills == ()


def test_what_is_handed_over_when_leave_begins(database: Database, clock: MovingClock) -> None:
    ana = joined(database, "Ana")
    opened(database)
    joined(database, "Ben")
    begins, ends = clock.now() + timedelta(hours=1), clock.now() + timedelta(hours=30)
    leave = database.write(
        partial(add_absence, person_id=ana, begins_at=begins, ends_at=ends)
    ).result

    def lines() -> list[str]:
        found = database.read(partial(hand_over, absence_id=leave, now=clock.now()))
        assert found is not None
        return [str(one) for one in hand_over_lines(found, clock.now(), zone("Europe/Berlin"))]

    assert lines() == [
        "Nobody stands in for Ana: the role is told of these cases meanwhile. Enter who stands in, "
        "or give them to others.",
        "P2 CS-1001, due 15:28, meanwhile: Exports stall at 90 %",
    ]
    clock.instant += timedelta(minutes=30)
    assert database.read(partial(hand_over, absence_id=leave + 1, now=clock.now())) is None


def test_what_is_due_before_the_leave_stays_and_a_stand_in_who_is_off_by_then_is_told(
    database: Database, clock: MovingClock
) -> None:
    ana = joined(database, "Ana")
    due = detail(database, opened(database)).row.due_at
    assert due is not None
    chen = joined(database, "Chen", shifts={"sun": [["10:00", "18:00"]]})

    def found(begins: timedelta) -> HandOver:
        at = due + begins
        away = partial(add_absence, begins_at=at, ends_at=at + timedelta(hours=1))
        leave = database.write(partial(away, person_id=ana, stand_in_id=chen)).result
        read = database.read(partial(hand_over, absence_id=leave, now=clock.now()))
        assert read is not None
        return read

    def line(read: HandOver) -> str:
        return str(hand_over_lines(read, clock.now(), zone("Europe/Berlin"))[1])

    before, during = found(timedelta(minutes=1)), found(timedelta(minutes=-1))
    assert (before.given, len(during.given)) == ((), 1)
    clock.instant = due + timedelta(seconds=30)  # late, and theirs still
    assert found(timedelta(minutes=1)).given == ()
    assert "before the leave, so not given until it begins: Exports" in line(before)
    assert "due 15:28, meanwhile, ▲ Chen is off by then: Exports" in line(during)


def test_a_stand_in_is_named_along_their_own(database: Database, clock: MovingClock) -> None:
    ana, ben, chen = (joined(database, name) for name in ("Ana", "Ben", "Chen"))
    begins, ends = clock.now() - timedelta(hours=1), clock.now() + timedelta(hours=30)
    away = partial(add_absence, begins_at=begins, ends_at=ends)
    leave = database.write(partial(away, person_id=ana, stand_in_id=ben)).result
    database.write(partial(away, person_id=ben, stand_in_id=chen))
    found = database.read(partial(hand_over, absence_id=leave, now=clock.now()))
    assert found is not None
    assert (found.to, found.cases) == ("Chen", ())
    said = hand_over_lines(found, clock.now(), zone("Europe/Berlin"))
    assert [str(one) for one in said] == ["Ana has no open case to hand over."]


def test_gaps_are_skills_of_one_person_of_nobody_or_of_nobody_at_work(database: Database) -> None:
    rule = '[[skill]]\nname = "{0}"\nlevel = {1}\ncategories = ["{0}"]\n'
    rules = "\n".join(rule.format(*one) for one in (
        ("api", 3), ("api", 2), ("sync", 1), ("search", 4), ("billing", 1),
    ))  # fmt: skip
    published(database, rules)
    but_tuesday = {day: spans for day, spans in DAY.items() if day != "tue"}
    can = {"api": 3, "sync": 5}
    joined(database, "Ana", skills=can | {"billing": 1}, shifts=but_tuesday)
    joined(database, "Ben", skills={"api": 4, "search": 3}, shifts=but_tuesday)
    joined(database, "Chen", skills={"billing": 2})  # at weekends too, which are no business days
    found = [str(one.words) for one in database.read(
        partial(skill_gaps, now=database.clock.now()))]  # fmt: skip
    assert found == [
        "Nobody with api 3 is at work Tue 19 May, Tue 26 May.",
        "Only Ana has sync 1, and is not at work Tue 19 May, Tue 26 May.",
        "Nobody has search 4, which cases need.",
    ]
