"""The desk's one clock: every part that needs the time is handed one of these."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class DeskClock(Protocol):
    """Says what time it is on the desk."""

    def now(self) -> datetime:
        """The desk's present instant (UTC, whole seconds)."""
        ...

    def seconds_until(self, instant: datetime) -> float:
        """How long it is until an instant, to the fraction; negative where it is past."""
        ...


def wall_time() -> datetime:
    """The machine's time; the one place of the project that asks for it."""
    return datetime.now(UTC)


def whole_second(instant: datetime) -> datetime:
    """The instant in UTC, truncated to the second (handbook, rule 1); refuses a naive one."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(UTC).replace(microsecond=0)


@dataclass
class RunningClock:
    """Wall time plus the desk's offset: that of the database's clock, or negative in a replay.

    `offset` may be set anew where the machine's clock was.
    """

    offset: timedelta = timedelta()
    source: Callable[[], datetime] = wall_time

    def now(self) -> datetime:
        return whole_second(self.source() + self.offset)

    def seconds_until(self, instant: datetime) -> float:
        return (instant - self.source() - self.offset).total_seconds()

    @classmethod
    def starting_at(
        cls, start: datetime, source: Callable[[], datetime] = wall_time
    ) -> "RunningClock":
        """A clock that shows `start` now and goes on from there."""
        return cls(whole_second(start) - source(), source)


@dataclass(frozen=True)
class StoppedClock:
    """Stands still: what one-shot commands use with `--now`, and tests."""

    instant: datetime

    def now(self) -> datetime:
        return whole_second(self.instant)

    def seconds_until(self, instant: datetime) -> float:
        return (instant - self.instant).total_seconds()
