"""Whoever pulls gets the next case to breach that they can take, each another one (rule 23)."""

from dataclasses import replace
from functools import partial

import pytest

from models.commands.case_skills import set_case_skills
from models.commands.cases import assign, pause
from models.commands.next_case import take_next
from models.commands.undo import undo
from models.database import Database
from models.errors import KnownError
from models.handbook.skill_rules import Need
from tests.models.commands.desk import WHOLE, detail, opened
from tests.models.queries.benches import joined, published


@pytest.fixture
def desk(database: Database) -> Database:
    """Ana is at it, off shift: she may take what she likes."""
    published(database, "", automatic=False)
    database.person_id = joined(
        database, "Ana", skills={"api": 2}, shifts={"sun": [("1:00", "2:00")]}
    )
    return database


def taken(desk: Database) -> int:
    return desk.write(take_next).result


def test_the_next_to_breach_of_those_nobody_has(desk: Database) -> None:
    p3, p1, p2, mine, waits = (
        opened(desk, replace(WHOLE, priority=one)) for one in ("P3", "P1", "P2", "P1", "P4")
    )
    desk.write(partial(assign, case_ids=[mine], person_id=desk.person_id))
    desk.write(partial(pause, case_ids=[waits], status="waiting_customer", waiting_for="Kim"))
    assert [taken(desk) for _ in range(3)] == [p1, p2, p3]
    assert detail(desk, p1).row.assignee == "Ana"
    desk.write(partial(undo, case_id=p1))
    assert detail(desk, p1).row.assignee is None


def test_what_asks_for_more_comes_later_or_never(desk: Database) -> None:
    hard, better, plain = (opened(desk, replace(WHOLE, priority=p)) for p in ("P1", "P2", "P3"))
    desk.write(partial(set_case_skills, case_ids=[hard], skills={"api": Need("api", 3)}))
    wished = Need("search", 1, required=False)
    desk.write(partial(set_case_skills, case_ids=[better], skills={"search": wished}))
    assert [taken(desk), taken(desk)] == [plain, better]
    with pytest.raises(KnownError, match="needs a skill that you have not"):
        taken(desk)


def test_why_there_is_none(desk: Database) -> None:
    with pytest.raises(KnownError, match="Every open case has somebody"):
        taken(desk)
    for _ in range(6):
        opened(desk, replace(WHOLE, priority="P1"))
    for _ in range(5):
        taken(desk)
    with pytest.raises(KnownError, match="no room for any of them: it holds 20 of 20"):
        taken(desk)
    desk.person_id = None
    with pytest.raises(KnownError, match="not known who is at this desk"):
        taken(desk)


def test_a_restricted_case_is_taken_by_who_sees_it(desk: Database) -> None:
    secret = replace(WHOLE, priority="P1", security="yes")
    me, desk.person_id = desk.person_id, joined(desk, "Ben")
    case_id = opened(desk, replace(secret, named="Ben"))
    desk.person_id = me
    with pytest.raises(KnownError, match="Every open case has somebody"):
        taken(desk)
    desk.person_id = joined(desk, "Ben")
    assert taken(desk) == case_id
