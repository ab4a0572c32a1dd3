"""A postmortem from breached cases in one step, saved by two people, moved through its life."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import delete

from models.commands.access import change_access
from models.commands.corrective_actions import add_action, drop_action
from models.commands.people import add_person, leave_team
from models.commands.postmortem_chores import claim_postmortem_chores
from models.commands.postmortems import (
    PostmortemClash,
    Said,
    comment_postmortem,
    give_postmortem,
    move_postmortem,
    save_postmortem,
)
from models.database import Database
from models.entities import Clock
from models.errors import KnownError, Problems
from models.handbook.postmortems import CLOSED, DRAFT, IN_REVIEW, REVIEWED, SECTIONS, row_of
from models.queries.postmortem import postmortem_id_of, said_then
from models.queries.postmortem_life import postmortem_chores, waiting_postmortems
from models.queries.postmortems import postmortems
from tests.conftest import MovingClock
from tests.models.commands.actions import NO_STALL
from tests.models.commands.breached import CAUSE, breached, do, give_action, read, started
from tests.models.commands.desk import opened, problems


@pytest.fixture
def team(database: Database) -> dict[str, int]:
    """Ana leads, Ben and Cy do not; Ben is at the desk."""
    made = {
        name: database.write(partial(add_person, name=name, role=role)).result
        for name, role in (("Ana", "lead"), ("Ben", "agent"), ("Cy", "agent"))
    }
    database.person_id = made["Ben"]
    return made


def ready(database: Database, clock: MovingClock) -> int:
    """A postmortem that may leave the draft."""
    postmortem_id = started(database, breached(database, clock))
    do(database, give_action, postmortem_id)
    return postmortem_id


def test_one_step_fills_in_title_scope_timeline_and_factors(
    database: Database, clock: MovingClock, team: dict[str, int]
) -> None:
    first = breached(database, clock)
    second = breached(database, clock, customer="Fabrikam", cause=f"  {CAUSE.upper()} ")
    told = read(database, started(database, first, second))
    assert told.said.title == "Exports stall at 90 % and 1 more"
    assert told.said.fields["scope"] == (
        "2 cases (P2) of 2 customers, opened from 12 May 2026 to 15 May 2026."
    )
    assert told.said.factors == (CAUSE,)
    assert (told.status, told.number, told.owner, told.key) == (DRAFT, 1, "Ben", "PM-1")
    rows = [row for row in told.timeline if row.case_id == first]
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    words = {row.words for row in rows}
    assert words == {
        "Opened as P2", "First response, SLO missed", "First response, SLA breached",
        "Next update, SLO missed", "Resolution, SLO missed", "Resolution, SLA breached",
        "First contact by a person", "Resolved", "Closed",
    }  # fmt: skip
    assert all(row.stands for row in told.timeline)
    assert {row.case_id for row in told.timeline} == {first, second}


def test_cases_that_have_not_breached_are_told_of(
    database: Database, clock: MovingClock, team: dict[str, int]
) -> None:
    first, kept = breached(database, clock), opened(database)
    told = read(database, started(database, first, kept))
    assert told.said.fields["scope"].endswith(" 1 of these has not breached an SLA.")


def test_what_never_breached_is_no_postmortem(database: Database, clock: MovingClock) -> None:
    case_id = opened(database)
    with pytest.raises(KnownError, match="None of these cases has breached"):
        started(database, case_id)
    with pytest.raises(Problems) as refused:
        started(database)
    assert list(problems(refused.value)) == ["cases"]
    with pytest.raises(KnownError, match="not on the desk"):
        started(database, case_id, 77)


def test_nothing_leaves_the_draft_without_a_factor_and_an_owned_action(
    database: Database, clock: MovingClock, team: dict[str, int]
) -> None:
    postmortem_id = started(database, breached(database, clock, cause=""))
    send = partial(do, database, move_postmortem, postmortem_id, IN_REVIEW, team["Ana"])
    with pytest.raises(Problems) as refused:
        send()
    assert "contributing factor" in problems(refused.value)["missing"]
    assert "owner and a due date" in problems(refused.value)["missing"]
    said = read(database, postmortem_id).said
    do(database, save_postmortem, postmortem_id, replace(said, factors=("A limit",)), 1)
    do(database, give_action, postmortem_id, owner_role="")
    do(database, give_action, postmortem_id, status="dropped")
    with pytest.raises(Problems) as refused:
        send()
    assert "factor" not in problems(refused.value)["missing"]
    why = replace(read(database, postmortem_id).said, fields={"no_action": "It is gone."})
    do(database, save_postmortem, postmortem_id, why, 2)
    assert read(database, postmortem_id).missing == ()
    send()
    with pytest.raises(Problems):
        do(database, save_postmortem, postmortem_id, replace(why, factors=()), 3)
    assert read(database, postmortem_id).said.factors == ("A limit",)


def test_its_life_goes_by_its_reviewer_or_a_lead_and_back_with_a_reason(
    database: Database, clock: MovingClock, team: dict[str, int]
) -> None:
    postmortem_id = ready(database, clock)
    move = partial(do, database, move_postmortem, postmortem_id)
    for wrong in (None, team["Ben"], 99):
        with pytest.raises(Problems) as refused:
            move(IN_REVIEW, wrong)
        assert list(problems(refused.value)) == ["reviewer"]
    with pytest.raises(KnownError, match="it cannot become reviewed"):
        move(REVIEWED)
    move(IN_REVIEW, team["Cy"], date(2026, 5, 20))
    with pytest.raises(KnownError, match="waits for Cy"):
        move(REVIEWED)
    database.person_id = team["Cy"]
    with pytest.raises(Problems) as refused:
        move(DRAFT)
    assert list(problems(refused.value)) == ["why"]
    move(DRAFT, why="Say how it was noticed.")
    database.person_id = team["Ben"]
    move(IN_REVIEW, team["Cy"])
    database.person_id = team["Ana"]
    move(REVIEWED)
    told = read(database, postmortem_id)
    assert (told.status, told.reviewed_at) == (REVIEWED, clock.now())
    with pytest.raises(KnownError, match="Take it back into a draft first"):
        do(database, save_postmortem, postmortem_id, replace(told.said, title="Other"), 1)
    move(CLOSED)
    assert read(database, postmortem_id).closed_at == clock.now()
    move(DRAFT, why="A second wave.")
    told = read(database, postmortem_id)
    assert (told.reviewed_at, told.closed_at) == (None, None)
    assert [(str(row.words), row.who, row.why) for row in told.life][:2] == [
        ("Draft", "Ana", "A second wave."), ("Closed", "Ana", ""),
    ]  # fmt: skip
    assert "Cy was asked to review it by 20 May 2026" in [str(row.words) for row in told.life]


def test_what_lost_its_action_in_review_is_not_approved(
    database: Database, clock: MovingClock, team: dict[str, int]
) -> None:
    postmortem_id = started(database, breached(database, clock))
    action_id = do(database, add_action, replace(NO_STALL, postmortem_id=postmortem_id))
    do(database, move_postmortem, postmortem_id, IN_REVIEW, team["Cy"])
    do(database, drop_action, action_id, "Nobody has the time")
    database.person_id = team["Cy"]
    with pytest.raises(Problems, match="say why there is none"):
        do(database, move_postmortem, postmortem_id, REVIEWED)
    said = read(database, postmortem_id).said
    fields = {**said.fields, "no_action": "It is gone with 4.3."}
    do(database, save_postmortem, postmortem_id, replace(said, fields=fields), 1)
    do(database, move_postmortem, postmortem_id, REVIEWED)
    assert read(database, postmortem_id).status == REVIEWED


def test_two_people_saving_lose_nothing(database: Database, clock: MovingClock) -> None:
    postmortem_id = ready(database, clock)
    base = read(database, postmortem_id).said
    theirs = replace(base, body="It began.\nIt ended.", factors=(*base.factors, "Nobody looked"))
    assert do(database, save_postmortem, postmortem_id, theirs, 1) == 2
    kept = base.timeline[1:]
    by_hand = row_of(at=base.timeline[0]["at"] + 1, words="A call came", case_id=None)
    mine = replace(base, title="Mine", timeline=(*kept, by_hand), fields={"lucky": "It was noon."})
    assert do(database, save_postmortem, postmortem_id, mine, 1, "What I know") == 3
    said = read(database, postmortem_id).said
    assert (said.title, said.body) == ("Mine", theirs.body)
    assert said.factors == theirs.factors
    assert said.fields == {"lucky": "It was noon."}
    assert said.timeline[0]["words"] == "A call came"
    assert len(said.timeline) == len(base.timeline)
    versions = read(database, postmortem_id).versions
    assert [one.number for one in versions] == [3, 2, 1]
    assert (versions[0].note, set(versions[0].changed)) == (
        "What I know", {"title", "timeline", "scope", "lucky"},
    )  # fmt: skip
    now = partial(said_then, postmortem_id=postmortem_id, number=2)
    assert database.read(now).body == theirs.body


def test_what_both_changed_is_told_and_nothing_kept(database: Database, clock: MovingClock) -> None:
    postmortem_id = ready(database, clock)
    base = read(database, postmortem_id).said
    do(database, save_postmortem, postmortem_id, replace(base, title="Theirs", body="One"), 1)
    mine = replace(base, title="Mine", body="One more")
    with pytest.raises(PostmortemClash) as told:
        do(database, save_postmortem, postmortem_id, mine, 1)
    assert told.value.number == 2
    assert [one.name for one in told.value.merged.clashes] == ["title", "body"]
    assert read(database, postmortem_id).said.title == "Theirs"
    do(database, save_postmortem, postmortem_id, told.value.merged.said, 2)
    assert read(database, postmortem_id).said.title == "Mine"


def test_the_same_again_is_no_version(database: Database, clock: MovingClock) -> None:
    postmortem_id = ready(database, clock)
    said = read(database, postmortem_id).said
    assert do(database, save_postmortem, postmortem_id, said, 1) == 1
    again = replace(said, factors=(*said.factors, said.factors[0].upper()))
    assert do(database, save_postmortem, postmortem_id, again, 1) == 1
    assert read(database, postmortem_id).said.factors == (CAUSE,)


def test_what_no_postmortem_may_say_is_refused_at_its_field(
    database: Database, clock: MovingClock
) -> None:
    postmortem_id = ready(database, clock)
    said = read(database, postmortem_id).said
    case_id, other = said.case_ids[0], opened(database)
    row = dict(said.timeline[0])
    wrong: list[tuple[Said, str]] = [
        (replace(said, title=" "), "title"),
        (replace(said, case_ids=()), "cases"),
        (replace(said, case_ids=(case_id, 99)), "cases"),
        (replace(said, factors=("x" * 201,)), "factors"),
        (replace(said, timeline=(row, row)), "timeline"),
        (replace(said, timeline=({**row, "event_id": 9999},)), "timeline"),
        (replace(said, case_ids=(other,), timeline=({**row, "case_id": other},)), "timeline"),
        (replace(said, timeline=({**row, "words": " "},)), "timeline"),
        (replace(said, timeline=({**row, "at": -5},)), "timeline"),
        (replace(said, timeline=(row_of(at=1, words="x", case_id=case_id, alert=[9, "fired"]),)),
         "timeline"),
        (replace(said, timeline=(row_of(at=1, words="x", case_id=case_id,
                                        clock=["resolution", 9, "SLA"]),)), "timeline"),
        (replace(said, fields={"other": "x"}), "fields"),
    ]  # fmt: skip
    for tried, field in wrong:
        with pytest.raises(Problems) as refused:
            do(database, save_postmortem, postmortem_id, tried, 1)
        assert list(problems(refused.value)) == [field]
    with pytest.raises(KnownError, match="at most 1,000,000 are kept"):
        do(database, save_postmortem, postmortem_id, replace(said, body="x" * 1_000_001), 1)
    assert read(database, postmortem_id).number == 1


def test_rows_of_a_case_that_is_taken_out_go_with_it(
    database: Database, clock: MovingClock
) -> None:
    first, second = breached(database, clock), breached(database, clock)
    postmortem_id = started(database, first, second)
    said = read(database, postmortem_id).said
    do(database, save_postmortem, postmortem_id, replace(said, case_ids=(second,)), 1)
    told = read(database, postmortem_id)
    assert {row.case_id for row in told.timeline} == {second}
    assert told.impact.cases == 1


def test_comments_and_owner(database: Database, clock: MovingClock, team: dict[str, int]) -> None:
    postmortem_id = ready(database, clock)
    with pytest.raises(Problems):
        do(database, comment_postmortem, postmortem_id, "  ")
    do(database, comment_postmortem, postmortem_id, "Who knew of the limit?")
    do(database, comment_postmortem, postmortem_id, "Nobody.")
    do(database, give_postmortem, postmortem_id, team["Cy"])
    with pytest.raises(Problems):
        do(database, give_postmortem, postmortem_id, 99)
    told = read(database, postmortem_id)
    assert [(one.who, one.words) for one in told.comments] == [
        ("Ben", "Who knew of the limit?"), ("Ben", "Nobody."),
    ]  # fmt: skip
    assert (told.owner, str(told.life[0].words)) == ("Cy", "Cy sees to it")


def test_its_reviewer_is_told_once_and_a_lead_where_they_have_left(
    database: Database, clock: MovingClock, team: dict[str, int]
) -> None:
    postmortem_id = ready(database, clock)
    do(database, move_postmortem, postmortem_id, IN_REVIEW, team["Cy"], date(2026, 5, 20))
    claim = partial(do, database, claim_postmortem_chores)
    [chore] = claim(person_id=team["Cy"])
    assert (chore.key, chore.on, chore.due, chore.late, chore.more) == (
        "PM-1", "2026-05-20", True, False, 0,
    )  # fmt: skip
    assert claim(person_id=team["Cy"]) == claim(person_id=team["Ana"]) == []
    clock.instant += timedelta(days=9)
    [waits] = database.read(partial(waiting_postmortems, now=clock.now()))
    assert (waits.who, waits.late) == ("Cy", True)
    do(database, move_postmortem, postmortem_id, IN_REVIEW, team["Cy"])
    assert len(claim(person_id=team["Cy"])) == 1
    database.person_id = team["Ana"]
    do(database, leave_team, team["Cy"])
    assert len(claim(person_id=team["Ana"])) == 1
    do(database, move_postmortem, postmortem_id, REVIEWED)
    ask = partial(postmortem_chores, person_id=team["Ana"], now=clock.now())
    assert database.read(ask) == []


def test_many_at_once_are_told_as_one(
    database: Database, clock: MovingClock, team: dict[str, int]
) -> None:
    case_id = breached(database, clock)
    for _ in range(5):
        postmortem_id = started(database, case_id)
        do(database, give_action, postmortem_id)
        do(database, move_postmortem, postmortem_id, IN_REVIEW, team["Cy"])
    [chore] = do(database, claim_postmortem_chores, person_id=team["Cy"])
    assert chore.more == 4


def test_the_list_and_what_it_is_called(database: Database, clock: MovingClock) -> None:
    first, second = ready(database, clock), ready(database, clock)
    do(database, move_postmortem, first, IN_REVIEW, do(database, add_person, "Cy", "agent"))
    rows = database.read(partial(postmortems, now=clock.now()))
    assert [(row.id, row.status, row.open_actions) for row in rows] == [
        (second, DRAFT, 1), (first, IN_REVIEW, 1),
    ]  # fmt: skip
    for written in (f"pm-{first}", f" {first} ", f"PM-{first}"):
        assert database.read(partial(postmortem_id_of, written=written)) == first
    for written in ("PM-99", "", "exports", "9" * 40):
        with pytest.raises(KnownError, match="no postmortem"):
            database.read(partial(postmortem_id_of, written=written))


def test_who_may_not_see_a_case_reads_it_without_that_cases_words(
    database: Database, clock: MovingClock, team: dict[str, int]
) -> None:
    seen = breached(database, clock, cause="")
    secret = breached(database, clock, title="Zzyzx tokens leaked", cause="The zzyzx key is public")
    do(database, change_access, secret, [team["Ben"]])
    both, alone = started(database, secret, seen), started(database, secret)
    do(database, give_action, both)
    told = read(database, both)
    key = next(case.key for case in told.cases if case.id == secret)
    body = f"It began with {key.lower()}, not {key}9: the ZZYZX KEY is public."
    said = replace(told.said, body=body, fields={"scope": f"{key}."})
    do(database, save_postmortem, both, said, 1, f"About {key}")
    do(database, comment_postmortem, both, f"{key} is worse")
    database.person_id = team["Cy"]
    told = read(database, both)
    everything = repr(told).casefold()
    assert "zzyzx" not in everything
    assert key not in repr(told).replace(f"{key}9", "")
    assert told.said.body == (
        f"It began with a restricted case, not {key}9: the ZZYZX KEY is public."
    ).replace("the ZZYZX KEY is public", "a restricted case")
    assert (told.left_out, told.said.case_ids, told.impact.cases) == (1, (seen,), 1)
    with pytest.raises(KnownError, match="restricted case that you do not see"):
        do(database, save_postmortem, both, told.said, told.number)
    for query in (partial(read, database), lambda one: do(database, comment_postmortem, one, "x")):
        with pytest.raises(KnownError, match="not on the desk"):
            query(alone)
    [listed] = database.read(partial(postmortems, now=clock.now()))
    assert (listed.id, listed.cases, listed.open_actions) == (both, 1, len(told.actions))
    with pytest.raises(KnownError, match="not on the desk"):
        started(database, secret)
    with pytest.raises(KnownError, match="not on the desk"):
        database.read(partial(postmortem_id_of, written=f"PM-{alone}"))
    database.person_id = team["Ben"]
    assert read(database, both).left_out == 0


def test_every_text_has_a_title() -> None:
    assert list(SECTIONS) == [
        "scope", "detection", "went_well", "went_badly", "lucky", "surprised", "no_action",
    ]  # fmt: skip


def test_whoever_may_not_see_all_of_its_cases_is_neither_asked_nor_told(
    database: Database, clock: MovingClock, team: dict[str, int]
) -> None:
    secret = breached(database, clock, title="Zzyzx tokens leaked")
    postmortem_id = started(database, secret)
    do(database, give_action, postmortem_id)
    do(database, move_postmortem, postmortem_id, IN_REVIEW, team["Cy"])
    do(database, change_access, secret, [team["Ben"]])
    assert do(database, claim_postmortem_chores, person_id=team["Cy"]) == []
    [chore] = do(database, claim_postmortem_chores, person_id=team["Ana"])
    assert (chore.key, chore.who) == ("PM-1", "")
    with pytest.raises(Problems) as refused:
        do(database, move_postmortem, postmortem_id, IN_REVIEW, team["Cy"])
    assert problems(refused.value)["reviewer"] == "They may not see all of its cases."
    with pytest.raises(Problems) as refused:
        do(database, give_postmortem, postmortem_id, team["Cy"])
    assert problems(refused.value)["owner"] == "They may not see all of its cases."


def test_it_waits_since_it_was_sent_by_the_teams_day_whatever_was_said_since(
    database: Database, clock: MovingClock, team: dict[str, int]
) -> None:
    postmortem_id = ready(database, clock)
    clock.instant = datetime(2026, 5, 20, 22, 30, tzinfo=UTC)  # 00:30 of the next day in Berlin
    do(database, move_postmortem, postmortem_id, IN_REVIEW, team["Cy"])
    clock.instant += timedelta(days=3)
    do(database, comment_postmortem, postmortem_id, "Any day now")
    [waits] = database.read(partial(waiting_postmortems, now=clock.now()))
    assert (waits.on, waits.due) == ("2026-05-21", False)


def test_a_row_of_what_is_there_no_more_keeps_nobody_from_saving(
    database: Database, clock: MovingClock, team: dict[str, int]
) -> None:
    postmortem_id = ready(database, clock)
    told = read(database, postmortem_id)
    assert any(row.link == "clock" for row in told.timeline)
    database.write(lambda work: work.session.execute(delete(Clock)))
    do(database, save_postmortem, postmortem_id, replace(told.said, body="More of it"), 1)
    found = read(database, postmortem_id)
    assert (found.number, found.said.body) == (2, "More of it")
    assert [one.stands for one in found.timeline if one.link == "clock"] == [False] * len(
        [one for one in told.timeline if one.link == "clock"]
    )


def test_what_was_saved_since_it_was_read_is_not_approved_unread(
    database: Database, clock: MovingClock, team: dict[str, int]
) -> None:
    postmortem_id = ready(database, clock)
    do(database, move_postmortem, postmortem_id, IN_REVIEW, team["Cy"])
    seen = read(database, postmortem_id)
    do(database, save_postmortem, postmortem_id, replace(seen.said, body="Quite another"), 1)
    database.person_id = team["Cy"]
    with pytest.raises(KnownError, match="saved since"):
        do(database, move_postmortem, postmortem_id, REVIEWED, seen=seen.number)
    do(
        database,
        move_postmortem,
        postmortem_id,
        REVIEWED,
        seen=read(database, postmortem_id).number,
    )
    assert read(database, postmortem_id).status == REVIEWED
