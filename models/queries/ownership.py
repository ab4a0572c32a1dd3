"""Who held a case for how long, and with whom the time of its clocks went (rules 25 and 31)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import Case, Person
from models.entities import Event as EventRow
from models.handbook.clock import Pause, merged
from models.handbook.events import Event
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.ownership import SAID_BY, Held, Holder, Owned, held, owned, used
from models.handbook.policy import RESOLUTION
from models.kept import Kept
from models.policies import load_policies, policy_of
from models.queries.case_clocks import CaseClockRow
from models.restricted import fetch


@dataclass(frozen=True)
class Owner:
    """A person, or the role that looks after what nobody has: then `name` is empty.

    Of a person `role` is the one they have on the team; both are empty where no case was yet.
    """

    name: str
    role: str

    def to_json(self) -> dict[str, Any]:
        """As `leadline explain --json` gives it."""
        return {"agent": self.name or None, "role": self.role or None}


@dataclass(frozen=True)
class OwnedRow:
    """What an owner had of one life of a case, in seconds; waits apart. `now`: they have it."""

    cycle: int
    owner: Owner
    seconds: int
    business_seconds: int
    waited_seconds: int
    waited_business_seconds: int
    now: bool

    def to_json(self) -> dict[str, Any]:
        """As `leadline explain --json` gives it."""
        return self.owner.to_json() | {
            "cycle": self.cycle, "seconds": self.seconds,
            "business_seconds": self.business_seconds, "waited_seconds": self.waited_seconds,
            "waited_business_seconds": self.waited_business_seconds,
        }  # fmt: skip


@dataclass(frozen=True)
class UsedUp:
    """With whom the time of a clock went: up to its due time where it breached, else so far."""

    commitment: str
    cycle: int
    objective: str
    target_seconds: int
    business: bool
    verdict: str
    parts: tuple[tuple[Owner, int], ...]

    def to_json(self) -> dict[str, Any]:
        """As `leadline explain --json` gives it."""
        return {
            "commitment": self.commitment, "cycle": self.cycle, "objective": self.objective,
            "target_seconds": self.target_seconds,
            "used": [owner.to_json() | {"seconds": seconds} for owner, seconds in self.parts],
        }  # fmt: skip


@dataclass(frozen=True)
class Ownership:
    """The ownership clock of a case: its stretches, what each owner had, where targets went."""

    stretches: tuple[tuple[Owner, Held], ...]
    rows: tuple[OwnedRow, ...]
    used: tuple[UsedUp, ...]

    def to_json(self) -> dict[str, Any]:
        """As `leadline explain --json` gives it."""
        held = [
            {"cycle": one.cycle, "from": from_seconds(one.begin).isoformat(),
             "to": from_seconds(one.end).isoformat(), **owner.to_json()}
            for owner, one in self.stretches
        ]  # fmt: skip
        return {
            "held": held,
            "owners": [row.to_json() for row in self.rows],
            "clocks": [one.to_json() for one in self.used],
        }


NOBODY_YET: Final = Ownership((), (), ())


def ownership(
    session: Session, case: Case, clocks: Iterable[CaseClockRow], now: datetime,
    *, whole: bool = False,
) -> Ownership:  # fmt: skip
    """Who holds it since its opening or its last reopening, or of the `whole` case; and with whom
    the time of these clocks went."""
    clocks, policy = list(clocks), policy_of(session, case)
    log = events_of(session, [case.id])[case.id]
    every = held(log, to_seconds(now), policy.provisional_priority)
    last = every[-1].cycle if every else 0
    shown = every if whole else [one for one in every if one.cycle == last]
    people = owners(session, {one.holder[0] for one in every})
    team = load_policies(session).newest.team
    has = every[-1] if every and case.is_open else None
    rows = tuple(
        _row(cycle, one, people, has)
        for cycle in dict.fromkeys(one.cycle for one in shown)
        for one in owned([own for own in shown if own.cycle == cycle], _waits(clocks), team)
    )
    told = tuple((people(one.holder), one) for one in shown)
    return Ownership(told, rows, tuple(_used(clocks, every, people)))


class Owners:
    """Names and roles of people, asked for by whoever holds a case."""

    def __init__(self, people: Mapping[int, Owner]) -> None:
        self._people = people

    def __call__(self, holder: Holder) -> Owner:
        person_id, role = holder
        if person_id is None:
            return Owner("", role)
        return self._people.get(person_id, Owner("?", "agent"))


def owners(session: Session, ids: Iterable[int | None]) -> Owners:
    """Who these people are."""
    rows = fetch(session, _PEOPLE, {"ids": sorted({one for one in ids if one is not None})})
    return Owners({row.id: Owner(row.name, row.role) for row in rows})


def events_of(session: Session, case_ids: Sequence[int]) -> Mapping[int, list[Event]]:
    """By case, the events that say who held it, found by their kinds."""
    found: dict[int, list[Event]] = {case_id: [] for case_id in case_ids}
    for case_id, *event in fetch(session, _EVENTS, {"ids": list(case_ids)}):
        found[case_id].append(Event(*event))
    return found


def _waits(clocks: Iterable[CaseClockRow]) -> list[Pause]:
    """When the case waited: what the clock of its resolution left out."""
    found = {clock.cycle: clock.course for clock in clocks if clock.commitment == RESOLUTION}
    pauses = [pause for course in found.values() for pause in course.pauses]
    return merged(pauses, min((begin for begin, _ in pauses), default=0), None)


def _row(cycle: int, one: Owned, people: Owners, has: Held | None) -> OwnedRow:
    holds = has is not None and has.cycle == cycle and has.holder == one.holder
    return OwnedRow(
        cycle, people(one.holder), one.wall, one.business, one.waited, one.waited_business, holds
    )


def _used(
    clocks: Iterable[CaseClockRow], stretches: Sequence[Held], people: Owners
) -> Iterable[UsedUp]:
    """Of each commitment and cycle what binds: the SLA, or the SLO where there is none."""
    seen = set[tuple[str, int]]()
    for clock in clocks:
        key = clock.commitment, clock.cycle
        if key in seen or clock.verdict in ("unknown", "excluded"):
            continue
        seen.add(key)
        over = clock.verdict == "breached" and clock.due_at is not None
        course = clock.course
        until = to_seconds(clock.due_at) if over and clock.due_at is not None else course.stop
        shares = used(stretches, course.start, until, course.pauses, course.calendar)
        parts = tuple((people(share.holder), share.seconds) for share in shares)
        yield UsedUp(
            *key,
            clock.objective,
            clock.target_seconds,
            not clock.round_the_clock,
            clock.verdict,
            parts,
        )


_EVENTS: Final = Kept(select(
    EventRow.case_id, EventRow.id, EventRow.kind, type_coerce(EventRow.occurred_at, BigInteger),
    type_coerce(EventRow.recorded_at, BigInteger), EventRow.data,
).where(
    EventRow.case_id.in_(bindparam("ids", expanding=True)), EventRow.kind.in_(sorted(SAID_BY)),
).order_by(EventRow.case_id, EventRow.id), listed="ids")  # fmt: skip
_PEOPLE: Final = Kept(
    select(Person.id, Person.name, Person.role)
    .where(Person.id.in_(bindparam("ids", expanding=True))),
    listed="ids",
)  # fmt: skip
