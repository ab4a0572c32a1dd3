"""How early people are told is learned from their own cases, and a plan is made anew by it."""

from datetime import timedelta
from functools import partial

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.lead_watch import LeadWatch
from models.commands.cases import assign
from models.commands.closing import resolve
from models.commands.learning import ENOUGH, leads_to_learn, learn_leads, learned_from
from models.commands.people import add_person
from models.database import Database
from models.entities import PlannedAlert
from models.policies import load_policies
from models.publishing import publish
from models.verification import differences
from models.work import Work
from tests.conftest import HANDBOOK, MovingClock
from tests.models.commands.desk import opened

TOLD = HANDBOOK.replace("@team_zone@", "Europe/Berlin").replace(
    'resolution = { sla = "24 h", slo = "18 h", ',
    'resolution = { learned_lead = "2 h", sla = "24 h", slo = "18 h", ',
)


def learned_alerts(session: Session) -> list[tuple[timedelta, object]]:
    alert = PlannedAlert
    rows = session.execute(
        select(alert.deadline_at, alert.due_at, alert.reason).where(alert.level == "learned")
    )
    return [(row.deadline_at - row.due_at, row.reason) for row in rows]


def test_a_lead_is_the_handbook_s_until_enough_cases_have_taught_another(
    database: Database, clock: MovingClock
) -> None:
    ana = database.write(partial(add_person, name="Ana")).result
    assert not database.read(partial(leads_to_learn, now=clock.now()))

    def publish_it(work: Work) -> None:
        publish(work.session, TOLD, work.now, work.now, None)

    database.write(publish_it)
    assert database.read(load_policies).newest.targets["P2"]["resolution"].learned_lead == 7200
    for number in range(ENOUGH):
        case_id = opened(database)
        database.write(partial(assign, case_ids=[case_id], person_id=ana))
        clock.instant += timedelta(minutes=10 * (number + 1))
        database.write(partial(resolve, case_ids=[case_id]))
        if number == ENOUGH - 2:
            assert database.write(learn_leads).result == 0
    case_id = opened(database)
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    assert database.read(learned_alerts) == [
        (timedelta(hours=2), {"lead_seconds": 7200, "cases": 0})
    ]
    assert LeadWatch().look(database)  # of each commitment one
    assert not LeadWatch().look(database)
    assert database.write(learn_leads).result == 3
    assert database.read(learned_alerts) == [
        (timedelta(hours=3), {"lead_seconds": 10_800, "cases": ENOUGH})
    ]
    assert database.read(differences) == []
    assert database.write(learn_leads).changes.cases == frozenset()


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_nine_of_ten_cases_took_no_longer(lengths: list[int]) -> None:
    found = learned_from({(1, "resolution", "P2", ""): lengths})
    if len(lengths) < ENOUGH:
        assert found == {}
        return
    ((seconds, cases),) = found.values()
    assert cases == len(lengths)
    assert sum(length <= seconds for length in lengths) >= 0.9 * len(lengths)
    assert sum(length < seconds for length in lengths) < 0.9 * len(lengths)
