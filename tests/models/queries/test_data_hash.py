"""The fingerprint of what a case is judged by: recomputed from the tables, by its own docstring."""

import json
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from models.commands.cases import NewCase
from models.commands.contacts import add_note, log_contact
from models.commands.customers import add_contract, customer_named
from models.commands.facts import edit_facts
from models.commands.people import add_person
from models.database import Database
from models.entities import Case, Customer, Event
from models.queries.explanation import explanation
from tests.conftest import NOW, MovingClock
from tests.models.commands.desk import opened


def told_hash(database: Database, case_id: int) -> str:
    query = partial(explanation, case_id=case_id, now=database.clock.now())
    return database.read(query).data_hash


def under_contract(database: Database) -> int:
    """A case of a customer with a contract of its own, its title in several scripts."""
    terms: dict[str, object] = {"targets": {"P1": {"resolution": {
        "sla": "3 h", "calendar": "round_the_clock", "warnings": [0.5, 0.75]}}}}  # fmt: skip
    customer = database.write(partial(customer_named, name="Contoso")).result
    database.write(partial(add_contract, customer_id=customer, name="Gold", terms=terms))
    new = NewCase("Größe “名前”", "Contoso", "P1", "All", "4.2", "Open it", contract_id=1)
    return opened(database, new)


def by_hand(session: Session, case_id: int) -> str:
    """What the docstring says, with nothing but SQL, JSON and SHA-256."""

    def loaded(value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    key, number, contract = session.execute(
        text("SELECT key, policy_number, contract_id FROM cases WHERE id = :id"), {"id": case_id}
    ).one()
    terms = session.scalar(text("SELECT terms FROM contracts WHERE id = :id"), {"id": contract})
    events = session.execute(
        text("SELECT id, kind, occurred_at, recorded_at, actor_id, data FROM events"
             " WHERE case_id = :id ORDER BY id"), {"id": case_id}).all()  # fmt: skip
    named = (loaded(event[5]).get("customer_id") for event in events)
    row = session.execute(
        text("SELECT number, effective_at, zone_data, calendars, source FROM policy_versions"
             " WHERE number = :number"), {"number": number}).one()  # fmt: skip
    customer = session.scalar(
        text("SELECT name FROM customers WHERE id = :id"), {"id": next(filter(None, named))}
    )
    whole = {
        "case": key,
        "customer": customer,
        "contract": loaded(terms),
        "events": [[*event[:5], loaded(event[5])] for event in events],
        "policies": [[*row[:3], loaded(row[3]), row[4]]],
    }
    written = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(written.encode()).hexdigest()


def test_whoever_holds_the_data_can_recompute_it(database: Database) -> None:
    case_id = under_contract(database)
    database.write(partial(log_contact, case_id=case_id, type="reply", text="Läuft … 👍"))
    assert told_hash(database, case_id) == database.read(partial(by_hand, case_id=case_id))
    database.write(partial(edit_facts, case_id=case_id, facts={"customer": "Northwind"}))
    assert told_hash(database, case_id) == database.read(partial(by_hand, case_id=case_id))


def test_it_stays_while_time_passes_and_changes_with_the_log(
    database: Database, clock: MovingClock
) -> None:
    case_id, other = under_contract(database), opened(database)
    first = told_hash(database, case_id)
    assert first != told_hash(database, other)
    clock.instant += timedelta(days=9)
    database.write(partial(add_note, case_id=other, text="Elsewhere"))
    assert told_hash(database, case_id) == first
    database.write(partial(add_note, case_id=case_id, text="Here"))
    assert told_hash(database, case_id) != first


def test_an_event_that_was_tampered_with_gives_another(database: Database) -> None:
    ana = database.write(partial(add_person, name="Ana")).result
    case_id = under_contract(database)
    honest, another = told_hash(database, case_id), NOW - timedelta(seconds=1)
    changes: list[tuple[Any, Any]] = [
        (Event.occurred_at, another), (Event.recorded_at, another),
        (Event.kind, "note"), (Event.data, {"priority": "P1"}),
        (Event.actor_id, ana), (Case.key, "CS-9"),
        (Customer.name, "Cantoso"),
    ]  # fmt: skip
    for column, value in changes:
        with Session(database.engine) as session:
            session.execute(update(column.class_).values({column: value}))
            case = session.scalars(select(Case).where(Case.id == case_id)).one()
            found = explanation(session, case.id, database.clock.now()).data_hash
            session.rollback()
        assert found != honest, column
    assert told_hash(database, case_id) == honest
