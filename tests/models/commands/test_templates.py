"""Reply templates: made, changed, deleted; filled in with a case's values."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import update

from models.commands.cases import NewCase, change_priority
from models.commands.contacts import log_contact
from models.commands.people import add_person
from models.commands.templates import add_template, delete_template, edit_template
from models.database import Database
from models.entities import Customer
from models.errors import KnownError, Problems
from models.queries.reply_templates import Offered, offered_templates
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, clock_of, detail, opened, problems

PROMISE = "You hear from me by {{ next_update }}."


def make(database: Database, **facts: str) -> int:
    return database.write(partial(add_template, facts=facts)).result


def offered(database: Database, case_id: int, way: str = "reply") -> Offered:
    query = partial(
        offered_templates, case_id=case_id, way=way, now=database.clock.now(), me=database.person_id
    )
    return database.read(query)


def test_a_template_is_filled_in_with_what_the_case_says(database: Database) -> None:
    database.person_id = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    case_id = opened(database)
    make(
        database,
        name="All",
        text="{{ case }}|{{ title }}|{{ customer }}|{{ contact }}|"
        "{{ agent }}|{{ priority }}|{{ next_update }}|{{ resolution_due }}|{{ summary }}",
    )
    (row,) = offered(database, case_id).templates
    assert row.filled is not None
    assert row.filled.text == (
        "CS-1001|Exports stall at 90 %|Contoso||Ana Ruiz|P2|Wed 13 May 2026, 10:28 CEST"
        "|Wed 13 May 2026, 14:28 CEST|All exports"
    )
    assert row.filled.empty == ("contact",)


def test_those_for_the_case_come_first_and_a_broken_one_says_why(database: Database) -> None:
    case_id = opened(database, NewCase(**{**WHOLE.__dict__, "category": "Billing"}))
    make(database, name="Aa of P4", priority="P4", text="x")
    make(database, name="Billing", category="billing", text="x")
    make(database, name="Other", category="Exports", text="x")
    found = [(row.name, row.fits) for row in offered(database, case_id).templates]
    assert found == [("Billing", True), ("Aa of P4", False), ("Other", False)]


def test_a_template_is_refused_by_field(database: Database) -> None:
    make(database, name="Hello", text="Hello")
    for facts, field in (
        ({"name": " ", "text": "x"}, "name"),
        ({"name": "A", "text": " "}, "text"),
        ({"name": "A", "text": "{{ nobody }}"}, "text"),
        ({"name": "A", "text": "x", "priority": "P9"}, "priority"),
        ({"name": "Hello", "text": "x"}, "name"),
    ):
        with pytest.raises(Problems) as told:
            database.write(partial(add_template, facts=facts))
        assert list(problems(told.value)) == [field]


def test_what_somebody_else_changed_is_not_overwritten(database: Database) -> None:
    made = make(database, name="Hello", text="Hello")
    seen = {"name": "Hello", "text": "Hello", "category": "", "priority": ""}
    edit = partial(edit_template, template_id=made, seen=seen)
    database.write(partial(edit, facts={"text": "Good morning"}))
    with pytest.raises(Problems) as told:
        database.write(partial(edit, facts={"text": "Hi"}))
    assert "Good morning" in problems(told.value)["text"]
    database.write(partial(edit, facts={"name": "Greeting"}))
    database.write(partial(delete_template, template_id=made))
    with pytest.raises(KnownError, match="This template is gone"):
        database.write(partial(edit, facts={"name": "Greeting"}))


def test_the_promise_is_in_the_customers_zone_where_it_is_known(database: Database) -> None:
    case_id = opened(database)
    make(database, name="Promise", text=PROMISE)

    def move(work: Work) -> None:
        work.session.execute(update(Customer).values(zone="America/New_York"))

    database.write(move)
    assert offered(database, case_id).promised == "Wed 13 May 2026, 04:28 EDT"


def test_the_promise_is_what_the_clock_says_once_the_contact_is_logged(
    database: Database, clock: MovingClock
) -> None:
    case_id = opened(database)
    make(database, name="Promise", text=PROMISE)
    told = offered(database, case_id)
    row = told.templates[0]
    assert row.filled is not None
    clock.instant += timedelta(minutes=7)
    logged = database.write(
        partial(
            log_contact, case_id=case_id, type="reply", text=row.filled.text, promised=told.promised
        )
    ).result
    assert logged == "You hear from me by Wed 13 May 2026, 10:35 CEST."
    assert detail(database, case_id).timeline[-1].data["text"] == logged
    due_at = clock_of(database, case_id, "next_update", 2, "SLO").due_at
    assert due_at == datetime(2026, 5, 13, 8, 35, tzinfo=UTC)


def test_a_promise_that_no_clock_keeps_is_refused(database: Database) -> None:
    case_id = opened(database)
    promised = offered(database, case_id).promised
    database.write(partial(change_priority, case_ids=[case_id], priority="P4", note="Agreed"))
    assert offered(database, case_id).promised == ""
    with pytest.raises(Problems) as told:
        database.write(
            partial(
                log_contact, case_id=case_id, type="reply", text=f"By {promised}", promised=promised
            )
        )
    assert list(problems(told.value)) == ["text"]
