"""What a customer is sent: the SLA and nothing of ours, the same bytes for the same data."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.reports.customer_report import customer_report_bytes
from desktop.reports.sla_sheet import sla_sheet_bytes
from models.commands.cases import NewCase, assign, open_case
from models.commands.closing import resolve
from models.commands.contacts import add_note
from models.commands.customers import add_contract, customer_named, edit_customer
from models.commands.handbook import publish_handbook
from models.commands.people import add_person
from models.database import Database
from models.handbook.periods import parse_period
from models.handbook.publication import Publication
from models.queries.customer_review import CustomerReview, SlaSheet, customer_review, sla_sheet
from models.work import Work
from tests.conftest import MovingClock
from tests.desktop.reports.readable import check_readable
from tests.desktop.reports.tagged import check_tagged
from tests.desktop.reports.test_payloads import CUT, LITERAL
from tests.models.commands.desk import WHOLE
from tests.models.handbook.policies import SOURCE

OURS = ("SLO", "Like Fabrikam", "Secret group", "Ana Ruiz", "Never on Fridays", "They shout",
        "Team")  # fmt: skip
CONTRACTS = """
[[contracts]]
name = "Secret group"
groups = ["Secret group"]

[[contracts]]
name = "Like Fabrikam"
customers = ["Contoso"]
targets.P2.resolution = { sla = "20 h", slo = "427 min", calendar = "round_the_clock" }
targets.P1.next_update = { sla = "1 h", slo = "30 min", calendar = "round_the_clock" }

[contracts.remedies]
unit = "% of the monthly fee"
cap = 20
per = "month"
P1.resolution = { under = [[0.95, 5]], over = [["30 min", 2]] }
"""


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def contoso(database: Database, clock: MovingClock) -> int:
    """A customer with a breach, a kept promise and a case that is open, and what is ours of it."""
    database.write(partial(publish_handbook, publication=Publication(SOURCE + CONTRACTS, "new")))
    clock.instant += timedelta(seconds=1)

    def fill(work: Work) -> int:
        ana = add_person(work, "Ana Ruiz")
        cases = [open_case(work, replace(WHOLE, title=f"Export {n} stalls")) for n in range(3)]
        assign(work, cases, ana)
        add_note(work, cases[0], "They shout")
        open_case(work, NewCase("Of somebody else", "Adatum", incomplete=True))
        customer_id = customer_named(work, "Contoso")
        edit_customer(work, customer_id, {"note": "Never on Fridays"})
        return customer_id

    customer_id = database.write(fill).result
    clock.instant += timedelta(hours=2)
    database.write(partial(resolve, case_ids=[1, 2]))
    return customer_id


def reviewed(database: Database, customer_id: int) -> CustomerReview:
    query = partial(
        customer_review, customer_id=customer_id, period=parse_period("2026Q2"),
        now=database.clock.now(),
    )  # fmt: skip
    return database.read(query)


def promised(database: Database, customer_id: int) -> SlaSheet:
    return database.read(partial(sla_sheet, customer_id=customer_id, now=database.clock.now()))


def test_the_report_tells_what_was_kept_and_nothing_of_ours(
    database: Database, contoso: int
) -> None:
    told = words(customer_report_bytes(reviewed(database, contoso)))
    assert "Service report, Q2 2026, so far Contoso" in told
    assert "3 opened, 2 resolved, 1 open." in told
    assert "Resolution within the SLA 2 of 2" in told
    assert "First response within the SLA 0 of 3" in told
    assert told.count("First response 1 h") == 3
    assert "Export 0 stalls" in told
    assert "somebody else" not in told
    assert not [word for word in OURS if word in told]


def test_the_sheet_tells_the_sla_alone(database: Database, contoso: int) -> None:
    told = words(sla_sheet_bytes(promised(database, contoso)))
    assert "Service level agreement Contoso" in told
    assert "Cases of some of our groups" in told
    assert "All other cases" in told
    assert "workaround exists 1 h – 20 h" in told
    assert "Mon–Fri 09:00–17:00, Europe/Berlin." in told
    assert "While we wait for you, resolution stands still." in told
    assert "While we wait for you, next update and resolution stand still." in told
    assert "5 % of the monthly fee where under 95 % are kept" in told
    assert "2 % of the monthly fee for each that is over by more than 30 min" in told
    assert "At most 20 % of the monthly fee a month." in told
    assert not [word for word in (*OURS, "7 h 7 min") if word in told]


def test_a_contract_made_with_the_customer_is_not_dated_by_the_handbook(
    database: Database, contoso: int
) -> None:
    assert "In force from 1" in words(sla_sheet_bytes(promised(database, contoso)))
    terms: dict[str, object] = {
        "targets": {"P1": {"resolution": {"sla": "2 h", "calendar": "round_the_clock"}}}
    }
    database.write(partial(add_contract, customer_id=contoso, name="Gold", terms=terms))
    told = words(sla_sheet_bytes(promised(database, contoso)))
    assert "2 h" in told
    assert "In force" not in told
    assert "handbook version 2" in told


def test_an_agent_prints_the_sheet_without_the_credits(database: Database, contoso: int) -> None:
    def people(work: Work) -> tuple[int, int]:
        return add_person(work, "Lea", role="lead"), add_person(work, "Bo")

    lead, agent = database.write(people).result
    told = {
        who: words(sla_sheet_bytes(database.read(partial(
            sla_sheet, customer_id=contoso, now=database.clock.now(), me=who
        ))))
        for who in (lead, agent, None)
    }  # fmt: skip
    assert told[lead] == told[None]
    assert "5 % of the monthly fee where" in told[lead]
    assert "Credits As your contract says." in told[agent]
    assert "of the monthly fee" not in told[agent]


def test_without_a_contract_the_sheet_tells_the_handbooks(database: Database, contoso: int) -> None:
    adatum = database.write(partial(customer_named, name="Adatum")).result
    told = words(sla_sheet_bytes(promised(database, adatum)))
    assert "workaround exists 1 h 24 h" in told
    assert "Credits" not in told


def test_an_empty_quarter_is_a_page_too(database: Database, contoso: int) -> None:
    adatum = database.write(partial(customer_named, name="Zeta")).result
    told = words(customer_report_bytes(reviewed(database, adatum)))
    assert "No promise was due in this period." in told
    assert "None in this period." in told


def test_the_same_data_gives_the_same_bytes(
    database: Database, contoso: int, clock: MovingClock
) -> None:
    for read, draw in PAPERS:
        first = draw(read(database, contoso))
        assert draw(read(database, contoso)) == first
    before = sla_sheet_bytes(promised(database, contoso))
    clock.instant += timedelta(days=3)
    assert sla_sheet_bytes(promised(database, contoso)) == before


def test_each_is_tagged_whole(database: Database, contoso: int) -> None:
    adatum = database.write(partial(customer_named, name="Zeta")).result
    for read, draw in PAPERS:
        for customer_id in (contoso, adatum):
            content = draw(read(database, customer_id))
            check_tagged(content)
            check_readable(content)


PAPERS: tuple[
    tuple[Callable[[Database, int], CustomerReview | SlaSheet], Callable[..., bytes]], ...
]
PAPERS = ((reviewed, customer_report_bytes), (promised, sla_sheet_bytes))


@pytest.mark.on_a_file
@pytest.mark.parametrize("payload", [*LITERAL.values(), *CUT.values()])
def test_no_text_does_anything_on_paper(database: Database, contoso: int, payload: str) -> None:
    review = reviewed(database, contoso)
    review = replace(
        review, desk=payload, customer=payload,
        attainment=tuple(replace(r, priority=payload) for r in review.attainment),
        breaches=tuple(
            replace(b, key=payload, title=payload, priority=payload, commitment=payload)
            for b in review.breaches
        ),
    )  # fmt: skip
    sheet = promised(database, contoso)
    terms = tuple(replace(one, categories=(payload,)) for one in sheet.terms)
    sheet = replace(sheet, desk=payload, customer=payload, terms=terms)
    for content in (customer_report_bytes(review), sla_sheet_bytes(sheet)):
        told = words(content)
        assert "root:" not in told
        if payload in LITERAL.values():
            assert "".join(payload.split())[:40] in told.replace(" ", "")
