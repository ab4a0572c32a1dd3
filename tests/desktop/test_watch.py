"""One look at the plan: what fires, who is told what, and that nothing is told twice or lost."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.alert_messages import messages
from desktop.message import Message
from desktop.watch import BEAT, claim, record_shown, sweep, until_next
from models.commands.access import change_access
from models.commands.alerts import AT_ONCE, fire_due, mark_seen
from models.commands.cases import NewCase, assign, open_case, pause
from models.commands.people import add_person
from models.commands.working_times import add_turn
from models.database import Database
from models.entities import AlertDelivery, Operation, PlannedAlert
from models.queries.alerts import PATIENCE
from models.work import Work
from tests.conftest import MovingClock

BERLIN = ZoneInfo("Europe/Berlin")
URGENT = NewCase(
    title="Payments <fail> & stop", customer="Northwind", priority="P1", impact="all",
    environment="production", steps="pay",
)  # fmt: skip


class Shelf:
    """A notifier that keeps what it was shown."""

    def __init__(self, takes: bool = True) -> None:
        self.takes = takes
        self.shown: list[tuple[str, str, int | None]] = []

        self.urgent: list[bool] = []
        self.still: list[frozenset[int]] = []
        """What still was, each time something was taken off."""

    def retain(self, alert_ids: frozenset[int]) -> None:
        self.still.append(alert_ids)

    def notify(self, message: Message) -> bool:
        self.shown.append((message.title, message.body, message.case_id))
        self.urgent.append(message.urgent)
        return self.takes


def operations(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Operation)) or 0


def person(database: Database, name: str, role: str = "agent") -> int:
    return database.write(partial(add_person, name=name, role=role)).result


def at_window(database: Database, person_id: int) -> Database:
    """The same desk, opened by somebody."""
    return Database(database.engine, database.clock, person_id)


def opened(database: Database, assignee: int | None = None, new: NewCase = URGENT) -> int:
    def write(work: Work) -> int:
        case_id = open_case(work, new)
        if assignee is not None:
            assign(work, [case_id], assignee)
        return case_id

    return database.write(write).result


def told(database: Database, person_id: int) -> list[Message]:
    """What a window of this person would show now; shown, it is recorded."""
    desk = at_window(database, person_id)
    rows = claim(desk)
    record_shown(desk, rows, person_id, taken=True)
    return messages(rows, database.clock.now(), BERLIN)


def test_a_desk_that_only_watches_writes_nothing(database: Database) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    before = database.read(operations)
    assert sweep(database).fired == []
    assert claim(at_window(database, ana)) == []
    assert database.read(operations) == before


def test_an_alert_fires_once_at_the_first_warning(database: Database, clock: MovingClock) -> None:
    opened(database)
    planned = sweep(database).next_due_at
    assert planned == clock.instant + timedelta(minutes=10)
    clock.instant += timedelta(minutes=10) - timedelta(seconds=1)
    assert sweep(database).fired == []
    clock.instant += timedelta(seconds=1)
    found = sweep(database)
    assert [(row.commitment, row.level) for row in found.fired] == [("first_response", "slo")]
    assert found.to_json() == {
        "due": 1,
        "fired": [
            {
                "case": "CS-1001", "commitment": "first_response", "level": "slo",
                "recipient": "incident_commander", "due_at": "2026-05-12T12:38:00+00:00",
            }
        ],
        "escalated": [],
        "next_due_at": "2026-05-12T12:39:15+00:00",
        "burns": [],
        "crossings": [],
    }  # fmt: skip
    assert sweep(database).fired == []


def test_a_sweep_is_of_the_instant_it_began_at(database: Database, clock: MovingClock) -> None:
    opened(database)
    due = clock.instant + timedelta(minutes=10)
    clock.instant = due - timedelta(seconds=1)

    class Ticking(MovingClock):
        """Each look at it takes a second."""

        def now(self) -> datetime:
            found = super().now()
            self.instant += timedelta(seconds=1)
            return found

    found = sweep(Database(database.engine, Ticking(clock.instant)))
    assert (found.fired, found.next_due_at) == ([], due)


def test_a_turn_that_begins_makes_what_the_holder_before_had_seen_wait_anew(
    database: Database, clock: MovingClock
) -> None:
    iris, ana = person(database, "Iris", "incident_commander"), person(database, "Ana")
    begins_at, ends_at = (clock.now() + timedelta(hours=number) for number in (1, 2))
    turn: Any = partial(add_turn, begins_at=begins_at, ends_at=ends_at, person_id=ana)
    database.write(partial(turn, role="incident_commander"))
    opened(database)
    clock.instant += timedelta(minutes=15)
    (breach,) = [row.id for row in sweep(database).fired if row.level == "sla"]
    database.write(partial(mark_seen, alert_ids=[breach], person_id=iris))
    clock.instant = begins_at
    assert breach not in [row.id for row in sweep(database).escalated]
    clock.instant += timedelta(minutes=5)
    assert breach in [row.id for row in sweep(database).escalated]


def test_after_a_long_absence_everything_fires_in_several_writes(
    database: Database, clock: MovingClock
) -> None:
    def plan_more(work: Work) -> None:
        case_id = open_case(work, URGENT)
        work.session.flush()
        for number in range(AT_ONCE + 50):
            work.session.add(
                PlannedAlert(
                    case_id=case_id, commitment="first_response", cycle=1, level=f"{number}",
                    due_at=work.now, deadline_at=work.now + timedelta(minutes=15),
                )
            )  # fmt: skip
        work.touched.clear()

    database.write(plan_more)
    assert len(database.write(fire_due).result) == AT_ONCE
    assert len(sweep(database).fired) == 50
    assert sweep(database).fired == []


def test_the_next_look_is_when_the_next_alert_is_due_or_a_beat_later(clock: MovingClock) -> None:
    assert until_next(clock, None) == BEAT
    assert until_next(clock, clock.instant + timedelta(seconds=3)) == 3
    assert until_next(clock, clock.instant + timedelta(days=4000)) == BEAT
    assert until_next(clock, clock.instant - timedelta(seconds=3)) == 0


def test_a_person_is_told_once_and_it_is_recorded(database: Database, clock: MovingClock) -> None:
    ana, ben = person(database, "Ana Ruiz"), person(database, "Ben Okafor")
    case_id = opened(database, ana)
    clock.instant += timedelta(minutes=11)
    sweep(database)
    assert told(database, ben) == []
    assert told(database, ana) == [
        Message(
            "CS-1001 owes Northwind a first response by 14:43",
            "SLO reached · Payments <fail> & stop",
            case_id,
        )
    ]
    assert told(database, ana) == []

    def deliveries(session: Session) -> list[tuple[int, str, datetime | None]]:
        rows = session.scalars(select(AlertDelivery))
        return [(row.person_id, row.channel, row.shown_at) for row in rows]

    assert database.read(deliveries) == [(ana, "notification", clock.now())]


def test_while_nobody_is_assigned_who_holds_the_role_is_told(
    database: Database, clock: MovingClock
) -> None:
    mara, ana = person(database, "Mara Lindqvist", "lead"), person(database, "Ana Ruiz")
    chief = person(database, "Iris Holm", "incident_commander")
    opened(database)
    clock.instant += timedelta(minutes=10)
    sweep(database)
    assert [len(told(database, who)) for who in (mara, ana, chief)] == [0, 0, 1]


def test_a_role_that_nobody_holds_is_the_lead_s_and_without_one_everybody_s(
    database: Database, clock: MovingClock
) -> None:
    ana, ben = person(database, "Ana Ruiz"), person(database, "Ben Okafor", "squad_lead")
    opened(database)
    clock.instant += timedelta(minutes=10)
    sweep(database)
    assert [len(told(database, who)) for who in (ana, ben)] == [1, 1]
    mara = person(database, "Mara Lindqvist", "lead")
    opened(database)
    clock.instant += timedelta(minutes=10)
    sweep(database)
    heard = {who: told(database, who) for who in (ana, ben, mara)}
    assert (heard[ana], heard[ben]) == ([], [])
    assert len(heard[mara]) == 2


def test_what_two_desks_of_one_person_ask_for_only_one_gets(
    database: Database, clock: MovingClock
) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    clock.instant += timedelta(minutes=10)
    sweep(database)
    here, there = at_window(database, ana), at_window(database, ana)
    assert (len(claim(here)), len(claim(there))) == (1, 0)


def test_what_a_desk_may_not_tell_now_another_of_the_same_person_tells_at_once(
    database: Database, clock: MovingClock
) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    opened(database, ana, replace(URGENT, priority="P2"))
    clock.instant += timedelta(minutes=70)
    sweep(database)
    quiet, other = at_window(database, ana), at_window(database, ana)
    assert claim(quiet, ()) == []
    assert {row.priority for row in claim(quiet, ("P1",))} == {"P1"}
    assert {row.priority for row in claim(other)} == {"P2"}


def test_what_was_claimed_and_never_shown_is_shown_after_a_minute(
    database: Database, clock: MovingClock
) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    clock.instant += timedelta(minutes=10)
    sweep(database)
    assert len(claim(at_window(database, ana))) == 1  # and then the desk is killed
    clock.instant += PATIENCE
    assert claim(at_window(database, ana)) == []
    clock.instant += timedelta(seconds=1)
    assert len(told(database, ana)) == 1
    clock.instant += 2 * PATIENCE
    assert [row.level for row in claim(at_window(database, ana))] == []


def test_a_clock_that_went_back_holds_no_claim(database: Database, clock: MovingClock) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    clock.instant += timedelta(hours=9)
    sweep(database)
    assert claim(at_window(database, ana))
    clock.instant -= timedelta(hours=5)
    assert claim(at_window(database, ana))


def test_handed_over_after_it_fired_the_other_is_told(
    database: Database, clock: MovingClock
) -> None:
    ana, ben = person(database, "Ana Ruiz"), person(database, "Ben Okafor")
    case_id = opened(database, ana)
    clock.instant += timedelta(minutes=10)
    sweep(database)
    assert len(told(database, ana)) == 1
    at_window(database, ana).write(partial(assign, case_ids=[case_id], person_id=ben))
    assert (len(told(database, ben)), told(database, ana)) == (1, [])


def test_who_takes_a_case_knows_what_had_fired_on_it(
    database: Database, clock: MovingClock
) -> None:
    ben = person(database, "Ben Okafor")
    case_id = opened(database)
    clock.instant += timedelta(minutes=10)
    sweep(database)
    at_window(database, ben).write(partial(assign, case_ids=[case_id], person_id=ben))
    assert told(database, ben) == []
    clock.instant += timedelta(minutes=2)
    sweep(database)
    assert [message.body for message in told(database, ben)] == [
        "75% of the time used · Payments <fail> & stop"
    ]


def test_what_is_withdrawn_is_not_told(database: Database, clock: MovingClock) -> None:
    ana = person(database, "Ana Ruiz")
    case_id = opened(database, ana)
    clock.instant += timedelta(minutes=25)
    fired = {row.commitment for row in sweep(database).fired}
    assert fired == {"first_response", "next_update", "team-update"}
    wait = partial(pause, case_ids=[case_id], status="waiting_customer", waiting_for="their log")
    database.write(wait)
    told = {row.commitment for row in claim(at_window(database, ana))}
    assert told == {"first_response", "team-update"}


def test_a_desk_fires_and_escalates_what_its_person_may_not_see_and_shows_them_nothing(
    database: Database, clock: MovingClock
) -> None:
    ana, ben = person(database, "Ana Ruiz"), person(database, "Ben Okafor")
    case_id = opened(database, ana)
    database.write(partial(change_access, case_id=case_id, add=[ana]))
    outside = at_window(database, ben)
    clock.instant += timedelta(minutes=10)
    assert sweep(outside).fired == []
    assert sweep(outside).next_due_at == clock.instant + timedelta(minutes=1, seconds=15)
    assert claim(outside) == []
    assert [row.level for row in claim(at_window(database, ana))] == ["slo"]


def test_a_breach_hides_its_warnings(database: Database, clock: MovingClock) -> None:
    opened(database)
    clock.instant += timedelta(minutes=16)
    fired = sweep(database).fired
    assert sorted(row.level for row in fired) == ["75%", "sla", "slo"]
    (message,) = messages(fired, clock.instant, BERLIN)
    assert message.title == "CS-1001 owes Northwind a first response since 14:43"
    assert message.body == "Due time reached · Payments <fail> & stop"


def test_many_at_once_are_one_message_the_worst_first(
    database: Database, clock: MovingClock
) -> None:
    for _ in range(7):
        opened(database)
        clock.instant += timedelta(minutes=1)
    clock.instant += timedelta(minutes=9)
    (message,) = messages(sweep(database).fired, clock.instant, BERLIN)
    assert message.title == "7 clocks need somebody, 1 is red"
    assert message.case_id is None
    lines = message.body.split("\n")
    assert lines[0] == "CS-1001 owes Northwind a first response since 14:43"
    assert lines[4:] == ["CS-1005 owes Northwind a first response by 14:47", "and 2 more"]
