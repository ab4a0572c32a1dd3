"""What a new version of the handbook would do to the cases of the desk, before it is published."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.entities import Case
from models.gauge import State
from models.handbook.events import POLICY_APPLIED, Event
from models.handbook.instants import from_seconds, maybe_from_seconds, to_seconds
from models.handbook.publication import Publication
from models.handbook.verdict import CaseClock, ChangedVerdict
from models.policies import Policies, load_policies
from models.progress import Progress, silent
from models.projection import Projection
from models.publishing import check_version
from models.queries.queue import reader_at
from models.reading import Reader, Standing
from models.refresh import projections

_CHUNK: Final = 400
_LAST: Final = 1 << 62
"""The id of an event that is not written yet: after every other."""

_NOT_PROMISED: Final = "not promised"

_GRAVITY: Final[Mapping[State, int]] = {
    "done": 0, "paused": 0, "calm": 0, "at_risk": 1, "slo_missed": 2, "breached": 3,
}  # fmt: skip


@dataclass(frozen=True)
class MovedCase:
    """An open case of which a clock is due at another time, and what binds it before and after."""

    case_id: int
    key: str
    priority: str
    before: State
    after: State
    due_before: datetime | None
    due_after: datetime | None

    @property
    def worse(self) -> bool:
        """Whether it is nearer to its breach than it was, in the words of the queue."""
        return _GRAVITY[self.after] > _GRAVITY[self.before]

    @property
    def rescued(self) -> bool:
        """Whether it was at risk or breached, and is less so."""
        return _GRAVITY[self.after] < _GRAVITY[self.before]

    @property
    def shows(self) -> bool:
        """Whether what binds it first moves, and not a clock behind that alone."""
        return (self.before, self.due_before) != (self.after, self.due_after)

    def to_json(self) -> dict[str, Any]:
        """As `leadline handbook apply --json` gives it."""
        return {
            "case": self.key, "priority": self.priority, "before": self.before,
            "after": self.after, "due_before": _iso(self.due_before),
            "due_after": _iso(self.due_after),
        }  # fmt: skip


@dataclass(frozen=True)
class BlastRadius:
    """What publishing would do: of `judged` cases, `open_cases` of them open."""

    version: int
    effective_at: datetime
    open_cases: int
    judged: int
    moved: tuple[MovedCase, ...]
    verdicts: tuple[ChangedVerdict, ...]

    @property
    def breached(self) -> int:
        """How many open cases would be breached that are not."""
        return sum(case.worse and case.after == "breached" for case in self.moved)

    @property
    def at_risk(self) -> int:
        """How many would come at risk, or miss their SLO, without being breached."""
        return sum(case.worse and case.after != "breached" for case in self.moved)

    @property
    def rescued(self) -> int:
        """How many that are at risk or breached would be less so."""
        return sum(case.rescued for case in self.moved)

    def to_json(self) -> dict[str, Any]:
        """As `leadline handbook apply --json` gives it."""
        return {
            "open_cases": self.open_cases, "judged": self.judged, "at_risk": self.at_risk,
            "breached": self.breached, "rescued": self.rescued,
            "moved": [case.to_json() for case in self.moved],
            "verdicts": [verdict.to_json() for verdict in self.verdicts],
        }  # fmt: skip


def reached_ids(session: Session, publication: Publication, effective_at: datetime) -> list[int]:
    """The ids of the cases on the desk that a version moves, in order."""
    if publication.to == "new":
        return []
    since = Case.opened_at >= effective_at
    reached = or_(Case.is_open, since) if publication.to == "restate" else Case.is_open
    return list(session.scalars(select(Case.id).where(reached).order_by(Case.id)))


def applied_data(publication: Publication, version: int) -> dict[str, Any]:
    """What the event `policy_applied` of a case that is moved says."""
    said = {"version": version, "mode": publication.to, "reason": publication.reason.strip()}
    return {name: value for name, value in said.items() if value != ""}


def blast_radius(
    session: Session,
    publication: Publication,
    now: datetime,
    progress: Progress = silent,
) -> BlastRadius:
    """Judge every case reached before and after, and count what differs; nothing is written.

    A `KnownError` where it could not be published.
    """
    at = publication.effective_at(to_seconds(now))
    check_version(session, publication.source, from_seconds(at))
    old = load_policies(session)
    new = old.with_draft(publication.source, at)
    number = max(new.versions)
    open_ids = session.scalars(select(Case.id).where(Case.is_open)).all()
    ids = reached_ids(session, publication, from_seconds(at))
    read = _Reading(reader_at(session, now), old, new, _applied(publication, number, now))
    moved: list[MovedCase] = []
    changed: list[ChangedVerdict] = []
    for first in range(0, len(ids), _CHUNK):
        progress(first, len(ids))
        for one, verdicts in read.chunk(session, ids[first : first + _CHUNK]):
            moved += one
            changed += verdicts
    progress(len(ids), len(ids))
    return BlastRadius(
        number, from_seconds(at), len(open_ids), len(ids), tuple(moved), tuple(changed)
    )


def _applied(publication: Publication, number: int, now: datetime) -> Event:
    at = to_seconds(now)
    return Event(_LAST, POLICY_APPLIED, at, at, applied_data(publication, number))


@dataclass(frozen=True)
class _Reading:
    """Two readings of the same cases: as they are, and with one event more."""

    reader: Reader
    old: Policies
    new: Policies
    applied: Event

    def chunk(
        self, session: Session, ids: Sequence[int]
    ) -> Iterator[tuple[list[MovedCase], list[ChangedVerdict]]]:
        before = projections(session, ids, self.old)
        after = projections(session, ids, self.new, also=(self.applied,))
        named = session.execute(select(Case.id, Case.key).where(Case.id.in_(ids)))
        keys = {row.id: row.key for row in named}
        for case_id, told in before.items():
            was, becomes = told.projection, after[case_id].projection
            yield (
                self._moved(case_id, keys[case_id], was, becomes),
                self._changed(case_id, keys[case_id], was.clocks, becomes.clocks),
            )

    def _moved(
        self, case_id: int, key: str, was: Projection, becomes: Projection
    ) -> list[MovedCase]:
        if not was.case["is_open"] or _running(was) == _running(becomes):
            return []
        return [
            MovedCase(
                case_id, key, was.case["priority"], self._state(was), self._state(becomes),
                maybe_from_seconds(was.case["next_due_at"]),
                maybe_from_seconds(becomes.case["next_due_at"]),
            )
        ]  # fmt: skip

    def _state(self, told: Projection) -> State:
        row = told.case
        if row["next_calendar"] is None:
            return "done"
        standing = Standing(
            row["next_calendar"], row["next_target_seconds"],
            maybe_from_seconds(row["next_due_at"]), maybe_from_seconds(row["next_warn_at"]),
            maybe_from_seconds(row["next_slo_due_at"]), row["next_slo_target_seconds"],
            row["next_paused_at"] is not None, row["next_remaining_seconds"],
        )  # fmt: skip
        return self.reader.state(standing)

    def _changed(
        self, case_id: int, key: str, was: Sequence[CaseClock], becomes: Sequence[CaseClock]
    ) -> list[ChangedVerdict]:
        now = to_seconds(self.reader.now)
        before, after = ({clock.key: clock for clock in clocks} for clocks in (was, becomes))
        return [
            ChangedVerdict(case_id, key, clock.priority, clock.commitment, clock.cycle,
                           clock.objective, word, then)
            for clock in (after | before).values()
            if _is_another(word := _verdict(before.get(clock.key), now),
                           then := _verdict(after.get(clock.key), now))
        ]  # fmt: skip


def _running(told: Projection) -> list[tuple[Any, ...]]:
    return [(c.key, c.due_at, c.target_seconds) for c in told.clocks if c.running]


def _verdict(clock: CaseClock | None, now: int) -> str:
    return _NOT_PROMISED if clock is None else clock.outcome_at(now)


def _is_another(before: str, after: str) -> bool:
    """A clock that only begins to run has no verdict that could be another."""
    return before != after and (before, after) != (_NOT_PROMISED, "running")


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
