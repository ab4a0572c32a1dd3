"""Dated versions of the handbook on a desk: in order, and with their calendars frozen."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import update

from models.commands.customers import add_contract, customer_named
from models.commands.facts import edit_facts
from models.database import Database
from models.entities import Contract, PolicyVersion
from models.handbook import events as ev
from models.handbook.instants import to_seconds
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.policies import load_policies
from models.publishing import publish
from models.schema import open_checked
from models.verification import differences
from models.work import Work
from tests.conftest import HANDBOOK, NOW, MovingClock
from tests.models.commands.desk import WHOLE, clock_of, detail, opened

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
DAY = timedelta(days=1)


def put(work: Work, source: str, effective_at: datetime) -> int:
    return publish(work.session, source, effective_at, work.now, None)


def test_a_version_is_in_force_from_its_date(database: Database) -> None:
    database.write(partial(put, source=SOURCE, effective_at=NOW + DAY))
    policies = database.read(load_policies)
    instants = [NOW - 5000 * DAY, NOW, NOW + DAY - timedelta(seconds=1), NOW + DAY]
    assert [policies.number_at(to_seconds(at)) for at in instants] == [1, 1, 1, 2]


def test_a_published_version_keeps_its_calendars_whatever_its_file_would_say(
    database: Database,
) -> None:
    """Public holidays come from a library that changes: the dates are stored (rule 1)."""
    holidays = 'holidays_of = { country = "DE", subdivision = "BE", from = 2026, to = 2026 }'
    source = SOURCE.replace("holidays = []", holidays, 1)
    number = database.write(partial(put, source=source, effective_at=NOW)).result
    before = database.read(load_policies).newest.team

    def edit(work: Work) -> None:
        changed = source.replace('subdivision = "BE"', 'subdivision = "BY"')
        work.session.execute(
            update(PolicyVersion).where(PolicyVersion.number == number).values(source=changed)
        )

    database.write(edit)
    assert database.read(load_policies).newest.team == before
    assert "2026-03-08" in before.to_data()["holidays"]


def test_a_contracts_public_holidays_are_stored_as_dates(database: Database) -> None:
    holidays = {"country": "DE", "subdivision": "BE", "from": 2026, "to": 2026}
    calendar = {"zone": "UTC", "hours": {"mon": [["09:00", "17:00"]]}, "holidays_of": holidays}

    def add(work: Work) -> int:
        return add_contract(
            work, customer_named(work, "Contoso"), "Gold", {"calendars": {"own": calendar}}
        )

    number = database.write(add).result
    terms = database.read(lambda session: session.get_one(Contract, number).terms)
    assert "2026-03-08" in terms["calendars"]["own"]["holidays"]
    assert "holidays_of" not in terms["calendars"]["own"]


CONTRACT = """
[[contracts]]
name = "Premium"
customers = ["Contoso"]
targets.P2.first_response = { sla = "30 min", slo = "20 min", calendar = "round_the_clock" }
"""


def test_a_contract_in_the_handbook_binds_the_cases_it_matches(
    database: Database,
) -> None:
    database.write(partial(put, source=SOURCE + CONTRACT, effective_at=NOW))
    bound = opened(database)
    other = opened(database, replace(WHOLE, customer="Northwind"))
    assert clock_of(database, bound, "first_response").due_at == NOW + timedelta(minutes=30)
    assert clock_of(database, other, "first_response").due_at == NOW + timedelta(hours=1)
    asked = ((bound, FIRST_RESPONSE), (bound, RESOLUTION), (other, RESOLUTION))
    told = [
        (detail(database, case_id).contract, clock_of(database, case_id, name).matched_rule)
        for case_id, name in asked
    ]
    assert told == [
        ("Premium", "contract Premium, P2"), ("Premium", "handbook, P2"), (None, "handbook, P2"),
    ]  # fmt: skip
    assert database.read(differences) == []


def test_a_contract_made_with_the_customer_comes_before_those_of_the_handbook(
    database: Database,
) -> None:
    database.write(partial(put, source=SOURCE + CONTRACT, effective_at=NOW))
    terms: dict[str, object] = {"targets": {"P2": {"first_response": {
        "sla": "10 min", "calendar": "round_the_clock"}}}}  # fmt: skip
    customer = database.write(partial(customer_named, name="Contoso")).result
    database.write(partial(add_contract, customer_id=customer, name="Signed", terms=terms))
    clock = clock_of(database, opened(database), "first_response")
    assert (clock.matched_rule, clock.target_seconds) == ("contract Signed, P2", 600)


def test_the_customer_a_case_is_first_said_to_be_of_finds_its_contract(database: Database) -> None:
    database.write(partial(put, source=SOURCE + CONTRACT, effective_at=NOW))
    case_id = opened(database, replace(WHOLE, customer="", incomplete=True))
    targets = []
    for customer in ("Contoso", "Northwind"):
        database.write(partial(edit_facts, case_id=case_id, facts={"customer": customer}))
        targets.append(clock_of(database, case_id, "first_response").target_seconds)
    assert targets == [1_800, 1_800]
    assert database.read(differences) == []


@pytest.fixture
def two_desks(
    database: Database, desk_address: str, clock: MovingClock
) -> Iterator[tuple[Database, Database]]:
    """The same desk, each on connections of its own."""
    other = Database(open_checked(desk_address), clock)
    yield database, other
    other.close()


def test_what_a_colleague_publishes_judges_the_very_next_write(
    two_desks: tuple[Database, Database], clock: MovingClock
) -> None:
    """What was made of the versions before is kept, and no longer used."""
    ours, theirs = two_desks
    before = opened(ours)
    source = SOURCE.replace('sla = "24 h", slo = "18 h"', 'sla = "20 h", slo = "10 h"')
    clock.instant += DAY
    theirs.write(partial(put, source=source, effective_at=clock.instant))
    after = opened(ours)
    targets = [clock_of(ours, case_id, RESOLUTION).target_seconds for case_id in (before, after)]
    assert targets == [24 * 3600, 20 * 3600]
    assert ours.read(differences) == []


def test_a_version_published_while_a_write_waits_for_its_case_judges_it(
    two_desks: tuple[Database, Database], clock: MovingClock
) -> None:
    """The case names the version as soon as it is its turn: it is read after that."""
    ours, theirs = two_desks
    case_id = opened(ours)
    clock.instant += timedelta(hours=1)
    held, waits = threading.Event(), threading.Event()

    def publishing(work: Work) -> None:
        work.case_for("note", case_id)
        held.set()
        if theirs.engine.name == "postgresql":  # in a file writes begin one after the other
            assert waits.wait(30)
        number = put(work, SOURCE.replace('sla = "24 h"', 'sla = "20 h"'), clock.instant)
        work.record(case_id, ev.POLICY_APPLIED, {"version": number, "mode": "open"})

    def touching(work: Work) -> None:
        load_policies(work.session)
        waits.set()
        work.touched.add(case_id)

    with ThreadPoolExecutor(1) as pool:
        published = pool.submit(theirs.write, publishing)
        assert held.wait(30)
        ours.write(touching)
        published.result(30)
    assert clock_of(ours, case_id, RESOLUTION).target_seconds == 20 * 3600
    assert ours.read(differences) == []
