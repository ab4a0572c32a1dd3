"""Two desks of one person ask at one instant what to tell them: one of the two tells it."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest
from sqlalchemy import event

from models.commands.alerts import claim_unshown, fire_due
from models.commands.burns import claim_burns, record_burns
from models.commands.people import add_person
from models.database import Database
from models.queries.alerts import PATIENCE
from models.schema import open_checked
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import opened
from tests.models.queries.burning import burn

Claim = Callable[[Work, int], Sequence[object]]


def burning(desk: Database) -> None:
    burn(desk)
    desk.write(record_burns)


def breached(desk: Database) -> None:
    opened(desk)
    assert isinstance(desk.clock, MovingClock)
    desk.clock.instant += timedelta(days=1)
    assert desk.write(fire_due).result


@pytest.mark.parametrize(("prepare", "claim"), [
    (burning, claim_burns), (breached, claim_unshown),
])  # fmt: skip
def test_what_a_desk_claimed_and_did_not_show_only_one_of_two_tells(
    database: Database, desk_address: str, clock: MovingClock,
    prepare: Callable[[Database], None], claim: Claim,
) -> None:  # fmt: skip
    """Both may look before either writes, unless the one waits for the other."""
    ana = database.write(partial(add_person, name="Ana", role="lead")).result
    prepare(database)
    waiting = len(database.write(lambda work: claim(work, ana)).result)
    assert waiting
    clock.instant += PATIENCE + timedelta(seconds=1)
    other = Database(open_checked(desk_address), clock, ana)
    both = Barrier(2)

    def meet(*_: object) -> None:
        with suppress(BrokenBarrierError):
            both.wait(0.5)

    def ask(desk: Database) -> int:
        def command(work: Work) -> int:
            event.listen(work.session, "before_flush", meet, once=True)
            return len(claim(work, ana))

        return desk.write(command).result

    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(ask, (database, other)))
    other.close()
    assert found == [0, waiting]
