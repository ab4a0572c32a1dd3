"""Cases of another desk, written as they are (handbook, rule 10)."""

import re
from functools import partial

from models.commands.handbook import publish_handbook
from models.commands.import_cases import CaseWriter, ImportedCase
from models.commands.people import add_person
from models.database import Database
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
