"""The policy versions of the desk, read once and kept: they never change after publishing."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import Calendar, Case, Contract, PolicyVersion
from models.errors import KnownError
from models.handbook.calendar import BusinessCalendar
from models.handbook.policy import Policy
from models.handbook.policy_file import read_policy, under_contract
from models.handbook.zones import tz_version


@dataclass(frozen=True)
class Policies:
    """Every version by number, and since when each is in force (seconds since the epoch)."""

    versions: Mapping[int, Policy]
    sources: Mapping[int, str]
    effective: tuple[tuple[int, int], ...]

    def number_at(self, opened_at: int) -> int:
        """The version in force when a case was opened (rule 16); the first one for older cases."""
        in_force = [number for at, number in self.effective if at <= opened_at]
        return in_force[-1] if in_force else self.effective[0][1]

    @property
    def newest(self) -> Policy:
        """The version last published: its team calendar says in which zone times are shown."""
        return self.versions[self.effective[-1][1]]

    def under(self, terms: Mapping[str, Any] | None) -> Mapping[int, Policy]:
        """The versions with a contract's terms laid over them."""
        if not terms:
            return self.versions
        written = json.dumps(terms, sort_keys=True)
        return {number: _under(self.sources[number], number, written) for number in self.versions}


@lru_cache(maxsize=256)
def _under(source: str, number: int, terms: str) -> Policy:
    return under_contract(_policy(source, number), json.loads(terms))


def load_policies(session: Session) -> Policies:
    """The desk's policy versions; a `KnownError` where it has none."""
    rows = session.execute(
        select(
            type_coerce(PolicyVersion.effective_at, BigInteger),
            PolicyVersion.number,
            PolicyVersion.source,
        ).order_by(PolicyVersion.effective_at, PolicyVersion.number)
    ).all()
    if not rows:
        raise KnownError(
            "No handbook", "This desk has no handbook yet.", "Set it up with “leadline db init”."
        )
    versions = {number: _policy(source, number) for _, number, source in rows}
    sources = {number: source for _, number, source in rows}
    return Policies(versions, sources, tuple((at, number) for at, number, _ in rows))


@lru_cache(maxsize=64)
def _policy(source: str, number: int) -> Policy:
    return read_policy(source, number)


def policy_of(session: Session, case: Case) -> Policy:
    """The version a case was opened under, its contract's terms laid over it."""
    contract = session.get(Contract, case.contract_id) if case.contract_id is not None else None
    terms = contract.terms if contract is not None else None
    return load_policies(session).under(terms)[case.policy_number]


def load_calendars(session: Session) -> Mapping[str, BusinessCalendar]:
    """Every frozen calendar of the desk by fingerprint: those of policies and of contracts."""
    rows = session.execute(select(Calendar.fingerprint, Calendar.data)).all()
    return {fingerprint: _calendar(json.dumps(data)) for fingerprint, data in rows}


@lru_cache(maxsize=256)
def _calendar(data: str) -> BusinessCalendar:
    return BusinessCalendar.from_data(json.loads(data))


def freeze(session: Session, calendars: Iterable[BusinessCalendar]) -> None:
    """Store calendars by fingerprint, where they are not stored yet (rule 1)."""
    for calendar in calendars:
        session.merge(
            Calendar(fingerprint=calendar.fingerprint, zone=calendar.zone, data=calendar.to_data())
        )


def publish(
    session: Session, source: str, effective_at: datetime, now: datetime, person_id: int | None
) -> int:
    """Store a new version of the handbook, its calendars frozen (rule 1); returns its number."""
    last = session.scalars(
        select(PolicyVersion.number).order_by(PolicyVersion.number.desc())
    ).first()
    number = 1 if last is None else last + 1
    policy = read_policy(source, number)
    freeze(session, policy.calendars.values())
    session.add(
        PolicyVersion(
            number=number,
            name=policy.name,
            effective_at=effective_at,
            published_at=now,
            published_by_id=person_id,
            source=source,
            zone_data=tz_version(),
            calendars={name: cal.fingerprint for name, cal in policy.calendars.items()},
        )
    )
    session.flush()
    return number
