"""Does what is stored agree with the log? Each difference in a sentence."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import exists, select, text
from sqlalchemy.orm import Session

from models.alert_plan import alert_row
from models.article_link_rows import article_ids, link_row
from models.clock_rows import clock_row
from models.contents import content_differences
from models.entities import ArticleLink, Case, CaseWords, Clock, Event, PlannedAlert
from models.entities.plain import plain
from models.index_check import index_differences
from models.learnt_check import learnt_differences
from models.policies import Policies, load_policies
from models.refresh import Told, projections
from models.restricted import show_all

_CHUNK: Final = 400
_CLOCK_KEY: Final = ("case_id", "commitment", "cycle", "objective")
_LINK_KEY: Final = ("case_id", "article_id")
_ALERT_KEY: Final = ("case_id", "commitment", "cycle", "level", "deadline_at")

AllTold = Mapping[int, Told]


def differences(session: Session) -> list[str]:
    """Recompute every case's facts, clocks and planned alerts, and what postmortems and actions
    come to; name what is not the same."""
    show_all(session)
    found = _damage(session)
    policies = load_policies(session)
    keys = {row.id: row.key for row in session.execute(select(Case.id, Case.key).order_by(Case.id))}
    ids = list(keys)
    for first in range(0, len(ids), _CHUNK):
        told, unread = _projections(session, ids[first : first + _CHUNK], policies)
        found += [f"{keys[case_id]}: {why}" for case_id, why in unread.items()]
        for case_id, difference in _compare(session, told):
            found.append(f"{keys[case_id]}: {difference}")
    found += index_differences(session, keys) + content_differences(session)
    return found + learnt_differences(session)


def case_differences(session: Session, case_id: int) -> list[str]:
    """What of one case's caches the log does not say."""
    told, unread = _projections(session, [case_id], load_policies(session))
    return [*unread.values(), *(said for _, said in _compare(session, told))]


def _damage(session: Session) -> list[str]:
    """What SQLite itself finds wrong with its file."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    said = list(session.scalars(text("PRAGMA integrity_check")))
    lost = session.execute(text("PRAGMA foreign_key_check")).all()
    return [f"The file is damaged: {trouble}" for trouble in said if trouble != "ok"] + [
        f"{row.table} {row.rowid} names a row of {row.parent} that is not there" for row in lost
    ]


def _projections(
    session: Session, ids: Sequence[int], policies: Policies
) -> tuple[AllTold, dict[int, str]]:
    """What the log says of the cases; and why it says nothing, where it cannot be read."""
    silent = select(Case.id).where(
        Case.id.in_(ids), ~exists().where(Event.case_id == Case.id)
    )  # fmt: skip
    unread = dict.fromkeys(session.scalars(silent), "has no events")
    logged = [case_id for case_id in ids if case_id not in unread]
    try:
        return projections(session, logged, policies), unread
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        if len(logged) == 1:
            return {}, {**unread, logged[0]: f"its events cannot be read ({error!r})"}
    told: dict[int, Told] = {}
    for case_id in logged:
        one, why = _projections(session, [case_id], policies)
        told |= one
        unread |= why
    return told, unread


def _compare(session: Session, told: AllTold) -> Iterable[tuple[int, str]]:
    for row in _stored(session, Case, told, "id"):
        one = told[row["id"]]
        wanted = {**one.projection.case, "search_text": one.search_text}
        yield from ((row["id"], said) for said in _columns(row, wanted))
    yield from _wrong_words(session, told)
    links = _stored(session, ArticleLink, told)
    yield from _differ("link", _LINK_KEY, links, _links(session, told))
    cases = {case_id: one.projection for case_id, one in told.items()}
    clocks = [clock_row(i, clock) for i, one in cases.items() for clock in one.clocks]
    yield from _differ("clock", _CLOCK_KEY, _stored(session, Clock, told), clocks)
    alerts = [alert_row(i, plan) for i, one in cases.items() for plan in one.alerts]
    planned = _stored(session, PlannedAlert, told)
    unfired = [row for row in planned if row["fired_at"] is None]
    fired = {_key(row, _ALERT_KEY): row for row in planned if row["fired_at"] is not None}
    fresh = [row for row in alerts if _key(row, _ALERT_KEY) not in fired]
    blank = {"withdrawn_at": None, "escalates_at": None, "step": 0}
    yield from _differ("alert", _ALERT_KEY, unfired, [{**row, **blank} for row in fresh])
    yield from _wrongly_fired(fired, {_key(row, _ALERT_KEY): row for row in alerts})


def _links(session: Session, told: AllTold) -> list[Mapping[str, Any]]:
    """What the logs tell of articles; one that is not there any more is linked with nothing."""
    named = {case_id: one.articles for case_id, one in told.items() if one.articles}
    ids = article_ids(session.connection(), named.values())
    return [
        link_row(case_id, ids[key], *link)
        for case_id, links in named.items() for key, link in links.items() if key in ids
    ]  # fmt: skip


def _wrong_words(session: Session, told: AllTold) -> Iterable[tuple[int, str]]:
    stored = {row["case_id"]: row["words"] for row in _stored(session, CaseWords, told)}
    for case_id, one in told.items():
        if stored.get(case_id) != one.words:
            yield case_id, "the words it is found by are not those of the log"


def _wrongly_fired(
    fired: Mapping[tuple[Any, ...], Mapping[str, Any]],
    true: Mapping[tuple[Any, ...], Mapping[str, Any]],
) -> Iterable[tuple[int, str]]:
    """When a fired alert was due, and when it fired, is history; what the log still says of it is
    whom it is for. It is withdrawn once the log does not say it any more."""
    for key, row in fired.items():
        alert = f"alert {_words(key)}:"
        if row["fired_at"] < row["due_at"]:
            yield key[0], f"{alert} fired_at is {row['fired_at']}, before it was due"
        if (row["withdrawn_at"] is None) is not (key in true):
            yield key[0], f"{alert} withdrawn_at is {row['withdrawn_at']}, the log says otherwise"
        if key in true and row["withdrawn_at"] is None:
            whom = {name: true[key][name] for name in ("recipient_id", "role", "reason")}
            yield from ((key[0], f"{alert} {said}") for said in _columns(row, whom))


def _stored(
    session: Session, entity: type[Any], told: AllTold, name: str = "case_id"
) -> list[Mapping[str, Any]]:
    table = plain(entity)
    rows = session.execute(select(table).where(table.c[name].in_(list(told))))
    return [dict(row) for row in rows.mappings()]


def _differ(
    what: str,
    names: Sequence[str],
    stored: Iterable[Mapping[str, Any]],
    wanted: Iterable[Mapping[str, Any]],
) -> Iterable[tuple[int, str]]:
    have = {_key(row, names): row for row in stored}
    want = {_key(row, names): row for row in wanted}
    for key in have.keys() - want.keys():
        yield key[0], f"{what} {_words(key)} is stored, but not in the log"
    for key in want.keys() - have.keys():
        yield key[0], f"{what} {_words(key)} is in the log, but not stored"
    for key in have.keys() & want.keys():
        for said in _columns(have[key], want[key]):
            yield key[0], f"{what} {_words(key)}: {said}"


def _columns(row: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterable[str]:
    for name, value in wanted.items():
        if row[name] != value:
            yield f"{name} is {row[name]!r}, the log says {value!r}"


def _key(row: Mapping[str, Any], names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def _words(key: tuple[Any, ...]) -> str:
    return " ".join(map(str, key[1:]))
