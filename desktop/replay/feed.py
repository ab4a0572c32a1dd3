"""A past desk that goes on: what was recorded later arrives as its time comes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, select

from desktop.replay.actions import bring_actions
from desktop.replay.articles import bring_articles
from desktop.replay.copy import (
    CHANGED_AT,
    blank_cases,
    copy_contacts,
    copy_contents,
    copy_named,
    refresh_copy,
)
from desktop.replay.postmortems import bring_postmortems
from desktop.replay.roadmap import bring_roadmap
from desktop.replay.rows import copy_ids, copy_rows
from desktop.replay.scratch import chunked, reading, writing
from models.changes import Changes
from models.database import Database
from models.entities import (
    Calendar,
    Case,
    Event,
    PolicyVersion,
    RemedyStep,
    ReviewRecord,
    Topic,
)
from models.entities.plain import plain
from models.handbook.instants import to_seconds

_OVERLAP = 60
"""Seconds looked at again: a write may be seen a while after the second in which it began."""

_DATED: Final[dict[type[Any], str]] = {PolicyVersion: "published_at", **CHANGED_AT}
_KINDS: Final[dict[type[Any], str]] = {
    PolicyVersion: "policy",
    RemedyStep: "remedy",
    ReviewRecord: "review",
    Topic: "topic",
}
_events, _cases, _calendars = plain(Event), plain(Case), plain(Calendar)


class Feed:
    """Brings a copy up to date, each event once.

    Where a batch fails nothing of it is kept, and the next one brings it.
    """

    def __init__(self, real: Database, copy: Database, since: datetime) -> None:
        self.since = since
        self._real = real
        self._copy = copy
        self._fed = to_seconds(since)

    def bring(self, until: datetime) -> Changes:
        """Let arrive what was recorded by `until`; returns what that changed in the copy."""
        now = to_seconds(until)
        after = self._fed - _OVERLAP
        with writing(self._copy.engine) as target:
            with reading(self._real.engine) as source:
                kinds = _bring_dated(source, target, after, now)
                cases = _bring_events(source, target, after, now)
                if copy_contacts(source, target, after, now):
                    kinds.add("contact")
            refresh_copy(target, sorted(cases), now)
        self._fed = max(self._fed, now)
        return Changes("replay", frozenset(cases), frozenset(kinds))


def _bring_events(source: Connection, target: Connection, after: int, now: int) -> set[int]:
    """Events the copy does not hold, with what they name; returns their cases."""
    recorded = _events.c.recorded_at
    query = select(_events.c.id, _events.c.case_id).where(recorded > after, recorded <= now)
    case_of = {int(row.id): int(row.case_id) for row in source.execute(query)}
    for event_id in _there(target, _events, list(case_of)):
        del case_of[event_id]
    cases, fresh = sorted(set(case_of.values())), sorted(case_of)
    there = _there(target, _cases, cases)
    copy_ids(source, target, _cases, [i for i in cases if i not in there], blank_cases())
    copy_ids(source, target, _events, fresh)
    copy_named(source, target, fresh)
    if fresh:
        copy_contents(source, target)
    return set(cases)


def _there(target: Connection, table: Any, ids: Sequence[int]) -> set[int]:
    """Those of the ids that the copy holds."""
    found: set[int] = set()
    for some in chunked(ids):
        found.update(target.scalars(select(table.c.id).where(table.c.id.in_(some))))
    return found


def _bring_dated(source: Connection, target: Connection, after: int, now: int) -> set[str]:
    """The handbook's versions, articles, the roadmap, postmortems and actions; the kinds."""
    kinds = set()
    for entity, name in _DATED.items():
        table = plain(entity)
        key, at = next(iter(table.primary_key)), table.c[name]
        pairs = select(key, at).where(at > after, at <= now)
        there = {tuple(row) for row in target.execute(pairs)}
        fresh = [row[0] for row in source.execute(pairs) if tuple(row) not in there]
        if fresh:
            target.execute(delete(table).where(key.in_(fresh)))
            copy_rows(source, target, table, key.in_(fresh))
            kinds.add(_KINDS[entity])
    if bring_articles(source, target, after, now):
        kinds.add("article")
    if bring_roadmap(source, target, after, now, articles="article" in kinds):
        kinds.add("roadmap")
    if bring_postmortems(source, target, after, now):
        kinds.add("postmortem")
    if bring_actions(source, target, after, now):
        kinds.add("action")
    if "policy" in kinds:
        known = list(target.scalars(select(_calendars.c.fingerprint)))
        copy_rows(source, target, _calendars, _calendars.c.fingerprint.not_in(known))
    return kinds
