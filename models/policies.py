"""The policy versions of the desk: looked at in each transaction, read where they changed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Text, bindparam, cast, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import Calendar, Case, Contract, Customer, PolicyVersion
from models.entities import Event as EventRow
from models.errors import KnownError
from models.handbook import events as ev
from models.handbook.calendar import BusinessCalendar
from models.handbook.case_clocks import Earlier, versions_of
from models.handbook.case_facts import CaseFacts, facts_of
from models.handbook.contract_rules import Matter
from models.handbook.events import Event
from models.handbook.policy import Policy
from models.handbook.policy_contracts import under_contract
from models.handbook.policy_file import read_policy
from models.kept import Kept, connection_of
from models.projection import MATCHED, matter_told, stored_matter
from models.read_once import once
from models.restricted import fetch

_FIND_CONTRACTS: Final = (
    ev.OPENED, ev.FIELDS_CHANGED, ev.PRIORITY_CHANGED, ev.ASSIGNED, ev.RESOLVED, ev.CLOSED,
    ev.REOPENED, ev.EXCLUDED,
)  # fmt: skip
"""The kinds that say what a contract is found by, and until when."""

Frozen = tuple[tuple[str, BusinessCalendar], ...]
"""A version's calendars by name, as they were stored when it was published."""


@dataclass(frozen=True)
class Version:
    """One published version: its number, its file, its calendars, and since when it is in force."""

    number: int
    source: str
    effective_at: int
    calendars: Frozen


@dataclass(frozen=True)
class Terms:
    """A contract made with a customer: its name, and what it says otherwise."""

    name: str
    terms: Mapping[str, Any]


@dataclass(frozen=True)
class Policies:
    """Every version of the desk, in the order in which they came into force."""

    rows: tuple[Version, ...]

    @cached_property
    def versions(self) -> Mapping[int, Policy]:
        """Every version by number."""
        return {row.number: _policy(row) for row in self.rows}

    def number_at(self, opened_at: int) -> int:
        """The version in force when a case was opened (rule 16); the first one for older cases."""
        in_force = [row.number for row in self.rows if row.effective_at <= opened_at]
        return in_force[-1] if in_force else self.rows[0].number

    def at(self, instant: int) -> Policy:
        """The version in force at an instant."""
        return self.versions[self.number_at(instant)]

    @property
    def newest(self) -> Policy:
        """The version last published: its team calendar says in which zone times are shown."""
        return self.versions[self.rows[-1].number]

    def under(self, contract: Terms | None, matter: Matter) -> Mapping[int, Policy]:
        """The versions as they judge one case.

        A contract made with the customer counts first, its terms laid over each version; then the
        first of a version's own contracts that matches the case.
        """
        if contract is not None:
            written = json.dumps(contract.terms, sort_keys=True)
            return {row.number: _under(row, written, contract.name) for row in self.rows}
        if not self.have_contracts:
            return self.versions
        return {number: policy.for_case(matter) for number, policy in self.versions.items()}

    def before(
        self, facts: CaseFacts, terms: Mapping[Any, Terms], customers: Mapping[int, str],
        under: Mapping[int, Policy],
    ) -> Earlier:  # fmt: skip
        """The versions as they judged a case until it was learnt what finds another contract.

        `terms` and `customers` are by id, `under` is what judges it at last.
        """
        if under is self.versions:  # more is known of a case, and none of it finds a contract
            return ()
        found, after = [], under
        for event_id, told in reversed(facts.learnt):
            contract = terms.get(told.get("contract_id"))
            until = self.under(contract, matter_told(told, customers))
            if any(until[number] is not after[number] for number in until):
                found.append((event_id, until))
                after = until
        return tuple(reversed(found))

    @cached_property
    def have_contracts(self) -> bool:
        """Whether any version has contracts of its own."""
        return any(policy.contracts for policy in self.versions.values())

    @cached_property
    def learn_leads(self) -> bool:
        """Whether any version tells people as early as their own cases have taught."""
        every = (*self.versions.values(), *(own for policy in self.versions.values()
                                            for _, own in policy.contracts))  # fmt: skip
        return any(target.learned_lead for policy in every for row in policy.targets.values()
                   for target in row.values())  # fmt: skip

    def with_draft(self, source: str, effective_at: int) -> "Policies":
        """The same with a version that is not published yet, under the next number."""
        number = max(row.number for row in self.rows) + 1
        calendars = tuple(read_policy(source, number).calendars.items())
        return Policies((*self.rows, Version(number, source, effective_at, calendars)))


@lru_cache(maxsize=64)
def _policy(row: Version) -> Policy:
    return read_policy(row.source, row.number, dict(row.calendars))


@lru_cache(maxsize=256)
def _under(row: Version, terms: str, name: str) -> Policy:
    return under_contract(_policy(row), json.loads(terms), name)


_VERSIONS: Final = Kept(select(
    PolicyVersion.number, PolicyVersion.source,
    type_coerce(PolicyVersion.effective_at, BigInteger), cast(PolicyVersion.calendars, Text),
).order_by(PolicyVersion.effective_at, PolicyVersion.number))  # fmt: skip

Stored = tuple[tuple[int, str, int, str], ...]
"""The versions as the database has them: file, date, and its calendars' fingerprints as JSON."""


def load_policies(session: Session) -> Policies:
    """The desk's policy versions; a `KnownError` where it has none.

    What stands in the table is read in each transaction, for a colleague may have published since;
    what was made of the same words before is kept. A fingerprint names the same calendar for ever.
    """
    session.flush()
    return once(connection_of(session), _read_policies)


def _read_policies(connection: Connection) -> Policies:
    stored: Stored = tuple(map(tuple, _VERSIONS.rows(connection)))
    if not stored:
        raise KnownError(
            "No handbook", "This desk has no handbook yet.", "Set it up with “leadline db init”."
        )
    kept = _kept(stored)
    if not kept:
        kept.append(_policies(stored, _read_calendars(connection)))
    return kept[0]


@lru_cache(maxsize=16)
def _kept(_stored: Stored) -> list[Policies]:
    """A place for what is made of these versions."""
    return []


def _policies(stored: Stored, frozen: Mapping[str, BusinessCalendar]) -> Policies:
    return Policies(
        tuple(
            Version(number, source, effective_at,
                    tuple((name, frozen[print_]) for name, print_ in json.loads(calendars).items()))
            for number, source, effective_at, calendars in stored
        )
    )  # fmt: skip


def policy_of(session: Session, case: Case) -> Policy:
    """The version that judges what happens to a case next, its contract's terms laid over it."""
    return policies_of(session, case)[-1][1]


def policies_of(session: Session, case: Case) -> list[tuple[int, Policy]]:
    """(since, policy) of what judges a case, its contract's terms laid over each version."""
    under = policies_under(session, case)
    if len(under) == 1:  # there is no other that could have been applied
        return [(0, under[case.policy_number])]
    return [(since, under[number]) for since, number in judged_by(session, case)]


def policies_under(session: Session, case: Case) -> Mapping[int, Policy]:
    """Every version as it judges a case, its contract's terms laid over it."""
    contract = session.get(Contract, case.contract_id) if case.contract_id is not None else None
    terms = Terms(contract.name, contract.terms) if contract is not None else None
    policies = load_policies(session)
    if terms is None and not policies.have_contracts:
        return policies.versions
    return policies.under(terms, matter_by_row(session, case))


def policies_before(session: Session, case: Case, under: Mapping[int, Policy]) -> Earlier:
    """What judged a case until its contract was found; `under` is what judges it at last."""
    policies = load_policies(session)
    if under is policies.versions:
        return ()
    facts = facts_of(_events(session, case, _FIND_CONTRACTS))
    contract = session.get(Contract, case.contract_id) if case.contract_id is not None else None
    terms = {} if contract is None else {contract.id: Terms(contract.name, contract.terms)}
    customer = session.get(Customer, facts.matched.get("customer_id") or 0)
    names = {} if customer is None else {customer.id: customer.name}
    return policies.before(facts, terms, names, under)


def matter_by_row(session: Session, case: Case) -> Matter:
    """What the handbook's contracts look at in a case, as it is cached."""
    customer = session.get(Customer, case.customer_id) if case.customer_id is not None else None
    name = customer.name if customer is not None else None
    return stored_matter(case.fields.get(MATCHED), name, case.category, case.group_name)


def judged_by(session: Session, case: Case) -> list[tuple[int, int]]:
    """(since, version) of what judges a case, in order, the first from its opening (rule 16)."""
    return versions_of(_events(session, case, (ev.POLICY_APPLIED,)), case.policy_number)


def _events(session: Session, case: Case, kinds: Sequence[str]) -> list[Event]:
    """The events of some kinds, and what takes them back."""
    asked = {"case_id": case.id, "kinds": (*kinds, ev.RETRACTED)}
    return [Event(*row) for row in fetch(session, _EVENTS, asked)]


_EVENTS: Final = Kept(select(
    EventRow.id, EventRow.kind, type_coerce(EventRow.occurred_at, BigInteger),
    type_coerce(EventRow.recorded_at, BigInteger), EventRow.data,
).where(
    EventRow.case_id == bindparam("case_id"),
    EventRow.kind.in_(bindparam("kinds", expanding=True)),
), listed="kinds")  # fmt: skip


def load_calendars(session: Session) -> Mapping[str, BusinessCalendar]:
    """Every frozen calendar of the desk by fingerprint: those of policies and of contracts."""
    session.flush()
    return _read_calendars(connection_of(session))


def _read_calendars(connection: Connection) -> Mapping[str, BusinessCalendar]:
    return {fingerprint: _calendar(data) for fingerprint, data in _CALENDARS.rows(connection)}


_CALENDARS: Final = Kept(select(Calendar.fingerprint, cast(Calendar.data, Text)))


@lru_cache(maxsize=256)
def _calendar(data: str) -> BusinessCalendar:
    return BusinessCalendar.from_data(json.loads(data))


def freeze(session: Session, calendars: Iterable[BusinessCalendar]) -> None:
    """Store calendars by fingerprint, where they are not stored yet (rule 1)."""
    for calendar in calendars:
        session.merge(
            Calendar(fingerprint=calendar.fingerprint, zone=calendar.zone, data=calendar.to_data())
        )
