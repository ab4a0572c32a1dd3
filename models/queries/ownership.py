"""Who held a case for how long, and with whom the time of its clocks went (rules 25 and 31)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
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
from models.queries.sight import sees_figures
from models.restricted import fetch

_SPANS: Final = (
    "seconds", "business_seconds", "waited_seconds", "waited_business_seconds",
)  # fmt: skip


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


COLLEAGUES: Final = Owner("", "agent")
"""Others of the team, where figures about each are not for who reads (rule 31)."""


@dataclass(frozen=True)
class OwnedRow:
    """What an owner had of one life of a case. `now`: they have it.

    `had` is None where somebody reads of a colleague: that they had it, and not for how long.
    """

    cycle: int
    owner: Owner
    had: Owned | None
    now: bool

    def to_json(self) -> dict[str, Any]:
        """As `leadline explain --json` gives it."""
        seconds = self.had[1:] if self.had is not None else (None,) * len(_SPANS)
        told = dict(zip(_SPANS, seconds, strict=True))
        return self.owner.to_json() | {"cycle": self.cycle} | told


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
    asker_id: int | None = None, *, whole: bool = False,
) -> Ownership:  # fmt: skip
    """Who holds it since its opening or its last reopening, or of the `whole` case; and with whom
    the time of these clocks went. Whoever asks reads figures about themselves, the lead all."""
    clocks, policy = list(clocks), policy_of(session, case)
    log = events_of(session, [case.id])[case.id]
    every = held(log, to_seconds(now), policy.provisional_priority)
    last = every[-1].cycle if every else 0
    shown = every if whole else [one for one in every if one.cycle == last]
    holders = {one.holder[0] for one in every}
    people = owners(session, holders, asker_id)
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
    """Names and roles of people, asked for by whoever holds a case; of `unmeasured` ones no figure
    is told by name."""

    def __init__(self, people: Mapping[int, Owner], unmeasured: Set[int] = frozenset()) -> None:
        self._people = people
        self.unmeasured = unmeasured

    def __call__(self, holder: Holder) -> Owner:
        person_id, role = holder
        if person_id is None:
            return Owner("", role)
        return self._people.get(person_id, Owner("?", "agent"))

    def measured(self, holder: Holder) -> Owner:
        """By whom a figure about them is told."""
        return COLLEAGUES if holder[0] in self.unmeasured else self(holder)


def owners(session: Session, ids: Iterable[int | None], asker_id: int | None = None) -> Owners:
    """Who these people are, to whoever asks."""
    known = {one for one in ids if one is not None}
    rows = fetch(session, _PEOPLE, {"ids": sorted(known)})
    others = known - {asker_id}
    unmeasured = others if others and not sees_figures(session, asker_id) else frozenset[int]()
    return Owners({row.id: Owner(row.name, row.role) for row in rows}, unmeasured)


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
    had = None if one.holder[0] in people.unmeasured else one
    return OwnedRow(cycle, people(one.holder), had, holds)


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
        parts = Counter[Owner]()
        for share in shares:
            parts[people.measured(share.holder)] += share.seconds
        yield UsedUp(
            *key,
            clock.objective,
            clock.target_seconds,
            not clock.round_the_clock,
            clock.verdict,
            tuple(parts.items()),
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
