"""What is due soon with somebody who is not at work until then."""

from dataclasses import replace
from functools import partial

from models.commands.cases import assign
from models.commands.standing import set_status
from models.database import Database
from models.queries.left_alone import left_alone
from tests.models.commands.desk import WHOLE, detail, opened
from tests.models.queries.benches import EVENING, joined, published


def test_what_is_due_soon_and_its_holder_off_or_not_yet_there(database: Database) -> None:
    published(database, more="", automatic=False)
    ana, ben = joined(database, "Ana"), joined(database, "Ben", shifts=EVENING)
    urgent = opened(database, replace(WHOLE, priority="P1"))
    later = opened(database, replace(WHOLE, priority="P4"))
    key = detail(database, urgent).row.key
    give = partial(assign, case_ids=[urgent, later])
    seen = []
    for person in (None, ana, ben):
        database.write(partial(give, person_id=person))
        seen.append(database.read(partial(left_alone, now=database.clock.now())))
    assert seen == [[], [], [key]]
    database.write(partial(give, person_id=ana))
    database.write(partial(set_status, person_id=ana, status="off"))
    assert database.read(partial(left_alone, now=database.clock.now())) == [key]
