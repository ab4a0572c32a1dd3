"""Assigned and not touched, on a desk: planned with the assignment, withdrawn by the first touch,
told by the watch, and answered by handing it over or leaving it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.watch import sweep
from models.commands.cases import assign
from models.commands.contacts import add_note
from models.commands.people import add_person
from models.commands.untouched import leave_with_assignee
from models.database import Database
from models.entities import PlannedAlert
from models.errors import KnownError
from models.handbook.alerting import UNTOUCHED
from models.queries.due_now import due_now
from models.queries.untouched import Untouched, untouched_case
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import detail, opened

MINUTE = timedelta(minutes=1)


@dataclass
class Desk:
    """Lena leads and has given a P2 to Ana; Ben is there too."""

    database: Database
    clock: MovingClock
    ana: int
    ben: int
    lena: int
    case_id: int

    def alerts(self) -> list[tuple[str, bool, bool]]:
        """(level, fired, withdrawn) of what is planned."""
        query = select(PlannedAlert).where(PlannedAlert.commitment == UNTOUCHED)

        def found(session: Session) -> list[tuple[str, bool, bool]]:
            rows = session.scalars(query.order_by(PlannedAlert.due_at))
            return [(r.level, r.fired_at is not None, r.withdrawn_at is not None) for r in rows]

        return self.database.read(found)

    def write_as(self, whom: int, command: Callable[..., object], **given: object) -> None:
        before, self.database.person_id = self.database.person_id, whom
        self.database.write(partial(command, **given))
        self.database.person_id = before

    def found(self, asker: int | None) -> Untouched | None:
        query = partial(untouched_case, case_id=self.case_id, now=self.clock.now(), asker_id=asker)
        return self.database.read(query)

    def due(self, person_id: int) -> set[str]:
        """What the bar of somebody's window says of it."""
        query = partial(due_now, person_id=person_id, now=self.clock.now())
        return {line.commitment for line in self.database.read(query)}

    def check(self) -> None:
        assert self.database.read(differences) == []


@pytest.fixture
def desk(database: Database, clock: MovingClock) -> Desk:
    lena, ana, ben = (
        database.write(partial(add_person, name=name, role=role)).result
        for name, role in (("Lena", "lead"), ("Ana", "agent"), ("Ben", "agent"))
    )
    database.person_id = lena
    case_id = opened(database)
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    return Desk(database, clock, ana, ben, lena, case_id)


def test_the_first_touch_withdraws_it_in_the_same_write(desk: Desk) -> None:
    assert desk.alerts() == [("remind", False, False), ("lead", False, False)]
    desk.check()
    desk.clock.instant += 31 * MINUTE
    sweep(desk.database)
    assert desk.alerts() == [("remind", True, False), ("lead", False, False)]
    assert UNTOUCHED in desk.due(desk.ana)
    desk.write_as(desk.ana, add_note, case_id=desk.case_id, text="On it")
    assert desk.alerts() == [("remind", True, True)]
    assert UNTOUCHED not in desk.due(desk.ana)
    desk.check()


def test_the_lead_is_told_next_and_who_could_take_it(desk: Desk) -> None:
    desk.clock.instant += 31 * MINUTE
    sweep(desk.database)
    assert UNTOUCHED not in desk.due(desk.lena)
    assert not detail(desk.database, desk.case_id).untouched
    desk.clock.instant += 30 * MINUTE
    sweep(desk.database)
    assert UNTOUCHED in desk.due(desk.lena)
    assert detail(desk.database, desk.case_id).untouched
    found = desk.found(desk.lena)
    assert found is not None
    assert found.next_best is not None
    assert (found.assignee, found.next_best.name) == ("Ana", "Ben")
    assert desk.found(desk.ana) is not None
    assert desk.found(desk.ben) is None  # figures about Ana are hers, and the lead's
    for person, told in ((desk.ben, False), (desk.ana, True), (desk.lena, True)):
        desk.database.person_id = person
        assert detail(desk.database, desk.case_id).untouched == told
    desk.check()


def test_it_is_handed_over_or_left(desk: Desk) -> None:
    desk.clock.instant += 61 * MINUTE
    sweep(desk.database)
    desk.write_as(desk.lena, leave_with_assignee, case_id=desk.case_id)
    assert desk.found(desk.lena) is None
    assert UNTOUCHED not in desk.due(desk.lena)
    with pytest.raises(KnownError, match="was touched"):
        desk.database.write(partial(leave_with_assignee, case_id=desk.case_id))
    desk.write_as(desk.lena, assign, case_ids=[desk.case_id], person_id=desk.ben)
    assert desk.alerts()[:2] == [("remind", True, True), ("lead", True, True)]
    assert desk.alerts()[2:] == [("remind", False, False), ("lead", False, False)]
    desk.check()
