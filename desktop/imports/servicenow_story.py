"""One incident of a ServiceNow log told as a case's events, row by row, never reading ahead.

Each row is one update. `resolved_at` and `closed_at` stand on every row of an incident: a row's
value counts only from the row on whose own update time is not before it.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from desktop.imports.columns import MISSING
from models.handbook import events as ev
from models.handbook.events import Event
from models.handbook.intake import WAITING

STATUS: Final = {
    "New": "new",
    "Active": "in_progress",
    "Awaiting User Info": "waiting_customer",
    "Awaiting Vendor": "waiting_third_party",
    "Awaiting Evidence": "waiting_third_party",
    "Awaiting Problem": "waiting_engineering",
    "Resolved": "resolved",
    "Closed": "closed",
}
_ENDED: Final = ("Resolved", "Closed")
_ABOUT: Final = (
    "customer", "category", "subcategory", "symptom", "impact", "urgency", "group", "language",
)  # fmt: skip


class Update(NamedTuple):
    """One row: instants as seconds, None for what is missing; the last three as written.

    `about` is (caller, category, subcategory, symptom, impact, urgency, group, language);
    `closing` is (code, resolved by); `origin` is (opened by, contact type, location).
    """

    number: str
    order: int
    state: str
    reopened: int
    priority: str
    updated_at: int
    opened_at: int
    resolved_at: int | None
    closed_at: int | None
    assignee: str | None
    about: tuple[str, ...]
    closing: tuple[str, ...]
    origin: tuple[str, ...]


def events_of(updates: Sequence[Update]) -> list[Event]:
    """The events of one incident, whose rows are given in order; an event's id is its place.

    People and customers are named (`person`, `customer`): whoever writes them puts ids instead.
    """
    story = _Story(updates[0])
    for before, after in pairwise(updates):
        story.go_on(before, after)
    return story.events


def comings(updates: Sequence[Update]) -> list[tuple[int, int]]:
    """(update time, +1 or -1) of each row with which the incident became open, or ended."""
    steps = []
    was_open = False
    for row in updates:
        is_open = row.state not in _ENDED
        if is_open is not was_open:
            steps.append((row.updated_at, 1 if is_open else -1))
            was_open = is_open
    return steps


class _Story:
    """The events so far, and what the present cycle knows of its end."""

    def __init__(self, first: Update) -> None:
        self.events: list[Event] = []
        self.cycle_from = first.opened_at
        self.resolved: Event | None = None
        self.closed: Event | None = None
        data = {"priority": first.priority, **_fields(first), "contacts_unknown": True}
        names = ("opened_by", "contact_type", "location")
        data |= _present(names, first.origin)
        self._add(ev.OPENED, first, data, first.opened_at)
        if first.assignee is not None:
            self._add(ev.ASSIGNED, first, {"person": first.assignee})
        self._state("New", first)

    def go_on(self, before: Update, after: Update) -> None:
        """What one row changes."""
        if before.state in _ENDED and after.state not in _ENDED:
            self._reopen(after)
        elif after.reopened > before.reopened:
            self._reopen(after)
            before = before._replace(state="Active")
        if after.about != before.about:
            self._changed(before, after)
        if after.priority != before.priority:
            self._add(ev.PRIORITY_CHANGED, after, {"priority": after.priority})
        if after.assignee != before.assignee:
            if after.assignee is None:
                self._add(ev.UNASSIGNED, after, {})
            else:
                self._add(ev.ASSIGNED, after, {"person": after.assignee})
        self._state("Active" if before.state in _ENDED else before.state, after)

    def _state(self, before: str, row: Update) -> None:
        if row.state in _ENDED:
            self._end(row)
        elif row.state != before:
            self._status(before, row)

    def _status(self, before: str, row: Update) -> None:
        status = STATUS[row.state]
        if status in WAITING:
            whom = row.state.removeprefix("Awaiting ")
            self._add(ev.PAUSED, row, {"status": status, "waiting_for": whom})
        else:
            kind = ev.RESUMED if STATUS[before] in WAITING else ev.STATUS_CHANGED
            self._add(kind, row, {"status": status})

    def _end(self, row: Update) -> None:
        """Resolved, and closed; a time the log tells only now takes the place of the one told."""
        at = self._told(row.resolved_at, row, self.cycle_from)
        if self.resolved is None:
            self.resolved = self._add(ev.RESOLVED, row, {}, at)
        elif at is not None and at != self.resolved.occurred_at:
            self.resolved = self._correct(self.resolved, row, at)
        if row.state == "Closed":
            at = self._told(row.closed_at, row, self.resolved.occurred_at)
            if self.closed is None:
                names = ("code", "resolved_by")
                self.closed = self._add(ev.CLOSED, row, _present(names, row.closing), at)
            elif at is not None and at != self.closed.occurred_at:
                self.closed = self._correct(self.closed, row, at)

    def _told(self, value: int | None, row: Update, not_before: int) -> int | None:
        """A closing value, if this row may know it and it belongs to this cycle."""
        return value if value is not None and not_before <= value <= row.updated_at else None

    def _correct(self, wrong: Event, row: Update, at: int) -> Event:
        self._add(ev.RETRACTED, row, {"event_id": wrong.id})
        return self._add(wrong.kind, row, wrong.data, at)

    def _reopen(self, row: Update) -> None:
        self.resolved = self.closed = None
        status = "new" if row.state == "New" else "in_progress"
        self.cycle_from = self._add(ev.REOPENED, row, {"status": status}).occurred_at

    def _changed(self, before: Update, after: Update) -> None:
        pairs = zip(_ABOUT, map(_value, before.about), map(_value, after.about), strict=True)
        data = {name: new for name, old, new in pairs if new != old}
        if data:
            title = _title(after)
            if title != _title(before):
                data["title"] = title
            self._add(ev.FIELDS_CHANGED, after, data)

    def _add(self, kind: str, row: Update, data: Any, at: int | None = None) -> Event:
        """An event of this row; nothing of a case happens before it was opened."""
        if at is None:
            at = row.updated_at if row.updated_at > row.opened_at else row.opened_at
        event = Event(len(self.events), kind, at, row.updated_at, data)
        self.events.append(event)
        return event


def _fields(row: Update) -> dict[str, Any]:
    """What the log says the case is about."""
    return {"title": _title(row), **_present(_ABOUT, row.about)}


def _title(row: Update) -> str:
    """The log has no titles: one is made of its own words."""
    return " · ".join(word for word in row.about[1:4] if word not in MISSING) or row.number


def _value(written: str) -> str | None:
    return None if written in MISSING else written


def _present(names: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    pairs = zip(names, values, strict=True)
    return {name: value for name, value in pairs if value not in MISSING}
