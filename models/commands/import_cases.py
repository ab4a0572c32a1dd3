"""Cases from another desk's files, written in bulk with everything that is cached of them.

Their events are at hand, so that nothing is read back: facts, clocks and alerts are computed from
them by the same functions `refresh` uses, and every table gets its rows in one go.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import JSON, Table, func, select, text
from sqlalchemy.orm import Session

from models.alert_plan import alert_row
from models.article_link_rows import keep_article_links
from models.clock_rows import CLOCK_COLUMNS, clock_values
from models.entities import Case, Clock, Customer, Person, PlannedAlert
from models.entities import Event as EventRow
from models.entities.plain import plain
from models.handbook.article_links import Links, article_links
from models.handbook.case_facts import facts_of
from models.handbook.events import RETRACTED, Event
from models.policies import load_policies
from models.projection import Team, matter_of, project, search_text
from models.rosters import load_team
from models.search_words import case_texts, distinct_words
from models.typed_text import LONGEST_NAME, check_length, check_lengths, to_json
from models.word_rows import keep_case_words
from models.work import Work

_BATCH = 500
_FEW: Final = 2
_EVENT: Final = (
    "id", "case_id", "kind", "occurred_at", "recorded_at", "actor_id", "data", "operation_id",
)  # fmt: skip
_EMPTY: Final[Mapping[type[Any], str | None]] = {dict: "{}", list: "[]", type(None): None}


@dataclass(frozen=True)
class ImportedCase:
    """A case as its source tells it, known by `source_key`.

    An event's id is its place in `events`, in which a retraction's `event_id` speaks; its data
    name a `person` or a `customer` where the desk's own hold ids.
    """

    source_key: str
    events: Sequence[Event]


def known_keys(session: Session, source: str, keys: Sequence[str]) -> set[str]:
    """Those of the source's keys that are on the desk."""
    found = select(Case.source_key).where(Case.source == source, Case.source_key.in_(keys))
    return {key for key in session.scalars(found) if key is not None}


class CaseWriter:
    """Writes chunks of imported cases within one `Work`; a case known already is left alone."""

    def __init__(self, work: Work, source: str) -> None:
        self.work = work
        self.source = source
        self.policies = load_policies(work.session)
        self.people: dict[str, int] = {}
        self.customers: dict[str, int] = {}

    def write(self, chunk: Sequence[ImportedCase]) -> tuple[int, int]:
        """Write a chunk; returns how many cases were new, and how many events they have."""
        known = known_keys(self.work.session, self.source, [case.source_key for case in chunk])
        fresh = [case for case in chunk if case.source_key not in known]
        if not fresh:
            return 0, 0
        self._name(fresh)
        team = load_team(self.work.session, self.policies.learn_leads)
        count = sum(len(case.events) for case in fresh)
        event_ids = self._ids(plain(EventRow), count)
        taken = self._taken([case.source_key for case in fresh])
        rows = _Rows()
        for case_id, case in zip(self._ids(plain(Case), len(fresh)), fresh, strict=True):
            first = len(rows.events)
            ids = event_ids[first : first + len(case.events)]
            events = [self._event(event, ids) for event in case.events]
            key = _free(case.source_key, self.source, taken)
            self._add(rows, case_id, key, case, events, team)
        self._insert(plain(Case), rows.cases)
        self._put(plain(EventRow), _EVENT, rows.events)
        self._put(plain(Clock), CLOCK_COLUMNS, rows.clocks)
        self._insert(plain(PlannedAlert), rows.alerts)
        keep_case_words(self.work.session.connection(), rows.words)
        keep_article_links(self.work.session.connection(), rows.links)
        self.work.kinds.add("case")
        return len(fresh), count

    def _add(
        self, rows: "_Rows", case_id: int, key: str, case: ImportedCase, events: list[Event],
        team: Team,
    ) -> None:  # fmt: skip
        facts = facts_of(events)
        check_lengths(facts.fields)
        number = self.policies.number_at(facts.opened_at)
        said = {event.data["customer"] for event in case.events if event.data.get("customer")}
        names = {self.customers[name]: name for name in said}
        under = self.policies.under(None, matter_of(facts, names))
        earlier = self.policies.before(facts, {}, names, under)
        told = project(facts, events, under, number, names, earlier, team)
        customer = names.get(facts.fields.get("customer_id") or 0)
        rows.cases.append({
            "id": case_id, "key": key, "source": self.source, "source_key": case.source_key,
            "source_ended_at": told.case["resolved_at"], "version": 1, "policy_number": number,
            **told.case,
            "search_text": search_text(key, told.case["title"], customer),
        })  # fmt: skip
        texts = case_texts(key, told.case["fields"], customer, events)
        rows.words[case_id] = distinct_words(texts)
        rows.links[case_id] = article_links(events)
        operation = self.work.operation_id
        rows.events += [
            (number, case_id, kind, occurred_at, recorded_at, actor_id, rows.json(data), operation)
            for number, kind, occurred_at, recorded_at, data, actor_id in events
        ]
        for clock in told.clocks:
            *values, pauses = clock_values(case_id, clock)
            rows.clocks.append((*values, _json(pauses)))
        rows.alerts += [alert_row(case_id, alert) for alert in told.alerts]

    def _event(self, event: Event, ids: Sequence[int]) -> Event:
        """The event with the desk's ids in place of names and places."""
        data = event.data
        if "person" in data or "customer" in data:
            data = dict(data)
            if "person" in data:
                data["person_id"] = self.people[data.pop("person")]
            if "customer" in data:
                name = data.pop("customer")
                data["customer_id"] = None if name is None else self.customers[name]
        elif event.kind == RETRACTED:
            data = {**data, "event_id": ids[data["event_id"]]}
        return Event(ids[event.id], event.kind, event.occurred_at, event.recorded_at, data)

    def _name(self, cases: Iterable[ImportedCase]) -> None:
        """Know the id of every person and customer these cases name; new ones are added."""
        named = [event.data for case in cases for event in case.events]
        people = {data["person"] for data in named if "person" in data}
        customers = {data["customer"] for data in named if data.get("customer") is not None}
        blank = {
            "role": "agent", "active": True, "skills": {}, "shifts": {}, "days": [], "version": 1,
        }  # fmt: skip
        if self._know(plain(Person), people, self.people, blank):
            self.work.kinds.add("person")
        if self._know(plain(Customer), customers, self.customers, {"zone": None, "version": 1}):
            self.work.kinds.add("customer")

    def _know(
        self, table: Table, names: set[str], known: dict[str, int], blank: dict[str, Any]
    ) -> bool:
        """Fill `known` for these names; True where some were added to the desk."""
        asked = sorted(names - known.keys())
        for name in asked:
            check_length("name", name, LONGEST_NAME)
        for first in range(0, len(asked), _BATCH):
            found = select(table.c.name, table.c.id).where(
                table.c.name.in_(asked[first : first + _BATCH])
            )
            known.update((row.name, row.id) for row in self.work.session.execute(found))
        new = [name for name in asked if name not in known]
        if not new:
            return False
        known.update(zip(new, self._ids(table, len(new)), strict=True))
        self._insert(table, [{"id": known[name], "name": name, **blank} for name in new])
        return True

    def _taken(self, keys: Sequence[str]) -> set[str]:
        return set(self.work.session.scalars(select(Case.key).where(Case.key.in_(keys))))

    def _ids(self, table: Table, count: int) -> Sequence[int]:
        """So many ids nobody else gets: from PostgreSQL's sequence, or after SQLite's last row.

        On SQLite the write transaction is the only one there is.
        """
        connection = self.work.session.connection()
        if connection.dialect.name == "postgresql":
            drawn = text(
                "SELECT nextval(pg_get_serial_sequence(:name, 'id'))"
                " FROM generate_series(1, :count)"
            )
            return connection.scalars(drawn, {"name": table.name, "count": count}).all()
        last = connection.scalar(select(func.coalesce(func.max(table.c.id), 0))) or 0
        return range(last + 1, last + 1 + count)

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Rows by the names of their columns, all of them the same ones."""
        if not rows:
            return
        names = tuple(rows[0])
        for column in table.columns:
            if isinstance(column.type, JSON):
                for row in rows:
                    row[column.name] = _json(row[column.name])
        self._put(table, names, list(map(itemgetter(*names), rows)))

    def _put(self, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Hand the rows to the driver as they are: their values need no conversion."""
        if not rows:  # nothing is promised to any of these cases
            return
        connection = self.work.session.connection()
        place = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        places = ", ".join([place] * len(names))
        into = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})"
        connection.exec_driver_sql(into, rows)


class _Rows:
    """The rows of one chunk, by table; those of events and clocks as tuples, for they are many."""

    def __init__(self) -> None:
        self.cases: list[dict[str, Any]] = []
        self.events: list[tuple[Any, ...]] = []
        self.clocks: list[tuple[Any, ...]] = []
        self.alerts: list[dict[str, Any]] = []
        self.words: dict[int, str] = {}
        self.links: dict[int, Links | None] = {}
        self._written: dict[str, str] = {}

    def json(self, data: Mapping[str, Any]) -> str:
        """An event's data as JSON; most are few words, said of many cases, and written once."""
        if len(data) > _FEW:
            return to_json(data)
        said = repr(data)
        written = self._written.get(said)
        if written is None:
            written = self._written[said] = to_json(data)
        return written


def _json(value: Any) -> str | None:
    if value is None:
        return None
    return to_json(value) if value else _EMPTY[type(value)]


def _free(wanted: str, source: str, taken: set[str]) -> str:
    """The source's own key, marked with its name where the desk has such a case already."""
    return f"{source}:{wanted}" if wanted in taken else wanted
