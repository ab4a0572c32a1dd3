"""Burns are found once for the team and told once to each lead, in the quarter that runs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

from sqlalchemy import event, func, select

from models.commands.burns import claim_burns, mark_burns_seen, mark_burns_told, record_burns
from models.commands.people import add_person
from models.database import Database
from models.entities import BurnAlert
from models.queries.alerts import PATIENCE
from models.queries.burns import BurnRow, burns_in_sight, fresh_burns, untold_burns
from models.schema import open_checked
from models.work import Work
from tests.conftest import MovingClock
from tests.models.queries.burning import burn


def person(database: Database, name: str, role: str = "agent") -> int:
    return database.write(partial(add_person, name=name, role=role)).result


def told(database: Database, person_id: int) -> list[str]:
    """What this person is told now, and it is recorded."""
    rows = database.write(partial(claim_burns, person_id=person_id)).result
    ids = [row.id for row in rows]
    database.write(
        partial(mark_burns_told, alert_ids=ids, person_id=person_id, channel="notification")
    )
    return [row.kind for row in rows]


def in_sight(database: Database, person_id: int | None) -> list[BurnRow]:
    seen = partial(burns_in_sight, person_id=person_id, now=database.clock.now())
    return database.read(seen)


def test_a_burn_is_found_once_by_slo_period_and_kind(
    database: Database, clock: MovingClock
) -> None:
    assert database.write(record_burns).result == []
    burn(database)
    found = database.write(record_burns).result
    assert {(r.period, r.priority, r.commitment, r.kind) for r in found} == {
        ("2026Q2", "P2", "resolution", "fast"), ("2026Q2", "P2", "resolution", "slow"),
    }  # fmt: skip
    assert all("misses used" in row.words for row in found)
    assert database.write(record_burns).result == []
    assert database.read(partial(fresh_burns, now=clock.instant)) == []


def test_of_two_desks_that_look_at_one_instant_one_finds_it(
    database: Database, desk_address: str, clock: MovingClock
) -> None:
    burn(database)
    other = Database(open_checked(desk_address), clock)
    both = Barrier(2)

    def find(desk: Database) -> list[BurnRow]:
        met: list[bool] = []

        def command(work: Work) -> list[BurnRow]:
            if desk.engine.name == "postgresql" and not met:
                met.append(True)
                event.listen(work.session, "before_flush", lambda *_: both.wait(30), once=True)
            return record_burns(work)

        return desk.write(command).result

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(find, (database, other)))
    other.close()
    assert sorted(len(rows) for rows in found) == [0, 2]
    kept = select(func.count()).select_from(BurnAlert)
    assert database.read(lambda session: session.scalar(kept)) == 2


def test_the_lead_is_told_once_and_an_agent_never(database: Database, clock: MovingClock) -> None:
    ana, ben = person(database, "Ana", "lead"), person(database, "Ben")
    burn(database)
    database.write(record_burns)
    assert told(database, ben) == []
    assert in_sight(database, ben) == []
    assert sorted(told(database, ana)) == ["fast", "slow"]
    clock.instant += timedelta(days=1)
    assert told(database, ana) == []
    first, second = in_sight(database, ana)
    database.write(partial(mark_burns_seen, alert_ids=[first.id], person_id=ana))
    assert in_sight(database, ana) == [second]


def test_where_nobody_leads_everybody_is_told(database: Database) -> None:
    ben = person(database, "Ben")
    burn(database)
    database.write(record_burns)
    assert sorted(told(database, ben)) == ["fast", "slow"]
    assert in_sight(database, None) == []


def test_what_a_desk_claimed_and_did_not_show_is_told_by_another(
    database: Database, clock: MovingClock
) -> None:
    ana = person(database, "Ana", "lead")
    burn(database)
    database.write(record_burns)
    assert len(database.write(partial(claim_burns, person_id=ana)).result) == 2
    waiting = partial(untold_burns, person_id=ana)
    assert database.read(partial(waiting, now=clock.instant)) == []
    later = clock.instant + PATIENCE + timedelta(seconds=1)
    assert len(database.read(partial(waiting, now=later))) == 2


def test_another_quarter_is_another_budget(database: Database, clock: MovingClock) -> None:
    ana = person(database, "Ana", "lead")
    burn(database)
    database.write(record_burns)
    clock.instant += timedelta(days=60)
    assert in_sight(database, ana) == []
    assert told(database, ana) == []
    assert database.write(record_burns).result == []
