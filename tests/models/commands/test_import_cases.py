"""Cases of another desk, written as they are (handbook, rule 10)."""

import re
from functools import partial

import pytest
from sqlalchemy import update

from models.commands.closing import ClosingNote, close_case, reopen
from models.commands.handbook import publish_handbook
from models.commands.import_cases import CaseWriter, ImportedCase
from models.commands.people import add_person
from models.commands.undo import undo
from models.database import Database
from models.entities import Case
from models.entities.plain import plain
from models.errors import KnownError
from models.handbook import events as ev
from models.handbook.events import Event
from models.handbook.instants import to_seconds
from models.handbook.publication import Publication
from models.queries.search import search
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.models.handbook.policies import SOURCE

WITHOUT_P4 = re.sub(r"\[targets\.P4\].*?(?=\n\[)", "[targets.P4]", SOURCE, flags=re.DOTALL)


def test_cases_to_which_nothing_is_promised_come_in_too(
    database: Database, clock: MovingClock
) -> None:
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result
    database.write(partial(publish_handbook, publication=Publication(WITHOUT_P4, "new")))
    at = to_seconds(clock.instant) + 60
    opened = Event(0, ev.OPENED, at, at, {"title": "A lamp flickers", "priority": "P4"})

    def bring(work: Work) -> None:
        CaseWriter(work, "another desk").write([ImportedCase("A1", [opened])])

    database.write(bring)
    (found,) = database.read(partial(search, typed="flickers"))
    assert found.title == "A lamp flickers"
    assert database.read(differences) == []


def test_an_imported_case_may_be_incomplete_at_the_end_it_came_with_and_at_no_other(
    database: Database, clock: MovingClock
) -> None:
    at = to_seconds(clock.instant)
    opened = Event(0, ev.OPENED, at - 600, at - 60, {"title": "A lamp flickers"})
    ended = Event(1, ev.RESOLVED, at - 300, at - 60, {})
    told = [ImportedCase("A1", [opened, ended]), ImportedCase("A2", [opened])]
    database.write(lambda work: CaseWriter(work, "another desk").write(told))
    over = {"status": "resolved", "is_open": False, "resolved_at": at}

    def end_anyhow(case_id: int) -> None:
        mine = update(plain(Case)).where(plain(Case).c.id == case_id)
        database.write(lambda work: work.session.execute(mine.values(**over)))

    with pytest.raises(KnownError, match="still lacks"):
        end_anyhow(2)
    database.write(partial(reopen, case_id=1))
    with pytest.raises(KnownError, match="still lacks"):
        end_anyhow(1)
    database.write(partial(undo, case_id=1))
    database.write(partial(close_case, case_id=1, note=ClosingNote("Dust", "none", "Clean it")))
    assert database.read(lambda session: session.get_one(Case, 1).status) == "closed"
    assert database.read(differences) == []
