"""Who works on a case has acted on what it told them: nobody else is called for it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.commands.alerts import fire_due, mark_seen, snooze_alerts
from models.commands.cases import assign
from models.commands.contacts import add_note, log_contact
from models.commands.handbook import publish_handbook
from models.commands.people import add_person
from models.commands.undo import undo
from models.commands.working_times import set_shifts
from models.database import Database
from models.entities import AlertDelivery, PlannedAlert
from models.handbook.publication import Publication
from models.queries.alerts import unshown_alerts
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import opened
from tests.models.handbook.policies import SOURCE

NOTE = partial(add_note, text="Looking at the logs")
REPLY = partial(log_contact, type="reply", text="We are on it")


class Desk:
    """Ana has a P2 of which something has come; Ben is an agent too, Sven leads the squad."""

    def __init__(self, database: Database, clock: MovingClock, assigned: bool = True) -> None:
        self.database, self.clock = database, clock
        roles = {"Ana": "agent", "Ben": "agent", "Sven": "squad_lead", "Lea": "lead"}
        self.who = {
            name: database.write(partial(add_person, name=name, role=role)).result
            for name, role in roles.items()
        }
        self.case_id = opened(database)
        if assigned:
            database.write(partial(assign, case_ids=[self.case_id], person_id=self.who["Ana"]))

    def fires(self) -> None:
        """Three quarters of the time to the first response are over."""
        self.clock.instant += timedelta(minutes=46)
        assert self.database.write(fire_due).result

    def does(self, name: str, command: Callable[..., Any], **given: Any) -> None:
        self.database.person_id = self.who[name]
        self.database.write(partial(command, **given))
        self.database.person_id = None

    def acted(self) -> dict[str, set[str]]:
        """By which channels each has acted."""

        def read(session: Session) -> dict[str, set[str]]:
            found: dict[str, set[str]] = {}
            names = {person: name for name, person in self.who.items()}
            for row in session.scalars(select(AlertDelivery)):
                if row.acted_at is not None:
                    assert row.shown_at is not None
                    found.setdefault(names[row.person_id], set()).add(row.acted_channel or "")
            return found

        assert self.database.read(differences) == []
        return self.database.read(read)

    def waits(self) -> bool:
        """Whether somebody else is called, if nobody sees it."""
        query = select(PlannedAlert.id).where(
            PlannedAlert.escalates_at.is_not(None), PlannedAlert.withdrawn_at.is_(None)
        )
        return self.database.read(lambda session: session.scalars(query).first()) is not None


def test_who_writes_on_their_case_has_acted_on_what_had_come_of_it(
    database: Database, clock: MovingClock
) -> None:
    desk = Desk(database, clock)
    desk.fires()
    desk.does("Ben", NOTE, case_id=desk.case_id)  # of whom it is not
    assert (desk.acted(), desk.waits()) == ({}, True)
    desk.does("Ana", NOTE, case_id=desk.case_id)
    assert (desk.acted(), desk.waits()) == ({"Ana": {"case"}}, False)
    ask = partial(unshown_alerts, person_id=desk.who["Ana"], now=clock.now())
    assert database.read(ask) == []  # nor is it shown to who is at it


def test_the_answer_that_ends_it_is_an_act_too(database: Database, clock: MovingClock) -> None:
    desk = Desk(database, clock)
    desk.fires()
    desk.does("Ana", REPLY, case_id=desk.case_id)
    assert (desk.acted(), desk.waits()) == ({"Ana": {"case"}}, False)


def test_who_holds_the_role_acts_for_it(database: Database, clock: MovingClock) -> None:
    desk = Desk(database, clock, assigned=False)
    desk.fires()
    desk.does("Lea", NOTE, case_id=desk.case_id)  # the squad has a lead of its own
    assert (desk.acted(), desk.waits()) == ({}, True)
    desk.does("Sven", NOTE, case_id=desk.case_id)
    assert (desk.acted(), desk.waits()) == ({"Sven": {"case"}}, False)


def test_who_hands_it_over_has_acted_and_it_waits_for_who_gets_it(
    database: Database, clock: MovingClock
) -> None:
    desk = Desk(database, clock)
    desk.fires()
    desk.does("Ana", assign, case_ids=[desk.case_id], person_id=desk.who["Ben"])
    assert (desk.acted(), desk.waits()) == ({"Ana": {"case"}}, True)


def test_what_was_put_off_waits_until_then_whatever_is_done_and_then_counts(
    database: Database, clock: MovingClock
) -> None:
    desk = Desk(database, clock)
    desk.fires()
    desk.does("Ana", NOTE, case_id=desk.case_id)
    fired = select(PlannedAlert.id).where(PlannedAlert.fired_at.is_not(None))
    ids = database.read(lambda session: list(session.scalars(fired)))
    put_off = partial(snooze_alerts, alert_ids=ids, person_id=desk.who["Ana"], reason="Lunch")
    until = clock.now() + timedelta(minutes=5)
    database.write(partial(put_off, until=until))
    desk.does("Ana", NOTE, case_id=desk.case_id)
    assert desk.waits()
    clock.instant = until
    ask = partial(unshown_alerts, person_id=desk.who["Ana"], now=clock.now())
    assert len(database.read(ask)) == len(ids)
    desk.does("Ana", NOTE, case_id=desk.case_id)
    assert not desk.waits()
    assert database.read(ask) == []


@pytest.mark.parametrize("what", ["before", "handbook", "shifts"])
def test_what_says_nothing_of_this_case_is_no_act(
    database: Database, clock: MovingClock, what: str
) -> None:
    """What was done before it came; a handbook that is published for all; hours that change."""
    desk = Desk(database, clock, assigned=False)
    if what == "before":
        desk.does("Sven", NOTE, case_id=desk.case_id)
    desk.fires()
    if what == "handbook":
        to_all = Publication(SOURCE.replace('"24 h"', '"23 h"'), "open", reason="As agreed")
        desk.does("Sven", publish_handbook, publication=to_all)
    if what == "shifts":
        hours = {"mon": (("09:00", "17:00"),)}
        desk.does("Sven", set_shifts, person_id=desk.who["Ben"], shifts=hours)
    assert (desk.acted(), desk.waits()) == ({}, True)


def test_what_was_put_away_before_it_was_worked_on_is_both(
    database: Database, clock: MovingClock
) -> None:
    desk = Desk(database, clock)
    desk.fires()
    fired = select(PlannedAlert.id).where(PlannedAlert.fired_at.is_not(None))
    ids = database.read(lambda session: list(session.scalars(fired)))
    database.write(partial(mark_seen, alert_ids=ids, person_id=desk.who["Ana"]))
    desk.does("Ana", NOTE, case_id=desk.case_id)
    desk.does("Ana", undo, case_id=desk.case_id)  # the note is gone; that she was there is not
    rows = database.read(lambda session: [
        (row.seen_channel, row.acted_channel, row.channel)
        for row in session.scalars(select(AlertDelivery))
    ])  # fmt: skip
    assert set(rows) == {("bar", "case", "bar")}
