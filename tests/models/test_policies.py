"""Dated versions of the handbook on a desk: in order, and with their calendars frozen."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import update

from models.commands.customers import add_contract, customer_named
from models.commands.facts import edit_facts
from models.database import Database
from models.entities import Contract, PolicyVersion
from models.handbook.instants import to_seconds
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.policies import load_policies
from models.publishing import publish
from models.verification import differences
from models.work import Work
from tests.conftest import HANDBOOK, NOW
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
