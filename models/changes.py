"""What a write changed, so that each page re-reads just what it shows."""

from dataclasses import dataclass
from typing import Generic, TypeVar

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


@dataclass(frozen=True)
class Written(Generic[Result]):
    """A committed write: what the command returned, and what it changed."""

    result: Result
    changes: Changes
