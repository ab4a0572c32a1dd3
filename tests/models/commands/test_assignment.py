"""A proposal is accepted line by line, all of it or none, and taken back (rules 17 and 23)."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from models.commands.assignment import (
    Choice,
    assign_as_proposed,
    choices_of,
    take_back_assignment,
)
from models.commands.bulk import Refused
from models.commands.cases import assign
from models.commands.contacts import add_note
from models.commands.standing import set_status
from models.commands.working_times import add_absence
from models.database import Database
from models.errors import KnownError
from models.happening import Naming
from models.queries.assignment import proposal
from models.timeline_words import happened
from models.verification import differences
from models.wording import full_words
from tests.conftest import MovingClock
from tests.models.commands.desk import detail, opened
from tests.models.queries.benches import joined, published


def who(database: Database, *case_ids: int) -> list[str | None]:
    return [detail(database, case_id).row.assignee for case_id in case_ids]


@pytest.fixture
def desk(database: Database) -> Database:
    published(database, "", automatic=False)
    database.person_id = joined(database, "Ana")
    joined(database, "Ben")
    return database


def accepted(desk: Database) -> list[Choice]:
    rows = desk.read(partial(proposal, now=desk.clock.now(), asker_id=desk.person_id)).rows
    choices = choices_of(rows)
    desk.write(partial(assign_as_proposed, choices=choices))
    return choices


def test_a_proposal_is_made_so_with_its_reasons_and_taken_back(desk: Database) -> None:
    cases = [opened(desk) for _ in range(4)]
    accepted(desk)
    assert sorted(filter(None, who(desk, *cases))) == ["Ana", "Ana", "Ben", "Ben"]
    shown = detail(desk, cases[0])
    told = happened(shown.timeline[-1], Naming(shown.people, partial(full_words)))
    assert str(told.head) == f"Assigned to {shown.row.assignee}"
    assert told.said == (("", "has room · has got nothing new lately · at work until 17:00"),)
    assert desk.write(take_back_assignment).result == cases
    assert who(desk, *cases) == [None] * 4
    assert desk.read(differences) == []
    with pytest.raises(KnownError, match="No proposal was accepted"):
        desk.write(take_back_assignment)


def test_a_line_may_be_left_out(desk: Database) -> None:
    first, second = opened(desk), opened(desk)
    rows = desk.read(partial(proposal, now=desk.clock.now(), asker_id=None)).rows
    choices = [one for one in choices_of(rows) if one.case_id == second]
    desk.write(partial(assign_as_proposed, choices=choices))
    assert who(desk, first)[0] is None
    assert who(desk, second)[0] is not None


def test_what_somebody_else_changed_since_is_refused_and_nothing_is_done(desk: Database) -> None:
    first, second = opened(desk), opened(desk)
    rows = desk.read(partial(proposal, now=desk.clock.now(), asker_id=None)).rows
    me, desk.person_id = desk.person_id, joined(desk, "Chen")
    desk.write(partial(assign, case_ids=[second], person_id=desk.person_id))
    desk.person_id = me
    with pytest.raises(Refused) as caught:
        desk.write(partial(assign_as_proposed, choices=choices_of(rows)))
    assert caught.value.case_ids == {second}
    assert who(desk, first, second) == [None, "Chen"]


def test_two_windows_of_one_person_decide_a_case_once(desk: Database) -> None:
    """What one did oneself is no conflict elsewhere; but a second proposal is a second decision."""
    first = opened(desk)
    rows = desk.read(partial(proposal, now=desk.clock.now(), asker_id=desk.person_id)).rows
    (one,) = choices_of(rows)
    (other,) = detail(desk, first).people.keys() - {one.person_id}
    desk.write(partial(assign_as_proposed, choices=[replace(one, person_id=other)]))
    taken = who(desk, first)
    with pytest.raises(Refused) as caught:
        desk.write(partial(assign_as_proposed, choices=[one]))
    assert caught.value.case_ids == {first}
    assert who(desk, first) == taken


@pytest.mark.parametrize("went", ["off", "leave"])
def test_who_went_since_gets_nothing_and_nobody_else_does(
    desk: Database, clock: MovingClock, went: str
) -> None:
    cases = [opened(desk) for _ in range(2)]
    choices = choices_of(
        desk.read(partial(proposal, now=desk.clock.now(), asker_id=desk.person_id)).rows
    )
    gone = choices[1].person_id
    end = clock.now() + timedelta(hours=30)
    leave = partial(add_absence, person_id=gone, begins_at=clock.now(), ends_at=end)
    desk.write(leave if went == "leave" else partial(set_status, person_id=gone, status="off"))
    with pytest.raises(Refused, match="takes no cases just now") as caught:
        desk.write(partial(assign_as_proposed, choices=choices))
    assert caught.value.case_ids == {choices[1].case_id}
    assert who(desk, *cases) == [None, None]
    desk.write(partial(assign_as_proposed, choices=choices[:1]))
    assert None in who(desk, *cases)


def test_what_was_worked_on_since_is_not_taken_back_and_neither_is_what_is_old(
    desk: Database, clock: MovingClock
) -> None:
    first, second = opened(desk), opened(desk)
    accepted(desk)
    desk.write(partial(add_note, case_id=first, text="Looking at it"))
    with pytest.raises(Refused, match="Something was done to CS-1001 since"):
        desk.write(take_back_assignment)
    assert None not in who(desk, first, second)
    clock.instant += timedelta(minutes=11)
    with pytest.raises(KnownError, match="No proposal was accepted"):
        desk.write(take_back_assignment)


def test_only_the_last_proposal_is_taken_back_and_only_by_who_accepted_it(desk: Database) -> None:
    first = opened(desk)
    accepted(desk)
    second = opened(desk)
    accepted(desk)
    me, desk.person_id = desk.person_id, joined(desk, "Chen")
    with pytest.raises(KnownError, match="No proposal was accepted"):
        desk.write(take_back_assignment)
    desk.person_id = me
    assert desk.write(take_back_assignment).result == [second]
    assert desk.write(take_back_assignment).result == [first]
