"""What a command is handed: a session, the time, who acts, and the note of what it touched."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.entities import Case, Event, Person
from models.entities.base import Base
from models.errors import KnownError
from models.handbook import events as ev
from models.handbook.intake import may
from models.kept import Kept, connection_of, kept_insert
from models.progress import Progress, silent
from models.restricted import may_see
from models.typed_text import check_lengths


@dataclass
class Work:
    """One write in progress. A command appends events; caches and commit come after it.

    A command that touches many cases sets `progress`, to be told while their caches are written.
    `worked_on` are the cases of which it says that whoever acts did something; `made` those that
    it opened, of which nothing is cached yet.
    """

    session: Session
    now: datetime
    person_id: int | None
    operation_id: str
    touched: set[int] = field(default_factory=set)
    worked_on: set[int] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    held: dict[int, Case] = field(default_factory=dict)
    made: set[int] = field(default_factory=set)
    progress: Progress = silent

    def record(
        self,
        case_id: int,
        kind: str,
        data: Mapping[str, Any] | None = None,
        occurred_at: datetime | None = None,
        recorded_at: datetime | None = None,
        by_desk: bool = False,
    ) -> None:
        """Append an event: it happened now unless said otherwise, and is recorded now (rule 10).

        What the desk does of itself, `by_desk`, nobody has done, whoever's window is open.
        """
        check_lengths(data or {})
        self.add(
            Event, case_id=case_id, kind=kind, data=dict(data or {}),
            actor_id=None if by_desk else self.person_id,
            occurred_at=occurred_at or self.now, recorded_at=recorded_at or self.now,
            operation_id=self.operation_id,
        )  # fmt: skip
        self.touched.add(case_id)
        if not by_desk and recorded_at is None and kind not in ev.FROM_OUTSIDE:
            self.worked_on.add(case_id)

    def add(self, entity: type[Base], **values: Any) -> Any:
        """Write a row that this command need not hold as an object; returns its key.

        The unit of work takes ten times as long for it.
        """
        self.session.flush()  # what the row names is there before it
        ((key,),) = kept_insert(entity, tuple(values)).rows(connection_of(self.session), values)
        return key

    def add_case(self, **values: Any) -> int:
        """The row of a new case, held from the first, for nobody else knows of it yet."""
        self.session.flush()
        kept = kept_insert(Case, tuple(values), whole=True)
        (row,) = kept.rows(connection_of(self.session), values)
        self.held[row.id] = row
        self.made.add(row.id)
        return int(row.id)

    def case_for(self, action: str, case_id: int, version: int | None = None) -> Case:
        """The case, if it still is what the person saw and this may be done with it.

        A `KnownError` where it is gone, was changed meanwhile, or is past this action.
        """
        case = self.case_row(case_id)
        if case is None or not may_see(self.session, case, self.person_id):
            raise KnownError("No such case", "This case is not on the desk.", "Reload the queue.")
        if version is not None and case.version != version:
            raise KnownError(
                "Changed meanwhile",
                f"{case.key} was changed by somebody else since you opened it.",
                "Look at it again, then repeat your change; what you typed is kept.",
            )
        if not may(action, case.status):
            said = case.status.replace("_", " ")
            raise KnownError("Not possible now", f"{case.key} is {said}.", _WAY_OUT.get(action, ""))
        return case

    def case_row(self, case_id: int) -> Case | None:
        """The case, held until the write is over: nobody else changes it meanwhile.

        It is the row, to be read as it stood before this command: only `refresh` changes it.
        """
        if case_id not in self.held:
            self.session.flush()
            rows = _HOLD.rows(connection_of(self.session), {"case_id": case_id})
            self.held |= {row.id: row for row in rows}
        return self.held.get(case_id)

    def hold_person(self, person_id: int) -> None:
        """Of a person's desks that do this at once each waits for the write before it.

        What refers to the person, as every event does, waits for nobody.
        """
        held = select(Person.id).where(Person.id == person_id).with_for_update(key_share=True)
        self.session.execute(held)


_HOLD: Final = Kept(
    select(*Case.__table__.columns).where(Case.id == bindparam("case_id")).with_for_update()
)
_WAY_OUT = {
    "close": "Resolve it first.",
    "contact": "Reopen it first.",
    "reopen": "Only a resolved or closed case can be reopened.",
}
