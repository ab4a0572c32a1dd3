"""An incident: who leads it, its checklist, the cases under it; one update and one note for all."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from models.commands.access import change_access
from models.commands.cases import change_priority
from models.commands.closing import ClosingNote, close_alike, resolve
from models.commands.contacts import add_note, log_contact, log_customer_message
from models.commands.incident import give_roles, tick_step
from models.commands.links import add_link, remove_link
from models.commands.people import add_person, leave_team
from models.commands.telling_all import tell_all
from models.commands.undo import undo
from models.commands.working_times import add_turn
from models.database import Database
from models.entities import Article, Event
from models.errors import KnownError
from models.queries.case import CaseDetail
from models.queries.incident import Incident
from models.update_words import for_each
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, clock_of, detail, opened, problems

P1 = replace(WHOLE, priority="P1", title="Payments are down")
OTHERS = ("Northwind", "Fabrikam", "Tailspin")
WORDS = for_each("The second node has taken over; payments go through again.")


def incident(database: Database, case_id: int) -> Incident:
    found = detail(database, case_id).incident
    assert found is not None
    return found


def outage(database: Database) -> tuple[int, list[int]]:
    """A P1 and three cases of other customers under it."""
    parent = opened(database, P1)
    under = [opened(database, replace(WHOLE, customer=name)) for name in OTHERS]
    for case_id in under:
        database.write(partial(add_link, case_id=case_id, kind="incident", to="CS-1001"))
    return parent, under


def kinds(database: Database, case_id: int) -> list[str]:
    """What its log holds, what was taken back too."""
    log = select(Event.kind).where(Event.case_id == case_id).order_by(Event.id)
    return database.read(lambda session: list(session.scalars(log)))


def last_words(case: CaseDetail) -> str:
    return str(case.timeline[-1].data["text"])


def test_roles_are_the_rotas_until_somebody_is_named_and_missing_where_nobody_is(
    database: Database, clock: MovingClock
) -> None:
    ana, ben = (database.write(partial(add_person, name=name, role=role)).result
                for name, role in (("Ana Ruiz", "lead"), ("Ben Okafor", "agent")))  # fmt: skip
    database.person_id = ana
    case_id = opened(database, P1)
    assert [line.missing for line in incident(database, case_id).roles] == [True] * 3
    begin = clock.instant - timedelta(hours=1)
    database.write(partial(add_turn, role="incident_commander", person_id=ben, begins_at=begin,
                           ends_at=begin + timedelta(days=1)))  # fmt: skip
    first, second, third = incident(database, case_id).roles
    assert (first.people, first.by_hand, second.missing) == (("Ben Okafor",), False, True)
    names = {"incident_commander": "", "engineering_on_call": "Kim of Core",
             "comms_lead": " ana  ruiz".title()}  # fmt: skip
    give = partial(give_roles, case_id=case_id, names=names, seen=dict.fromkeys(names, ""))
    database.write(give)
    first, second, third = incident(database, case_id).roles
    assert [one.people for one in (first, second, third)] == [
        ("Ben Okafor",), ("Kim of Core",), ("Ana Ruiz",),
    ]  # fmt: skip
    assert detail(database, case_id).fields["roles"]["comms_lead"] == {"person_id": ana}
    with pytest.raises(KnownError) as refused:
        database.write(partial(give_roles, case_id=case_id, names={"comms_lead": "Kim"},
                               seen={"comms_lead": ""}))  # fmt: skip
    assert "“Ana Ruiz” meanwhile" in problems(refused.value)["comms_lead"]
    database.write(partial(undo, case_id=case_id))
    assert [one.missing for one in incident(database, case_id).roles] == [False, True, True]
    assert database.read(differences) == []


def test_a_p2_has_its_own_roles_and_a_p3_none(database: Database) -> None:
    case_id = opened(database)
    roles = incident(database, case_id).roles
    assert [line.role for line in roles] == ["squad_lead", "feature_owner"]
    assert incident(database, case_id).every_seconds == 0
    lower = partial(change_priority, case_ids=[case_id], priority="P3", note="Small")
    database.write(lower)
    assert detail(database, case_id).incident is None
    with pytest.raises(KnownError, match="not a role of CS-1001"):
        database.write(partial(give_roles, case_id=case_id, names={"squad_lead": "Ana"}))


def test_steps_are_ticked_cleared_and_taken_back(database: Database) -> None:
    case_id = opened(database, P1)
    (told,) = detail(database, case_id).checklists
    assert (told.key, told.title, told.done) == ("P1", "Checklist of an incident", 0)
    first, second = told.steps[0].words, told.steps[1].words
    for words in (first, second, first):
        database.write(partial(tick_step, case_id=case_id, playbook="P1", step=words))
    assert detail(database, case_id).checklists[0].done == 2
    database.write(partial(tick_step, case_id=case_id, playbook="P1", step=first, done=False))
    assert [step.done for step in detail(database, case_id).checklists[0].steps[:2]] == [
        False, True,
    ]  # fmt: skip
    database.write(partial(undo, case_id=case_id))
    assert detail(database, case_id).checklists[0].done == 2
    with pytest.raises(KnownError, match="do not say this"):
        database.write(partial(tick_step, case_id=case_id, playbook="P1", step="Dance"))
    assert database.read(differences) == []
    heads = [row.kind for row in detail(database, case_id).timeline]
    assert heads.count("step_ticked") == 2
    assert clock_of(database, case_id, "first_response").verdict != "met"


def test_a_playbook_of_the_team_is_attached_by_category_or_by_hand(database: Database) -> None:
    def write(work: Work) -> None:
        for key, body in (("PB-1", "For: P3, exports\n\n- [ ] Look at the queue\n"),
                          ("PB-2", "- [ ] Ask twice\n")):  # fmt: skip
            work.session.add(Article(key=key, kind="playbook", title=key, body=body,
                                     status="published", changed_at=work.now))  # fmt: skip

    database.write(write)
    third = replace(WHOLE, priority="P3")
    about, plain = opened(database, replace(third, category="Exports")), opened(database, third)
    assert [one.key for one in detail(database, about).checklists] == ["PB-1"]
    assert [one.key for one in detail(database, plain).checklists] == ["P3"]
    database.write(partial(add_link, case_id=about, kind="article", to="PB-2"))
    database.write(partial(tick_step, case_id=about, playbook="PB-2", step="Ask twice"))

    def shorten(work: Work) -> None:
        from sqlalchemy import update

        work.session.execute(update(Article).values(body="- [ ] Something else\n"))

    database.write(shorten)
    told = detail(database, about).checklists
    assert [(one.key, [s.words for s in one.steps]) for one in told] == [
        ("P3", [step.words for step in detail(database, plain).checklists[0].steps]),
        ("PB-2", ["Something else", "Ask twice"]),
    ]  # fmt: skip
    database.write(partial(resolve, case_ids=[about, plain]))
    assert [one.key for one in detail(database, about).checklists] == ["PB-2"]
    assert detail(database, plain).checklists == ()


def test_the_team_owes_itself_a_word_and_the_customers_hear_by_their_own_clocks(
    database: Database, clock: MovingClock
) -> None:
    parent, under = outage(database)
    at = clock.instant
    told = incident(database, parent)
    assert told.team is not None
    assert told.team.due_at == at + timedelta(minutes=30)
    assert told.customers is not None
    assert (told.customers.due_at, told.customers.key) == (at + timedelta(minutes=30), "CS-1001")
    clock.instant += timedelta(minutes=25)
    told = incident(database, parent)
    assert told.team is not None
    assert told.team.state == "at_risk"
    database.write(partial(add_note, case_id=parent, text="Tried the other node"))
    told = incident(database, parent)
    assert told.team is not None
    assert (told.team.state, told.team.due_at) == ("calm", clock.instant + timedelta(minutes=30))
    assert [note.text for note in told.notes] == ["Tried the other node"]
    clock.instant += timedelta(minutes=31)
    told = incident(database, parent)
    assert told.team is not None
    assert told.customers is not None
    assert (told.team.state, told.customers.state) == ("breached", "breached")
    assert clock_of(database, parent, "first_response").verdict != "met"
    database.write(partial(resolve, case_ids=[parent, *under]))
    told = incident(database, parent)
    assert (told.team, told.customers, told.roles) == (None, None, ())


def test_one_update_goes_to_each_in_words_of_its_own_and_stops_each_ones_clock(
    database: Database, clock: MovingClock
) -> None:
    database.person_id = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    parent, under = outage(database)
    clock.instant += timedelta(minutes=5)
    database.write(partial(resolve, case_ids=under[2:]))
    told = database.write(partial(tell_all, case_id=parent, type="reply", text=WORDS)).result
    assert [(one.key, one.customer) for one in told] == [
        ("CS-1001", "Contoso"), ("CS-1002", "Northwind"), ("CS-1003", "Fabrikam"),
    ]  # fmt: skip
    for case_id, promised in ((parent, "15:03"), (under[0], "Wed 13 May 2026, 10:33")):
        assert clock_of(database, case_id, "first_response").verdict == "met"
        said = last_words(detail(database, case_id))
        assert said.startswith("Hello,\n\nThe second node")
        assert promised in said
        assert said.endswith("Ana Ruiz")
        due_at = clock_of(database, case_id, "next_update", 2, "SLO").due_at
        assert due_at is not None
        assert f"{due_at + timedelta(hours=2):%H:%M}" in said
    assert detail(database, under[2]).timeline[-1].kind == "resolved"
    assert detail(database, under[0]).timeline[-1].data["incident"] == "CS-1001"
    database.write(partial(undo, case_id=parent))
    for case_id in (parent, *under[:2]):
        assert detail(database, case_id).timeline[-1].retracted
        assert clock_of(database, case_id, "first_response").verdict != "met"
    assert database.read(differences) == []


def test_an_update_taken_back_in_one_case_is_taken_back_there_once(database: Database) -> None:
    parent, under = outage(database)
    database.write(partial(tell_all, case_id=parent, type="reply", text=WORDS))
    for case_id in (under[0], parent):
        database.write(partial(undo, case_id=case_id))
    for case_id in (parent, *under):
        assert [kind for kind in kinds(database, case_id) if kind == "retracted"] == ["retracted"]
        assert clock_of(database, case_id, "first_response").verdict == "running"
    assert database.read(differences) == []


@pytest.mark.parametrize("by", ["customer", "team"])
def test_an_update_to_which_somebody_has_said_more_since_stays(database: Database, by: str) -> None:
    parent, under = outage(database)
    database.write(partial(tell_all, case_id=parent, type="reply", text=WORDS))
    if by == "customer":
        database.write(partial(log_customer_message, case_id=under[1], text="Still nothing"))
    else:
        database.write(partial(log_contact, case_id=under[1], type="call", text="They see it"))
    with pytest.raises(KnownError, match="In CS-1003 more was said since"):
        database.write(partial(undo, case_id=parent))
    assert "retracted" not in {k for one in (parent, *under) for k in kinds(database, one)}
    database.write(partial(undo, case_id=under[0]))
    assert clock_of(database, under[0], "first_response").verdict == "running"


def test_an_update_that_cannot_be_filled_in_for_one_is_told_to_nobody(database: Database) -> None:
    parent, under = outage(database)
    tell = partial(tell_all, case_id=parent, type="reply")
    for text, said in (
        ("Dear {{ contact }}", "For CS-1001 nothing is known of: who it is about at the customer."),
        ("{{ nonsense }}", ""),
        ("  ", "There are no words yet."),
    ):
        with pytest.raises(KnownError) as refused:
            database.write(partial(tell, text=text))
        assert said in problems(refused.value)["text"]
    with pytest.raises(KnownError, match="no way of reaching"):
        database.write(partial(tell, type="pigeon", text="Hello"))
    alone = opened(database, P1)
    with pytest.raises(KnownError, match="No open case hangs under CS-1005"):
        database.write(partial(tell_all, case_id=alone, type="reply", text="Hello"))
    assert all(detail(database, one).timeline[-1].kind == "linked" for one in under)


def test_an_incident_of_no_customer_keeps_what_the_others_were_told_as_a_note(
    database: Database,
) -> None:
    parent = opened(database, replace(P1, customer="", incomplete=True))
    child = opened(database)
    database.write(partial(add_link, case_id=parent, kind="affected", to="CS-1002"))
    told = database.write(partial(tell_all, case_id=parent, type="reply", text="It is back"))
    assert [one.key for one in told.result] == ["CS-1002"]
    note = detail(database, parent).timeline[-1]
    assert (note.kind, note.data) == ("note", {"text": "It is back", "cases": ["CS-1002"]})
    database.write(partial(undo, case_id=parent))
    assert detail(database, child).timeline[-1].retracted


def test_what_is_restricted_is_neither_told_nor_named_to_a_stranger(database: Database) -> None:
    ana, ben, kim = (
        database.write(partial(add_person, name=name, role=role)).result
        for name, role in (("Ana", "lead"), ("Ben", "agent"), ("Kim", "agent"))
    )
    database.person_id = ana
    parent, under = outage(database)
    database.write(partial(change_access, case_id=under[0], add=[ben]))
    told = database.write(partial(tell_all, case_id=parent, type="reply", text="It is back"))
    assert len(told.result) == 4
    database.person_id = kim
    seen = detail(database, parent)
    assert "CS-1002" not in repr(seen)
    assert seen.incident is not None
    assert ([row.key for row in seen.incident.affected], seen.incident.unseen) == (
        ["CS-1003", "CS-1004"], 1,
    )  # fmt: skip
    told = database.write(partial(tell_all, case_id=parent, type="reply", text="Still back"))
    assert [one.key for one in told.result] == ["CS-1001", "CS-1003", "CS-1004"]
    database.person_id = ana
    assert last_words(detail(database, under[0])) == "It is back"
    database.write(partial(change_access, case_id=parent, add=[ben]))
    database.person_id = kim
    assert "CS-1001" not in repr(detail(database, under[1]))


@pytest.mark.parametrize(
    ("case", "kind", "to", "said"),
    [
        (1, "incident", "CS-1005", "CS-1002 hangs under CS-1001 already."),
        (4, "affected", "CS-1002", "CS-1002 hangs under CS-1001 already."),
        (4, "incident", "CS-1003", "CS-1003 hangs under an incident itself: choose that one."),
        (0, "incident", "CS-1005", "Other cases hang under CS-1001: it is an incident itself."),
        (0, "affected", "CS-1002", "It is linked so already."),
        (4, "incident", "CS-1005", "This is the case itself."),
    ],
)
def test_a_case_hangs_under_one_incident_which_hangs_under_none(
    database: Database, case: int, kind: str, to: str, said: str
) -> None:
    parent, under = outage(database)
    ids = [parent, *under, opened(database, P1)]
    with pytest.raises(KnownError) as refused:
        database.write(partial(add_link, case_id=ids[case], kind=kind, to=to))
    assert problems(refused.value) == {"to": said}


def test_a_case_taken_out_hangs_there_no_more_and_each_kept_its_own_clocks(
    database: Database,
) -> None:
    before = opened(database)
    alone = clock_of(database, before, "resolution")
    parent = opened(database, P1)
    database.write(partial(add_link, case_id=before, kind="incident", to="CS-1002"))
    assert clock_of(database, before, "resolution") == alone
    (link,) = detail(database, parent).links
    assert link.event_id is not None
    database.write(partial(remove_link, case_id=parent, event_id=link.event_id))
    assert incident(database, parent).affected == ()
    assert detail(database, before).links == ()


def test_one_closing_note_closes_all_that_are_resolved(database: Database) -> None:
    parent, under = outage(database)
    database.write(partial(resolve, case_ids=[parent, *under[:2]]))
    alike = detail(database, parent).alike
    assert [(one.key, one.affected) for one in alike] == [("CS-1002", True), ("CS-1003", True)]
    note = ClosingNote("A full disk", "none", "Watch it")
    database.write(partial(close_alike, case_ids=[parent], note=note,
                           alike=[one.id for one in alike]))  # fmt: skip
    assert [detail(database, one).row.status for one in (parent, *under)] == [
        "closed", "closed", "closed", "new",
    ]  # fmt: skip
    assert detail(database, under[2]).drafted[0].words == "A full disk"


def test_who_left_the_team_leads_nothing_any_more(database: Database) -> None:
    add = partial(add_person, role="agent")
    ben = database.write(partial(add, name="Ben Okafor")).result
    case_id = opened(database, P1)
    names = {"incident_commander": "Ben Okafor", "comms_lead": "Kim of Core"}
    database.write(partial(give_roles, case_id=case_id, names=names))
    assert [line.missing for line in incident(database, case_id).roles] == [False, True, False]
    database.write(partial(leave_team, person_id=ben))
    assert [line.missing for line in incident(database, case_id).roles] == [True, True, False]
    again = {"incident_commander": "Ana Ruiz"}
    database.write(partial(give_roles, case_id=case_id, names=again,
                           seen={"incident_commander": ""}))  # fmt: skip
    assert [line.missing for line in incident(database, case_id).roles] == [False, True, False]
