"""What a case needs, said by hand: an event that is undone as any other (rules 17 and 23)."""

from functools import partial

import pytest

from models.commands.case_skills import set_case_skills
from models.commands.undo import undo
from models.database import Database
from models.errors import KnownError, Problems
from models.handbook.skill_rules import Need
from models.happening import Naming
from models.timeline_words import happened
from models.verification import differences
from models.wording import full_words
from tests.models.commands.desk import detail, opened


def test_what_is_said_of_a_skill_later_takes_the_place_of_the_earlier(database: Database) -> None:
    case_id = opened(database)
    say = partial(set_case_skills, case_ids=[case_id])
    database.write(partial(say, skills={"SQL": Need("SQL", 4), "French": Need("French")}))
    database.write(partial(say, skills={" sql ": Need("sql", 2, required=False), "api": None}))
    held = detail(database, case_id).fields["skills"]
    assert held == {
        "sql": {"level": 2, "required": False}, "api": None,
        "French": {"level": 1, "required": True},
    }  # fmt: skip
    told = happened(detail(database, case_id).timeline[-1], Naming({}, partial(full_words)))
    assert str(told.head) == "Skills needed: sql 2, preferred; not needed: api"
    before = detail(database, case_id).events
    database.write(partial(say, skills={"SQL": Need("SQL", 2, required=False), "API": None}))
    assert detail(database, case_id).events == before
    database.write(partial(undo, case_id=case_id))
    assert detail(database, case_id).fields["skills"] == {
        "SQL": {"level": 4, "required": True}, "French": {"level": 1, "required": True},
    }  # fmt: skip
    assert database.read(differences) == []


def test_a_skill_needs_a_name_and_a_level(database: Database) -> None:
    case_id = opened(database)
    with pytest.raises(KnownError, match="A skill needs a name"):
        database.write(partial(set_case_skills, case_ids=[case_id], skills={" ": Need(" ")}))
    with pytest.raises(Problems, match="A level is a whole number"):
        database.write(partial(set_case_skills, case_ids=[case_id], skills={"a": Need("a", 6)}))
