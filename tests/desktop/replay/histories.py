"""A desk that lives for a while, and what it knew at each moment of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.commands.by_hand import enter_pause, move_start, override_deadline
from models.commands.cases import (
    NewCase,
    assign,
    change_priority,
    open_case,
    pause,
    resume,
)
from models.commands.closing import reopen, resolve
from models.commands.contacts import log_contact, log_customer_message
from models.commands.customer_contacts import contact_named
from models.commands.customers import add_contract, customer_named
from models.commands.people import add_person
from models.database import Database
from models.entities import Base, Case, Clock, Contact, Customer, Event, PlannedAlert, PolicyVersion
from models.entities.plain import plain
from models.errors import KnownError
from models.publishing import publish
from models.work import Work
from tests.conftest import HANDBOOK, MovingClock

Rows = list[tuple[Any, ...]]
KNOWN = (Case, Clock, PlannedAlert, Contact, Customer, Event, PolicyVersion)
_LEFT_OUT = {"version", "excused"}
_PAUSES = (0, 0, 0, 1, 40, 700, 5_000, 40_000)


def known(database: Database) -> dict[str, Rows]:
    """Everything that was known, table by table; an alert by what it is, not by its number."""

    def read(session: Session) -> dict[str, Rows]:
        found = {}
        for entity in KNOWN:
            table = plain(entity)
            out = _LEFT_OUT | ({"id"} if entity is PlannedAlert else set())
            columns = [column for column in table.columns if column.name not in out]
            found[table.name] = sorted(map(_plain, session.execute(select(*columns))), key=repr)
        return found

    return database.read(read)


def everything(database: Database) -> dict[str, Rows]:
    """Every row of every table."""

    def read(session: Session) -> dict[str, Rows]:
        tables = [plain(mapper.class_) for mapper in Base.registry.mappers]
        return {
            table.name: sorted(map(_plain, session.execute(select(table))), key=repr)
            for table in tables
        }

    return database.read(read)


def _plain(row: Any) -> tuple[Any, ...]:
    return tuple(repr(value) if isinstance(value, (dict, list)) else value for value in row)


@dataclass
class History:
    """Writes at random instants, several within one second; `moments` is what was known when."""

    database: Database
    clock: MovingClock
    random: Random
    moments: list[tuple[datetime, dict[str, Rows]]] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)

    def live(self, steps: int) -> None:
        """So many writes; before the time goes on, what is known is noted."""
        self._write(self._found)
        for number in range(steps):
            passes = self.random.choice(_PAUSES)
            if passes:
                self.moments.append((self.clock.instant, known(self.database)))
                self.clock.instant += timedelta(seconds=passes)
            if number == steps // 2:
                self._write(self._publish)
            try:
                self._write(self.random.choice(self._deeds()))
            except KnownError:
                continue  # not what can be done with this case now
        self.moments.append((self.clock.instant, known(self.database)))

    def _write(self, command: Callable[[Work], Any]) -> None:
        self.database.write(command)

    def _found(self, work: Work) -> None:
        self.people = [add_person(work, name) for name in ("Ana Ruiz", "Ben Okafor")]
        self._open(work)

    def _open(self, work: Work) -> None:
        """A case, of a customer with a contract at times."""
        customer = f"Customer {self.random.randrange(4)}"
        contract = None
        if self.random.random() < 0.3:
            terms: dict[str, object] = {"targets": {"P2": {"next_update": {
                "sla": "6 h", "slo": "4 h", "calendar": "team"}}}}  # fmt: skip
            contract = add_contract(work, customer_named(work, customer), "Silver", terms)
        new = NewCase(
            title=f"Case {len(self.cases)}", customer=customer, priority=self._priority(),
            impact="all", environment="5.0", steps="try", contract_id=contract,
            contact=self._somebody(),
            received_at=work.now - timedelta(seconds=self.random.choice((0, 300, 90_000))),
        )  # fmt: skip
        self.cases.append(open_case(work, new))

    def _somebody(self) -> str:
        return self.random.choice(("", "Ana", "Ben <ben@contoso.example>"))

    def _meet(self, work: Work) -> None:
        """Somebody of a customer who has a case, though no case names them."""
        customer_id = work.session.scalars(select(Case.customer_id)).first()
        assert customer_id is not None
        contact_named(work, customer_id, f"Cleo {self.random.randrange(3)}")

    def _publish(self, work: Work) -> None:
        shorter = HANDBOOK.replace("@team_zone@", "Europe/Berlin").replace("24 h", "20 h")
        publish(work.session, shorter, work.now, work.now, None)

    def _by_hand(self, work: Work, case_id: int) -> None:
        """A deadline, a start or a wait, changed afterwards with a reason and a name."""
        work.person_id = self.people[0]
        told: dict[str, Any] = {"case_id": case_id, "reason": "Agreed"}
        begin = work.now - timedelta(seconds=self.random.choice((60, 4_000, 90_000)))
        which = self.random.randrange(3)
        if which == 0:
            due = work.now + timedelta(hours=self.random.randrange(-3, 30))
            override_deadline(work, commitment="resolution", due_at=due, **told)
        elif which == 1:
            move_start(work, commitments=["resolution"], started_at=begin, **told)
        else:
            end = begin + (work.now - begin) / 2
            enter_pause(work, status="waiting_customer", waiting_for="them", began_at=begin,
                        ended_at=end, **told)  # fmt: skip

    def _priority(self) -> str:
        return self.random.choice(("P1", "P2", "P3", "P4"))

    def _deeds(self) -> list[Callable[[Work], Any]]:
        one = self.random.choice(self.cases)
        return [
            self._open,
            self._meet,
            partial(assign, case_ids=[one], person_id=self.random.choice([*self.people, None])),
            partial(log_contact, case_id=one, type="reply", text="On it"),
            partial(log_customer_message, case_id=one, text="And?"),
            partial(pause, case_ids=[one], status="waiting_customer", waiting_for="them"),
            partial(resume, case_ids=[one]),
            partial(change_priority, case_ids=[one], priority=self._priority()),
            partial(resolve, case_ids=[one]),
            partial(reopen, case_id=one),
            partial(self._by_hand, case_id=one),
        ]
