"""What the bar shows to whom: one line a clock, the worst first, until it is put away."""

from datetime import timedelta
from functools import partial

import pytest

from desktop.watch import sweep
from models.commands.alerts import mark_acted, mark_seen
from models.commands.contacts import log_contact
from models.database import Database
from models.queries.due_now import DueNow, due_now
from tests.conftest import NOW, MovingClock
from tests.desktop.test_watch import opened, person


def shown(database: Database, person_id: int | None) -> list[DueNow]:
    sweep(database)
    now = database.clock.now()
    return database.read(partial(due_now, person_id=person_id, now=now))


def test_nothing_fired_nothing_is_due(database: Database, clock: MovingClock) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    assert shown(database, ana) == []


def test_a_clock_is_one_line_however_many_of_its_alerts_fired(
    database: Database, clock: MovingClock
) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    clock.instant += timedelta(minutes=12)
    (line,) = shown(database, ana)
    assert (line.case_key, line.customer, line.commitment) == (
        "CS-1001", "Northwind", "first_response",
    )  # fmt: skip
    assert line.owed_at == NOW + timedelta(minutes=15)
    assert len(line.alert_ids) == 2


@pytest.mark.parametrize(
    ("minutes", "state", "imminent"),
    [(10, "at_risk", True), (11, "slo_missed", True), (15, "slo_missed", True),
     (16, "breached", False)],
)  # fmt: skip
def test_its_state_is_the_queue_s(
    database: Database, clock: MovingClock, minutes: int, state: str, imminent: bool
) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    clock.instant += timedelta(minutes=minutes)
    (line,) = shown(database, ana)
    assert (line.state, line.imminent) == (state, imminent)


def test_the_worst_is_first(database: Database, clock: MovingClock) -> None:
    ana = person(database, "Ana Ruiz")
    for _ in range(3):
        opened(database, ana)
        clock.instant += timedelta(minutes=1)
    clock.instant += timedelta(minutes=14)
    assert [line.case_key for line in shown(database, ana)] == ["CS-1001", "CS-1002", "CS-1003"]


def test_a_colleague_s_clocks_are_theirs_and_the_lead_s_when_the_breach_is_near(
    database: Database, clock: MovingClock
) -> None:
    ana, ben = person(database, "Ana Ruiz"), person(database, "Ben Okafor")
    mara = person(database, "Mara Lindqvist", "lead")
    opened(database, ana)
    clock.instant += timedelta(minutes=12)
    counts = [len(shown(database, who)) for who in (ana, ben, mara, None)]
    assert counts == [1, 0, 1, 1]


def test_the_lead_sees_a_breach_for_a_while_and_its_agent_until_it_is_answered(
    database: Database, clock: MovingClock
) -> None:
    ana, mara = person(database, "Ana Ruiz"), person(database, "Mara Lindqvist", "lead")
    case_id = opened(database, ana)
    clock.instant += timedelta(minutes=30)
    assert ("first_response", True) in _due(database, mara)
    clock.instant += timedelta(seconds=1)
    assert ("first_response", True) not in _due(database, mara)
    assert ("first_response", True) in _due(database, ana)
    database.write(partial(log_contact, case_id=case_id, type="reply", text="On it"))
    assert ("first_response", True) not in _due(database, ana)


def test_a_breach_of_the_sla_comes_before_an_internal_promise_that_is_over_for_longer(
    database: Database, clock: MovingClock
) -> None:
    ana = person(database, "Ana Ruiz")
    told = opened(database, ana)
    database.write(partial(log_contact, case_id=told, type="reply", text="On it"))
    clock.instant += timedelta(minutes=20)
    opened(database, ana)
    clock.instant += timedelta(minutes=16)  # the first's update is over for 6 minutes
    lines = [(one.case_key, one.commitment) for one in shown(database, ana)]
    assert lines[:2] == [("CS-1002", "first_response"), ("CS-1001", "next_update")]


def _due(database: Database, person_id: int) -> list[tuple[str, bool]]:
    return [(line.commitment, line.state == "breached") for line in shown(database, person_id)]


def test_put_away_it_is_gone_for_that_person_until_the_next_alert(
    database: Database, clock: MovingClock
) -> None:
    ana, mara = person(database, "Ana Ruiz"), person(database, "Mara Lindqvist", "lead")
    opened(database, ana)
    clock.instant += timedelta(minutes=10)
    (line,) = shown(database, ana)
    database.write(partial(mark_seen, alert_ids=line.alert_ids, person_id=ana))
    assert (shown(database, ana), len(shown(database, mara))) == ([], 1)
    clock.instant += timedelta(minutes=2)
    assert len(shown(database, ana)) == 1


def test_acting_on_it_leaves_it_there(database: Database, clock: MovingClock) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    clock.instant += timedelta(minutes=10)
    (line,) = shown(database, ana)
    database.write(partial(mark_acted, alert_ids=line.alert_ids, person_id=ana))
    assert shown(database, ana) == [line]


def test_hours_before_the_breach_only_its_own_people_see_it(
    database: Database, clock: MovingClock
) -> None:
    ana, mara = person(database, "Ana Ruiz"), person(database, "Mara Lindqvist", "lead")
    case_id = opened(database, ana)
    database.write(partial(log_contact, case_id=case_id, type="reply", text="On it"))
    clock.instant += timedelta(hours=3)
    database.write(partial(log_contact, case_id=case_id, type="reply", text="Still on it"))
    assert [line.commitment for line in shown(database, ana)] == ["team-update", "resolution"]
    assert shown(database, mara) == []
