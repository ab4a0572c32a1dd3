"""Rule 25: who is called in, and why, stands in the timeline; an incomplete case too."""

from functools import partial

import pytest

from models.commands.cases import NewCase
from models.commands.escalation import ROLES, escalate
from models.commands.undo import undo
from models.database import Database
from models.errors import KnownError
from models.verification import differences
from models.wording import ROLES as NAMES
from tests.models.commands.desk import detail, opened, problems


def test_an_incomplete_case_is_escalated_at_once(database: Database) -> None:
    case_id = opened(database, NewCase("Help", incomplete=True))
    call = partial(escalate, case_id=case_id, roles=["comms_lead"], reason=" All are down ")
    database.write(partial(call, whom=" Imogen  Hall "))
    last = detail(database, case_id).timeline[-1]
    assert last.kind == "escalated"
    assert last.data == {
        "roles": ["comms_lead"], "whom": "Imogen Hall", "reason": "All are down",
    }  # fmt: skip
    database.write(partial(undo, case_id=case_id))
    assert detail(database, case_id).timeline[-1].retracted
    assert database.read(differences) == []


def test_it_says_to_whom_and_why(database: Database) -> None:
    case_id = opened(database)
    with pytest.raises(KnownError) as refused:
        database.write(partial(escalate, case_id=case_id, roles=[], reason=" "))
    assert set(problems(refused.value)) == {"whom", "reason"}
    with pytest.raises(KnownError, match="cook"):
        database.write(partial(escalate, case_id=case_id, roles=["cook"], reason="Hungry"))


def test_every_role_has_a_name() -> None:
    assert {role for roles in ROLES.values() for role in roles} == set(NAMES)
