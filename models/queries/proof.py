"""One case's clocks proved: what counted, by which event, calendar, rule and version, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Customer, Person, PolicyVersion
from models.errors import KnownError
from models.handbook.by_hand import is_by_hand
from models.handbook.calendar import BusinessCalendar
from models.handbook.case_clocks import judge
from models.handbook.events import Event, in_force
from models.handbook.hindsight import Correction, corrections
from models.handbook.instants import from_seconds, maybe_from_seconds, to_seconds
from models.handbook.policy import Edge
from models.handbook.verdict import CaseClock, Key, original_outcome
from models.policies import judged_by, load_calendars, policies_before, policies_under
from models.queries.case_clocks import CaseClockRow, case_clocks
from models.queries.data_hash import data_hash
from models.queries.desk import desk_title
from models.queries.proof_facts import Fact, Facts, Stretch
from models.queries.queue import reader_at
from models.refresh import read_logs
from models.verification import case_differences


@dataclass(frozen=True)
class OtherVerdict:
    """What was said of a clock before: until a fact was recorded, or but for a change by hand.

    `because` are the late fact, or the changes; `until` is when the fact was recorded, and None
    for changes by hand, which replace the verdict from the opening on.
    """

    verdict: str
    due_at: datetime | None
    because: tuple[Fact, ...]
    until: datetime | None = None


@dataclass(frozen=True)
class ProofClock:
    """A clock with everything its verdict rests on."""

    row: CaseClockRow
    started_by: Fact | None
    stopped_by: Fact | None
    stretches: tuple[Stretch, ...]
    others: tuple[OtherVerdict, ...]
    calendar: BusinessCalendar
    edge: Edge


@dataclass(frozen=True)
class JudgedBy:
    """A version of the handbook that judges the case, `since` None from the opening on; `restated`:
    in place of the one in force then."""

    number: int
    name: str
    effective_at: datetime
    since: datetime | None
    restated: bool


@dataclass(frozen=True)
class Proof:
    """Everything the page says. For `external` eyes: the SLA alone, roles for names, no reasons."""

    desk: str
    key: str
    title: str
    customer: str
    priority: str
    provisional: bool
    opened_at: datetime
    as_of: datetime
    zone: str
    external: bool
    clocks: tuple[ProofClock, ...]
    versions: tuple[JudgedBy, ...]
    data_hash: str


def proof(session: Session, case_id: int, now: datetime, *, external: bool = False) -> Proof:
    """The proof of a case as it stands at `now`.

    A `KnownError` where the case is gone, or what is stored of it is not what its log says.
    """
    case = session.get(Case, case_id)
    if case is None:
        raise KnownError("No such case", "This case is not on the desk.", "Reload the queue.")
    _refuse_tampered(session, case)
    customer = session.get(Customer, case.customer_id) if case.customer_id else None
    reader = reader_at(session, now)
    told = case_clocks(session, case, reader)
    rows = [row for row in told if row.objective == "SLA" or not external]
    return Proof(
        desk=desk_title(session),
        key=case.key,
        title=case.title,
        customer=customer.name if customer is not None else "",
        priority=case.priority,
        provisional=case.provisional,
        opened_at=case.opened_at,
        as_of=now,
        zone=reader.zone.key,
        external=external,
        clocks=_proved(session, case, rows, now, external=external),
        versions=_versions(session, case),
        data_hash=data_hash(session, case),
    )


def told_clocks(session: Session, case_id: int, now: datetime) -> tuple[ProofClock, ...]:
    """The clocks of `explanation` with what their time rests on; none where what is stored of the
    case is not what its log says."""
    case = session.get_one(Case, case_id)
    if case_differences(session, case_id):
        return ()
    rows = case_clocks(session, case, reader_at(session, now))
    return _proved(session, case, rows, now, external=False)


def _refuse_tampered(session: Session, case: Case) -> None:
    """No page may prove what was changed behind the log's back."""
    found = case_differences(session, case.id)
    if found:
        raise KnownError(
            "Not provable", f"What is stored of {case.key} is not what its log says: {found[0]}.",
            "See all of it with “leadline db check”.",
        )  # fmt: skip


def _proved(
    session: Session, case: Case, rows: Sequence[CaseClockRow], now: datetime, *, external: bool
) -> tuple[ProofClock, ...]:
    log = read_logs(session, [case.id])[case.id]
    under = policies_under(session, case)
    earlier = policies_before(session, case, under)
    judged: dict[Key, CaseClock] = {
        c.key: c for c in judge(log, under, case.policy_number, earlier)
    }
    late = corrections(log, under, case.policy_number, earlier)
    by_hand = [event for event in in_force(log) if is_by_hand(event)]
    roles = {row.id: row.role for row in session.execute(select(Person.id, Person.role))}
    facts = Facts(log, roles, external=external)
    calendars = load_calendars(session)

    def proved(row: CaseClockRow) -> ProofClock:
        key = row.commitment, row.cycle, row.objective
        others = [_corrected(facts, change) for change in late.get(key, ())]
        return ProofClock(
            replace(row, slo=None, slo_due_at=None) if external else row,
            facts.starting(row), facts.stopping(row), facts.stretches(row),
            (*others, *_without(facts, judged[key], by_hand, now)), calendars[judged[key].calendar],
            row.edge,
        )  # fmt: skip

    return tuple(map(proved, rows))


def _corrected(facts: Facts, change: Correction) -> OtherVerdict:
    until = from_seconds(change.fact.recorded_at)
    due_at = maybe_from_seconds(change.due_before)
    return OtherVerdict(change.before, due_at, (facts.fact(change.fact),), until)


def _without(
    facts: Facts, clock: CaseClock, by_hand: Sequence[Event], now: datetime
) -> list[OtherVerdict]:
    """The verdict without what was changed by hand afterwards, where that differs (rule 17)."""
    if clock.original_verdict is None:
        return []
    at, due = clock.original_verdict_at, clock.original_due_at
    verdict = original_outcome(clock.original_verdict, at, due, to_seconds(now))
    because = tuple(facts.fact(event) for event in by_hand if _changed(event, clock))
    return [OtherVerdict(verdict, maybe_from_seconds(clock.original_due_at), because)]


def _changed(event: Event, clock: CaseClock) -> bool:
    """Whether a change by hand is one of this clock: those of a whole case are of each."""
    told = {"commitment": clock.commitment, "cycle": clock.cycle, "objective": clock.objective}
    return all(event.data.get(name, value) == value for name, value in told.items())


def _versions(session: Session, case: Case) -> tuple[JudgedBy, ...]:
    found = []
    for since, number in judged_by(session, case):
        row = session.get_one(PolicyVersion, number)
        at = from_seconds(since) if since else None
        restated = at is None and number != case.policy_number
        found.append(JudgedBy(number, row.name, row.effective_at, at, restated))
    return tuple(found)
