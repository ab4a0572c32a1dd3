"""The rows that cache the clocks of cases: what they hold, and writing those that changed."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from models.entities import Clock
from models.entities.plain import plain
from models.handbook.verdict import CaseClock
from models.kept import Kept

CLOCK_COLUMNS: Final = (
    "case_id", "commitment", "cycle", "objective", "priority", "calendar", "started_at",
    "target_seconds", "due_at", "warn_at", "stopped_at", "paused_since", "elapsed_seconds",
    "paused_seconds", "verdict", "verdict_at", "reason", "original_due_at",
    "original_verdict", "original_verdict_at", "pauses",
)  # fmt: skip
_KEY: Final = 4
"""The first columns tell one clock from another."""


def clock_row(case_id: int, clock: CaseClock) -> dict[str, Any]:
    """A clock's columns, instants as seconds."""
    return _named(clock_values(case_id, clock))


def clock_values(case_id: int, clock: CaseClock) -> tuple[Any, ...]:
    """The same as values in the order of `CLOCK_COLUMNS`: an import has many."""
    return (
        case_id, clock.commitment, clock.cycle, clock.objective, clock.priority, clock.calendar,
        clock.started_at, clock.target_seconds, clock.due_at,
        clock.warnings[0][1] if clock.warnings else None, clock.stopped_at, clock.paused_since,
        clock.elapsed_seconds, clock.paused_seconds, clock.verdict, clock.verdict_at, clock.reason,
        clock.original_due_at, clock.original_verdict, clock.original_verdict_at,
        list(map(list, clock.pauses)),
    )  # fmt: skip


def keep_clocks(
    connection: Connection, clocks: Mapping[int, Iterable[CaseClock]], made: Collection[int] = ()
) -> None:
    """Have each case's rows be its clocks. What is so already is not written again: of a long
    case, nearly all of them; of those `made` just now, there are none."""
    wanted = [clock_values(case_id, clock) for case_id, own in clocks.items() for clock in own]
    older = [case_id for case_id in clocks if case_id not in made]
    rows = _clocks_of().rows(connection, {"ids": older}) if older else []
    kept = {row[:_KEY]: row for row in rows}
    fresh = [row for row in wanted if kept.get(row[:_KEY]) != row]
    stale = kept.keys() - {row[:_KEY] for row in wanted} | kept.keys() & {r[:_KEY] for r in fresh}
    _without().run_each(connection, [_named(key) for key in stale])
    _with().run_each(connection, [_named(row) for row in fresh])


def _named(values: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(CLOCK_COLUMNS, values, strict=False))


@lru_cache(maxsize=1)
def _clocks_of() -> Kept:
    table = plain(Clock)
    asked = table.c.case_id.in_(bindparam("ids", expanding=True))
    return Kept(select(*(table.c[name] for name in CLOCK_COLUMNS)).where(asked), listed="ids")


@lru_cache(maxsize=1)
def _without() -> Kept:
    table = plain(Clock)
    return Kept(delete(table).where(*(table.c[n] == bindparam(n) for n in CLOCK_COLUMNS[:_KEY])))


@lru_cache(maxsize=1)
def _with() -> Kept:
    table = plain(Clock)
    return Kept(insert(table).values({name: bindparam(name) for name in CLOCK_COLUMNS}))
