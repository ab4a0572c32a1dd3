"""A proposal read from a desk: who should take what, and why not the others (rule 23)."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from models.commands.case_skills import set_case_skills
from models.commands.cases import assign, change_priority, pause
from models.commands.undo import undo
from models.commands.working_times import add_absence
from models.database import Database
from models.errors import KnownError
from models.handbook.skill_rules import Need
from models.queries.assignment import Proposed, candidates, proposal
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, opened
from tests.models.queries.benches import EVENING, joined, published

ABLE = {"exports": 4}


def proposed(database: Database, case_id: int, asker: int | None = None) -> Proposed:
    query = partial(candidates, case_id=case_id, now=database.clock.now(), asker_id=asker)
    return database.read(query)


def why(found: Proposed, name: str) -> str:
    return next("; ".join(map(str, one.reasons)) for one in found.rejected if one.name == name)


@pytest.fixture
def desk(database: Database) -> Database:
    """Rules for skills; nothing is assigned by itself."""
    published(database, automatic=False)
    return database


def test_who_has_the_skill_and_is_at_work(desk: Database) -> None:
    joined(desk, "Ana", skills=ABLE)
    joined(desk, "Ben", skills={"exports": 2})
    joined(desk, "Chen", skills=ABLE, shifts=EVENING)
    joined(desk, "Dina", role="lead")
    found = proposed(desk, opened(desk))
    assert found.taker is not None
    assert (found.taker.name, found.taker.score) == ("Ana", 77)
    assert [str(reason) for reason in found.reasons] == [
        "exports 4, 3 needed", "no open case, room for 20", "has got nothing new lately",
        "at work until 17:00",
    ]  # fmt: skip
    assert why(found, "Ben") == "exports 2, and 3 is needed"
    assert why(found, "Chen") == "is not on shift until 15:00"
    assert why(found, "Dina").startswith("takes no cases in this role")
    assert found.to_json()["rejected"][0] == {
        "agent": "Ben", "reason": "exports 2, and 3 is needed",
    }  # fmt: skip


def test_nobody_whose_hours_are_not_entered_is_proposed_where_anybodys_are(desk: Database) -> None:
    for name in ("Resolver 10", "Resolver 11"):
        joined(desk, name, skills=ABLE, shifts={})
    found = proposed(desk, opened(desk))
    assert found.taker is not None  # nothing is known of anybody: all count as at work
    assert found.taker.name == "Resolver 10"
    joined(desk, "Ana", skills=ABLE, shifts=EVENING)
    found = proposed(desk, found.case_id)
    assert found.taker is None
    assert why(found, "Resolver 10") == "hours not entered"
    assert why(found, "Ana") == "is not on shift until 15:00"
    rows = desk.read(partial(proposal, now=desk.clock.now(), asker_id=None)).rows
    assert [row.taker for row in rows] == [None]


def test_load_and_familiarity_are_counted_from_the_desk(desk: Database, clock: MovingClock) -> None:
    ana = joined(desk, "Ana", skills=ABLE)
    ben = joined(desk, "Ben", skills=ABLE)
    cases = [opened(desk) for _ in range(3)]
    desk.write(partial(assign, case_ids=cases, person_id=ana))
    clock.instant += timedelta(minutes=90)
    found = proposed(desk, opened(desk))
    assert found.taker is not None
    assert found.taker.name == "Ben"
    assert why(found, "Ana") == "3 open cases weigh 9 of 20; Ben: no open case, room for 20"
    desk.write(partial(pause, case_ids=cases[:2], status="waiting_customer", waiting_for="Kim"))
    desk.write(partial(change_priority, case_ids=cases[2:], priority="P1"))
    desk.write(partial(add_absence, person_id=ben, begins_at=clock.now(),
                       ends_at=clock.now() + timedelta(hours=30)))  # fmt: skip
    found = proposed(desk, opened(desk))
    assert found.taker is not None
    assert found.taker.id == ana
    assert "3 open cases weigh 6 of 20" in map(str, found.reasons)
    assert "had 3 cases of Contoso lately" in map(str, found.reasons)
    assert "got nothing new for 1 h 30" in map(str, found.reasons)


def test_a_case_does_not_weigh_on_whoever_has_it_while_it_is_asked_who_should(
    desk: Database,
) -> None:
    ana = joined(desk, "Ana", skills=ABLE)
    case_id = opened(desk)
    desk.write(partial(assign, case_ids=[case_id], person_id=ana))
    assert "no other open case, room for 20" in map(str, proposed(desk, case_id).reasons)
    desk.write(partial(undo, case_id=case_id))
    assert "has got nothing new lately" in map(str, proposed(desk, case_id).reasons)
    desk.write(partial(assign, case_ids=[case_id, opened(desk)], person_id=ana))
    assert "1 other open case weighs 3 of 20" in map(str, proposed(desk, case_id).reasons)


def test_leave_and_the_stand_in_are_told(desk: Database, clock: MovingClock) -> None:
    ana, ben = joined(desk, "Ana", skills=ABLE), joined(desk, "Ben", skills=ABLE)
    desk.write(partial(add_absence, person_id=ana, begins_at=clock.now() - timedelta(hours=1),
                       ends_at=clock.now() + timedelta(hours=30), stand_in_id=ben))  # fmt: skip
    found = proposed(desk, opened(desk))
    assert why(found, "Ana") == "is on leave until Wed 20:28; Ben stands in"


def test_skills_by_words_of_the_message_by_language_and_by_hand(desk: Database) -> None:
    joined(desk, "Ana", skills=ABLE)
    joined(desk, "Ben", skills={"German": 2})
    plain = replace(WHOLE, title="All stands still", impact="Everything", steps="Wait")
    said = replace(plain, message="Seit heute früh geht gar nichts mehr, bitte helfen Sie uns.")
    found = proposed(desk, opened(desk, said))
    assert found.taker is not None
    assert found.taker.name == "Ben"
    found = proposed(desk, opened(desk, replace(said, language="English")))
    assert found.taker is not None
    assert found.taker.name == "Ana"  # it was said by hand: the words are not asked
    by_hand = replace(plain, message="Nothing works, please help us", language="German")
    found = proposed(desk, opened(desk, by_hand))
    assert found.taker is not None
    assert found.taker.name == "Ben"
    case_id = opened(desk, replace(plain, message="Our EXPORT stopped this morning, please help"))
    found = proposed(desk, case_id)
    assert found.taker is not None
    assert found.taker.name == "Ana"
    needs = {"exports": None, "juggling": Need("juggling", 2)}
    desk.write(partial(set_case_skills, case_ids=[case_id], skills=needs))
    found = proposed(desk, case_id)
    assert found.taker is None
    assert [str(one) for one in found.reasons] == ["Nobody can take it just now"]
    assert why(found, "Ana") == "does not know juggling"


def test_an_agent_reads_words_and_the_lead_figures(desk: Database) -> None:
    ana = joined(desk, "Ana", skills=ABLE)
    case_id = opened(desk)
    assert proposed(desk, case_id, ana).taker is not None
    first = proposed(desk, case_id, ana).taker
    assert first is not None
    assert first.score is not None  # nobody leads
    dina = joined(desk, "Dina", role="lead")
    found = proposed(desk, case_id, ana)
    assert found.to_json()["score"] is None
    assert [str(one) for one in found.reasons][:2] == ["knows exports", "has room"]
    leading = proposed(desk, case_id, dina)
    assert leading.to_json()["score"] == first.score
    assert leading.taker is not None
    assert [str(one) for one in leading.taker.kept][:2] == ["knows exports", "has room"]


def test_a_restricted_case_goes_to_who_sees_it(desk: Database) -> None:
    joined(desk, "Ana", skills=ABLE)
    ben = joined(desk, "Ben", skills=ABLE)
    case_id = opened(desk, replace(WHOLE, priority="P1", security="yes", named="Ben"))
    found = proposed(desk, case_id, ben)
    assert found.taker is not None
    assert found.taker.id == ben
    assert why(found, "Ana") == "is not among those who see this case"


def test_a_case_that_the_asker_may_not_see_is_not_told_of_by_what_it_weighs(
    desk: Database,
) -> None:
    joined(desk, "Dina", role="lead")
    ana, ben = joined(desk, "Ana"), joined(desk, "Ben", skills=ABLE)
    secret = opened(desk, replace(WHOLE, priority="P1", security="yes", named="Ben"))
    desk.write(partial(assign, case_ids=[secret], person_id=ben))
    case_id = opened(desk)
    idle = "has got nothing new lately"
    for asker, is_idle in ((ben, False), (ana, True)):
        desk.person_id = asker
        assert (idle in map(str, proposed(desk, case_id, asker).reasons)) == is_idle


def test_several_are_looked_at_together_and_nobody_gets_more_than_they_hold(
    desk: Database,
) -> None:
    for name in ("Ana", "Ben"):
        joined(desk, name, skills=ABLE)
    cases = [opened(desk, replace(WHOLE, priority=one)) for one in ("P1", "P2", "P3", "P4") * 4]
    whole = desk.read(partial(proposal, now=desk.clock.now(), asker_id=None))
    assert [row.case_id for row in whole.rows] != []
    given = [row.taker.name for row in whole.rows if row.taker]
    assert len(given) == len(cases)  # 40 units, room for 20 each
    assert {given.count("Ana"), given.count("Ben")} <= {6, 7, 8, 9, 10}
    assert whole.gap == 0
    some = desk.read(
        partial(proposal, now=desk.clock.now(), asker_id=None, case_ids=[cases[3], cases[0]])
    )
    assert [row.case_id for row in some.rows] == [cases[3], cases[0]]


def test_a_case_that_waits_weighs_what_it_will_weigh(desk: Database) -> None:
    joined(desk, "Ana", skills=ABLE)
    cases = [opened(desk, replace(WHOLE, priority="P1")) for _ in range(6)]
    waiting = partial(pause, status="waiting_customer", waiting_for="Kim")
    desk.write(partial(waiting, case_ids=cases))
    rows = desk.read(partial(proposal, now=desk.clock.now(), asker_id=None)).rows
    assert [row.taker is not None for row in rows] == [True] * 6  # 6 of 20; at work they are 24


def test_an_empty_desk_an_empty_team_and_a_case_that_is_over(database: Database) -> None:
    now = database.clock.now()
    assert database.read(partial(proposal, now=now, asker_id=None)).rows == ()
    case_id = opened(database)
    (row,) = database.read(partial(proposal, now=now, asker_id=None)).rows
    assert (row.taker, [str(one) for one in row.reasons]) == (None, ["Nobody is on the team"])
    with pytest.raises(KnownError, match="not open"):
        proposed(database, case_id + 99)
