"""Two people publish a version of the handbook at the very same instant: one of them does."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlalchemy import event, func, select

from models.commands.handbook import publish_handbook
from models.database import Database
from models.entities import Event, Operation, PlannedAlert, PolicyVersion
from models.errors import KnownError
from models.handbook import events as ev
from models.handbook.publication import Publication
from models.schema import open_checked
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import opened
from tests.models.handbook.policies import SOURCE

HOURS = ("20 h", "30 h")
"""The resolution of P2 as each of them wants it."""


@pytest.fixture
def two_desks(
    database: Database, desk_address: str, clock: MovingClock
) -> Iterator[tuple[Database, Database]]:
    """The same desk, each on connections of its own."""
    other = Database(open_checked(desk_address), clock)
    yield database, other
    other.close()


def wanted(hours: str, base: int | None) -> Publication:
    source = SOURCE.replace('sla = "24 h", slo = "18 h"', f'sla = "{hours}", slo = "18 h"')
    assert source != SOURCE
    return Publication(source, "open", base=base)


class AtOnce:
    """Publishes on two desks; where the database lets both in, both have looked at the last version
    before either writes its own."""

    def __init__(self) -> None:
        self.begin, self.write = threading.Barrier(2), threading.Barrier(2)

    def publish(self, desk: Database, hours: str, base: int | None) -> int | KnownError:
        met: list[bool] = []

        def command(work: Work) -> int:
            if desk.engine.name == "postgresql" and not met:
                met.append(True)
                event.listen(work.session, "before_flush", self._meet, once=True)
            return publish_handbook(work, wanted(hours, base))

        self.begin.wait(30)
        try:
            return desk.write(command).result
        except KnownError as error:
            return error

    def _meet(self, *_: object) -> None:
        self.write.wait(30)


@pytest.mark.parametrize(("base", "title"), [
    (1, "Changed meanwhile"), (None, "Dated before the last version"),
])  # fmt: skip
def test_of_two_who_publish_at_one_instant_one_is_told_what_to_do(
    two_desks: tuple[Database, Database], base: int | None, title: str
) -> None:
    """One compared with the version before, one did not; half of nothing is left behind."""
    case_id = opened(two_desks[0])
    both = AtOnce()
    with ThreadPoolExecutor(2) as pool:
        publish = partial(both.publish, base=base)
        found = list(pool.map(publish, two_desks, HOURS))
    (error,) = [one for one in found if isinstance(one, KnownError)]
    (place,) = [place for place, one in enumerate(found) if one == 2]
    assert str(error.title) == title
    assert str(error.what_next)
    desk = two_desks[0]
    versions = desk.read(lambda session: {
        row.number: row.source for row in session.scalars(select(PolicyVersion))
    })  # fmt: skip
    assert set(versions) == {1, 2}
    assert versions[2] == wanted(HOURS[place], base).source
    applied = select(Event.case_id).where(Event.kind == ev.POLICY_APPLIED)
    assert desk.read(lambda session: list(session.scalars(applied))) == [case_id]
    done = select(func.count()).select_from(Operation)
    assert desk.read(lambda session: session.scalar(done)) == 2  # the case, and one version
    assert desk.read(differences) == []
    planned = select(func.count()).select_from(PlannedAlert)
    assert desk.read(lambda session: session.scalar(planned))
