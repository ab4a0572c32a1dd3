"""Random schedules: calendars, shifts, targets, leads and shares, and the alerts they come to."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from models.handbook import events as ev
from models.handbook.alerting import AlertPlan, Audience, plan_alerts
from models.handbook.calendar import BusinessCalendar
from models.handbook.case_clocks import judge
from models.handbook.events import Event
from models.handbook.instants import to_seconds
from models.handbook.policy import Amount, Policy, Target
from models.handbook.roster import Leave, Member, Roster, Shifts, Turn
from models.handbook.working_hours import DAYS
from tests.conftest import NOW
from tests.models.handbook.logs import DEFAULT, RES

BEGIN: Final = to_seconds(NOW)
SPAN: Final = 7 * 86_400
"""Seconds within which cases are opened."""
_ZONES: Final = ("Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati", "UTC")
_OF_EACH: Final = 40
"""So many calendars, and teams: of one policy and one team there are many schedules, as in life."""


@dataclass(frozen=True)
class Hands:
    """Whom alerts may be for."""

    ana: int
    ben: int


class Schedules:
    """Draws cases and plans their alerts, as refresh would; all of it is pure."""

    def __init__(self, chance: Random, hands: Hands) -> None:
        self._chance, self._hands = chance, hands
        self._calendars = [self._calendar() for _ in range(_OF_EACH)]
        self._rosters = [self._roster() for _ in range(_OF_EACH)]

    def draw(self) -> list[AlertPlan]:
        """The alerts of one case that was opened within the week, and that nobody answers."""
        chance = self._chance
        opened = BEGIN + chance.randrange(SPAN)
        policy = self._policy()
        event = Event(1, ev.OPENED, opened, opened, {"priority": "P3"}, None)
        clocks = [one for one in judge([event], {1: policy}, 1) if one.commitment == RES]
        whom = chance.choice((self._hands.ana, self._hands.ben, None))
        return plan_alerts(clocks, Audience(policy, whom, "", opened, chance.choice(self._rosters)))

    def _policy(self) -> Policy:
        calendars = {**DEFAULT.calendars, "team": self._chance.choice(self._calendars)}
        targets = {**DEFAULT.targets, "P3": {RES: self._target()}}
        return replace(DEFAULT, calendars=calendars, targets=targets)

    def _target(self) -> Target:
        chance = self._chance
        sla = chance.choice((Amount(chance.randrange(60, 40_000)), Amount(days=1), None))
        slo = Amount(chance.randrange(30, 30_000)) if sla is None or chance.random() < 0.5 else None
        shares = sorted(chance.sample(range(5, 100, 5), chance.randrange(3)))
        leads = sorted(chance.sample(range(60, 20_000, 30), chance.randrange(2)))
        return Target(
            sla, slo, chance.choice(("team", "round_the_clock")),
            tuple(share / 100 for share in shares), leads=tuple(leads),
            learned_lead=chance.choice((0, chance.randrange(60, 20_000))),
            over=chance.choice((0, chance.randrange(60, 20_000))),
        )  # fmt: skip

    def _calendar(self) -> BusinessCalendar:
        days = self._chance.sample(range(30), self._chance.randrange(4))
        holidays = [(NOW + timedelta(days=day)).date() for day in days]
        return BusinessCalendar(self._chance.choice(_ZONES), dict(self._hours()), holidays)

    def _roster(self) -> Roster:
        """Two people with shifts, or always at work; leave with a stand-in or without; turns."""
        ana, ben = self._hands.ana, self._hands.ben
        members = {
            who: Member(who, role, self._shifts(), self._leaves(other))
            for who, other, role in ((ana, ben, "agent"), (ben, ana, "lead"))
        }
        begins = BEGIN + self._chance.randrange(SPAN)
        turn = Turn("lead", ana, begins, begins + self._chance.randrange(600, SPAN))
        return Roster(members, (turn,) if self._chance.random() < 0.5 else ())

    def _shifts(self) -> Shifts:
        return self._hours() if self._chance.random() < 0.8 else ()

    def _leaves(self, stand_in: int) -> tuple[Leave, ...]:
        if self._chance.random() < 0.6:
            return ()
        begins = BEGIN + self._chance.randrange(SPAN)
        ends = begins + self._chance.randrange(600, 3 * 86_400)
        return (Leave(begins, ends, self._chance.choice((stand_in, None))),)

    def _hours(self) -> Shifts:
        """Of a week: some days, each with one to three spans."""
        days = self._chance.sample(DAYS, self._chance.randrange(3, 8))
        return tuple((day, self._spans()) for day in DAYS if day in days)

    def _spans(self) -> tuple[tuple[str, str], ...]:
        marks = sorted(self._chance.sample(range(0, 1441, 5), 2 * self._chance.randrange(1, 4)))
        times = [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in marks]
        return tuple(zip(times[::2], times[1::2], strict=True))


def instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
