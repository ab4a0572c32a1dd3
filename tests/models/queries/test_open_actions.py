"""Corrective actions as a review tells them: as they stood when its period ended."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import insert

from models.commands.corrective_actions import NewAction, add_action, finish_action
from models.commands.people import add_person
from models.database import Database
from models.entities import AlertDelivery, PlannedAlert
from models.handbook.periods import parse_period
from models.handbook.reviews import WEEKLY, review_name
from models.handbook.zones import zone
from models.queries.open_actions import OpenAction, actions_made, open_actions
from models.queries.unseen_alerts import unseen_count
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import opened

DAY = timedelta(days=1)
END = parse_period("2026W19").end(zone("Europe/Berlin"))
WATCH = NewAction(
    "Watch exports", "detect", 1, None, "squad_lead", "2026-05-08",
    {"measure": "breaches", "expected": 2},
)  # fmt: skip


def open_at(database: Database, at: datetime, *, named: bool = False) -> list[OpenAction]:
    return list(database.read(partial(open_actions, at=at, named=named)))


def test_an_action_is_open_from_when_it_was_made_until_it_ended(
    database: Database, clock: MovingClock
) -> None:
    clock.instant = END - 4 * DAY
    made = clock.instant
    action = database.write(partial(add_action, new=WATCH)).result
    clock.instant = END + DAY
    assert open_at(database, made - DAY) == []
    (one,) = open_at(database, END)
    assert (one.title, one.role, one.who, one.days_over, one.done) == (
        "Watch exports", "squad_lead", "", 2, False,
    )  # fmt: skip
    database.write(partial(finish_action, action_id=action, evidence="An alert is set"))
    (one,) = open_at(database, END)
    assert one.done
    assert open_at(database, END + 2 * DAY) == []


def test_the_longest_overdue_comes_first_and_a_due_day_is_not_over_before_it_ends(
    database: Database, clock: MovingClock
) -> None:
    clock.instant = END - 9 * DAY
    for title, due_on in (("Later", "2026-05-10"), ("First", "2026-05-04"), ("Then", "2026-06-01")):
        database.write(partial(add_action, new=replace(WATCH, title=title, due_on=due_on)))
    assert [(one.title, one.days_over) for one in open_at(database, END)] == [
        ("First", 6), ("Later", 0), ("Then", 0),
    ]  # fmt: skip


def test_whose_it_is_by_name_only_where_names_are_on(database: Database) -> None:
    ana = database.write(partial(add_person, name="Ana Ruiz")).result
    mine = replace(WATCH, due_on="2026-06-30", owner_id=ana, owner_role="", review=review_name(
        WEEKLY, parse_period("2026W19")))  # fmt: skip
    database.write(partial(add_action, new=mine))
    now = database.clock.now()
    assert "Ana" not in repr(open_at(database, now))
    assert [one.who for one in open_at(database, now, named=True)] == ["Ana Ruiz"]
    made = partial(actions_made, review="weekly 2026W19", at=now, named=False)
    assert [one.title for one in database.read(made)] == ["Watch exports"]
    assert database.read(partial(made, review="weekly 2026W18")) == ()


def test_alerts_that_fired_in_the_span_and_nobody_has_seen(database: Database) -> None:
    case_id = opened(database)
    ana = database.write(partial(add_person, name="Ana Ruiz")).result
    begin = datetime(2026, 5, 4, tzinfo=UTC)

    def write(work: Work) -> None:
        for number, (fired, withdrawn, seen) in enumerate((
            (begin, None, None), (begin + DAY, None, begin + 2 * DAY), (begin - DAY, None, None),
            (begin + DAY, begin + DAY, None), (begin + DAY, None, begin + 8 * DAY),
        )):  # fmt: skip
            alert = work.session.execute(
                insert(PlannedAlert).values(
                    case_id=case_id, commitment="resolution", cycle=1, level=f"l{number}",
                    deadline_at=begin, due_at=begin, role="lead", fired_at=fired,
                    withdrawn_at=withdrawn,
                ).returning(PlannedAlert.id)
            ).scalar_one()  # fmt: skip
            work.session.execute(
                insert(AlertDelivery).values(
                    alert_id=alert, person_id=ana, channel="window", seen_at=seen
                )
            )

    database.write(write)
    count = partial(unseen_count, begin=begin, until=begin + 7 * DAY)
    assert database.read(count) == 2
