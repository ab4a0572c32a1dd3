"""Rule 12: a merged case's clocks go on in the other, from the earlier start; and splitting."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.commands.cases import change_priority, pause
from models.commands.closing import resolve
from models.commands.contacts import log_contact, log_customer_message
from models.commands.links import add_link
from models.commands.merging import merge, split
from models.commands.people import add_person
from models.commands.undo import undo
from models.database import Database
from models.errors import KnownError
from models.queries.explanation import explanation
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, clock_of, detail, opened, problems

FIRST, RESOLUTION = "first_response", "resolution"


def key_of(database: Database, case_id: int) -> str:
    return detail(database, case_id).row.key


def due(database: Database, case_id: int) -> dict[tuple[str, str], datetime | None]:
    now = database.clock.now()
    told = database.read(partial(explanation, case_id=case_id, now=now))
    return {(c.commitment, c.objective): c.due_at for c in told.clocks if c.stopped_at is None}


def links(database: Database, case_id: int) -> list[tuple[str, str]]:
    return [(link.why, link.key) for link in detail(database, case_id).links]


def merged(database: Database, case_id: int, other: int) -> None:
    database.write(partial(merge, case_id=case_id, to=key_of(database, other)))


def test_the_clocks_go_on_from_the_earlier_start(database: Database, clock: MovingClock) -> None:
    old = opened(database)
    started = clock_of(database, old, RESOLUTION)
    clock.instant += timedelta(minutes=30)
    new = opened(database)
    merged(database, old, new)
    assert clock_of(database, new, RESOLUTION).due_at == started.due_at
    assert clock_of(database, new, FIRST).started_at == started.started_at
    ended = detail(database, old)
    assert ended.row.status == "merged"
    assert (clock_of(database, old, RESOLUTION).verdict, ended.row.due_at) == ("excluded", None)
    assert [(one.why, one.key) for one in ended.links] == [("merged_into", "CS-1002")]
    [link] = detail(database, new).links
    assert (link.why, link.key, link.case_id) == ("merged_from", "CS-1001", old)
    assert database.read(differences) == []


def test_a_younger_case_moves_nothing(database: Database, clock: MovingClock) -> None:
    old = opened(database)
    before = due(database, old)
    clock.instant += timedelta(minutes=30)
    merged(database, opened(database), old)
    assert due(database, old) == before


def test_a_clock_that_had_stopped_does_not_go_on(database: Database, clock: MovingClock) -> None:
    old = opened(database)
    database.write(partial(log_contact, case_id=old, type="reply", text="On it"))
    clock.instant += timedelta(minutes=30)
    new = opened(database)
    merged(database, old, new)
    assert clock_of(database, new, FIRST).started_at == clock.instant


@pytest.mark.parametrize("at_the_other", [False, True])
def test_one_undo_takes_it_back_on_both_sides(
    database: Database, clock: MovingClock, at_the_other: bool
) -> None:
    old = opened(database)
    clock.instant += timedelta(minutes=30)
    new = opened(database)
    before = [due(database, one) for one in (old, new)]
    clock.instant += timedelta(seconds=9)
    merged(database, old, new)
    database.write(partial(undo, case_id=new if at_the_other else old))
    assert [due(database, one) for one in (old, new)] == before
    assert detail(database, old).row.status == "new"
    assert detail(database, old).links == detail(database, new).links == ()
    assert database.read(differences) == []


@pytest.mark.parametrize("at_the_other", [False, True])
def test_what_hung_under_a_merged_incident_hangs_under_the_one_it_goes_on_in(
    database: Database, at_the_other: bool
) -> None:
    old, new = opened(database), opened(database)
    for name in ("Northwind", "Fabrikam"):
        case_id = opened(database, replace(WHOLE, customer=name))
        database.write(partial(add_link, case_id=case_id, kind="incident", to="CS-1001"))
    before = [links(database, one) for one in (1, 2, 3, 4)]
    merged(database, old, new)
    assert links(database, old) == [("merged_into", "CS-1002")]
    hung = [("affected", "CS-1003"), ("affected", "CS-1004")]
    assert sorted(links(database, new)) == [*hung, ("merged_from", "CS-1001")]
    assert links(database, 3) == links(database, 4) == [("incident", "CS-1002")]

    database.write(partial(undo, case_id=new if at_the_other else old))
    assert [links(database, one) for one in (1, 2, 3, 4)] == before
    assert database.read(differences) == []


@pytest.mark.parametrize("at_the_other", [False, True])
def test_what_a_merged_case_goes_on_in_hangs_under_its_incident(
    database: Database, at_the_other: bool
) -> None:
    """An update of the incident is to reach its customer still."""
    incident = opened(database, replace(WHOLE, customer="Northwind"))
    old, new, third = (opened(database) for _ in range(3))
    for case_id in (old, third):
        database.write(partial(add_link, case_id=case_id, kind="incident", to="CS-1001"))
    before = [links(database, one) for one in (incident, old, new)]
    merged(database, old, new)
    assert links(database, old) == [("merged_into", "CS-1003")]
    assert sorted(links(database, new)) == [("incident", "CS-1001"), ("merged_from", "CS-1002")]
    assert links(database, incident) == [("affected", "CS-1004"), ("affected", "CS-1003")]

    database.write(partial(undo, case_id=new if at_the_other else old))
    assert [links(database, one) for one in (incident, old, new)] == before
    merged(database, old, third)  # which hangs there already
    assert links(database, third) == [("incident", "CS-1001"), ("merged_from", "CS-1002")]
    assert database.read(differences) == []


def test_an_incident_is_not_merged_into_what_hangs_under_one(database: Database) -> None:
    one, two, other = (opened(database) for _ in range(3))
    opened(database, replace(WHOLE, customer="Northwind"))
    for under, above in ((4, "CS-1001"), (two, "CS-1001")):
        database.write(partial(add_link, case_id=under, kind="incident", to=above))
    with pytest.raises(KnownError) as refused:
        merged(database, one, two)
    assert problems(refused.value) == {
        "to": "CS-1002 hangs under CS-1001: merge that one into CS-1001."
    }
    opened(database, replace(WHOLE, customer="Fabrikam"))
    database.write(partial(add_link, case_id=other, kind="incident", to="CS-1005"))
    with pytest.raises(KnownError) as refused:
        merged(database, one, other)
    said = "Cases hang under CS-1001, and CS-1003 hangs under CS-1005 itself: take it out of there"
    assert problems(refused.value) == {"to": f"{said} first."}
    merged(database, two, one)
    assert ("affected", "CS-1004") in links(database, one)


def test_what_may_not_be_merged_says_why_at_its_field(database: Database) -> None:
    one, urgent = opened(database), opened(database, replace(WHOLE, priority="P1"))
    foreign = opened(database, replace(WHOLE, customer="Fabrikam"))

    def refused(case_id: int, to: str) -> str:
        with pytest.raises(KnownError) as told:
            database.write(partial(merge, case_id=case_id, to=to))
        return problems(told.value)["to"]

    assert refused(one, "CS-1001") == "This is the case itself."
    assert refused(one, "CS-77") == "There is no case “CS-77”."
    assert "another customer's" in refused(one, key_of(database, foreign))
    assert "CS-1002 is P1 and CS-1001 is P2" in refused(urgent, "CS-1001")
    merged(database, one, urgent)


def test_only_open_cases_are_merged(database: Database) -> None:
    one, other = opened(database), opened(database)
    database.write(partial(resolve, case_ids=[other]))
    with pytest.raises(KnownError, match="CS-1002 is resolved"):
        merged(database, one, other)
    assert detail(database, one).row.status == "new"


def test_a_message_becomes_a_case_as_of_when_it_was_received(
    database: Database, clock: MovingClock
) -> None:
    database.person_id = database.write(partial(add_person, name="Ana")).result
    case_id = opened(database)
    clock.instant += timedelta(hours=1)
    came = clock.instant - timedelta(minutes=20)
    said = "And invoices are wrong\nsince Monday"
    log = partial(log_customer_message, case_id=case_id, text=said, occurred_at=came)
    database.write(log)
    message = next(e for e in detail(database, case_id).timeline if e.kind == "customer_message")
    new = database.write(partial(split, case_id=case_id, message_id=message.id)).result
    made = detail(database, new)
    assert (made.row.title, made.opened_at) == ("And invoices are wrong", came)
    assert (made.row.customer, made.row.missing) == ("Contoso", ("priority", "impact", "steps"))
    assert [(one.why, one.case_id) for one in made.links] == [("follows", case_id)]
    assert [(one.why, one.case_id) for one in detail(database, case_id).links] == [("split", new)]
    with pytest.raises(KnownError, match="CS-1002 already"):
        database.write(partial(split, case_id=case_id, message_id=message.id))
    database.write(partial(undo, case_id=case_id))
    assert detail(database, case_id).links == ()
    assert detail(database, new).row.status == "cancelled"
    assert database.read(differences) == []


def test_what_is_split_off_has_the_parts_of_the_environment(database: Database) -> None:
    case_id = opened(database, replace(WHOLE, environment="", product="Exports", version="4.2"))
    database.write(partial(log_customer_message, case_id=case_id, text="And invoices are wrong"))
    message = detail(database, case_id).timeline[-1]
    new = database.write(partial(split, case_id=case_id, message_id=message.id)).result
    assert detail(database, new).fields["environment"] == {"product": "Exports", "version": "4.2"}


def test_what_is_split_off_a_restricted_case_is_restricted(database: Database) -> None:
    database.person_id = database.write(partial(add_person, name="Ana")).result
    case_id = opened(database, replace(WHOLE, priority="P1", security="yes"))
    assert detail(database, case_id).named == (database.person_id,)
    database.write(partial(log_customer_message, case_id=case_id, text="They got in by mail"))
    message = detail(database, case_id).timeline[-1]
    new = database.write(partial(split, case_id=case_id, message_id=message.id)).result
    assert detail(database, new).named == (database.person_id,)


def test_a_restricted_case_is_neither_linked_nor_merged_into_by_who_may_not_see_it(
    database: Database,
) -> None:
    ana, ben = (database.write(partial(add_person, name=name)).result for name in ("Ana", "Ben"))
    database.person_id = ana
    secret = opened(database, replace(WHOLE, priority="P1", security="yes"))
    plain = opened(database)
    database.write(partial(add_link, case_id=secret, kind="related", to=key_of(database, plain)))
    database.person_id = ben
    [link] = detail(database, plain).links
    assert (link.key, link.title, link.case_id) == ("a restricted case", "", None)
    for command in (partial(add_link, kind="same"), merge):
        with pytest.raises(KnownError) as refused:
            database.write(partial(command, case_id=plain, to="CS-1001"))
        assert problems(refused.value) == {"to": "There is no case “CS-1001”."}


def test_undo_of_a_link_in_the_case_that_was_split_leaves_the_other_alone(
    database: Database,
) -> None:
    one, two = opened(database), opened(database)
    database.write(partial(add_link, case_id=one, kind="same", to="CS-1002"))
    database.write(partial(add_link, case_id=two, kind="defect", to="BUG-1"))
    database.write(partial(undo, case_id=one))
    assert [link.key for link in detail(database, two).links] == ["BUG-1"]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    apart=st.integers(0, 600),
    until=st.integers(0, 300),
    priorities=st.sampled_from([("P2", "P2"), ("P3", "P2"), ("P4", "P3"), ("P3", "P3")]),
    raised=st.booleans(),
    waits=st.booleans(),
    older=st.booleans(),
)
def test_a_merge_never_makes_a_clock_later_than_it_was(
    database: Database, clock: MovingClock, apart: int, until: int, priorities: tuple[str, str],
    raised: bool, waits: bool, older: bool,
) -> None:  # fmt: skip
    """One that is paused has no due time, unless by its earlier start that had passed before."""
    first = opened(database, replace(WHOLE, priority=priorities[0 if older else 1]))
    clock.instant += timedelta(minutes=apart)
    second = opened(database, replace(WHOLE, priority=priorities[1 if older else 0]))
    case_id, other = (first, second) if older else (second, first)
    clock.instant += timedelta(minutes=until)
    if raised:
        database.write(partial(change_priority, case_ids=[other], priority="P1", note="Agreed"))
    if waits:
        who = partial(pause, status="waiting_customer", waiting_for="Priya")
        database.write(partial(who, case_ids=[other]))
    before = due(database, other)
    merged(database, case_id, other)
    for name, at in due(database, other).items():
        was = before[name]
        assert at <= was if at and was else at is None or at <= clock.instant
        assert at or not was
    database.write(partial(undo, case_id=other))
    assert due(database, other) == before
    assert database.read(differences) == []
