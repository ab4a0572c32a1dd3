"""The Handbook page: the versions of the desk, and what its draft comes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from models.escalation_preview import Team
from models.handbook.finding import Finding
from models.handbook.instants import to_seconds
from models.handbook.linter import lint
from models.handbook.plain_questions import Question, plain_questions
from models.handbook.policy import Policy
from models.handbook.policy_diff import Difference, differences
from models.handbook.policy_file import read_policy, usual_slo_share
from models.handbook.special_days import Country, SpecialDay, country_of, special_days
from models.queries.handbook import VersionRow, colleagues, version_in_force, versions
from models.queries.people import people_names
from models.rosters import load_roster


@dataclass(frozen=True)
class Published:
    """Every version known, the last to come into force at the end, and the one in force."""

    versions: tuple[VersionRow, ...]
    in_force: int

    @property
    def last(self) -> VersionRow:
        """What a draft begins from: versions follow one another (rule 16)."""
        return self.versions[-1]


@dataclass(frozen=True)
class DraftReading:
    """A draft read: its policy and the one it began from (`before`), what its questions lead to,
    what is found, what differs.

    `slo_share` is that of a target which says none of its own; `special` are the holidays and
    exceptions of each calendar, `countries` whose they are; `team` is who would be told today.
    """

    policy: Policy
    before: Policy
    slo_share: Fraction
    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]
    differences: tuple[Difference, ...]
    special: Mapping[str, tuple[SpecialDay, ...]]
    countries: Mapping[str, Country | None]
    team: Team


def published(session: Session, now: datetime) -> Published:
    """The versions known at `now`; a `KnownError` where there is none."""
    in_force = version_in_force(session, now)
    return Published(tuple(versions(session, now)), in_force.number)


def read_draft(session: Session, source: str, base: str, now: datetime) -> DraftReading:
    """What a draft says, compared with the file it began from.

    A `FileError` where it cannot be read.
    """
    policy, before, seconds = read_policy(source), read_policy(base), to_seconds(now)
    roster = load_roster(session)
    return DraftReading(
        policy,
        before,
        usual_slo_share(source),
        tuple(plain_questions(policy, seconds)),
        tuple(lint(source, seconds, colleagues(session), roster)),
        tuple(differences(before, policy)),
        {name: special_days(source, name) for name in policy.calendars},
        {name: country_of(source, name) for name in policy.calendars},
        Team(roster, dict(people_names(session))),
    )
