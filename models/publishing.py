"""A version of the handbook stored, after what would not fit the desk was refused."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Contract, PolicyVersion
from models.errors import KnownError
from models.handbook.file_node import FileError
from models.handbook.instants import to_seconds
from models.handbook.policy import Policy
from models.handbook.policy_contracts import under_contract
from models.handbook.policy_file import read_policy
from models.handbook.toml_source import line_of
from models.handbook.zones import tz_version, zone
from models.policies import freeze
from models.wording import full_words


def publish(
    session: Session, source: str, effective_at: datetime, now: datetime, person_id: int | None
) -> int:
    """Store a new version of the handbook, its calendars frozen (rule 1); returns its number.

    A `KnownError` where the file is wrong, or the version would be dated before the last one.
    """
    policy = check_version(session, source, effective_at)
    freeze(session, policy.calendars.values())
    session.add(
        PolicyVersion(
            number=policy.number,
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
    return policy.number


def check_version(session: Session, source: str, effective_at: datetime) -> Policy:
    """The policy that would be the next version; a `KnownError` where it cannot be published."""
    last = session.execute(
        select(PolicyVersion.number, PolicyVersion.effective_at)
        .order_by(PolicyVersion.number.desc())
        .limit(1)
    ).first()
    policy = read_policy(source, 1 if last is None else last.number + 1)
    if last is not None:
        check_later(source, policy, effective_at, last.effective_at)
    check_contracts(session, policy)
    return policy


def check_contracts(session: Session, policy: Policy) -> None:
    """A `KnownError` where a contract counts on what the new version no longer has."""
    for name, terms in session.execute(select(Contract.name, Contract.terms)):
        try:
            under_contract(policy, terms)
        except FileError as error:
            raise KnownError(
                "A contract no longer fits", f"The contract “{name}”: {error.sentence}",
                "Keep in the handbook what the contract counts on.",
            ) from None  # fmt: skip


def check_later(source: str, policy: Policy, effective_at: datetime, last: datetime) -> None:
    """A `KnownError` where a version would be in force before, or with, the last one."""
    if effective_at > last:
        return
    zone_info = zone(policy.team.zone)
    sentence = (
        f"It would be in force from {full_words(effective_at, zone_info)}; the last version is"
        f" since {full_words(last, zone_info)}. Versions follow one another."
    )
    if policy.effective_from == to_seconds(effective_at):
        path = ("effective_from",)
        raise FileError(sentence, path, line_of(source, path), "Dated before the last version")
    raise KnownError("Dated before the last version", sentence, "Choose a later date.")
