"""Who held a case, as its page and the terminal tell it."""

from datetime import timedelta
from functools import partial

import pytest

from models.commands.cases import assign, pause, resume
from models.commands.closing import reopen, resolve
from models.commands.contacts import log_contact
from models.commands.escalation import escalate
from models.commands.people import add_person
from models.database import Database
from models.ownership_words import held_words, owner_words, used_line
from models.queries.explanation import explanation
from models.queries.ownership import Ownership
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, detail, opened

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ana(database: Database) -> int:
    return database.write(partial(add_person, name="Ana Ruiz", role="agent")).result


def held(told: Ownership) -> list[str]:
    return [f"{owner_words(row.owner)}: {held_words(row)}{' now' * row.now}" for row in told.rows]


def used(told: Ownership) -> dict[str, str]:
    return {f"{one.commitment} {one.cycle}": str(used_line(one)) for one in told.used}


def test_a_case_says_who_held_it_and_where_its_targets_went(
    database: Database, clock: MovingClock, ana: int
) -> None:
    case_id = opened(database)
    clock.instant += 40 * MINUTE
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    clock.instant += 50 * MINUTE
    told = detail(database, case_id).ownership
    assert held(told) == ["Nobody (squad lead): 40 min", "Ana Ruiz: 50 min now"]
    assert used(told)["first_response 1"] == (
        "First response: of 1 h, 40 min unassigned, 20 min with Ana Ruiz"
    )  # at its due time it was used up: what came after is no part of it
    assert used(told)["resolution 1"] == (
        "Resolution: of 24 h, 40 min unassigned, 50 min with Ana Ruiz"
    )


def test_a_wait_is_told_apart(database: Database, clock: MovingClock, ana: int) -> None:
    case_id = opened(database)
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    waits = partial(pause, case_ids=[case_id], status="waiting_customer", waiting_for="Priya")
    database.write(waits)
    clock.instant += 20 * timedelta(hours=1)
    database.write(partial(resume, case_ids=[case_id]))
    clock.instant += 30 * MINUTE
    assert held(detail(database, case_id).ownership) == ["Ana Ruiz: 30 min, waited 20 h now"]


def test_a_reopened_case_begins_anew_and_explain_tells_every_life(
    database: Database, clock: MovingClock, ana: int
) -> None:
    case_id = opened(database)
    clock.instant += 10 * MINUTE
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    database.write(partial(log_contact, case_id=case_id, type="reply", text="Done"))
    clock.instant += 10 * MINUTE
    database.write(partial(resolve, case_ids=[case_id]))
    clock.instant += 10 * MINUTE
    database.write(partial(reopen, case_id=case_id))
    clock.instant += 5 * MINUTE
    assert held(detail(database, case_id).ownership) == ["Ana Ruiz: 5 min now"]
    told = database.read(partial(explanation, case_id=case_id, now=clock.now())).ownership
    assert [(row.cycle, row.owner.name, row.had and row.had.wall) for row in told.rows] == [
        (1, "", 600), (1, "Ana Ruiz", 600), (2, "Ana Ruiz", 300),
    ]  # fmt: skip
    assert [(one["cycle"], one["agent"], one["role"]) for one in told.to_json()["held"]] == [
        (1, None, "squad_lead"), (1, "Ana Ruiz", "agent"), (2, "Ana Ruiz", "agent"),
    ]  # fmt: skip


def test_nobody_has_it_for_the_role_it_was_escalated_to(
    database: Database, clock: MovingClock
) -> None:
    case_id = opened(database, WHOLE)
    clock.instant += 5 * MINUTE
    told = partial(escalate, case_id=case_id, roles=["feature_owner"], reason="It is theirs")
    database.write(told)
    clock.instant += 5 * MINUTE
    assert held(detail(database, case_id).ownership) == [
        "Nobody (squad lead): 5 min", "Nobody (feature owner): 5 min now",
    ]  # fmt: skip


def test_once_it_is_resolved_nobody_has_it_now(
    database: Database, clock: MovingClock, ana: int
) -> None:
    case_id = opened(database)
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    clock.instant += 10 * MINUTE
    database.write(partial(resolve, case_ids=[case_id]))
    clock.instant += timedelta(days=2)
    assert held(detail(database, case_id).ownership) == ["Ana Ruiz: 10 min"]


def test_what_a_colleague_had_is_told_without_figures_about_them(
    database: Database, clock: MovingClock, ana: int
) -> None:
    """Rule 31: one's own are one's own, all are the lead's; who had it, everybody sees."""
    ben, lee = (
        database.write(partial(add_person, name=name, role=role)).result
        for name, role in (("Ben Okafor", "agent"), ("Lee Park", "lead"))
    )
    case_id = opened(database)
    for person in (ana, ben):
        clock.instant += 10 * MINUTE
        database.write(partial(assign, case_ids=[case_id], person_id=person))
    clock.instant += 20 * MINUTE

    def told(me: int | None) -> Ownership:
        query = partial(explanation, case_id=case_id, now=clock.now(), me=me)
        return database.read(query).ownership

    nobody = "Nobody (squad lead): 10 min"
    whole = [nobody, "Ana Ruiz: 10 min", "Ben Okafor: 20 min now"]
    assert held(told(lee)) == held(told(None)) == whole
    assert held(told(ana)) == [nobody, "Ana Ruiz: 10 min", "Ben Okafor:  now"]
    assert used(told(ana))["resolution 1"] == (
        "Resolution: of 24 h, 10 min unassigned, 10 min with Ana Ruiz, 20 min with colleagues"
    )
    said = told(ana).to_json()
    assert [(row["agent"], row["seconds"]) for row in said["owners"]] == [
        (None, 600), ("Ana Ruiz", 600), ("Ben Okafor", None),
    ]  # fmt: skip
    assert [row["agent"] for row in said["clocks"][0]["used"]] == [None, "Ana Ruiz", None]
    assert [row["agent"] for row in said["held"]] == [None, "Ana Ruiz", "Ben Okafor"]

    database.person_id = ana  # the page asks as whoever is at it
    assert held(detail(database, case_id).ownership)[2] == "Ben Okafor:  now"
