"""Corrective actions: made whole, moved with a reason, done with evidence, told to their owners."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from sqlalchemy import select

from models.commands.access import change_access
from models.commands.action_reminders import claim_action_chores
from models.commands.corrective_actions import (
    ChangedMeanwhile,
    add_action,
    change_action,
    drop_action,
    finish_action,
    reopen_action,
    take_back_action,
    unmake_action,
)
from models.commands.people import leave_team
from models.commands.turns import give_turn
from models.database import Database
from models.entities import ActionEvent, CorrectiveAction, Postmortem, RotaTurn
from models.errors import KnownError, Problems
from models.handbook.corrective_actions import CHANGED, Happened, life_of
from models.queries.action_chores import action_chores
from models.queries.action_history import action_history
from models.queries.corrective_actions import action, actions
from models.schema import open_checked
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.actions import NO_STALL, a_team, do, listed, made, row
from tests.models.commands.desk import WHOLE, opened

DAY = timedelta(days=1)
SECRET = replace(WHOLE, priority="P1", security="yes")


@pytest.fixture
def team(database: Database) -> dict[str, int]:
    return a_team(database)


def test_an_action_is_made_with_all_that_it_needs(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    found = row(database, made(database))
    assert (found.title, found.kind, found.priority) == (NO_STALL.title, "prevent", 1)
    assert (found.role, found.owner, found.whose) == ("squad lead", "", ("Ben",))
    assert (str(found.due_on), str(found.first_due_on), found.moved) == (
        "2026-06-01", "2026-06-01", 0)  # fmt: skip
    assert str(found.effect_words) == "At most 1 case about “time limit” a quarter"
    assert (found.status, found.verdict, found.made_at) == (
        "open", "cannot tell yet", clock.instant)  # fmt: skip
    assert str(found.judgement_words) == "Cannot tell yet: It is not done yet."


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"title": " "}, {"title"}), ({"title": "x" * 1_001}, {"title"}),
        ({"kind": "hope"}, {"kind"}), ({"priority": 4}, {"priority"}),
        ({"owner_role": " "}, {"owner"}), ({"owner_role": "x" * 201}, {"owner"}),
        ({"owner_id": 99}, {"owner"}), ({"due_on": "soon"}, {"due_on"}),
        ({"due_on": "20260601"}, {"due_on"}), ({"effect": {}}, {"measure"}),
        ({"due_on": "2020-01-01"}, {"due_on"}),
        ({"effect": {"measure": "cases", "expected": 1}}, {"words"}),
        ({"effect": {"measure": "cases", "words": "…", "expected": 1}}, {"words"}),
        ({"effect": {"measure": "factor", "expected": 1}}, {"factor"}),
        ({"effect": {"measure": "breaches", "expected": 0.5}}, {"expected"}),
        ({"effect": {"measure": "breaches", "expected": -1}}, {"expected"}),
        ({"effect": {"measure": "breaches"}}, {"expected"}),
        ({"effect": {"measure": "breaches", "expected": float("nan")}}, {"expected"}),
        ({"effect": {"measure": "reopened", "expected": 101}}, {"expected"}),
        ({"effect": {"measure": "response", "expected": 0}}, {"priority_of", "expected"}),
        ({"effect": {"measure": "attainment", "priority": "P9", "objective": "OLA",
                     "expected": 95}}, {"priority_of", "objective"}),
    ],
)  # fmt: skip
def test_what_is_missing_or_is_no_number_is_said_at_its_field(
    database: Database, team: dict[str, int], said: Mapping[str, Any], fields: set[str]
) -> None:
    with pytest.raises(Problems) as refused:
        do(database, add_action, replace(NO_STALL, **said))
    assert set(refused.value.by_field) == fields
    assert listed(database) == []


def test_who_owns_it_by_name_is_reported_by_their_role(
    database: Database, team: dict[str, int]
) -> None:
    found = row(database, made(database, replace(NO_STALL, owner_id=team["Cy"], owner_role="")))
    assert (found.role, found.owner, found.whose) == ("agent", "Cy", ("Cy",))
    assert "Cy" not in str(found.to_json())


def test_a_day_is_moved_with_a_reason_and_the_first_stays(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    one = made(database)
    with pytest.raises(Problems) as refused:
        do(database, change_action, one, {"due_on": "2026-07-01"}, 1)
    assert set(refused.value.by_field) == {"why"}
    do(database, change_action, one, {"due_on": "2026-07-01"}, 1, "The part is late.")
    do(database, change_action, one, {"due_on": "2026-08-01"}, 2, "Still late.")
    found = row(database, one)
    assert (str(found.due_on), str(found.first_due_on), found.moved) == (
        "2026-08-01", "2026-06-01", 2)  # fmt: skip
    told = database.read(partial(action_history, action_id=one))
    assert [(step.who, str(step.words), step.why) for step in told] == [
        ("Cy", "due date: 1 Jul 2026 → 1 Aug 2026", "Still late."),
        ("Cy", "due date: 1 Jun 2026 → 1 Jul 2026", "The part is late."), ("Cy", "Made", ""),
    ]  # fmt: skip


def test_it_is_moved_to_no_day_that_is_over_and_keeps_one_that_is(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    one = made(database)
    clock.instant = datetime(2026, 6, 2, 9, tzinfo=UTC)
    for day in ("2020-01-01", "2026-05-31"):
        with pytest.raises(Problems) as refused:
            do(database, change_action, one, {"due_on": day}, 1, "It was.")
        assert set(refused.value.by_field) == {"due_on"}
    do(database, change_action, one, {"title": "Cut parts", "due_on": "2026-06-01"}, 1)
    do(database, change_action, one, {"due_on": "2026-06-02"}, 2, "Today.")
    assert str(row(database, one).due_on) == "2026-06-02"


def test_two_who_change_other_fields_both_have_their_way(
    database: Database, team: dict[str, int]
) -> None:
    one = made(database)
    do(database, change_action, one, {"title": "Cut parts"}, 1, by=team["Ana"])
    do(database, change_action, one, {"priority": 2}, 1)
    assert (row(database, one).title, row(database, one).priority) == ("Cut parts", 2)


def test_two_who_change_the_same_are_told_by_name_and_nothing_is_lost(
    database: Database, team: dict[str, int]
) -> None:
    one = made(database)
    do(database, change_action, one, {"title": "Cut parts", "kind": "detect"}, 1, by=team["Ana"])
    with pytest.raises(
        ChangedMeanwhile,
        match="Title: Cut parts by size, not by count → Cut parts",
    ) as clash:
        do(database, change_action, one, {"title": "Cut by size", "priority": 3}, 1)
    assert (row(database, one).title, row(database, one).priority) == ("Cut parts", 1)
    do(database, change_action, one, {"title": "Cut by size"}, clash.value.version)
    assert (row(database, one).title, row(database, one).kind) == ("Cut by size", "detect")


def test_what_says_nothing_new_is_no_change(database: Database, team: dict[str, int]) -> None:
    one = made(database)
    assert do(database, change_action, one, {"title": f" {NO_STALL.title} "}, 1) == 0
    assert len(database.read(partial(action_history, action_id=one))) == 1


def test_it_is_done_with_evidence_and_a_key_must_be_one(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    one, case = made(database), opened(database)
    for wanting in ("", "  ", "CS-999", "KI-3"):
        with pytest.raises(Problems) as refused:
            do(database, finish_action, one, wanting)
        assert set(refused.value.by_field) == {"evidence"}
    do(database, finish_action, one, "cs-1001")
    found = row(database, one)
    assert (found.status, found.evidence, found.ended_at) == ("done", "CS-1001", clock.instant)
    assert case == 1
    with pytest.raises(KnownError, match="This action is done by Cy"):
        do(database, finish_action, one, "Again", by=team["Ana"])
    with pytest.raises(KnownError, match="This action is done by Cy"):
        do(database, change_action, one, {"title": "No"}, 2)


def test_it_is_dropped_with_a_reason_and_opened_again_with_one(
    database: Database, team: dict[str, int]
) -> None:
    one = made(database)
    for command in (drop_action, reopen_action):
        with pytest.raises(KnownError):
            do(database, command, one, " ")
    do(database, drop_action, one, "The product ends.")
    assert (row(database, one).status, row(database, one).evidence) == (
        "dropped", "The product ends.")  # fmt: skip
    assert row(database, one).judgement is None
    with pytest.raises(Problems):
        do(database, reopen_action, one, " ")
    do(database, reopen_action, one, "It does not.")
    found = row(database, one)
    assert (found.status, found.evidence, found.ended_at) == ("open", "", None)
    with pytest.raises(KnownError, match="open already"):
        do(database, reopen_action, one, "Again")


STEPS: tuple[tuple[Callable[..., Any], tuple[Any, ...]], ...] = (
    (change_action, ({"due_on": "2026-09-01", "title": "B"}, 1, "Late")),
    (finish_action, ("Seen in production",)), (drop_action, ("No",)),
)  # fmt: skip


@pytest.mark.parametrize(("command", "given"), STEPS)
def test_each_step_can_be_taken_back_once(
    database: Database, team: dict[str, int], command: Callable[..., Any], given: tuple[Any, ...]
) -> None:
    one = made(database)
    before = replace(row(database, one), version=0)
    do(database, command, one, *given)
    version = row(database, one).version
    do(database, take_back_action, one, version)
    assert replace(row(database, one), version=0) == before
    with pytest.raises(KnownError, match="has changed this action since"):
        do(database, take_back_action, one, version)


def test_one_that_was_made_by_mistake_is_gone_unless_somebody_did_something_with_it(
    database: Database, team: dict[str, int]
) -> None:
    one, other = made(database), made(database)
    do(database, unmake_action, one)
    assert database.read(partial(action_history, action_id=one)) == ()
    do(database, change_action, other, {"priority": 3}, 1, by=team["Ana"])
    with pytest.raises(KnownError, match="has changed this action since"):
        do(database, unmake_action, other)
    assert [found.id for found in database.read(partial(actions, now=database.clock.now()))] == [
        other]  # fmt: skip


def test_two_desks_that_move_it_at_once_do_so_one_after_the_other(
    database: Database, desk_address: str, team: dict[str, int], clock: MovingClock
) -> None:
    one, both = made(database), Barrier(2)
    other = Database(open_checked(desk_address), clock, team["Ana"])

    def move(desk: Database, day: str) -> str:
        def command(work: Work) -> int:
            with suppress(BrokenBarrierError):
                both.wait(0.5)  # a file has one writer: the other begins when it is through
            return change_action(work, one, {"due_on": day}, 1, "Late")

        try:
            desk.write(command)
        except ChangedMeanwhile as clash:
            return clash.sentence
        return ""

    try:
        with ThreadPoolExecutor(2) as pool:
            told = list(pool.map(move, (database, other), ("2026-07-01", "2026-08-01")))
    finally:
        other.close()
    assert sorted(map(bool, told)) == [False, True]
    assert row(database, one).moved == 1
    assert len(database.read(partial(action_history, action_id=one))) == 2


def test_opened_again_is_taken_back_to_when_it_had_ended(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    one = made(database)
    do(database, finish_action, one, "Seen")
    was = clock.instant
    clock.instant += 3 * DAY
    do(database, reopen_action, one, "Not quite")
    do(database, take_back_action, one, row(database, one).version)
    found = row(database, one)
    assert (found.status, found.evidence, found.ended_at) == ("done", "Seen", was)


def test_an_action_is_what_its_events_come_to(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    one = made(database)
    walk: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (change_action, ({"due_on": "2026-09-01", "owner_id": team["Ana"]}, 1, "Late")),
        (finish_action, ("Seen",)), (reopen_action, ("No",)), (drop_action, ("No use",)),
        (reopen_action, ("Of use",)), (change_action, ({"priority": 3}, 6)),
        (finish_action, ("Yes",)),
    ]  # fmt: skip

    def differences(work: Work) -> None:
        stored = work.session.get_one(CorrectiveAction, one)
        events = work.session.scalars(
            select(ActionEvent).where(ActionEvent.action_id == one).order_by(ActionEvent.id)
        )
        life = life_of(Happened(event.kind, event.at, event.data) for event in events)
        assert life is not None
        assert all(getattr(stored, k) == v for k, v in life.fields.items() if k != "version")
        told = {**asdict(life)}
        for name in ("status", "evidence", "first_due_on", "made_at", "changed_at", "ended_at"):
            assert getattr(stored, name) == told[name], name

    seen = [(clock.instant, row(database, one))]
    for command, given in walk:
        clock.instant += DAY
        do(database, command, one, *given)
        database.write(differences)
        seen.append((clock.instant, row(database, one)))
    for instant, then in seen:  # read as of any instant it is what it was
        assert database.read(partial(action, now=instant, action_id=one)) == then
        open_then = database.read(partial(actions, now=instant, open_only=True))
        assert [found.id for found in open_then] == [one] * (then.status == "open")
    before = seen[0][0] - timedelta(seconds=1)
    assert database.read(partial(action, now=before, action_id=one)) is None


def told(database: Database, person_id: int) -> list[tuple[str, int]]:
    """What a desk of theirs tells them, once."""
    return [(one.stage, one.days) for one in do(database, claim_action_chores, person_id)]


def test_its_owner_is_reminded_once_of_each_day(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    made(database)
    ben, seen = team["Ben"], []
    for day in range(36):
        clock.instant = datetime(2026, 5, 22, 10, tzinfo=UTC) + day * DAY
        assert told(database, team["Ana"]) == []
        found = told(database, ben)
        assert told(database, ben) == []
        seen += [(f"{clock.instant:%d.%m.}", stage, days) for stage, days in found]
    assert seen == [
        ("25.05.", "soon 2026-06-01", 7), ("01.06.", "due 2026-06-01", 0),
        ("02.06.", "overdue 2026-06-01 1", -1), ("08.06.", "overdue 2026-06-01 2", -7),
        ("15.06.", "overdue 2026-06-01 3", -14), ("22.06.", "overdue 2026-06-01 4", -21),
    ]  # fmt: skip


def test_a_day_that_was_moved_reminds_anew_and_what_is_done_never(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    one = made(database)
    clock.instant = datetime(2026, 6, 1, 10, tzinfo=UTC)
    assert told(database, team["Ben"]) == [("due 2026-06-01", 0)]
    do(database, change_action, one, {"due_on": "2026-06-02"}, 1, "Tomorrow")
    assert told(database, team["Ben"]) == [("soon 2026-06-02", 1)]
    do(database, finish_action, one, "Done")
    clock.instant += 30 * DAY
    assert told(database, team["Ben"]) == []


def test_what_is_the_roles_is_told_to_whoever_has_the_turn(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    made(database)
    clock.instant = datetime(2026, 6, 1, 10, tzinfo=UTC)

    def turn(work: Work) -> None:
        days = {"begins_at": clock.instant - DAY, "ends_at": clock.instant + DAY}
        work.session.add(RotaTurn(role="squad_lead", person_id=team["Cy"], **days))

    database.write(turn)
    assert told(database, team["Ben"]) == []
    assert told(database, team["Cy"]) == [("due 2026-06-01", 0)]
    do(database, give_turn, 1, 1, team["Ana"], clock.instant - DAY, clock.instant + DAY)
    assert told(database, team["Ana"]) == [("due 2026-06-01", 0)]


def test_an_owner_who_left_leaves_it_to_the_role(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    one = made(database, replace(NO_STALL, owner_id=team["Cy"]))
    assert row(database, one).whose == ("Cy",)
    do(database, leave_team, team["Cy"], by=team["Ana"])
    clock.instant = datetime(2026, 6, 1, 10, tzinfo=UTC)
    assert row(database, one).whose == ("Ben",)
    assert told(database, team["Ben"]) == [("due 2026-06-01", 0)]
    do(database, leave_team, team["Ben"], by=team["Ana"])
    assert row(database, one).whose == ("Ana",)


def test_of_many_that_are_due_one_stands_for_all(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    for number in range(5):
        made(database, replace(NO_STALL, title=f"Action {number}"))
    clock.instant = datetime(2026, 6, 1, 10, tzinfo=UTC)
    (one,) = do(database, claim_action_chores, team["Ben"])
    assert (one.title, one.more) == ("Action 0", 4)
    assert told(database, team["Ben"]) == []


def test_an_action_about_a_case_that_somebody_may_not_see_is_not_there_for_them(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    case = opened(database, SECRET)

    def learnt(work: Work) -> int:
        found = Postmortem(title="Leak", status="draft", body="", case_ids=[case],
                           written_at=work.now, changed_at=work.now)  # fmt: skip
        work.session.add(found)
        work.session.flush()
        return found.id

    learnt_id = database.write(learnt).result
    one = made(database, replace(NO_STALL, postmortem_id=learnt_id))
    assert listed(database, postmortem_id=learnt_id) == [NO_STALL.title]
    database.person_id = team["Ben"]
    clock.instant = datetime(2026, 6, 1, 10, tzinfo=UTC)
    assert listed(database) == []
    assert told(database, team["Ben"]) == []
    for command, given in ((finish_action, ("x",)), (change_action, ({"title": "x"}, 1))):
        with pytest.raises(KnownError, match="gone"):
            do(database, command, one, *given)
    with pytest.raises(KnownError, match="gone"):
        do(database, add_action, replace(NO_STALL, postmortem_id=learnt_id))
    do(database, change_access, case, [team["Ben"]], [], by=team["Ana"])
    assert listed(database) == [NO_STALL.title]


def test_evidence_does_not_tell_the_number_of_a_case_that_is_not_for_the_reader(
    database: Database, team: dict[str, int]
) -> None:
    opened(database, SECRET)
    one = made(database)
    do(database, finish_action, one, "CS-1001")
    assert row(database, one).evidence == "CS-1001"
    database.person_id = team["Ben"]
    assert row(database, one).evidence == "a restricted case"
    two = made(database, replace(NO_STALL, title="As in CS-1001"))
    do(database, change_action, two, {"title": "As in CS-1001 and others", "due_on": "2026-07-01"},
       1, "CS-1001 waits")  # fmt: skip
    assert row(database, two).title == "As in a restricted case and others"
    told = database.read(partial(action_history, action_id=two))
    assert "CS-1001" not in str([(step.words, step.why) for step in told])


def test_actions_come_open_first_and_of_these_the_longest_overdue(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    days = {"D": "2026-06-20", "A": "2026-05-15", "B": "2026-05-20", "C": "2026-06-20"}
    weekly = replace(NO_STALL, review="weekly 2026W20")
    ids = {}
    for title, day in days.items():
        urgency = 3 if title == "D" else 1
        ids[title] = made(database, replace(weekly, title=title, due_on=day, priority=urgency))
    for title in ("Done", "Done later", "Dropped"):
        ids[title] = made(database, replace(NO_STALL, title=title))
        clock.instant += DAY
        if title == "Dropped":
            do(database, drop_action, ids[title], "No")
        else:
            do(database, finish_action, ids[title], "Yes")
    clock.instant = datetime(2026, 6, 1, 10, tzinfo=UTC)
    assert listed(database) == ["A", "B", "C", "D", "Done later", "Done", "Dropped"]
    assert listed(database, open_only=True) == ["A", "B", "C", "D"]
    assert listed(database, review="weekly 2026W20") == ["A", "B", "C", "D"]
    assert [row(database, ids[one]).days_over for one in "ABC"] == [17, 12, 0]


def test_events_tell_each_field_as_it_was_and_as_it_is(
    database: Database, team: dict[str, int]
) -> None:
    one = made(database)
    do(database, change_action, one, {"priority": 2}, 1)
    query = select(ActionEvent.data).where(ActionEvent.kind == CHANGED)
    assert database.read(lambda session: session.scalars(query).one()) == {
        "was": {"priority": 1}, "is": {"priority": 2}, "why": "", "version": 2,
    }  # fmt: skip
    assert database.read(partial(action_chores, person_id=team["Ana"], now=database.clock.now())) \
        == []  # fmt: skip


def test_done_twice_and_taken_back_twice_it_ended_when_it_first_had(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    one = made(database)
    do(database, finish_action, one, "Seen")
    was = clock.instant
    for _ in range(2):
        clock.instant += 40 * DAY
        do(database, reopen_action, one, "Not quite")
        clock.instant += 40 * DAY
        do(database, take_back_action, one, row(database, one).version)
        assert row(database, one).ended_at == was


def test_no_word_of_an_action_tells_the_number_of_a_case_that_is_not_for_the_reader(
    database: Database, team: dict[str, int], clock: MovingClock
) -> None:
    opened(database, SECRET)
    one = made(database, replace(NO_STALL, title="After CS-1001"))
    do(database, change_action, one, {"due_on": "2026-07-01"}, 1, "CS-1001 first")
    ask = partial(action_history, action_id=one)
    assert [step.why for step in database.read(ask)] == ["CS-1001 first", ""]
    database.person_id = team["Ben"]
    clock.instant = datetime(2026, 7, 1, 10, tzinfo=UTC)
    [chore] = do(database, claim_action_chores, team["Ben"])
    assert chore.title == "After a restricted case"
    found = row(database, one)
    assert found.title == "After a restricted case"
    do(database, change_action, one, {"priority": 3}, found.version)
    with pytest.raises(KnownError, match="that you do not see"):
        do(database, change_action, one, {"title": f"{found.title}, again"}, found.version + 1)
    assert "CS-1001" not in repr(database.read(ask))


def test_nobody_who_has_left_is_made_an_owner_and_who_left_since_stays_one(
    database: Database, team: dict[str, int]
) -> None:
    one = made(database, replace(NO_STALL, owner_id=team["Ben"]))
    do(database, leave_team, team["Ben"], by=team["Ana"])
    with pytest.raises(Problems) as refused:
        made(database, replace(NO_STALL, owner_id=team["Ben"]))
    assert "owner" in refused.value.by_field
    do(database, change_action, one, {"title": "Cut by size"}, 1)
    assert row(database, one).title == "Cut by size"
    two = made(database)
    with pytest.raises(Problems):
        do(database, change_action, two, {"owner_id": team["Ben"]}, 1)
