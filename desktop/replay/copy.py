"""The desk as it was known at an instant: what commands look at, and replays begin with."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, not_, or_, select
from sqlalchemy.orm import Session

from desktop.replay.actions import copy_actions
from desktop.replay.articles import PARTS, copy_articles
from desktop.replay.postmortems import copy_postmortems
from desktop.replay.roadmap import copy_roadmap
from desktop.replay.rows import AS_STORED, Note, copy_ids, copy_rows, nobody
from desktop.replay.scratch import chunked, make_tables, open_scratch, reading, writing
from desktop.replay.told import alert_then, copy_burns, copy_crossings, copy_told, wait_on
from models.database import Database
from models.desk_time import DeskClock
from models.entities import (
    ActionEvent,
    AlertDelivery,
    AlertStep,
    Article,
    ArticleLink,
    ArticleWords,
    Base,
    BurnAlert,
    BurnDelivery,
    Case,
    CaseWords,
    Clock,
    Contact,
    Content,
    ContentChunk,
    Contract,
    CorrectiveAction,
    CrossingDelivery,
    CrossingPost,
    Customer,
    Event,
    Operation,
    Person,
    PlannedAlert,
    PolicyVersion,
    Postmortem,
    PostmortemEvent,
    PostmortemVersion,
    Presence,
    QueueCrossing,
    RemedyStep,
    ReviewRecord,
    RoadmapArticle,
    RoadmapItem,
    Topic,
)
from models.entities.plain import plain
from models.handbook.events import ATTACHED
from models.handbook.instants import to_seconds
from models.handbook.intake import REQUIRED
from models.refresh import refresh

CHANGED_AT: Final[dict[type[Any], str]] = {
    RemedyStep: "at", ReviewRecord: "at", Topic: "named_at",
}  # fmt: skip
"""Since when a row is known that events do not name."""

_OTHERWISE = {
    Operation, Event, Case, Clock, PlannedAlert, AlertDelivery, AlertStep, Customer, Contact,
    Contract, PolicyVersion, Content, ContentChunk, BurnAlert, BurnDelivery, CaseWords,
    Article, ArticleWords, ArticleLink, *PARTS, RoadmapItem, RoadmapArticle, Presence,
    QueueCrossing, CrossingDelivery, CrossingPost, Postmortem, PostmortemVersion, PostmortemEvent,
    CorrectiveAction, ActionEvent, *CHANGED_AT,
}  # fmt: skip
_EXCUSED: Final = {"excused": True}
"""What a case lacked at an end of then is no mistake of a copy, and what is done in the copy may
take away what an end that arrives later had."""

_REFRESHED = 2_000
_events, _cases, _clocks = plain(Event), plain(Case), plain(Clock)
_contents = plain(Content)
_case_words, _links = plain(CaseWords), plain(ArticleLink)
_alerts, _policies = plain(PlannedAlert), plain(PolicyVersion)

Progress = Callable[[int, int], None]


def quiet(done: int, total: int) -> None:
    """Nobody watches."""


def past_copy(
    real: Database, path: Path, instant: datetime, clock: DeskClock, progress: Progress = quiet
) -> Database:
    """The desk as it was known at `instant`, in a new SQLite file; the real desk is only read.

    It holds the events recorded by then, the cases, customers and contracts they name, the handbook
    published by then (the first version whatever its date: an imported log is older than the desk),
    the contacts these customers had by then, articles as they were saved by then, the roadmap, the
    postmortems and the corrective actions of then, what was entered into minutes by then, and names
    of topics in their last form if that is as old. A case to which nothing happened since keeps its
    clocks, for they do not depend on the present; all others are computed again. Alerts fired by
    then stay fired.
    `progress` is told (rows done, rows in all).
    """
    until = to_seconds(instant)
    engine = open_scratch(path)
    with writing(engine) as target:
        make_tables(target)
        with reading(real.engine) as source:
            known, moved = _known(until), _moved(until)
            again = list(source.scalars(select(_cases.c.id).where(known, moved)))
            note = _teller(progress, _size(source, until))
            _copy_dated(source, target, until)
            copy_rows(source, target, _events, _events.c.recorded_at <= until, note=note)
            copy_rows(source, target, _cases, known, moved, columns=blank_cases())
            _copy_settled(source, target, until, note)
            there = select(_cases.c.id).where(known)
            copy_told(source, target, _alerts.c.case_id.in_(there), until)
            copy_burns(source, target, until)
            copy_crossings(source, target, until)
            copy_named(source, target)
            copy_contacts(source, target, None, until)
            copy_contents(source, target)
            copy_articles(source, target, until)
            _copy_links(source, target, until)
            copy_roadmap(source, target, until)
            copy_postmortems(source, target, until)
            copy_actions(source, target, until)
        refresh_copy(target, again, until, note)
        wait_on(target)
    return Database(engine, clock, real.person_id, origin=real)


def blank_cases() -> dict[str, Any]:
    """The columns of cases without what is cached of them, for `refresh` to fill."""
    stored = ("id", "key", "source", "source_key", "source_ended_at", "policy_number", "opened_at")
    return dict.fromkeys(stored, AS_STORED) | {
        "version": 1, "title": "", "priority": "P2", "provisional": True, "status": "new",
        "waiting_for": "", "fields": "{}", "missing": " ".join(REQUIRED), "search_text": "",
        "times_reopened": 0, "is_open": True, "sort_at": 0, **_EXCUSED,
    }  # fmt: skip


def copy_named(source: Connection, target: Connection, events: Sequence[int] | None = None) -> None:
    """The customers, contacts, contracts and people that these events name (all, where None) and
    that the copy does not hold yet."""
    named = {
        name: func.json_extract(_events.c.data, f"$.{name}").label(name)
        for name in ("contact_id", "contract_id", "customer_id", "person_id")
    }
    for entity, who in (
        (Contact, named["contact_id"]),
        (Contract, named["contract_id"]),
        (Customer, named["customer_id"]),
        (Person, named["person_id"]),
        (Person, _events.c.actor_id),
    ):
        copy_ids(source, target, plain(entity), _missing(target, entity, who, events))
    for entity in (Contract, Contact):
        owners = _missing(target, Customer, plain(entity).c.customer_id, None)
        copy_ids(source, target, plain(Customer), owners)


def copy_contacts(
    source: Connection, target: Connection, after: int | None, until: int
) -> list[int]:
    """The contacts added in that time to customers the copy holds; returns those it lacked."""
    table = plain(Contact)
    added = table.c.added_at <= until
    if after is not None:
        added = and_(added, table.c.added_at > after)
    customers = set(target.scalars(select(plain(Customer).c.id)))
    there = set(target.scalars(select(table.c.id)))
    rows = source.execute(select(table.c.id, table.c.customer_id).where(added))
    fresh = [row.id for row in rows if row.customer_id in customers and row.id not in there]
    copy_ids(source, target, table, fresh)
    return fresh


def copy_contents(source: Connection, target: Connection) -> None:
    """The sizes of the files that the copy's events name; what is in them is read from the desk."""
    sha256 = func.json_extract(_events.c.data, "$.sha256")
    there = select(_contents.c.sha256)
    named = select(sha256).distinct().where(_events.c.kind == ATTACHED, sha256.not_in(there))
    for one in target.scalars(named).all():
        copy_rows(source, target, _contents, _contents.c.sha256 == one)


def refresh_copy(target: Connection, cases: Sequence[int], now: int, note: Note = nobody) -> None:
    """Compute what is cached of these cases, under versions of the handbook the copy knows."""
    strange = _cases.c.policy_number.not_in(select(_policies.c.number))
    target.execute(_cases.update().where(strange).values(policy_number=_number_then()))
    with Session(target) as session:
        for first in range(0, len(cases), _REFRESHED):
            some = cases[first : first + _REFRESHED]
            refresh(session, some, now)
            session.flush()
            note(len(some))


def _copy_dated(source: Connection, target: Connection, until: int) -> None:
    """What is the desk's as a whole: as of then where it has a date, as it is where not."""
    for mapper in Base.registry.mappers:
        if mapper.class_ not in _OTHERWISE:
            copy_rows(source, target, plain(mapper.class_))
    copy_rows(source, target, _policies, _published(until))
    for entity, name in CHANGED_AT.items():
        table = plain(entity)
        copy_rows(source, target, table, table.c[name] <= until)


def _copy_settled(source: Connection, target: Connection, until: int, note: Note) -> None:
    """The cases to which nothing happened since, with all that is cached of them."""
    settled = (_known(until), not_(_moved(until)))
    stored = dict.fromkeys(_cases.columns.keys(), AS_STORED) | _EXCUSED
    copy_rows(source, target, _cases, *settled, columns=stored, note=note)
    ids = select(_cases.c.id).where(*settled)
    copy_rows(source, target, _clocks, _clocks.c.case_id.in_(ids))
    copy_rows(source, target, _case_words, _case_words.c.case_id.in_(ids))
    waiting = or_(_alerts.c.fired_at.is_(None), _alerts.c.fired_at > until)
    planned = (_alerts.c.case_id.in_(ids), waiting)
    copy_rows(source, target, _alerts, *planned, columns=alert_then(until))


def _copy_links(source: Connection, target: Connection, until: int) -> None:
    """Which articles settled cases name: of those there."""
    there = list(target.scalars(select(plain(Article).c.id)))
    settled = select(_cases.c.id).where(_known(until), not_(_moved(until)))
    for some in chunked(there):
        named = (_links.c.article_id.in_(some), _links.c.case_id.in_(settled))
        copy_rows(source, target, _links, *named)


def _known(until: int) -> ColumnElement[bool]:
    """Of a case of the real desk: something of it was recorded by then."""
    return _has_event(_events.c.recorded_at <= until)


def _moved(until: int) -> ColumnElement[bool]:
    """Of such a case: something happened to it since, or to the handbook it is judged by."""
    numbers = select(_policies.c.number).where(_published(until))
    return or_(_has_event(_events.c.recorded_at > until), _cases.c.policy_number.not_in(numbers))


def _has_event(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(_events.c.id).where(_events.c.case_id == _cases.c.id, condition).exists()


def _published(until: int) -> ColumnElement[bool]:
    first = select(func.min(_policies.c.number)).scalar_subquery()
    return or_(_policies.c.published_at <= until, _policies.c.number == first)


def _number_then() -> ColumnElement[int]:
    """The version in force when a case was opened, of those that the copy knows (rule 16)."""
    numbers = select(_policies.c.number)
    at = (_policies.c.effective_at, _policies.c.number)
    in_force = numbers.where(_policies.c.effective_at <= _cases.c.opened_at)
    latest = in_force.order_by(*(column.desc() for column in at)).limit(1)
    first = numbers.order_by(*at).limit(1)
    return func.coalesce(latest.scalar_subquery(), first.scalar_subquery())


def _missing(
    target: Connection, entity: type[Any], who: ColumnElement[Any], events: Sequence[int] | None
) -> list[int]:
    """The ids that events name as `who` and that are no rows of the entity."""
    there = select(plain(entity).c.id)
    query = select(who).distinct().where(who.is_not(None), who.not_in(there))
    chunks = [()] if events is None else [(_events.c.id.in_(ids),) for ids in chunked(events)]
    return sorted({int(row[0]) for where in chunks for row in target.execute(query.where(*where))})


def _size(source: Connection, until: int) -> int:
    """How many rows there are to tell of: events, and cases."""
    by_then = _events.c.recorded_at <= until
    counts = select(func.count(), func.count(_events.c.case_id.distinct())).where(by_then)
    return sum(source.execute(counts).one())


def _teller(progress: Progress, total: int) -> Note:
    done = 0

    def note(rows: int) -> None:
        nonlocal done
        done += rows
        progress(min(done, total), total)

    return note
