"""One case as its paper tells it: people by their roles; to a customer the SLA alone (rule 31)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from models.file_names import size_words
from models.gauge import AT_RISK, State
from models.handbook import events as ev
from models.handbook.environment import environment_line
from models.handbook.languages import language_name
from models.handbook.zones import zone
from models.happening import Naming
from models.policies import load_policies
from models.proof_words import verdict_name
from models.queries.case import CaseDetail, case_detail, case_of
from models.queries.case_clocks import CaseClockRow, case_clocks
from models.queries.desk import desk_title
from models.queries.people import former_team, team
from models.queries.queue import reader_at
from models.queries.timeline import TimelineRow
from models.timeline_words import contact_name, happened
from models.wording import (
    clock_name,
    counted_words,
    field_name,
    full_words,
    left_words,
    role_name,
)

MOST_CLOCKS: Final = 40
"""So many clocks are told, the last ones: a case may have had hundreds of updates."""

_SAID: Final = (ev.CUSTOMER_MESSAGE, ev.CONTACT, ev.ACKNOWLEDGED)
_TOLD_CUSTOMERS: Final = (ev.OPENED, ev.RESOLVED, ev.REOPENED, ev.CLOSED)
_TEXTS: Final = ("impact", "steps", "expected", "actual")
_OF_PEOPLE: Final = (ev.ASSIGNED, ev.UNASSIGNED)
"""Why somebody got a case names others; it is not on paper."""


@dataclass(frozen=True)
class ClockTold:
    """A clock: how it stands in words, and its gauge where it is still to be kept."""

    name: str
    words: str
    counted: str
    due: str
    share_left: float | None
    notch: float | None
    state: str


@dataclass(frozen=True)
class Said:
    """What was said, when and by whom; `internal` where no customer reads it."""

    at: datetime
    who: str
    how: str
    text: str
    internal: bool


@dataclass(frozen=True)
class Step:
    """What happened besides."""

    at: datetime
    who: str
    words: str
    more: str


@dataclass(frozen=True)
class CasePaper:
    """Everything that is printed, and no more; `more_clocks` are those before the last ones.

    `facts`, `texts` and `closing` are (what it is about, the words); `links` (how, key, title,
    standing); `files` (name, size).
    """

    desk: str
    zone: str
    as_of: datetime
    external: bool
    key: str
    title: str
    about: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...]
    clocks: tuple[ClockTold, ...]
    more_clocks: int
    conversation: tuple[Said, ...]
    timeline: tuple[Step, ...]
    closing: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str, str, str], ...]
    files: tuple[tuple[str, str], ...]


def case_paper(
    session: Session, case_id: int, now: datetime, me: int | None, *, external: bool = False
) -> CasePaper:
    """The case for paper; a `KnownError` where it is gone. For `external` eyes no SLO, no note, no
    link, and nothing of who had it."""
    place = zone(load_policies(session).newest.team.zone)
    told = case_detail(session, case_id, now, me, None)
    roles = {one.id: role_name(one.role) for one in (*team(session), *former_team(session))}
    names = {told.people[one]: role for one, role in roles.items() if one in told.people}
    clocks = case_clocks(session, case_of(session, case_id), reader_at(session, now))
    shown = [clock for clock in clocks if clock.objective == "SLA" or not external]
    inside = not external
    return CasePaper(
        desk_title(session), str(place), now, external, told.row.key, told.row.title,
        tuple(_about(told, place)), tuple(_facts(told, names, external=external)),
        tuple((field_name(name), str(told.fields[name])) for name in _TEXTS
              if told.fields.get(name)),
        tuple(_clock(one, place, external=external) for one in shown[-MOST_CLOCKS:]),
        max(0, len(shown) - MOST_CLOCKS), tuple(_conversation(told, names, external=external)),
        tuple(_steps(told, roles, names, place, external=external)),
        tuple((field_name(name), words) for name, words in told.closing.items()) if inside else (),
        tuple((str(one.words()), one.key, one.title, one.status_words()) for one in told.links)
        if inside else (),
        tuple((one.name, size_words(one.size)) for one in told.attachments) if inside else (),
    )  # fmt: skip


def _about(told: CaseDetail, place: ZoneInfo) -> Iterator[str]:
    row = told.row
    yield f"{row.priority}{' (provisional)' if row.provisional else ''}"
    yield str(row.status_words)
    yield row.customer
    yield f"opened {full_words(told.opened_at, place)}"
    if told.resolved_at is not None:
        yield f"resolved {full_words(told.resolved_at, place)}"


def _facts(
    told: CaseDetail, names: Mapping[str, str], *, external: bool
) -> Iterator[tuple[str, str]]:
    fields = told.fields
    known = {
        "contact": told.contact, "environment": environment_line(fields.get("environment")),
        "category": None if external else fields.get("category"),
        "language": None if external else language_name(str(fields.get("language") or "")),
    }  # fmt: skip
    for name, words in known.items():
        if words:
            yield field_name(name), str(words)
    if external:
        return
    if told.contract:
        yield "Contract", told.contract
    assignee = told.row.assignee
    yield "With", names.get(assignee, "agent") if assignee else "nobody"
    yield "Handbook", f"version {told.policy_number}"
    if told.named is not None:
        yield "Restricted", "seen by those named and the leads only"


def _clock(row: CaseClockRow, place: ZoneInfo, *, external: bool) -> ClockTold:
    name = clock_name(row.commitment, row.cycle, row.objective)
    target = str(row.target)
    business = not row.round_the_clock and "work time" not in target  # once is enough
    of = f"{counted_words(row.elapsed_seconds, business=business)} of {target}"
    due = full_words(row.due_at, place) if row.due_at is not None else "–"
    if row.decided:
        words = verdict_name(row.verdict)
        words = f"{words}: {row.reason}" if row.reason and not external else words
        return ClockTold(name, words, of, due, None, None, "done")
    gauge = row.gauge
    share = gauge.share_left
    if not external:
        return ClockTold(name, str(gauge.words), of, due, share, gauge.notch, gauge.state)
    state: State = "calm" if gauge.state in AT_RISK else gauge.state
    left = timedelta(seconds=row.remaining_seconds)
    words = str(left_words(left, state, business=not row.round_the_clock))
    return ClockTold(name, words, of, due, share, None, state)


def _conversation(told: CaseDetail, names: Mapping[str, str], *, external: bool) -> Iterator[Said]:
    for row in told.timeline:
        if row.retracted or row.kind not in (*_SAID, *(() if external else (ev.NOTE,))):
            continue
        yield Said(row.occurred_at, _who(row, names), _how(row), str(row.data.get("text") or ""),
                   row.kind == ev.NOTE)  # fmt: skip


def _how(row: TimelineRow) -> str:
    if row.kind == ev.CONTACT:
        return contact_name(str(row.data.get("type") or "reply"))
    return {ev.CUSTOMER_MESSAGE: "Message", ev.ACKNOWLEDGED: "Acknowledgement"}.get(
        row.kind, "Internal note"
    )


def _who(row: TimelineRow, names: Mapping[str, str]) -> str:
    if row.kind == ev.CUSTOMER_MESSAGE:
        return "customer"
    return names.get(row.actor, "agent") if row.actor else "the desk"


def _steps(
    told: CaseDetail, roles: Mapping[int, str], names: Mapping[str, str], place: ZoneInfo,
    *, external: bool,
) -> Iterator[Step]:  # fmt: skip
    naming = Naming(roles, partial(full_words, zone=place))
    for row in _happened(told.timeline, external=external):
        what = happened(row, naming)
        bare = external or row.kind in _OF_PEOPLE
        more = "" if bare else " · ".join(
            f"{name}: {words}" if name else words for name, words in what.said
        )  # fmt: skip
        head = "Opened" if external and row.kind == ev.OPENED else str(what.head)
        mark = " (taken back)" if row.retracted else ""
        who = "" if external else _who(row, names)
        yield Step(row.occurred_at, who, f"{head}{mark}", more)


def _happened(rows: Sequence[TimelineRow], *, external: bool) -> Iterator[TimelineRow]:
    for row in rows:
        if row.kind in (*_SAID, ev.NOTE):
            continue
        if not external or (row.kind in _TOLD_CUSTOMERS and not row.retracted):
            yield row
