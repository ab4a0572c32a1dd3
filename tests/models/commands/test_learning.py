"""How early people are told is learned from their own cases, and a plan is made anew by it."""

from datetime import timedelta
from functools import partial

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.lead_watch import LeadWatch
from models.commands.cases import assign, open_case
from models.commands.closing import resolve
from models.commands.learning import ENOUGH, leads_to_learn, learn_leads, learned_from
from models.commands.people import add_person
from models.commands.working_times import set_shifts
from models.database import Database
from models.entities import PlannedAlert
from models.policies import load_policies
from models.publishing import publish
from models.verification import differences
from models.work import Work
from tests.conftest import HANDBOOK, MovingClock
from tests.models.commands.desk import WHOLE, opened
from tests.models.handbook.logs import may as at

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


def test_a_lead_is_learned_in_the_hours_in_which_it_is_placed(
    database: Database, clock: MovingClock
) -> None:
    """Her cases come an hour before she leaves and are done an hour after she is back: two hours of
    her work, though a P2's clock counts the night."""
    ana = database.write(partial(add_person, name="Ana")).result
    hours = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
    database.write(partial(set_shifts, person_id=ana, shifts=hours))
    clock.instant = at("12 16:00")

    def come(work: Work) -> list[int]:
        publish(work.session, TOLD, work.now, work.now, None)
        return [open_case(work, WHOLE) for _ in range(ENOUGH)]

    cases = database.write(come).result
    database.write(partial(assign, case_ids=cases, person_id=ana))
    clock.instant = at("13 10:00")
    database.write(partial(resolve, case_ids=cases))
    database.write(learn_leads)
    clock.instant = at("13 16:00")
    database.write(partial(assign, case_ids=[opened(database)], person_id=ana))
    assert database.read(learned_alerts) == [
        (at("14 16:00") - at("14 14:00"),
         {"lead_seconds": 7200, "cases": ENOUGH, "own_hours": True})
    ]  # fmt: skip
    assert database.read(differences) == []


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_nine_of_ten_cases_took_no_longer(lengths: list[int]) -> None:
    found = learned_from({(1, "resolution", "P2", ""): lengths})
    if len(lengths) < ENOUGH or sum(not one for one in lengths) >= 0.9 * len(lengths):
        assert found == {}
        return
    ((seconds, cases),) = found.values()
    assert cases == len(lengths)
    assert sum(length <= seconds for length in lengths) >= 0.9 * len(lengths)
    assert sum(length < seconds for length in lengths) < 0.9 * len(lengths)
