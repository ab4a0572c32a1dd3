"""A long read that somebody may stop: it ends at its next step, with nothing."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from models.progress import Progress

Result = TypeVar("Result")


class Watched(Protocol):
    """What tells a person how far it is, and whether they asked to stop."""

    @property
    def cancelled(self) -> bool:
        """Whether it is to stop."""
        ...

    def report(self, done: int, total: int | None = None) -> None:
        """Say how far it is."""
        ...


class _Stopped(Exception):
    """Nothing is wrong: nobody waits for it any more."""


def unless_stopped(job: Callable[[Progress], Result], watched: Watched) -> Result | None:
    """What the job comes to, told its progress; None where it was stopped."""

    def step(done: int, total: int | None) -> None:
        if watched.cancelled:
            raise _Stopped
        watched.report(done, total)

    try:
        return job(step)
    except _Stopped:
        return None
