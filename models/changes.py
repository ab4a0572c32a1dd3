"""What a write changed, so that each page re-reads just what it shows."""

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Changes:
    """The cases touched, the kinds of other things touched, and who did it.

    `kinds` holds entity names such as "customer", "person", "article", "policy".
    """

    operation_id: str
    cases: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    by_id: int | None = None


CLOCK_JUMPED: Final = Changes("")
"""Nothing was written, but the time is another than was thought: the machine slept, or its clock
was set. Whatever tells times tells them anew."""


@dataclass(frozen=True)
class Written(Generic[Result]):
    """A committed write: what the command returned, and what it changed."""

    result: Result
    changes: Changes
