"""A stored clock read at an instant: its state, what is left, and its gauge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from models.gauge import AT_RISK, Gauge, State
from models.handbook.calendar import BusinessCalendar
from models.handbook.clock import Pause, Run, counted
from models.handbook.instants import from_seconds, to_seconds
from models.text import Text, text
from models.wording import instant_words, left_words

IMMINENT = timedelta(minutes=15)
_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)
_STEP = 5
"""Seconds between two looks where seconds are told, in the last minute of a clock."""

_GAUGE_STEPS = 100
"""No gauge on a screen shows less than so many parts of its target."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A clock as its row tells; `calendar` is the fingerprint of the one it counts on.

    `pauses` (seconds since the epoch; an open one ends with None) matter once it is over: what
    they took since the due time is not counted as over.
    """

    calendar: str
    target_seconds: int
    due_at: datetime | None
    warn_at: datetime | None
    slo_due_at: datetime | None
    slo_target_seconds: int | None
    paused: bool
    remaining_seconds: int | None
    stopped_at: datetime | None = None
    waiting_for: str = ""
    pauses: Sequence[Pause] = ()


@dataclass(frozen=True)
class Reader:
    """Reads clocks at one instant, with the desk's calendars and zone."""

    now: datetime
    zone: ZoneInfo
    calendars: Mapping[str, BusinessCalendar]

    def state(self, standing: Standing) -> State:
        """The word of the JSON faces (design, public faces)."""
        if standing.stopped_at is not None:
            return "done"
        if standing.due_at is not None and self.now > standing.due_at:
            return "breached"
        if standing.paused:
            return "paused"
        if standing.slo_due_at is not None and self.now > standing.slo_due_at:
            return "slo_missed"
        if standing.warn_at is not None and self.now >= standing.warn_at:
            return "at_risk"
        return "calm"

    def remaining(self, standing: Standing) -> int:
        """Counted seconds until the due time, negative once over; standing still while paused."""
        if standing.due_at is None:
            return standing.remaining_seconds or 0
        calendar = self.calendars[standing.calendar]
        now, due = to_seconds(self.now), to_seconds(standing.due_at)
        return _between(now, due, calendar, standing.pauses)

    def changes_at(self, standing: Standing, remaining: int) -> datetime | None:
        """Until when a clock looks as it does now; None: for as long as nothing happens.

        Words tell whole minutes of the time of day, but within a minute of the due time. A pause
        only makes later what comes of counted time.
        """
        due = standing.due_at
        if due is None or standing.stopped_at is not None:
            return None
        minute = self.now.replace(second=0, microsecond=0) + _MINUTE
        states = (due + _SECOND, standing.warn_at, _after(standing.slo_due_at))
        steps = [minute, *(at for at in states if at is not None and at > self.now)]
        if self.now <= due:
            edges = (remaining - edge for edge in (IMMINENT.seconds, 59) if remaining > edge)
            soon = min(edges, default=_STEP), standing.target_seconds // _GAUGE_STEPS
            steps.append(self._counted(standing, max(_STEP, min(soon))))
        elif -remaining < 60:
            steps.append(self._counted(standing, _STEP))
        return min(steps)

    def _counted(self, standing: Standing, seconds: int) -> datetime:
        """When so much more will have been counted: while the calendar is closed nothing moves."""
        calendar = self.calendars[standing.calendar]
        return from_seconds(calendar.add_seconds(to_seconds(self.now), seconds, "closing"))

    def gauge(self, standing: Standing, remaining: int | None = None) -> Gauge:
        """The clock as a line and in words; `remaining` is what is left of it, where known."""
        state = self.state(standing)
        left = timedelta(seconds=self.remaining(standing) if remaining is None else remaining)
        share = max(0.0, min(1.0, left.total_seconds() / max(standing.target_seconds, 1)))
        return Gauge(
            share_left=share,
            notch=self._notch(standing),
            state=state,
            words=self._words(standing, self._shown(standing, left), state),
            due=self._due(standing),
            imminent=state in AT_RISK and left <= IMMINENT,
        )

    def _shown(self, standing: Standing, left: timedelta) -> timedelta:
        """What is left between the minutes that are shown for now and for the due time: they and
        this are one sum. Less than a minute is told to the second."""
        if standing.due_at is None or abs(left) < _MINUTE:
            return left
        calendar = self.calendars[standing.calendar]
        now, due = to_seconds(self.now), to_seconds(standing.due_at)
        pauses = standing.pauses if now > due else ()
        of_now, of_due = (_since_the_minute(at, calendar, pauses) for at in (now, due))
        shown = left + timedelta(seconds=of_now - of_due)
        return shown if abs(shown) >= _MINUTE else left

    def _words(self, standing: Standing, left: timedelta, state: State) -> Text:
        words = left_words(left, state, business=not self._round_the_clock(standing))
        if state == "breached" and standing.paused:
            return text("{over}, paused", over=words)
        return words

    def _round_the_clock(self, standing: Standing) -> bool:
        return self.calendars[standing.calendar] == BusinessCalendar.always()

    def _notch(self, standing: Standing) -> float | None:
        if standing.slo_target_seconds is None:
            return None
        return max(0.0, 1 - standing.slo_target_seconds / max(standing.target_seconds, 1))

    def _due(self, standing: Standing) -> Text:
        if standing.due_at is None:
            return text("waiting: {whom}", whom=standing.waiting_for or "no due time")
        return text(instant_words(standing.due_at, self.now, self.zone))


def _after(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant + _SECOND


def _since_the_minute(at: int, calendar: BusinessCalendar, pauses: Sequence[Pause]) -> int:
    """Counted seconds from the full minute before an instant."""
    return counted(Run(at // 60 * 60, 0, calendar), pauses, at)[0]


def _between(now: int, due: int, calendar: BusinessCalendar, pauses: Sequence[Pause]) -> int:
    """Counted seconds from now to the due time; negative once it is past."""
    if now <= due:
        return calendar.elapsed_seconds(now, due)
    return -counted(Run(due, 0, calendar), pauses, now)[0]
