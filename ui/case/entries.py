"""The timeline's entries: each event as who, when, what it is, and its words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from models.handbook.instants import from_seconds
from models.queries.case import CaseDetail
from models.queries.timeline import TimelineRow
from models.wording import (
    MONTHS,
    STATUSES,
    commitment_name,
    field_name,
    field_names,
    instant_words,
)
from ui.messages import tr

Look = Literal["customer", "reply", "note", "automatic", "status"]
_LOOKS: Mapping[str, Look] = {
    "customer_message": "customer",
    "contact": "reply",
    "note": "note",
    "acknowledged": "automatic",
}
_CONTACTS = {"call": "call", "chat": "chat", "status_page": "status page"}


@dataclass(frozen=True)
class Entry:
    """One line or block of the timeline.

    `head` is who (or what happened), `tail` when and what kind of thing it is, `text` the words.
    """

    id: int
    look: Look
    head: str
    tail: str
    text: str
    retracted: bool = False

    @property
    def spoken(self) -> str:
        """The entry for somebody who hears it."""
        return ", ".join(part for part in (self.head, self.tail, self.text) if part)


@dataclass(frozen=True)
class ZoneNow:
    """The team's zone and the desk's time, by which instants are written."""

    zone: ZoneInfo
    now: datetime

    def words(self, instant: datetime) -> str:
        """An instant as briefly as is clear."""
        return instant_words(instant, self.now, self.zone)

    def span(self, begin: datetime, end: datetime) -> str:
        """From when to when: an end today has its date where the beginning is of another day."""
        local, said = end.astimezone(self.zone), self.words(end)
        today = self.now.astimezone(self.zone).date()
        if local.date() == today != begin.astimezone(self.zone).date():
            said = f"{local.day} {tr(MONTHS[local.month - 1])} {said}"
        return f"{self.words(begin)} – {said}"


def entries_of(case: CaseDetail, at: ZoneNow) -> list[Entry]:
    """The case's timeline, oldest first."""
    return [_entry(row, case, at) for row in case.timeline]


def _entry(row: TimelineRow, case: CaseDetail, at: ZoneNow) -> Entry:
    look = _LOOKS.get(row.kind, "status")
    marks = [at.words(row.occurred_at), *_marks(row, case)]
    if row.recorded_at != row.occurred_at:
        marks.append(tr("logged {when}", when=at.words(row.recorded_at)))
    if look == "status":
        head, text = _happened(row, case, at)
        marks.insert(0, tr("by {name}", name=row.actor) if row.actor else "")
    else:
        head, text = _who(row, case, look), str(row.data.get("text") or "")
    if row.retracted:
        marks.append(tr("taken back"))
    tail = " · ".join(mark for mark in marks if mark)
    return Entry(row.id, look, head, tail, text, row.retracted)


def _who(row: TimelineRow, case: CaseDetail, look: Look) -> str:
    if look == "customer":
        return case.row.customer or tr("Customer")
    if look == "automatic":
        return tr("Acknowledged automatically")
    return row.actor or tr("Somebody of the team")


def _marks(row: TimelineRow, case: CaseDetail) -> list[str]:
    """What kind of thing an entry is, in words: colour never says it alone."""
    if row.kind == "note":
        return [tr("internal note")]
    if row.kind == "acknowledged":
        return [tr("does not count as a response")]
    if row.kind == "customer_message":
        return [tr("customer")]
    if row.kind != "contact":
        return []
    way = str(row.data.get("type") or "reply")
    known = {one.name: one for one in case.contact_ways}.get(way)
    said = [tr(_CONTACTS.get(way, "reply" if way == "reply" else way.replace("_", " ")))]
    if known is not None and not known.counts_as_response:
        said.append(tr("does not count as a response"))
    return said


def _happened(row: TimelineRow, case: CaseDetail, at: ZoneNow) -> tuple[str, str]:
    """(what happened, further words) of a change of state."""
    moved = _MOVED.get(row.kind)
    if moved is not None:
        return moved(row.data, case, at)
    tell = _TOLD.get(row.kind)
    if tell is None:
        return tr(row.kind.replace("_", " ").capitalize()), str(row.data.get("reason") or "")
    return tell(row.data, case)


def _assigned(data: Mapping[str, Any], case: CaseDetail) -> tuple[str, str]:
    person = case.people.get(data.get("person_id", 0))
    group = str(data.get("group") or "")
    if person is None and not group:
        return tr("Assigned"), ""
    return tr("Assigned to {name}", name=" · ".join(filter(None, (person, group)))), ""


def _priority(data: Mapping[str, Any], case: CaseDetail) -> tuple[str, str]:
    return tr("Priority set to {name}", name=data["priority"]), str(data.get("note") or "")


def _status(data: Mapping[str, Any], case: CaseDetail) -> tuple[str, str]:
    status = str(data.get("status"))
    return tr("Status: {name}", name=tr(STATUSES.get(status, status))), ""


def _paused(data: Mapping[str, Any], case: CaseDetail) -> tuple[str, str]:
    status = str(data.get("status"))
    whom = str(data.get("waiting_for") or "")
    words = tr(STATUSES.get(status, "Waiting"))
    head = tr("{status}: {whom}", status=words, whom=whom) if whom else words
    return head, str(data.get("reason") or "")


def _deadline(data: Mapping[str, Any], case: CaseDetail, at: ZoneNow) -> tuple[str, str]:
    head = tr("{clock} due {when}, set by hand", clock=tr(commitment_name(data["commitment"])),
              when=at.words(from_seconds(data["due_at"])))  # fmt: skip
    return head, str(data.get("reason") or "")


def _start(data: Mapping[str, Any], case: CaseDetail, at: ZoneNow) -> tuple[str, str]:
    head = tr("{clock} counts since {when}, set by hand",
              clock=tr(commitment_name(data["commitment"])),
              when=at.words(from_seconds(data["started_at"])))  # fmt: skip
    return head, str(data.get("reason") or "")


def _waited(data: Mapping[str, Any], case: CaseDetail, at: ZoneNow) -> tuple[str, str]:
    head, reason = _paused(data, case)
    until = at.words(from_seconds(data["until"]))
    return tr("{wait}, until {when}, entered afterwards", wait=head, when=until), reason


def _changed(data: Mapping[str, Any], case: CaseDetail) -> tuple[str, str]:
    names = [name.removesuffix("_id") for name in data if name not in ("closing", "contract_id")]
    names += data.get("closing", {})
    return tr("Changed: {names}", names=tr(field_names(names))), ""


def _closed(data: Mapping[str, Any], case: CaseDetail) -> tuple[str, str]:
    parts = [
        f"{tr(field_name(name))}: {data[name]}"
        for name in ("root_cause", "workaround", "prevention")
        if data.get(name)
    ]
    return tr("Closed"), "\n".join(parts)


def _excluded(data: Mapping[str, Any], case: CaseDetail) -> tuple[str, str]:
    reason = tr(STATUSES.get(str(data["reason"]), str(data["reason"])))
    return tr("Left out of figures: {reason}", reason=reason), str(data.get("note") or "")


_MOVED: Mapping[str, Callable[[Mapping[str, Any], CaseDetail, ZoneNow], tuple[str, str]]] = {
    "deadline_overridden": _deadline, "start_moved": _start, "pause_entered": _waited,
}  # fmt: skip
_Tell = Callable[[Mapping[str, Any], CaseDetail], tuple[str, str]]
_TOLD: Mapping[str, _Tell] = {
    "opened": lambda data, case: (tr("Opened"), ""),
    "assigned": _assigned,
    "unassigned": lambda data, case: (tr("Nobody has it now"), ""),
    "priority_changed": _priority,
    "status_changed": _status,
    "paused": _paused,
    "resumed": lambda data, case: (tr("Work goes on"), ""),
    "fields_changed": _changed,
    "resolved": lambda data, case: (tr("Resolved"), str(data.get("text") or "")),
    "closed": _closed,
    "reopened": lambda data, case: (tr("Reopened"), ""),
    "excluded": _excluded,
}
