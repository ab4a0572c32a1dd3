"""Touched cases -> facts, clocks and planned alerts: the only writer of those caches."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, bindparam, select, type_coerce, update
from sqlalchemy.orm import Session

from models.alert_plan import replan
from models.article_link_rows import keep_article_links
from models.clock_rows import keep_clocks
from models.doing import NOBODY, Doing
from models.entities import Case, Contract, Customer
from models.entities import Event as EventRow
from models.entities.plain import plain
from models.handbook.article_links import Links, article_links
from models.handbook.case_facts import facts_of
from models.handbook.events import OPENED, Event
from models.handbook.instants import to_seconds
from models.kept import Kept, connection_of
from models.policies import Policies, Terms, load_policies
from models.progress import Progress, silent
from models.projection import Projection, matter_of, project, search_text
from models.restricted import fetch
from models.rosters import load_team
from models.search_words import case_texts, distinct_words
from models.word_rows import keep_case_words

_CHUNK = 400
_NONE: Final[Mapping[int, Any]] = {}


@dataclass(frozen=True)
class Told:
    """What a case's log says: its rows, the queue's search text, the texts it is found by, and the
    articles it names (None where it never did)."""

    projection: Projection
    search_text: str
    texts: Sequence[str]
    articles: Links | None

    @property
    def words(self) -> str:
        """The words it is found by."""
        return distinct_words(self.texts)


def refresh(
    session: Session, case_ids: Iterable[int], now: int, progress: Progress = silent,
    held: Mapping[int, Any] = _NONE, doing: Doing = NOBODY, made: Collection[int] = (),
) -> None:  # fmt: skip
    """Recompute and store what is cached of these cases; `now` dates withdrawn alerts.

    `held` are rows of cases that nobody else has been able to change since they were read, `doing`
    is who did something about which of them; of those that were `made` just now nothing is cached.
    """
    ids = sorted(set(case_ids))
    if not ids:
        return
    for first in range(0, len(ids), _CHUNK):
        _refresh_chunk(session, ids[first : first + _CHUNK], now, held, doing, made)
        progress(min(first + _CHUNK, len(ids)), len(ids))


def _of(column: Any) -> Any:
    """The condition that a row is of the cases asked for."""
    return column.in_(bindparam("ids", expanding=True))


_cases = plain(Case).c
_CASES: Final = Kept(
    select(Case.id, Case.key, Case.policy_number).where(_of(Case.id)).order_by(Case.id),
    listed="ids",
)
_LOCKED: Final = Kept(
    select(*_cases).where(_of(_cases.id)).order_by(_cases.id).with_for_update(), listed="ids"
)
_LOGS: Final = Kept(select(
    EventRow.case_id, EventRow.id, EventRow.kind, type_coerce(EventRow.occurred_at, BigInteger),
    type_coerce(EventRow.recorded_at, BigInteger), EventRow.data, EventRow.actor_id,
).where(_of(EventRow.case_id)).order_by(EventRow.case_id, EventRow.id), listed="ids")  # fmt: skip
_CONTRACTS: Final = Kept(
    select(Contract.id, Contract.name, Contract.terms).where(_of(Contract.id)), listed="ids"
)
_CUSTOMERS: Final = Kept(select(Customer.id, Customer.name).where(_of(Customer.id)), listed="ids")


def projections(
    session: Session, ids: Sequence[int], policies: Policies, also: Sequence[Event] = (),
    until: int | None = None,
) -> dict[int, Told]:  # fmt: skip
    """What the log says by case, written nowhere: `db check` compares it.

    `also` are events that every case is read with, as though they had been recorded last. What was
    recorded after `until` is not read: that is how the cases stood then, those that were known.
    """
    return _read_cases(session, fetch(session, _CASES, {"ids": ids}), policies, also, until)


def _read_cases(
    session: Session, cases: Sequence[Any], policies: Policies, also: Sequence[Event] = (),
    until: int | None = None,
) -> dict[int, Told]:  # fmt: skip
    logs = read_logs(session, [case.id for case in cases])
    if until is not None:
        logs = _known_at(logs, until)
        cases = [case for case in cases if case.id in logs]
    for log in logs.values():
        log.extend(also)
    facts = {case_id: facts_of(log) for case_id, log in logs.items()}
    terms = _terms(session, {f.matched.get("contract_id") for f in facts.values()})
    named = (told.get("customer_id") for f in facts.values() for told in (f.fields, f.matched))
    names = _customers(session, set(named))
    team = load_team(session, policies.learn_leads)
    found = {}
    for case in cases:
        fact = facts[case.id]
        customer = names.get(fact.fields.get("customer_id"))
        contract = terms.get(fact.matched.get("contract_id"))
        under = policies.under(contract, matter_of(fact, names))
        earlier = policies.before(fact, terms, names, under)
        projection = project(fact, logs[case.id], under, case.policy_number, names, earlier, team)
        text = search_text(case.key, projection.case["title"], customer)
        texts = case_texts(case.key, projection.case["fields"], customer, logs[case.id])
        found[case.id] = Told(projection, text, texts, article_links(logs[case.id]))
    return found


def read_logs(session: Session, ids: Sequence[int]) -> dict[int, list[Event]]:
    """The events of each case, in the order they were written."""
    logs: dict[int, list[Event]] = defaultdict(list)
    for case_id, *event in fetch(session, _LOGS, {"ids": ids}):
        logs[case_id].append(Event(*event))
    return logs


def _known_at(logs: Mapping[int, list[Event]], until: int) -> dict[int, list[Event]]:
    """Of each case what was recorded by then; not those that were not opened yet."""
    known = {i: [event for event in log if event.recorded_at <= until] for i, log in logs.items()}
    return {i: log for i, log in known.items() if any(event.kind == OPENED for event in log)}


def _refresh_chunk(
    session: Session, ids: list[int], now: int, held: Mapping[int, Any], doing: Doing,
    made: Collection[int],
) -> None:  # fmt: skip
    """Wait for whoever else writes to these cases: what they did, and what they published, counts.

    Caches that are right already are left alone, which is most of them where a log is long.
    """
    cases = [held[i] for i in ids if i in held]
    others = [i for i in ids if i not in held]
    if others:
        cases += fetch(session, _LOCKED, {"ids": others})
    found = _read_cases(session, cases, load_policies(session))
    told = {case_id: one.projection for case_id, one in found.items()}
    connection = connection_of(session)
    _keep_cases(connection, cases, found)
    keep_clocks(connection, {i: one.clocks for i, one in told.items()}, made)
    replan(session, {i: one.alerts for i, one in told.items()}, now, doing, made)
    keep_case_words(connection, {i: one.words for i, one in found.items()})
    keep_article_links(connection, {i: one.articles for i, one in found.items()})
    session.expire_all()


def _keep_cases(connection: Connection, cases: Sequence[Any], found: Mapping[int, Told]) -> None:
    """Write the columns that are not what they should be: each costs the indices that have it."""
    changed: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for case in cases:
        told = {**found[case.id].projection.case, "search_text": found[case.id].search_text}
        fresh = {
            name: value for name, value in told.items() if _stored(getattr(case, name)) != value
        }
        changed[tuple(fresh)].append({"case_id": case.id, **fresh})
    for columns, rows in changed.items():
        _case_update(columns).run_each(connection, rows)


def _stored(value: Any) -> Any:
    """As the table has it: a case that a command held tells its instants as such."""
    return to_seconds(value) if isinstance(value, datetime) else value


@lru_cache(maxsize=64)
def _case_update(columns: tuple[str, ...]) -> Kept:
    """UPDATE of these columns; the version goes up, as for any other change of the row."""
    table = plain(Case)
    values: dict[str, Any] = {name: bindparam(name) for name in columns}
    values["version"] = table.c.version + 1
    return Kept(update(table).where(table.c.id == bindparam("case_id")).values(values))


def _terms(session: Session, ids: set[Any]) -> dict[Any, Terms]:
    known = ids - {None}
    if not known:
        return {}
    rows = fetch(session, _CONTRACTS, {"ids": list(known)})
    return {row.id: Terms(row.name, row.terms) for row in rows}


def _customers(session: Session, ids: set[Any]) -> dict[Any, str]:
    known = ids - {None}
    if not known:
        return {}
    rows = fetch(session, _CUSTOMERS, {"ids": list(known)})
    return {row.id: row.name for row in rows}
