"""The quarterly review of desks that say little, or too much: always a paper that can be read."""

from functools import partial
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from sqlalchemy import insert, update

from desktop.reports.quarterly import quarterly_bytes
from models.database import Database
from models.entities import Case, Customer
from models.handbook.periods import parse_period
from models.queries.review import quarterly_review
from models.work import Work
from tests.models.queries.test_attainment import BEGIN, DAY, LATER, breached, clock, met, store

QUARTER = parse_period("2016Q1")


def printed(database: Database) -> str:
    review = database.read(partial(quarterly_review, period=QUARTER, now=LATER))
    pages = PdfReader(BytesIO(quarterly_bytes(review))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_no_case(database: Database) -> None:
    told = printed(database)
    assert "No clock belongs to this period." in told
    assert "No SLA clock breached." in told
    assert "Decisions asked for" not in told
    assert "page 1 of 1" in told


def test_one_case(database: Database) -> None:
    store(database, [breached(1, BEGIN + DAY, BEGIN + 2 * DAY)], group_name="Sync",
          opened_at=BEGIN + DAY / 2)  # fmt: skip
    told = printed(database)
    assert "1 SLA breach by group" in told
    assert "The case furthest over" in told
    assert "No customer 1 1 100 %" in told
    assert "Most were opened Fridays, 13:00 to 14:00: 1 of 1." in told
    assert "Resolution within the SLA, 8 quarters" not in told  # one quarter shows no course


def test_everything_is_left_out(database: Database) -> None:
    left_out = {"due_at": None, "verdict": "unknown", "reason": "not in the source"}
    store(database, [clock(n, stopped_at=BEGIN + n * DAY, **left_out) for n in range(1, 40)])
    told = printed(database)
    assert "not judged" in told
    assert "Where is resolution to be recorded? None could be judged: 39 clocks left out." in told
    assert "No resolution was decided in this period." in told
    assert "39 left out" in told


def test_five_thousand_customers(database: Database) -> None:
    count = 5_000

    def people(work: Work) -> None:
        rows = [{"id": n, "name": f"Customer {n}", "version": 1} for n in range(1, count + 1)]
        work.session.execute(insert(Customer), rows)

    database.write(people)
    clocks: list[dict[str, Any]] = [
        (breached(n, BEGIN + DAY, BEGIN + (2 + n % 50) * DAY) if n % 3 else met(n, BEGIN + DAY))
        for n in range(1, count + 1)
    ]
    store(database, clocks, group_name="Sync", opened_at=BEGIN)
    database.write(lambda work: work.session.execute(update(Case).values(customer_id=Case.id)))
    told = printed(database)
    late = sum(n % 3 > 0 for n in range(1, count + 1))
    assert "Customer 1 1 1 100 %" in told
    assert f"and {late - 5:,} more with a breach" in told
    assert "page 1 of 3" in told


def test_titles_and_groups_with_markup_print_as_they_were_typed(database: Database) -> None:
    hurt = '<img src="file:///etc/passwd"/><b>&lt;'
    store(database, [breached(n, BEGIN + n * DAY, BEGIN + 40 * DAY) for n in (1, 2, 3)],
          title=hurt, group_name=hurt, category=hurt)  # fmt: skip
    told = printed(database)
    assert told.count("".join('<img src="file')) >= 4
    assert "What stops the breaches in <img" in told
