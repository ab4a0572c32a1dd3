"""One customer: what they were promised, what is open, what is known; and their quarter."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.commands.closing import resolve
from models.commands.contacts import add_note, log_contact
from models.commands.customers import add_contract, customer_named
from models.commands.handbook import publish_handbook
from models.commands.people import add_person
from models.commands.undo import undo
from models.database import Database
from models.entities import Article
from models.errors import KnownError
from models.handbook.contract_rules import Matter
from models.handbook.periods import parse_period
from models.handbook.policy_file import read_policy
from models.handbook.publication import Publication
from models.queries.customer import CustomerDetail, KnownIssue, customer_detail
from models.queries.customer_review import CustomerReview, customer_review
from models.queries.figures import Figure, figure_cases
from models.queries.queue import queue
from models.queue_filter import QueueFilter
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, opened
from tests.models.handbook.policies import SOURCE

CONTRACTS = """
[[contracts]]
name = "Billing"
categories = ["Billing"]
targets.P2.resolution = { sla = "96 h", calendar = "round_the_clock" }

[[contracts]]
name = "Gold"
customers = ["Contoso", "Adatum"]
targets.P2.resolution = { sla = "20 h", calendar = "round_the_clock" }

[[contracts]]
name = "Never"
customers = ["Adatum"]
groups = ["Second line"]
"""


def told(database: Database, name: str) -> CustomerDetail:
    customer_id = database.write(partial(customer_named, name=name)).result
    now = database.clock.now()
    return database.read(partial(customer_detail, customer_id=customer_id, now=now))


def reviewed(database: Database, name: str, *, slo: bool = False) -> CustomerReview:
    customer_id = told(database, name).id
    query = partial(
        customer_review, customer_id=customer_id, period=parse_period("2026Q2"),
        now=database.clock.now(), slo=slo,
    )  # fmt: skip
    return database.read(query)


def test_the_terms_are_the_contracts_that_can_be_a_cases(database: Database) -> None:
    database.write(partial(publish_handbook, publication=Publication(SOURCE + CONTRACTS, "new")))
    contoso = [(one.contract, one.categories) for one in told(database, "Contoso").terms]
    assert contoso == [("Billing", ("billing",)), ("Gold", ())]
    fabrikam = [one.contract for one in told(database, "Fabrikam").terms]
    assert fabrikam == ["Billing", ""]
    made = database.write(partial(customer_named, name="Litware")).result
    terms: dict[str, object] = {"targets": {"P1": {"resolution": {
        "sla": "2 h", "slo": "1 h", "calendar": "round_the_clock"}}}}  # fmt: skip
    database.write(partial(add_contract, customer_id=made, name="Own", terms=terms))
    (own,) = told(database, "Litware").terms
    target = own.policy.target("P1", "resolution")
    assert target is not None
    assert target.sla is not None
    assert (own.contract, own.made, target.sla.seconds) == ("Own", True, 7200)


NAMES = st.sampled_from(["", "Contoso", "contoso ", "Adatum", "Fabrikam"])


@given(NAMES, st.sampled_from(["", "Billing", "Exports"]), st.sampled_from(["", "Second line"]))
def test_a_case_is_judged_by_one_of_its_customers_terms(
    customer: str, category: str, group: str
) -> None:
    policy = read_policy(SOURCE + CONTRACTS, 1)
    known = [under.contract for _, under in policy.for_customer(customer)]
    assert policy.for_case(Matter(customer, category, group)).contract in known


def test_open_cases_stand_as_in_the_queue(database: Database, clock: MovingClock) -> None:
    for priority in ("P4", "P1", "P3"):
        opened(database, replace(WHOLE, priority=priority))
    opened(database, replace(WHOLE, customer="Adatum"))
    database.write(partial(resolve, case_ids=[opened(database)]))
    clock.instant += timedelta(minutes=7)
    shown = told(database, "Contoso")
    now = clock.now()
    in_queue = database.read(partial(queue, shown=QueueFilter(text="contoso"), now=now))
    assert list(shown.open_cases) == in_queue
    assert (shown.open_count, shown.cases) == (3, 4)


def test_known_issues_are_those_that_the_cases_name(database: Database) -> None:
    def know(work: Work) -> None:
        for key, kind in (("KI-1", "known_issue"), ("KI-10", "known_issue"), ("DE-1", "decision")):
            work.session.add(
                Article(key=key, kind=kind, title=f"About {key}", body="", status="published",
                        changed_at=work.now)
            )  # fmt: skip

    database.write(know)
    first, second, other = (
        opened(database), opened(database), opened(database, replace(WHOLE, customer="Adatum")),
    )  # fmt: skip
    database.write(partial(add_note, case_id=first, text="Same as KI-10, and see DE-1."))
    database.write(partial(add_note, case_id=second, text="KI-10; KI-10 again"))
    database.write(partial(log_contact, case_id=other, type="reply", text="It is KI-1"))
    database.write(partial(resolve, case_ids=[second]))
    assert told(database, "Contoso").known_issues == (KnownIssue("KI-10", "About KI-10", 2, 1),)


def test_a_known_issue_named_by_mistake_is_not_one_of_theirs(database: Database) -> None:
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result

    def know(work: Work) -> None:
        work.session.add(
            Article(key="KI-1", kind="known_issue", title="Exports", body="", status="published",
                    changed_at=work.now)
        )  # fmt: skip

    database.write(know)
    case_id = opened(database)
    database.write(partial(add_note, case_id=case_id, text="It is KI-1"))
    assert [issue.key for issue in told(database, "Contoso").known_issues] == ["KI-1"]
    database.write(partial(undo, case_id=case_id))
    assert told(database, "Contoso").known_issues == ()


def test_a_quarter_counts_a_customers_clocks_alone_and_no_slo(
    database: Database, clock: MovingClock
) -> None:
    cases = [opened(database) for _ in range(3)]
    opened(database, replace(WHOLE, customer="Adatum", priority="P1"))
    clock.instant += timedelta(hours=1, minutes=30)
    database.write(partial(resolve, case_ids=cases[:2]))
    review = reviewed(database, "Contoso")
    assert {row.objective for row in review.attainment} == {"SLA"}
    counts = {(r.priority, r.commitment): (r.met, r.breached) for r in review.attainment}
    assert counts == {("P2", "first_response"): (0, 3), ("P2", "resolution"): (2, 0)}
    assert (review.volume.total, review.volume.resolved, review.volume.open_at_end) == (3, 2, 1)
    assert [(b.commitment, b.group) for b in review.breaches] == [("first_response", "")] * 3
    assert "SLO" in {row.objective for row in reviewed(database, "Contoso", slo=True).attainment}
    figure = Figure(
        objective="SLA", outcomes=("breached",), customer_id=told(database, "Contoso").id
    )
    behind = database.read(
        partial(figure_cases, period=review.period, figure=figure, now=clock.now())
    )
    assert behind.total == len(review.breaches)


def test_the_same_figures_have_the_same_hash(database: Database) -> None:
    opened(database)
    assert reviewed(database, "Contoso").data_hash == reviewed(database, "Contoso").data_hash
    assert reviewed(database, "Contoso").data_hash != reviewed(database, "Adatum").data_hash


def test_no_such_customer_is_a_sentence(database: Database) -> None:
    with pytest.raises(KnownError, match="no customer 9"):
        database.read(partial(customer_detail, customer_id=9, now=database.clock.now()))
