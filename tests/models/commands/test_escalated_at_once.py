"""What somebody sees while a desk escalates goes no further."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from models.commands.alerts import fire_due
from models.commands.escalating import escalate_unseen
from models.database import Database
from models.entities import PlannedAlert
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import opened
from tests.models.commands.test_escalation_path import P1


@pytest.mark.parametrize("desk_address", ["postgresql"], indirect=True)
def test_an_alert_that_is_being_seen_in_another_transaction_is_left_to_it(
    database: Database, clock: MovingClock
) -> None:
    """On a server alone: a file has one writer at a time."""
    for title in ("one", "two"):
        opened(database, replace(P1, title=title))
    clock.instant += timedelta(minutes=10)
    seen, unseen = sorted(row.id for row in database.write(fire_due).result)
    clock.instant += timedelta(minutes=6)

    def escalate(work: Work) -> list[int]:
        work.session.execute(text("SET LOCAL lock_timeout = '2s'"))
        return [row.id for row in escalate_unseen(work)]

    with Session(database.engine) as other:
        other.execute(update(PlannedAlert).where(PlannedAlert.id == seen).values(escalates_at=None))
        assert database.write(escalate).result == [unseen]
        other.commit()
    steps = select(PlannedAlert.id, PlannedAlert.step).order_by(PlannedAlert.id)
    told = database.read(lambda session: [tuple(row) for row in session.execute(steps)])
    assert {row for row in told if row[0] in (seen, unseen)} == {(seen, 0), (unseen, 1)}
