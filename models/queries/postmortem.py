"""One postmortem in full: what it says, and what its cases' clocks and logs say of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import (
    Case,
    Clock,
    CorrectiveAction,
    Customer,
    Event,
    Person,
    PlannedAlert,
    Postmortem,
    PostmortemVersion,
)
from models.errors import KnownError
from models.handbook import events as ev
from models.handbook.contract_rules import folded
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.policy import RESOLUTION
from models.handbook.postmortems import Said, id_meant, key_of, link_of, missing, said_of
from models.queries.corrective_actions import ActionRow, actions
from models.queries.factors import factor_names
from models.queries.masking import Mask, all_hidden, mask_for, masked
from models.queries.postmortem_impact import Impact, impact_of
from models.queries.postmortem_life import (
    Comment,
    LifeRow,
    VersionRow,
    comments_of,
    life_of,
    versions_of,
)
from models.queries.recurrence import Recurrences, recurrences
from models.queries.response_times import ResponseTimes, medians, response_times
from models.restricted import hidden
from models.text import Text
from models.typed_text import echoed

_DROPPED: Final = "dropped"
EVENT, ALERT, CLOCK, HAND = "event", "alert", "clock", "hand"
"""What a row of a timeline is linked with; one by hand is with nothing."""


@dataclass(frozen=True)
class CaseLine:
    """A case of a postmortem; `breached_at` is when its first SLA clock was crossed."""

    id: int
    key: str
    title: str
    priority: str
    customer: str
    opened_at: datetime
    resolved_at: datetime | None
    breached_at: datetime | None
    restricted: bool


@dataclass(frozen=True)
class TimelineLine:
    """A chosen row. `link` is what it is linked with, `event_id` which event, where it is one;
    `stands` is False where that was taken back since, or the clock crosses at another time now."""

    at: datetime
    words: str
    case_id: int | None
    case_key: str
    link: str
    event_id: int | None
    stands: bool

    @property
    def by_hand(self) -> bool:
        """Whether somebody wrote it, and no log has it."""
        return self.link == HAND


@dataclass(frozen=True)
class PauseSpan:
    """From when to when a case waited; until now where there is no end."""

    case_id: int
    case_key: str
    begin: datetime
    end: datetime | None


@dataclass(frozen=True)
class PostmortemDetail:
    """Everything page and paper show, for whoever reads.

    `number` is the version that was read: what a save says it has seen. `left_out` counts the cases
    that the reader may not see; with any, they may not change it. `medians` are seconds by moment.
    `missing` says why it may not leave the draft.
    """

    id: int
    said: Said
    status: str
    number: int
    author: str
    owner_id: int | None
    owner: str
    reviewer_id: int | None
    reviewer: str
    due_on: str | None
    written_at: datetime
    changed_at: datetime
    reviewed_at: datetime | None
    closed_at: datetime | None
    cases: tuple[CaseLine, ...]
    left_out: int
    impact: Impact
    timeline: tuple[TimelineLine, ...]
    pauses: tuple[PauseSpan, ...]
    times: tuple[ResponseTimes, ...]
    medians: Mapping[str, int]
    recurrence: Recurrences
    actions: tuple[ActionRow, ...]
    missing: tuple[Text, ...]
    life: tuple[LifeRow, ...]
    comments: tuple[Comment, ...]
    versions: tuple[VersionRow, ...]

    @property
    def key(self) -> str:
        """What it is called by: PM-3."""
        return key_of(self.id)


def postmortem_detail(
    session: Session, postmortem_id: int, now: datetime, me: int | None
) -> PostmortemDetail:
    """The postmortem as `me` may read it (credits are the lead's). `KnownError` where it is gone,
    or all of its cases are restricted and not theirs to see."""
    row = postmortem_of(session, postmortem_id)
    kept, left_out = said_of(row), frozenset(hidden(session))
    mask, said = mask_for(session, kept.case_ids), masked(kept, session)
    impact = impact_of(session, said.case_ids, now, me)
    cases = tuple(_cases(session, said.case_ids, impact.breached_at))
    keys = {case.id: case.key for case in cases}
    times = response_times(session, said.case_ids)
    people = dict(session.execute(select(Person.id, Person.name)).all())
    versions = versions_of(session, row.id)
    return PostmortemDetail(
        row.id, said, row.status, versions[0].number if versions else 0,
        people.get(row.author_id or 0, ""), row.owner_id, people.get(row.owner_id or 0, ""),
        row.reviewer_id, people.get(row.reviewer_id or 0, ""), row.due_on, row.written_at,
        row.changed_at, row.reviewed_at, row.closed_at, cases,
        len(left_out.intersection(kept.case_ids)), impact,
        _timeline(session, said.timeline, keys), _pauses(session, keys), times, medians(times),
        recurrences(session, said.factors, said.case_ids, impact.breached_at, now, row.id),
        actions(session, now, postmortem_id=row.id),
        missing(kept, owned_actions(session, row.id)), life_of(session, row.id, mask),
        comments_of(session, row.id, mask), _masked_notes(versions, mask),
    )  # fmt: skip


def postmortem_of(session: Session, postmortem_id: int) -> Postmortem:
    """Its row; a `KnownError` where there is none for whoever reads."""
    row = session.get(Postmortem, postmortem_id)
    if row is None or all_hidden(session, row.case_ids):
        raise KnownError(
            "No such postmortem", "This postmortem is not on the desk.", "Look in the list."
        )
    return row


def postmortem_id_of(session: Session, written: str) -> int:
    """Which one somebody means by PM-3, or 3; a `KnownError` where there is none."""
    found = id_meant(written)
    if found is None or session.get(Postmortem, found) is None:
        raise KnownError(
            "No such postmortem", f"There is no postmortem “{echoed(written)}”.",
            "“leadline postmortem list” names those there are.",
        )  # fmt: skip
    return postmortem_of(session, found).id


def said_then(session: Session, postmortem_id: int, number: int) -> Said:
    """What one of its versions said, to whoever reads."""
    postmortem_of(session, postmortem_id)
    kept = session.scalar(
        select(PostmortemVersion.said).where(
            PostmortemVersion.postmortem_id == postmortem_id, PostmortemVersion.number == number
        )
    )
    if kept is None:
        raise KnownError("No such version", "This version was not kept.", "Choose another.")
    return masked(said_of(kept), session)


def owned_actions(session: Session, postmortem_id: int) -> Sequence[CorrectiveAction]:
    """Its corrective actions, as far as `missing` asks for them; what was dropped is none."""
    query = select(CorrectiveAction).where(
        CorrectiveAction.postmortem_id == postmortem_id, CorrectiveAction.status != _DROPPED
    )
    return session.scalars(query).all()


def suggested_factors(session: Session, case_ids: Collection[int]) -> list[str]:
    """Names to choose from: root causes of these cases, the names used before, their categories."""
    names = {folded(one.name): one.name for one in factor_names(session, case_ids)}
    query = select(Case.category).where(Case.id.in_(case_ids), Case.category.is_not(None))
    for category in session.scalars(query.distinct().order_by(Case.category)):
        names.setdefault(folded(category or ""), category or "")
    return [name for key, name in names.items() if key]


def _masked_notes(versions: Sequence[VersionRow], mask: Mask) -> tuple[VersionRow, ...]:
    return tuple(
        VersionRow(one.number, one.at, one.who, mask(one.note), one.changed) for one in versions
    )


def _cases(
    session: Session, ids: Collection[int], breached_at: Mapping[int, datetime]
) -> Iterator[CaseLine]:
    rows = session.execute(
        select(Case.id, Case.key, Case.title, Case.priority, Customer.name, Case.opened_at,
               Case.resolved_at, Case.named)
        .outerjoin(Customer, Customer.id == Case.customer_id).where(Case.id.in_(ids))
        .order_by(Case.opened_at, Case.id)
    )  # fmt: skip
    for case_id, key, title, priority, customer, opened_at, resolved_at, named in rows:
        yield CaseLine(case_id, key, title, priority, customer or "", opened_at, resolved_at,
                       breached_at.get(case_id), named is not None)  # fmt: skip


def _timeline(
    session: Session, rows: Sequence[Mapping[str, Any]], keys: Mapping[int, str]
) -> tuple[TimelineLine, ...]:
    links = {link for row in rows if (link := link_of(row)) is not None}
    standing = _standing(session, links, keys)
    found = []
    for row in sorted(rows, key=lambda one: one["at"]):
        link = link_of(row)
        at = standing.get(link) if link else None
        found.append(TimelineLine(
            from_seconds(row["at"]), row["words"], row.get("case_id"),
            keys.get(row.get("case_id") or 0, ""), link[0] if link else HAND,
            row.get("event_id"), link is None or (link in standing and at in (None, row["at"])),
        ))  # fmt: skip
    return tuple(found)


def _standing(
    session: Session, links: Collection[tuple[Any, ...]], keys: Mapping[int, str]
) -> Mapping[tuple[Any, ...], int | None]:
    """Of the links those whose other end is there still, with its instant where that can move."""
    events = {link[1] for link in links if link[0] == EVENT}
    alerts = {link[1] for link in links if link[0] == ALERT}
    there = _stored(session, Event.id, events)
    if there:
        cases = select(Event.data).where(
            Event.case_id.in_(keys), Event.kind == ev.RETRACTED
        )  # fmt: skip
        there -= {data["event_id"] for data in session.scalars(cases)}
    fired = _stored(session, PlannedAlert.id, alerts)
    found: dict[tuple[Any, ...], Any] = {
        link: at for link, at in _crossings(session, keys).items() if link in links
    }
    for link in links:
        if (link[0] == EVENT and link[1] in there) or (link[0] == ALERT and link[1] in fired):
            found[link] = None
    return found


def _stored(session: Session, column: Any, ids: Collection[int]) -> set[int]:
    wanted, found = sorted(ids), set[int]()
    for first in range(0, len(wanted), 10_000):
        some = wanted[first : first + 10_000]
        found |= set(session.scalars(select(column).where(column.in_(some))))
    return found


def _crossings(session: Session, keys: Collection[int]) -> dict[tuple[Any, ...], int]:
    """Where the clocks of the cases passed their warnings and were crossed, as links."""
    rows = session.execute(
        select(Clock.case_id, Clock.commitment, Clock.cycle, Clock.objective, Clock.due_at,
               Clock.warn_at, Clock.stopped_at, Clock.verdict)
        .where(Clock.case_id.in_(keys))
    )  # fmt: skip
    found: dict[tuple[Any, ...], int] = {}
    for case_id, commitment, cycle, objective, due_at, warn_at, stopped_at, verdict in rows:
        link = CLOCK, case_id, commitment, cycle, objective
        if due_at is not None and (verdict == "breached" or not (verdict or stopped_at)):
            found[link] = to_seconds(due_at)
        if warn_at is not None and (stopped_at is None or warn_at <= stopped_at):
            found[*link, "warning"] = to_seconds(warn_at)
    return found


def _pauses(session: Session, keys: Mapping[int, str]) -> tuple[PauseSpan, ...]:
    """The waits of the clocks of resolution, each once, in their order."""
    rows = session.execute(
        select(Clock.case_id, Clock.pauses)
        .where(Clock.case_id.in_(keys), Clock.commitment == RESOLUTION)
    )  # fmt: skip
    spans = {
        (begin, end, case_id) for case_id, pauses in rows for begin, end in pauses
    }  # fmt: skip
    ordered = sorted(spans, key=lambda one: (one[0], one[2], one[1] or 0))
    return tuple(
        PauseSpan(case_id, keys[case_id], from_seconds(begin),
                  None if end is None else from_seconds(end))
        for begin, end, case_id in ordered
    )  # fmt: skip
