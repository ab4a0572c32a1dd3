"""Logs of cases for tests: told in Berlin time, judged by the default handbook."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from models.handbook import events as ev
from models.handbook.case_clocks import judge
from models.handbook.case_facts import CaseFacts, facts_of
from models.handbook.events import Event
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.policy import Objective, Policy
from models.handbook.policy_file import read_policy
from models.handbook.verdict import CaseClock
from tests.conftest import HANDBOOK

BERLIN: Final = ZoneInfo("Europe/Berlin")
DEFAULT: Final = read_policy(HANDBOOK.replace("@team_zone@", "Europe/Berlin"), 1)
FR: Final = "first_response"
NU: Final = "next_update"
RES: Final = "resolution"

Key = tuple[str, int, Objective]


def may(text: str) -> datetime:
    """Berlin time in May 2026, whose 11th is a Monday: "11 09:00"."""
    day, time = text.split()
    return datetime.fromisoformat(f"2026-05-{day}T{time}").replace(tzinfo=BERLIN)


def secs(text: str) -> int:
    """The same in seconds since the epoch."""
    return to_seconds(may(text))


def said(instant: int | None) -> str | None:
    """An instant as `may` reads it; seconds only where there are any."""
    if instant is None:
        return None
    local = from_seconds(instant).astimezone(BERLIN)
    assert (local.year, local.month) == (2026, 5), local
    return f"{local:%d %H:%M:%S}" if local.second else f"{local:%d %H:%M}"


@dataclass
class Log:
    """A case's events while a test tells them; each gets the next id."""

    policies: Mapping[int, Policy] = field(default_factory=lambda: {1: DEFAULT})
    events: list[Event] = field(default_factory=list)

    def tell(self, kind: str, at: str, recorded: str | None = None, **data: Any) -> int:
        """Add an event, recorded when it occurred unless said otherwise; returns its id."""
        number = len(self.events) + 1
        known = secs(recorded) if recorded else secs(at)
        self.events.append(Event(number, kind, secs(at), known, data, None))
        return number

    def opened(self, at: str, priority: str | None = "P3", **data: Any) -> "Log":
        self.tell(ev.OPENED, at, priority=priority, **data)
        return self

    def contact(self, at: str, type: str = "reply", recorded: str | None = None) -> int:
        return self.tell(ev.CONTACT, at, recorded, type=type)

    def waits(self, at: str, status: str = "waiting_customer", recorded: str | None = None) -> int:
        return self.tell(ev.PAUSED, at, recorded, status=status, waiting_for="Priya", reason="Log")

    def works(self, at: str) -> int:
        return self.tell(ev.RESUMED, at, status="in_progress")

    def priority(self, at: str, priority: str) -> int:
        return self.tell(ev.PRIORITY_CHANGED, at, priority=priority)

    def overridden(
        self, at: str, due: str, commitment: str = RES, cycle: int = 1, objective: str = "SLA"
    ) -> int:
        return self.tell(
            ev.DEADLINE_OVERRIDDEN, at, commitment=commitment, cycle=cycle, objective=objective,
            due_at=secs(due), reason="Agreed by phone",
        )  # fmt: skip

    def retracted(self, at: str, event_id: int) -> int:
        return self.tell(ev.RETRACTED, at, event_id=event_id)

    def clocks(self) -> dict[Key, CaseClock]:
        """The clocks as judged, by commitment, cycle and objective."""
        judged = judge(self.events, self.policies, 1)
        found = {clock.key: clock for clock in judged}
        assert len(found) == len(judged)
        return found

    def clock(self, commitment: str, cycle: int = 1, objective: Objective = "SLA") -> CaseClock:
        return self.clocks()[commitment, cycle, objective]

    def due(self, commitment: str, cycle: int = 1, objective: Objective = "SLA") -> str | None:
        """The due time in Berlin."""
        return said(self.clock(commitment, cycle, objective).due_at)

    def verdict(
        self, commitment: str, cycle: int = 1, objective: Objective = "SLA"
    ) -> tuple[str | None, str | None]:
        """(verdict, when it fell)."""
        clock = self.clock(commitment, cycle, objective)
        return clock.verdict, said(clock.verdict_at)

    def facts(self) -> CaseFacts:
        return facts_of(self.events)


def log_under(**changes: Any) -> Log:
    """A log judged by the default handbook with some of its choices changed."""
    return Log({1: replace(DEFAULT, **changes)})
