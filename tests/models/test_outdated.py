"""What an upgrade computes again, of what earlier versions planned otherwise."""

from functools import partial

import pytest
from sqlalchemy import update

from models.commands.cases import assign
from models.commands.people import add_person
from models.database import Database
from models.entities import PlannedAlert
from models.entities.plain import plain
from models.outdated import compute_again
from models.publishing import publish
from models.verification import differences
from models.work import Work
from tests.conftest import HANDBOOK
from tests.models.commands.desk import opened

WRITTEN = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
RESOLUTION = 'resolution = { sla = "24 h", slo = "18 h", '


@pytest.mark.parametrize("lead", ['leads = ["2 h"]', 'learned_lead = "2 h"'])
def test_a_lead_is_placed_anew_where_nobodys_shifts_are_known(
    lead: str, database: Database
) -> None:
    """Earlier versions counted it round the clock there, and not by the clock's calendar."""
    with_lead = WRITTEN.replace(RESOLUTION, RESOLUTION.replace("sla", f"{lead}, sla", 1))
    assert with_lead != WRITTEN

    def publish_it(work: Work) -> None:
        publish(work.session, with_lead, work.now, work.now, None)

    database.write(publish_it)
    ana = database.write(partial(add_person, name="Ana")).result
    case_id = opened(database)
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    alerts = plain(PlannedAlert)
    of_lead = alerts.c.level.in_(("-2h", "learned"))
    with database.engine.begin() as connection:
        found = connection.execute(
            update(alerts).where(of_lead).values(due_at=alerts.c.deadline_at - 7199)
        )
        assert found.rowcount == 1
    assert database.read(differences) != []
    database.write(lambda work: compute_again(work.session))
    assert database.read(differences) == []
