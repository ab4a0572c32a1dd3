"""A case's clocks and events in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from models.queries.case import CaseDetail
from models.queries.case_clocks import CaseClockRow
from models.queries.timeline import TimelineRow
from models.wording import STATUSES, commitment_name, instant_words, span_words
from ui.messages import tr

_EVENTS = {
    "opened": "Opened",
    "assigned": "Assigned",
    "unassigned": "Unassigned",
    "priority_changed": "Priority",
    "status_changed": "Status",
    "paused": "Waiting",
    "resumed": "Work goes on",
    "contact": "Reply to the customer",
    "customer_message": "Customer",
    "acknowledged": "Acknowledged automatically",
    "note": "Internal note",
    "fields_changed": "Changed",
    "resolved": "Resolved",
    "reopened": "Reopened",
    "closed": "Closed",
    "excluded": "Left out of figures",
}


@dataclass(frozen=True)
class ZoneNow:
    """The team's zone and the desk's time, by which instants are written."""

    zone: ZoneInfo
    now: datetime

    def words(self, instant: datetime) -> str:
        """An instant as briefly as is clear."""
        return instant_words(instant, self.now, self.zone)


def facts_of(case: CaseDetail) -> list[tuple[str, str]]:
    """(name, value) of the facts that are known."""
    known = (
        ("Impact", case.fields.get("impact")),
        ("Steps to reproduce", case.fields.get("steps")),
        ("Category", case.fields.get("category")),
        ("Contract", case.contract),
    )
    return [(name, str(value)) for name, value in known if value]


def clock_title(clock: CaseClockRow, at: ZoneNow) -> str:
    """“First response · SLA 1 h · due 14:37”."""
    target = span_words(timedelta(seconds=clock.target_seconds))
    if not clock.round_the_clock:
        target = tr("{span} of work time", span=target)
    due = tr("due {when}", when=at.words(clock.due_at)) if clock.due_at else tr("no due time")
    cycle = f" {clock.cycle}" if clock.cycle > 1 else ""
    name = tr(commitment_name(clock.commitment))
    return f"{name}{cycle} · {clock.objective} {target} · {due}"


def clock_why(clock: CaseClockRow) -> str:
    """Why the clock says what it says: what counted of what, where, and the verdict."""
    if clock.verdict in ("unknown", "excluded"):
        return tr("{verdict}: {reason}", verdict=clock.verdict.capitalize(), reason=clock.reason)
    counted = span_words(timedelta(seconds=clock.elapsed_seconds))
    target = span_words(timedelta(seconds=clock.target_seconds))
    where = tr("round the clock") if clock.round_the_clock else tr("team hours")
    paused = span_words(timedelta(seconds=clock.paused_seconds))
    pause = tr("{span} paused", span=paused) if clock.paused_seconds else tr("no pause")
    said = {"met": tr("Met. "), "breached": tr("■ Breached. ")}.get(clock.verdict, "")
    line = tr("{counted} of {target} counted", counted=counted, target=target)
    return f"{said}{line}, {pause} · {where}"


def event_words(event: TimelineRow, case: CaseDetail, at: ZoneNow) -> tuple[str, str]:
    """(heading, text) of an event; one that was logged later shows both times."""
    parts = [tr(_EVENTS.get(event.kind, event.kind.replace("_", " ").capitalize()))]
    if event.actor:
        parts.append(event.actor)
    parts.append(at.words(event.occurred_at))
    if event.recorded_at != event.occurred_at:
        parts.append(tr("logged {when}", when=at.words(event.recorded_at)))
    return " · ".join(parts), _text(event, case)


def _text(event: TimelineRow, case: CaseDetail) -> str:
    data = event.data
    if event.kind == "assigned":
        return case.people.get(data.get("person_id", 0), str(data.get("group") or ""))
    if event.kind == "priority_changed":
        return str(data["priority"])
    if event.kind == "closed":
        names = ("root_cause", "workaround", "prevention")
        return " · ".join(str(data[name]) for name in names if data.get(name))
    status = tr(STATUSES.get(str(data.get("status")), ""))
    return str(data.get("text") or data.get("waiting_for") or data.get("reason") or status)
