"""A customer writes after the resolution: thanks, back again, or another case (rule 15)."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from desktop.alert_messages import messages
from desktop.watch import sweep
from models.commands.afterwards import is_another_case, was_thanks
from models.commands.cases import assign
from models.commands.closing import ClosingNote, close_case, exclude, reopen, resolve
from models.commands.contacts import log_contact, log_customer_message
from models.commands.people import add_person
from models.commands.undo import undo
from models.database import Database
from models.entities import Case
from models.errors import KnownError
from models.handbook.zones import zone
from models.queries.alerts import AlertRow
from models.queries.due_now import due_now
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import clock_of, detail, opened


def resolved(database: Database, clock: MovingClock) -> int:
    """A case resolved an hour ago."""
    case_id = opened(database)
    clock.instant += timedelta(hours=1)
    database.write(partial(resolve, case_ids=[case_id]))
    clock.instant += timedelta(hours=1)
    return case_id


def wrote(
    database: Database, case_id: int, text: str = "It is back", at: datetime | None = None
) -> int:
    """The customer's message, and its id."""
    database.write(partial(log_customer_message, case_id=case_id, text=text, occurred_at=at))
    return detail(database, case_id).unsettled[-1].id


def called(database: Database) -> list[AlertRow]:
    """What is told now of messages, by the desk whose turn it is."""
    return [row for row in sweep(database).fired if row.commitment == "customer-message"]


def test_it_alerts_at_once_whoever_has_the_case(database: Database, clock: MovingClock) -> None:
    ana = database.write(partial(add_person, name="Ana")).result
    case_id = opened(database)
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    database.write(partial(resolve, case_ids=[case_id]))
    clock.instant += timedelta(hours=3)
    received = clock.now() - timedelta(hours=1)
    wrote(database, case_id, at=received)
    (row,) = called(database)
    assert (row.recipient, row.due_at, row.owed_at) == ("Ana", clock.now(), received)
    (message,) = messages([row], clock.now(), zone("Europe/Berlin"))
    assert message.title == (
        "CS-1001 has a message of Contoso since it was resolved, "
        f"{received.astimezone(zone('Europe/Berlin')):%H:%M}"
    )
    (line,) = database.read(partial(due_now, person_id=ana, now=clock.now()))
    assert (line.case_id, line.state, line.imminent) == (case_id, "at_risk", False)
    assert called(database) == []
    assert database.read(differences) == []


def test_a_second_message_alerts_again(database: Database, clock: MovingClock) -> None:
    case_id = resolved(database, clock)
    wrote(database, case_id)
    assert len(called(database)) == 1
    clock.instant += timedelta(minutes=1)
    wrote(database, case_id, "Hello?")
    assert len(called(database)) == 1


def test_nobody_named_sees_it_too(database: Database, clock: MovingClock) -> None:
    case_id = resolved(database, clock)
    wrote(database, case_id)
    called(database)
    (line,) = database.read(partial(due_now, person_id=None, now=clock.now()))
    assert line.commitment == "customer-message"


def test_a_message_before_the_resolution_is_none_after_it(
    database: Database, clock: MovingClock
) -> None:
    case_id = resolved(database, clock)
    early = clock.now() - timedelta(minutes=90)
    database.write(
        partial(log_customer_message, case_id=case_id, text="Any news?", occurred_at=early)
    )
    assert detail(database, case_id).unsettled == ()
    assert called(database) == []


def test_thanks_starts_nothing_and_only_that_message_is_settled(
    database: Database, clock: MovingClock
) -> None:
    case_id = resolved(database, clock)
    before = [(c.stopped_at, c.verdict) for c in detail(database, case_id).clocks]
    first = wrote(database, case_id, "Thank you")
    clock.instant += timedelta(hours=1)
    second = wrote(database, case_id, "It is back")
    database.write(partial(was_thanks, case_id=case_id, message_id=first))
    case = detail(database, case_id)
    assert case.row.status == "resolved"
    assert [(c.stopped_at, c.verdict) for c in case.clocks] == before
    assert [message.id for message in case.unsettled] == [second]
    database.write(partial(undo, case_id=case_id))
    assert [message.id for message in detail(database, case_id).unsettled] == [first, second]
    assert database.read(differences) == []


def test_reopening_settles_what_was_written_and_takes_the_alert_back(
    database: Database, clock: MovingClock
) -> None:
    case_id = resolved(database, clock)
    received = clock.now()
    wrote(database, case_id)
    assert len(called(database)) == 1
    clock.instant += timedelta(minutes=20)
    database.write(partial(reopen, case_id=case_id, received_at=received))
    assert clock_of(database, case_id, "resolution", 2).started_at == received
    assert detail(database, case_id).unsettled == ()
    lines = database.read(partial(due_now, person_id=None, now=clock.now()))
    assert [line.commitment for line in lines] == []
    database.write(partial(undo, case_id=case_id))
    assert len(detail(database, case_id).unsettled) == 1
    assert database.read(differences) == []


def test_an_answer_settles_it(database: Database, clock: MovingClock) -> None:
    case_id = resolved(database, clock)
    wrote(database, case_id)
    clock.instant += timedelta(minutes=1)
    database.write(partial(log_contact, case_id=case_id, type="reply", text="Noted"))
    assert detail(database, case_id).unsettled == ()
    assert called(database) == []


def test_another_case_begins_when_the_message_was_received_and_each_names_the_other(
    database: Database, clock: MovingClock
) -> None:
    case_id = resolved(database, clock)
    database.write(partial(close_case, case_id=case_id, note=ClosingNote("Disk", "none", "Alarm")))
    received = clock.now()
    clock.instant += timedelta(hours=2)
    said = "The export by month\nis slow since Monday"
    message = wrote(database, case_id, said, received)
    command = partial(is_another_case, case_id=case_id, message_id=message)
    new_id = database.write(command).result
    new = detail(database, new_id)
    assert (new.row.title, new.row.customer, new.opened_at) == (
        "The export by month", "Contoso", received
    )  # fmt: skip
    assert new.row.missing == ("priority", "impact", "steps")
    assert clock_of(database, new_id, "first_response").started_at == received
    assert [(e.kind, e.data) for e in new.timeline[-1:]] == [
        ("linked", {"case": "CS-1001", "why": "follows"})
    ]
    old = detail(database, case_id)
    assert old.unsettled == ()
    assert old.timeline[-1].data == {"event_id": message, "case": "CS-1002"}
    assert old.row.status == "closed"
    assert database.read(differences) == []


def test_undone_the_case_it_opened_is_cancelled_unless_somebody_worked_on_it(
    database: Database, clock: MovingClock
) -> None:
    case_id = resolved(database, clock)
    message = wrote(database, case_id)
    command = partial(is_another_case, case_id=case_id, message_id=message)
    first = database.write(command).result
    database.write(partial(undo, case_id=case_id))
    assert detail(database, first).row.status == "cancelled"
    assert len(detail(database, case_id).unsettled) == 1
    second = database.write(command).result
    database.write(partial(log_contact, case_id=second, type="reply", text="Hello"))
    database.write(partial(undo, case_id=case_id))
    assert detail(database, second).row.status == "in_progress"
    assert database.read(differences) == []


def test_what_is_no_message_of_the_case_settles_nothing(
    database: Database, clock: MovingClock
) -> None:
    case_id = resolved(database, clock)
    message, other = wrote(database, case_id), opened(database)
    with pytest.raises(KnownError, match="is new"):
        database.write(partial(was_thanks, case_id=other, message_id=message))
    with pytest.raises(KnownError, match="no such message"):
        database.write(partial(was_thanks, case_id=case_id, message_id=999))
    count = database.read(lambda session: len(session.scalars(select(Case.id)).all()))
    assert count == 2


def test_who_writes_on_spam_is_asked_about_nothing(database: Database, clock: MovingClock) -> None:
    case_id = opened(database)
    database.write(partial(exclude, case_id=case_id, reason="spam"))
    clock.instant += timedelta(hours=1)
    database.write(partial(log_customer_message, case_id=case_id, text="Buy now"))
    assert detail(database, case_id).unsettled == ()
    assert called(database) == []
