"""What was recorded later arrives in the copy: all of it, once, whatever the batches."""

from datetime import timedelta
from functools import partial
from random import Random
from typing import Any, cast

import pytest
from sqlalchemy import Engine, select

from desktop.replay.feed import Feed
from desktop.replay.scratch import reading
from desktop.watch import sweep
from models.commands.cases import NewCase, assign, open_case
from models.commands.contacts import log_contact
from models.commands.people import add_person
from models.database import Database
from models.desk_time import StoppedClock
from models.entities import Article, Case, Customer, Person
from models.errors import Unreachable
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.desktop.replay.conftest import Copied
from tests.desktop.replay.histories import History, everything, known

URGENT = NewCase(
    title="Payments fail", customer="Northwind", priority="P1", impact="all",
    environment="production", steps="pay",
)  # fmt: skip


def test_at_every_moment_the_copy_knows_what_was_known(history: History, copied: Copied) -> None:
    before = everything(history.database)
    random = Random(7)
    instant, _ = history.moments[len(history.moments) // 5]
    past = copied(instant)
    feed = Feed(history.database, past, instant)
    later = [moment for moment in history.moments if moment[0] > instant]
    for moment, then in later:
        if random.random() < 0.6 and moment != later[-1][0]:
            continue  # batches of several moments too
        past.clock = StoppedClock(moment)
        feed.bring(moment)
        assert known(past) == then, moment
    assert past.read(differences) == []
    assert everything(history.database) == before


def test_what_is_written_within_the_same_second_is_not_lost(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    first = database.write(partial(open_case, new=URGENT)).result
    past = copied(clock.instant)
    feed = Feed(database, past, clock.instant)
    second = database.write(partial(open_case, new=URGENT)).result
    assert feed.bring(clock.instant).cases == {second}
    database.write(partial(log_contact, case_id=first, type="reply", text="On it"))
    clock.instant += timedelta(seconds=1)
    assert feed.bring(clock.instant).cases == {first}
    assert feed.bring(clock.instant).cases == frozenset()
    assert known(past) == known(database)


class Unplugged:
    """A desk whose server goes away, as often as it is told."""

    def __init__(self, real: Database, times: int) -> None:
        self._real = real
        self._times = times

    @property
    def engine(self) -> Engine:
        if self._times:
            self._times -= 1
            raise Unreachable("No way", "There is no connection to the database.", "Wait.")
        return self._real.engine


def test_what_could_not_be_brought_comes_with_the_next_batch(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    past = copied(clock.instant)
    feed = Feed(cast(Any, Unplugged(database, 2)), past, clock.instant)
    clock.instant += timedelta(minutes=1)
    case_id = database.write(partial(open_case, new=URGENT)).result
    for _ in range(2):
        clock.instant += timedelta(hours=1)
        with pytest.raises(Unreachable):
            feed.bring(clock.instant)
    assert feed.bring(clock.instant).cases == {case_id}
    assert known(past) == known(database)


def test_what_the_copy_wrote_itself_meets_nothing_that_arrives(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    past = copied(clock.instant)
    feed = Feed(database, past, clock.instant)

    def write(work: Work) -> int:
        """The same words on both sides: key, customer and person are the same."""
        case_id = open_case(work, URGENT)
        assign(work, [case_id], add_person(work, "Ana Ruiz"))
        return case_id

    own = past.write(write).result
    clock.instant += timedelta(minutes=3)
    arrived = database.write(write).result
    assert feed.bring(clock.instant).cases == {arrived}
    rows = past.read(
        lambda session: session.execute(
            select(Case.id, Case.key, Customer.name, Person.name)
            .join(Customer, Customer.id == Case.customer_id)
            .join(Person, Person.id == Case.assignee_id)
            .order_by(Case.id)
        ).all()
    )
    assert [tuple(row) for row in rows] == [
        (arrived, "CS-1001", "Northwind", "Ana Ruiz"),
        (own, "CS-1001 (replay)", "Northwind (replay)", "Ana Ruiz (replay)"),
    ]


def test_alerts_fire_as_time_passes(database: Database, clock: MovingClock, copied: Copied) -> None:
    began = clock.instant
    past = copied(began)
    feed = Feed(database, past, began)
    clock.instant = began + timedelta(minutes=1)
    case_id = database.write(partial(open_case, new=URGENT)).result
    clock.instant = began + timedelta(minutes=12)
    database.write(partial(log_contact, case_id=case_id, type="reply", text="On it"))

    fired = []
    for minute in range(40):
        now = began + timedelta(minutes=minute)
        past.clock = StoppedClock(now)
        feed.bring(now)
        fired += [(minute, row.commitment, row.level) for row in sweep(past).fired]
    assert fired == [
        (11, "first_response", "slo"), (24, "team-update", "75%"), (31, "team-update", "slo"),
        (35, "next_update", "75%"),
    ]  # fmt: skip
    assert sweep(database).fired == []


def test_the_handbook_and_the_articles_of_the_time_arrive(
    history: History, clock: MovingClock, copied: Copied
) -> None:
    database = history.database
    begin = clock.instant
    past = copied(begin)
    feed = Feed(database, past, begin)
    clock.instant += timedelta(minutes=5)
    article = Article(
        key="KI-1", kind="known_issue", title="Exports", body="", status="published",
        changed_at=clock.instant,
    )  # fmt: skip
    database.write(lambda work: work.session.add(article))
    assert "article" in feed.bring(clock.instant).kinds
    assert feed.bring(clock.instant).kinds == frozenset()
    clock.instant += timedelta(minutes=5)

    def rewrite(work: Work) -> None:
        found = work.session.scalars(select(Article)).one()
        found.title, found.changed_at = "Large exports", work.now

    database.write(rewrite)
    feed.bring(clock.instant)
    titles = past.read(lambda session: session.scalars(select(Article.title)).all())
    assert titles == ["Large exports"]


def test_a_desk_closed_while_it_is_read_keeps_no_connection(database: Database) -> None:
    with reading(database.engine) as source:
        connection: Any = source.connection.driver_connection
        database.close()
    with pytest.raises(Exception, match=r"(?i)closed"):
        connection.execute("SELECT 1")
