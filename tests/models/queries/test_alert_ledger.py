"""The ledger of alerts: what became of each, for whom, and whether it was of use."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from models.commands.alerts import (
    acknowledge_alerts,
    claim_unshown,
    fire_due,
    mark_acted,
    mark_noticed,
    mark_seen,
    mark_shown,
)
from models.commands.cases import NewCase, assign
from models.commands.contacts import log_contact
from models.commands.people import add_person
from models.database import Database
from models.queries.alert_ledger import LedgerRow, ledger_of_case
from models.queries.alert_rules import RuleUse, use_of_rules
from tests.conftest import NOW, MovingClock
from tests.models.commands.desk import opened

P1 = NewCase(
    title="Payments fail", customer="Contoso", priority="P1", impact="All", environment="4.2",
    steps="Pay",
)  # fmt: skip
DAY = NOW + timedelta(days=1)


def ledger(database: Database, case_id: int) -> dict[tuple[str, str], LedgerRow]:
    """The first response's and the resolution's rows by commitment and level."""
    rows = database.read(partial(ledger_of_case, case_id=case_id, now=database.clock.now()))
    return {(row.commitment, row.level): row for row in rows}


def warned(database: Database, clock: MovingClock, person_id: int) -> tuple[int, list[int]]:
    """A P1 case of this person at 75 % of its first response, told in the bar."""
    case_id = opened(database, P1)
    database.write(partial(assign, case_ids=[case_id], person_id=person_id))
    clock.instant += timedelta(minutes=12)
    ids = [row.id for row in database.write(fire_due).result]
    database.write(partial(mark_shown, alert_ids=ids, person_id=person_id, channel="bar"))
    return case_id, ids


def answer(database: Database, case_id: int) -> None:
    database.write(lambda work: log_contact(work, case_id, "reply", "On it"))


def test_an_alert_is_followed_from_plan_to_use(database: Database, clock: MovingClock) -> None:
    ana = database.write(partial(add_person, name="Ana")).result
    case_id, ids = warned(database, clock, ana)
    told_at = clock.now()
    clock.instant += timedelta(minutes=1)
    database.write(partial(mark_seen, alert_ids=ids, person_id=ana, channel="bar"))
    database.write(partial(acknowledge_alerts, alert_ids=ids, person_id=ana, channel="bar"))
    row = ledger(database, case_id)["first_response", "75%"]
    assert row.planned_for == NOW + timedelta(minutes=11, seconds=15)
    assert (row.fired_at, row.shown_at, row.person, row.channel) == (told_at, told_at, "Ana", "bar")
    assert row.seen_at == row.acted_at == row.acknowledged_at == clock.now()
    assert row.useful is None
    answer(database, case_id)
    assert ledger(database, case_id)["first_response", "75%"].useful is True
    assert ledger(database, case_id)["resolution", "75%"].fired_at is None


def test_the_share_of_useful_alerts_by_rule_counts_each_alert_once(
    database: Database, clock: MovingClock
) -> None:
    ana, ben = (database.write(partial(add_person, name=who)).result for who in ("Ana", "Ben"))
    for late in (timedelta(), timedelta(), timedelta(hours=1)):
        case_id, ids = warned(database, clock, ana)
        database.write(partial(mark_shown, alert_ids=ids, person_id=ben, channel="bar"))
        clock.instant += late
        answer(database, case_id)
    clock.instant += timedelta(minutes=10)
    unshown = len(database.write(fire_due).result)
    found = database.read(partial(use_of_rules, begin=NOW, end=DAY, now=clock.now()))
    rules = {(rule.commitment, rule.level): rule for rule in found}
    warned_of = RuleUse("first_response", "75%", 2, 3, "kept", 3, 0)
    assert rules["first_response", "75%"] == warned_of
    assert rules["first_response", "slo"] == replace(warned_of, level="slo", means="sla")
    assert sum(rule.unshown for rule in found) == unshown > 0


def test_where_and_when_it_was_claimed_shown_seen_put_away_and_acted_on(
    database: Database, clock: MovingClock
) -> None:
    ana = database.write(partial(add_person, name="Ana")).result
    case_id = opened(database, P1)
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    clock.instant += timedelta(minutes=10)
    ids = [row.id for row in database.write(fire_due).result]
    at = [clock.now() + timedelta(minutes=number) for number in range(5)]
    database.write(partial(claim_unshown, person_id=ana))
    row = ledger(database, case_id)["first_response", "slo"]
    assert (row.person, row.claimed_at, row.shown_at) == ("Ana", at[0], None)
    marks = (
        (mark_shown, "notification"), (mark_noticed, "case"), (mark_acted, "notification"),
        (mark_seen, "bar"),
    )  # fmt: skip
    for mark, channel in marks:
        clock.instant += timedelta(minutes=1)
        database.write(partial(mark, alert_ids=ids, person_id=ana, channel=channel))
    row = ledger(database, case_id)["first_response", "slo"]
    assert [row.claimed_at, row.shown_at, row.seen_at, row.acted_at, row.put_away_at] == at
    assert (row.channel, row.seen_channel, row.acted_channel) == (
        "notification", "case", "notification",
    )  # fmt: skip
