"""Which desks are running, and who else has a case open: by the database's time alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from models.commands.people import add_person
from models.database import Database
from models.desk_time import RunningClock, wall_time
from models.entities import Operation, Presence
from models.handbook.instants import to_seconds
from models.presence import RunningDesk, beat, database_time, leave
from models.queries.presence import Company, company_at, running_desks
from models.schema import open_checked
from tests.models.commands.desk import WHOLE, opened


@dataclass
class Team:
    """Two desks on one database: Ana's, and Kim's, who has a case open."""

    ana: Database
    kim: Database
    case_id: int
    kims: RunningDesk
    now: int = 1_000_000
    beats: list[RunningDesk] = field(default_factory=list)

    def time(self, _: Connection) -> int:
        return self.now

    def beat(self, desk: RunningDesk) -> None:
        beat(self.kim.engine, desk, self.time)

    def company(self, desk: str = "ana-1") -> list[Company]:
        query: Any = partial(
            company_at, case_id=self.case_id, desk=desk, me=self.ana.person_id, now=self.time
        )
        return list(self.ana.read(query))

    def desks(self) -> list[str]:
        return [row.desk for row in self.ana.read(partial(running_desks, now=self.time))]


@pytest.fixture
def team(database: Database, desk_address: str) -> Iterator[Team]:
    people = {
        name: database.write(partial(add_person, name=name, role=role)).result
        for name, role in (("Ana Ruiz", "agent"), ("Kim Lund", "agent"), ("Lea Brandt", "lead"))
    }
    case_id = opened(database)
    database.person_id = people["Ana Ruiz"]
    kim = Database(open_checked(desk_address), database.clock, people["Kim Lund"])
    desk = RunningDesk("kim-1", kim.person_id, "mill", "0.1.0", True, True, case_id)
    yield Team(database, kim, case_id, desk)
    kim.close()


KIM = Company("Kim Lund", ("mill",))


def test_a_colleague_who_opens_a_case_is_seen_until_they_leave_it(team: Team) -> None:
    assert team.company() == []
    team.beat(team.kims)
    assert team.company() == [KIM]
    team.beat(replace(team.kims, case_id=None))
    assert team.company() == []
    assert team.desks() == ["kim-1"]
    leave(team.kim.engine, "kim-1")
    assert team.desks() == []


def test_a_desk_that_crashed_is_gone_after_90_seconds_and_swept_by_who_comes(team: Team) -> None:
    team.beat(team.kims)
    team.now += 89
    assert team.company() == [KIM]
    team.now += 1
    assert (team.company(), team.desks()) == ([], [])
    team.beat(replace(team.kims, desk="kim-2", case_id=None))
    count = select(func.count()).select_from(Presence)
    assert team.ana.read(lambda session: session.scalar(count)) == 1


def test_a_desk_that_slept_and_was_swept_is_back_with_its_next_beat(team: Team) -> None:
    team.beat(team.kims)
    team.now += 600
    team.beat(replace(team.kims, desk="other", case_id=None))
    assert team.desks() == ["other"]
    team.beat(team.kims)
    assert team.company() == [KIM]


def test_what_was_seen_in_a_time_to_come_is_not_believed(team: Team) -> None:
    team.beat(team.kims)
    team.now -= 7200  # the database's clock was set back
    assert team.company() == []


def test_two_windows_of_a_person_are_one_and_ones_own_are_none(team: Team) -> None:
    team.beat(team.kims)
    team.beat(replace(team.kims, desk="kim-2", host="tower"))
    mine = replace(team.kims, desk="ana-1", person_id=team.ana.person_id, host="here")
    team.beat(mine)
    team.beat(replace(mine, desk="ana-2", host="there"))
    assert team.company() == [Company("Kim Lund", ("mill", "tower"))]


def test_where_nobody_is_named_each_other_desk_is_somebody(team: Team) -> None:
    team.beat(replace(team.kims, person_id=None))
    team.beat(replace(team.kims, desk="ana-1", person_id=None, host="here"))
    team.ana.person_id = None
    assert team.company() == [Company("", ("mill",))]


def test_an_outsider_is_not_told_who_looks_at_a_restricted_case(team: Team) -> None:
    team.case_id = opened(team.kim, replace(WHOLE, security="yes", priority="P1"))
    team.beat(replace(team.kims, case_id=team.case_id))
    assert team.company() == []
    team.ana.person_id = None  # whoever reads the database
    assert team.company() == [KIM]


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_computer_whose_clock_is_wrong_is_there_all_the_same(team: Team, hours: int) -> None:
    team.kim.clock = RunningClock(timedelta(hours=hours))
    beat(team.kim.engine, team.kims)
    (desk,) = team.ana.read(running_desks)
    assert (desk.desk, desk.person, desk.host, desk.can_notify) == (
        "kim-1",
        "Kim Lund",
        "mill",
        True,
    )
    with team.ana.engine.connect() as connection:
        there = database_time(connection)
    assert abs(there - to_seconds(wall_time())) < 60
    assert 0 <= there - to_seconds(desk.seen_at) < 60


def test_a_beat_is_no_operation(team: Team) -> None:
    count = select(func.count()).select_from(Operation)
    before = team.ana.read(lambda session: session.scalar(count))
    team.beat(team.kims)
    leave(team.kim.engine, "kim-1")
    assert team.ana.read(lambda session: session.scalar(count)) == before
