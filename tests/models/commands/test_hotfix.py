"""A hotfix: scheduled, reminded of a business day before, shipped; a draft for each customer."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from desktop.alert_messages import headline, reached
from models.commands.alerts import fire_due
from models.commands.closing import resolve
from models.commands.hotfix import drop_hotfix, schedule_hotfix, ship_hotfix
from models.commands.links import add_link
from models.commands.people import add_person
from models.commands.undo import undo
from models.database import Database
from models.errors import KnownError
from models.handbook.zones import zone
from models.queries.alert_ledger import ledger_of_case
from models.queries.shipped import ShippedDraft, shipped_drafts
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, detail, opened, problems

THURSDAY = datetime.fromisoformat("2026-05-14T14:00:00+02:00")


def schedule(
    database: Database, case_id: int, at: datetime = THURSDAY, what: str = "5.2.1"
) -> None:
    database.write(partial(schedule_hotfix, case_id=case_id, at=at, what=what))


def planned(database: Database, case_id: int) -> list[tuple[str, datetime]]:
    """The alerts of its hotfix that are still to come, or came."""
    told = database.read(partial(ledger_of_case, case_id=case_id, now=database.clock.now()))
    return [(row.level, row.planned_for) for row in told
            if row.commitment == "hotfix-due" and row.withdrawn_at is None]  # fmt: skip


def test_whoever_has_it_is_reminded_a_business_day_before_and_when_it_is_due(
    database: Database, clock: MovingClock
) -> None:
    case_id = opened(database)
    schedule(database, case_id)
    assert planned(database, case_id) == [
        ("reminder", THURSDAY - timedelta(days=1)), ("due", THURSDAY),
    ]  # fmt: skip
    schedule(database, case_id, THURSDAY + timedelta(hours=2))
    assert detail(database, case_id).fields["hotfix"]["what"] == "5.2.1"
    clock.instant = THURSDAY - timedelta(hours=21)
    (fired,) = [row for row in database.write(fire_due).result if row.commitment == "hotfix-due"]
    berlin = zone("Europe/Berlin")
    assert str(headline(fired, clock.instant, berlin)) == (
        "CS-1001 of Contoso has a hotfix that is to ship Thu 16:00"
    )
    assert str(reached(fired)) == "Hotfix"
    database.write(partial(ship_hotfix, case_id=case_id))
    assert database.read(differences) == []
    assert planned(database, case_id) == []
    database.write(partial(undo, case_id=case_id))
    assert "shipped_at" not in detail(database, case_id).fields["hotfix"]
    database.write(partial(drop_hotfix, case_id=case_id, reason="The workaround holds"))
    assert "hotfix" not in detail(database, case_id).fields


def test_one_of_the_same_day_is_reminded_of_half_way(database: Database) -> None:
    case_id = opened(database)
    now = database.clock.now()
    schedule(database, case_id, now + timedelta(hours=2))
    assert planned(database, case_id)[0] == ("reminder", now + timedelta(hours=1))


def test_what_is_wrong_with_a_hotfix_is_said(database: Database) -> None:
    case_id = opened(database)
    with pytest.raises(KnownError) as refused:
        schedule(database, case_id, database.clock.now())
    assert problems(refused.value) == {"at": "This time is over already."}
    for command in (ship_hotfix, partial(drop_hotfix, reason="Why")):
        with pytest.raises(KnownError, match="No hotfix is scheduled for CS-1001"):
            database.write(partial(command, case_id=case_id))
    schedule(database, case_id)
    with pytest.raises(KnownError) as refused:
        database.write(partial(drop_hotfix, case_id=case_id, reason=" "))
    assert problems(refused.value) == {"reason": "Say why none comes."}


def test_every_open_linked_case_gets_a_draft_to_its_customer(database: Database) -> None:
    database.person_id = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    case_id = opened(database)
    others = [opened(database, replace(WHOLE, customer=name)) for name in ("Northwind", "Fabrikam")]
    apart = opened(database, replace(WHOLE, customer="Tailspin"))
    for kind, to in (("same", "CS-1002"), ("affected", "CS-1003"), ("related", "CS-1004")):
        database.write(partial(add_link, case_id=case_id, kind=kind, to=to))
    database.write(partial(resolve, case_ids=[apart]))
    schedule(database, case_id)
    database.write(partial(ship_hotfix, case_id=case_id))
    me, now = database.person_id, database.clock.now()
    told = database.read(partial(shipped_drafts, case_id=case_id, now=now, me=me))
    assert [one.case_id for one in told] == [case_id, *others]
    assert told[1] == ShippedDraft(
        others[0], "CS-1002", "reply",
        "Hello,\n\nthe fix for CS-1002, “Exports stall at 90 %”, is out (5.2.1).\n\n"
        "Could you try it, and tell us whether it works for you now?\n\n"
        "You hear from us again by Wed 13 May 2026, 10:28 CEST.\n\nAna Ruiz",
        "Wed 13 May 2026, 10:28 CEST",
    )  # fmt: skip
