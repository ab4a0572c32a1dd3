"""The list of customers: who is most in danger first, found by any of their words."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from models.commands.closing import resolve
from models.commands.customer_contacts import contact_named, mark_gone
from models.commands.customers import customer_named
from models.database import Database
from models.queries.customers import (
    CHIPS,
    CustomerFilter,
    CustomerRow,
    CustomersPulse,
    customer_ids,
    customer_rows,
    customers_pulse,
)
from models.queries.queue import queue_counts
from models.work import Work
from tests.conftest import MovingClock
from tests.full_desks import AFTER_THE_LOG, needs_sample, read_sample
from tests.models.commands.desk import WHOLE, opened


def pulse(database: Database, shown: CustomerFilter) -> CustomersPulse:
    now = database.clock.now()
    return database.read(partial(customers_pulse, shown=shown, now=now))


def listed(database: Database, text: str = "", chip: str = "all") -> list[CustomerRow]:
    now, shown = database.clock.now(), CustomerFilter(text, chip)
    told = pulse(database, shown)
    ids = database.read(partial(customer_ids, shown=shown, now=now))
    assert len(ids) == told.counts[chip]
    return database.read(
        partial(customer_rows, ids=ids, now=now, period=told.period, as_of=told.as_of)
    )


@pytest.fixture
def desk(database: Database, clock: MovingClock) -> Database:
    """Contoso has a case at risk and one that is not; Adatum one; Fabrikam one that is over."""
    for customer, priority in (("Contoso", "P2"), ("Contoso", "P4"), ("Adatum", "P4")):
        opened(database, replace(WHOLE, customer=customer, priority=priority))
    done = opened(database, replace(WHOLE, customer="Östlund", priority="P1"))
    clock.instant += timedelta(minutes=10)
    database.write(partial(resolve, case_ids=[done]))
    clock.instant += timedelta(minutes=40)
    database.write(partial(customer_named, name="Zeta"))
    return database


def test_who_is_most_in_danger_comes_first(desk: Database) -> None:
    rows = [(r.name, r.open_cases, r.at_risk, r.breached, r.met, r.decided) for r in listed(desk)]
    assert rows == [
        ("Contoso", 2, 1, 0, 0, 0), ("Adatum", 1, 0, 0, 0, 0), ("Zeta", 0, 0, 0, 0, 0),
        ("Östlund", 0, 0, 0, 1, 1),
    ]  # fmt: skip


def test_a_case_that_is_over_is_counted_as_the_queue_counts_it(
    desk: Database, clock: MovingClock
) -> None:
    clock.instant += timedelta(hours=2)
    row = listed(desk)[0]
    assert (row.name, row.at_risk, row.breached) == ("Contoso", 0, 1)
    counts = desk.read(partial(queue_counts, now=clock.now(), person_id=None))
    for chip in ("at_risk", "breached"):
        assert counts[chip] == sum(getattr(one, chip) for one in listed(desk))


@pytest.mark.parametrize(
    ("text", "chip", "names"),
    [
        ("CONT", "all", ["Contoso"]),
        ("östl", "all", ["Östlund"]),
        ("ÖSTL", "all", ["Östlund"]),
        ("to so", "all", ["Contoso"]),
        ("to x", "all", []),
        ("%", "all", []),
        ("_", "all", []),
        ("\0", "open", ["Contoso", "Adatum"]),
        ("", "open", ["Contoso", "Adatum"]),
        ("", "at_risk", ["Contoso"]),
        ("adatum", "at_risk", []),
    ],
)
def test_words_and_chips_narrow_the_list(
    desk: Database, text: str, chip: str, names: list[str]
) -> None:
    assert [row.name for row in listed(desk, text, chip)] == names
    counts = pulse(desk, CustomerFilter(text, chip)).counts
    assert counts == {one: len(listed(desk, text, one)) for one in CHIPS}


def test_a_customer_is_found_by_who_is_there(desk: Database) -> None:
    def add(work: Work) -> int:
        zeta = customer_named(work, "Zeta")
        return contact_named(work, zeta, "Ana Ruiz <ana@zeta.example>")

    ana = desk.write(add).result
    for text in ("ruiz", "ana@zeta", "zeta ANA"):
        assert [row.name for row in listed(desk, text)] == ["Zeta"]
    desk.write(partial(mark_gone, contact_id=ana))
    assert listed(desk, "ruiz") == []


def test_an_empty_desk_has_no_customers(database: Database) -> None:
    assert listed(database) == []
    assert pulse(database, CustomerFilter()).customers == 0


@needs_sample
def test_the_callers_of_a_log_are_counted_as_the_queue_counts(
    database: Database, clock: MovingClock
) -> None:
    clock.instant = AFTER_THE_LOG
    read_sample(database)
    rows = listed(database)
    assert len(rows) > 500
    counts = database.read(partial(queue_counts, now=clock.now(), person_id=None))
    assert sum(row.open_cases for row in rows) == counts["open"]
    assert sum(row.breached for row in rows) == counts["breached"]
    keys = [(-row.breached, -row.at_risk, -row.open_cases) for row in rows]
    assert keys == sorted(keys)
