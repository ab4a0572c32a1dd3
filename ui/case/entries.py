"""The timeline's entries: each event as who, when, what it is, and its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from models.happening import Naming
from models.queries.case import CaseDetail
from models.queries.timeline import TimelineRow
from models.timeline_words import happened
from models.wording import MONTHS, instant_words
from ui.messages import tr
from ui.widgets.markdown import is_markdown

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
    def markdown(self) -> bool:
        """Whether the words are the team's own, and Markdown; the customer's stand as they came."""
        return self.look in ("reply", "note", "automatic") and is_markdown(self.text)

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
    if look == "automatic" and not row.actor:
        return tr("Acknowledged automatically")
    return row.actor or tr("Somebody of the team")


def _marks(row: TimelineRow, case: CaseDetail) -> list[str]:
    """What kind of thing an entry is, in words: colour never says it alone."""
    also = ", ".join(row.data.get("cases", ()))
    if row.kind == "note":
        told = [tr("the customers of {cases} were told", cases=also)] if also else []
        return [tr("internal note"), *told]
    if row.kind == "acknowledged":
        counts = case.acknowledgement_counts
        response = tr("counts as a response") if counts else tr("does not count as a response")
        return [tr("acknowledgement"), response]
    if row.kind == "customer_message":
        return [tr("customer")]
    if row.kind != "contact":
        return []
    way = str(row.data.get("type") or "reply")
    known = {one.name: one for one in case.contact_ways}.get(way)
    said = [tr(_CONTACTS.get(way, "reply" if way == "reply" else way.replace("_", " ")))]
    if row.data.get("incident"):
        said.append(tr("from incident {case}", case=str(row.data["incident"])))
    if also:
        said.append(tr("also told in {cases}", cases=also))
    if known is not None and not known.counts_as_response:
        said.append(tr("does not count as a response"))
    return said


def _happened(row: TimelineRow, case: CaseDetail, at: ZoneNow) -> tuple[str, str]:
    """(what happened, further words) of a change of state."""
    happening = happened(row, Naming(case.people, at.words))
    lines = (f"{tr(name)}: {words}" if name else words for name, words in happening.said)
    return tr(happening.head), "\n".join(lines)
