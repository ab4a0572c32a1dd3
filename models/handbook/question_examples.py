"""Small cases judged under one answer of a policy, in words: what follows from it."""

from datetime import timedelta
from typing import Final

from models.handbook import events as ev
from models.handbook.case_clocks import judge
from models.handbook.events import Event
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.lengths import seconds_words
from models.handbook.periods import midnight
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION, Policy
from models.handbook.policy_words import round_the_clock
from models.handbook.verdict import CaseClock
from models.handbook.zones import zone
from models.text import Text, text

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
THIRD_PARTY: Final = "waiting_third_party"
_HOUR: Final = 3600
_DAY: Final = 86_400


def at_the_edge(policy: Policy, now: int) -> Text:
    """When a target that fills the first working day of a week exactly is due."""
    named = next(name for name, one in policy.calendars.items() if not round_the_clock(one))
    name = named if round_the_clock(policy.team) else policy.team_calendar
    calendar = policy.calendars[name]
    start = calendar.edge_of(_monday(policy, now), "opening")
    closes = calendar.open_intervals(start, start + _DAY)
    end = max(end for _, end in closes)
    amount = calendar.elapsed_seconds(start, end)
    due = calendar.add_seconds(start, amount, policy.edge)
    return text("{amount} of work time from {start}: due {due}.", amount=seconds_words(amount),
                start=_said(policy, start, start), due=_said(policy, due, start))  # fmt: skip


def answer_due(policy: Policy, now: int) -> Text:
    """When a P3 case received late on a Friday must be answered."""
    start = _monday(policy, now) + 4 * _DAY
    end = max((end for _, end in policy.team.open_intervals(start, start + _DAY)), default=start)
    received = end - _HOUR
    clock = _clock(policy, [_event(ev.OPENED, received, priority="P3")], FIRST_RESPONSE)
    return text("Received {start}: answer due {due}.", start=_said(policy, received, received),
                due=_due(policy, clock, received))  # fmt: skip


def raised(policy: Policy, now: int) -> Text:
    """When a P3 case of a Monday, raised to P1 once P1's own target would be past, is due."""
    start = policy.team.edge_of(_monday(policy, now), "opening")
    target = policy.targets["P1"][RESOLUTION]
    amount = target.sla or target.slo
    assert amount is not None
    change = start + amount.budget(start, policy.calendars[target.calendar]) + 2 * _HOUR
    log = [
        _event(ev.OPENED, start, priority="P3"),
        _event(ev.PRIORITY_CHANGED, change, priority="P1"),
    ]
    clock = _clock(policy, log, RESOLUTION)
    said = {
        "start": _said(policy, start, start), "change": _said(policy, change, start),
        "due": _due(policy, clock, start),
    }  # fmt: skip
    if clock.outcome_at(change + 1) == "breached":
        return text("P3 received {start}, raised to P1 {change}: due {due}, so breached at once.",
                    **said)  # fmt: skip
    return text("P3 received {start}, raised to P1 {change}: due {due}.", **said)


def reopened(policy: Policy, now: int) -> Text:
    """When a P3 case that was resolved on a Tuesday and reopened is due."""
    start = policy.team.edge_of(_monday(policy, now), "opening")
    resolved = start + _DAY + 3 * _HOUR
    grace = policy.reopen_grace_seconds
    again = resolved + 20 * _HOUR if not grace else resolved + min(grace // 2, 20 * _HOUR)
    log = [
        _event(ev.OPENED, start, priority="P3"),
        _event(ev.RESOLVED, resolved),
        _event(ev.REOPENED, again),
    ]
    due = _due(policy, _clock(policy, log, RESOLUTION), start)
    said = {"resolved": _said(policy, resolved, start), "again": _said(policy, again, start)}
    if grace:
        return text("Within {grace}: resolved {resolved}, reopened {again}, due {due}.",
                    grace=seconds_words(grace), due=due, **said)  # fmt: skip
    return text("P3 received {start}, resolved {resolved}, reopened {again}: due {due}.",
                start=_said(policy, start, start), due=due, **said)  # fmt: skip


def acknowledged(policy: Policy, now: int) -> Text:
    """Whether a P3 case that was only acknowledged has had its first response."""
    start = policy.team.edge_of(_monday(policy, now), "opening")
    log = [_event(ev.OPENED, start, priority="P3"), _event(ev.ACKNOWLEDGED, start + 60)]
    clock = _clock(policy, log, FIRST_RESPONSE)
    said = {"start": _said(policy, start, start), "at": _said(policy, start + 60, start)}
    if clock.verdict == "met":
        return text("Received {start}, acknowledged {at}: met.", **said)
    return text("Received {start}, acknowledged {at}: a person answers by {due}.", **said,
                due=_due(policy, clock, start))  # fmt: skip


def waited(policy: Policy, now: int) -> Text:
    """When a P3 case that waited a day for a third party is to be resolved."""
    start = policy.team.edge_of(_monday(policy, now), "opening")
    log = [
        _event(ev.OPENED, start, priority="P3"),
        _event(ev.PAUSED, start + _DAY, status=THIRD_PARTY, waiting_for="", reason=""),
        _event(ev.RESUMED, start + 2 * _DAY, status="in_progress"),
    ]
    said = {"start": _said(policy, start, start), "since": _said(policy, start + _DAY, start),
            "until": _said(policy, start + 2 * _DAY, start)}  # fmt: skip
    return text("P3 received {start}, waiting from {since} to {until}: due {due}.", **said,
                due=_due(policy, _clock(policy, log, RESOLUTION), start))  # fmt: skip


def _clock(policy: Policy, log: list[Event], commitment: str) -> CaseClock:
    """The last cycle of a commitment; by the SLA where there is one."""
    events = [event._replace(id=number) for number, event in enumerate(log, 1)]
    rows = [row for row in judge(events, {0: policy}, 0) if row.commitment == commitment]
    return max(rows, key=lambda row: (row.cycle, row.objective == "SLA"))


def _event(kind: str, at: int, **data: str) -> Event:
    return Event(0, kind, at, at, data)


def _due(policy: Policy, clock: CaseClock, since: int) -> str:
    return _said(policy, clock.due_at, since) if clock.due_at is not None else "–"


def _monday(policy: Policy, now: int) -> int:
    """The midnight that begins the next Monday in the team's zone."""
    team = zone(policy.team.zone)
    today = from_seconds(now).astimezone(team).date()
    return to_seconds(midnight(today + timedelta(days=7 - today.weekday()), team))


def _said(policy: Policy, at: int, since: int) -> str:
    """“Monday 17:00” on the team's clocks; with its date where it is a week away or more."""
    local = from_seconds(at).astimezone(zone(policy.team.zone))
    first = from_seconds(since).astimezone(zone(policy.team.zone))
    week = "" if (local.date() - first.date()).days < 7 else f" {local:%d %b}"
    return f"{_DAYS[local.weekday()]}{week} {local:%H:%M}"
