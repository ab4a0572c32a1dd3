"""Touched cases -> facts, clocks and planned alerts: the only writer of those caches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, delete, select, type_coerce, update
from sqlalchemy.orm import Session

from models.alert_plan import replan
from models.entities import Case, CaseWords, Clock, Contract, Customer
from models.entities import Event as EventRow
from models.entities.plain import plain
from models.handbook.case_facts import facts_of
from models.handbook.events import Event
from models.handbook.verdict import CaseClock
from models.policies import Policies, Terms, load_policies
from models.progress import Progress, silent
from models.projection import Projection, matter_of, project, search_text
from models.rosters import load_team
from models.search_words import case_texts, distinct_words
from models.word_rows import add_case_words

_CHUNK = 400


@dataclass(frozen=True)
class Told:
    """What a case's log says: its rows, the queue's search text, the texts it is found by."""

    projection: Projection
    search_text: str
    texts: Sequence[str]

    @property
    def words(self) -> str:
        """The words it is found by."""
        return distinct_words(self.texts)


def refresh(
    session: Session, case_ids: Iterable[int], now: int, progress: Progress = silent
) -> None:
    """Recompute and store what is cached of these cases; `now` dates withdrawn alerts."""
    ids = sorted(set(case_ids))
    if not ids:
        return
    policies = load_policies(session)
    for first in range(0, len(ids), _CHUNK):
        _lock(session, ids[first : first + _CHUNK])
        _refresh_chunk(session, ids[first : first + _CHUNK], policies, now)
        progress(min(first + _CHUNK, len(ids)), len(ids))


def _lock(session: Session, ids: Sequence[int]) -> None:
    """Wait for whoever else writes to these cases, so that their events are among those read."""
    locked = select(Case.id).where(Case.id.in_(ids)).order_by(Case.id).with_for_update()
    session.execute(locked).all()


def projections(
    session: Session, ids: Sequence[int], policies: Policies, also: Sequence[Event] = ()
) -> dict[int, Told]:
    """What the log says by case, written nowhere: `db check` compares it.

    `also` are events that every case is read with, as though they had been recorded last.
    """
    logs = read_logs(session, ids)
    for log in logs.values():
        log.extend(also)
    facts = {case_id: facts_of(log) for case_id, log in logs.items()}
    terms = _terms(session, {f.matched.get("contract_id") for f in facts.values()})
    named = (told.get("customer_id") for f in facts.values() for told in (f.fields, f.matched))
    names = _customers(session, set(named))
    team = load_team(session, policies.learn_leads)
    found = {}
    for case_id, key, number in session.execute(
        select(Case.id, Case.key, Case.policy_number).where(Case.id.in_(ids))
    ):
        fact = facts[case_id]
        customer = names.get(fact.fields.get("customer_id"))
        contract = terms.get(fact.matched.get("contract_id"))
        under = policies.under(contract, matter_of(fact, names))
        earlier = policies.before(fact, terms, names, under)
        projection = project(fact, logs[case_id], under, number, names, earlier, team)
        text = search_text(key, projection.case["title"], customer)
        texts = case_texts(key, projection.case["fields"], customer, logs[case_id])
        found[case_id] = Told(projection, text, texts)
    return found


def read_logs(session: Session, ids: Sequence[int]) -> dict[int, list[Event]]:
    """The events of each case, in the order they were written."""
    rows = session.execute(
        select(
            EventRow.case_id, EventRow.id, EventRow.kind,
            type_coerce(EventRow.occurred_at, BigInteger),
            type_coerce(EventRow.recorded_at, BigInteger),
            EventRow.data, EventRow.actor_id,
        ).where(EventRow.case_id.in_(ids)).order_by(EventRow.case_id, EventRow.id)
    )  # fmt: skip
    logs: dict[int, list[Event]] = defaultdict(list)
    for case_id, *event in rows:
        logs[case_id].append(Event(*event))
    return logs


def _refresh_chunk(session: Session, ids: list[int], policies: Policies, now: int) -> None:
    found = projections(session, ids, policies)
    told = {case_id: one.projection for case_id, one in found.items()}
    cases = [
        {"case_id": i, "search": one.search_text, **one.projection.case} for i, one in found.items()
    ]
    session.connection().execute(_case_update(tuple(cases[0])), cases)
    session.execute(delete(Clock).where(Clock.case_id.in_(ids)))
    clocks = [clock_row(i, clock) for i, one in told.items() for clock in one.clocks]
    if clocks:
        session.connection().execute(plain(Clock).insert(), clocks)
    replan(session, {i: one.alerts for i, one in told.items()}, now)
    _keep_words(session, {i: one.words for i, one in found.items()})
    session.expire_all()


@lru_cache(maxsize=8)
def _case_update(columns: tuple[str, ...]) -> Any:
    """UPDATE of the cached columns; the version goes up, as for any other change of the row.

    Kept, for making it takes longer than the rest of the statement.
    """
    table = plain(Case)
    values: dict[str, Any] = {
        name: bindparam(name) for name in columns if name not in ("case_id", "search")
    }
    values |= {"search_text": bindparam("search"), "version": table.c.version + 1}
    return update(table).where(table.c.id == bindparam("case_id")).values(values)


def _keep_words(session: Session, words: Mapping[int, str]) -> None:
    """Write the words a case is found by where they changed; the database indexes them."""
    table = plain(CaseWords)
    rows = session.execute(select(table).where(table.c.case_id.in_(list(words))))
    kept = {row.case_id: row.words for row in rows}
    fresh = {i: said for i, said in words.items() if i not in kept}
    add_case_words(session.connection(), fresh)
    changed = [
        {"its_id": i, "said": said} for i, said in words.items() if kept.get(i, said) != said
    ]
    if changed:
        change = update(table).where(table.c.case_id == bindparam("its_id"))
        session.connection().execute(change.values(words=bindparam("said")), changed)


def clock_row(case_id: int, clock: CaseClock) -> dict[str, Any]:
    """A clock's columns, instants as seconds."""
    return dict(zip(CLOCK_COLUMNS, clock_values(case_id, clock), strict=True))


CLOCK_COLUMNS: Final = (
    "case_id", "commitment", "cycle", "objective", "priority", "calendar", "started_at",
    "target_seconds", "due_at", "warn_at", "stopped_at", "paused_since", "elapsed_seconds",
    "paused_seconds", "verdict", "verdict_at", "reason", "original_due_at",
    "original_verdict", "original_verdict_at", "pauses",
)  # fmt: skip


def clock_values(case_id: int, clock: CaseClock) -> tuple[Any, ...]:
    """The same as values in the order of `CLOCK_COLUMNS`: an import has many."""
    return (
        case_id, clock.commitment, clock.cycle, clock.objective, clock.priority, clock.calendar,
        clock.started_at, clock.target_seconds, clock.due_at,
        clock.warnings[0][1] if clock.warnings else None, clock.stopped_at, clock.paused_since,
        clock.elapsed_seconds, clock.paused_seconds, clock.verdict, clock.verdict_at, clock.reason,
        clock.original_due_at, clock.original_verdict, clock.original_verdict_at,
        list(map(list, clock.pauses)),
    )  # fmt: skip


def _terms(session: Session, ids: set[Any]) -> dict[Any, Terms]:
    known = ids - {None}
    if not known:
        return {}
    columns = Contract.id, Contract.name, Contract.terms
    rows = session.execute(select(*columns).where(Contract.id.in_(known)))
    return {row.id: Terms(row.name, row.terms) for row in rows}


def _customers(session: Session, ids: set[Any]) -> dict[Any, str]:
    known = ids - {None}
    if not known:
        return {}
    rows = session.execute(select(Customer.id, Customer.name).where(Customer.id.in_(known)))
    return {row.id: row.name for row in rows}
