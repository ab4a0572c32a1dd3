"""The watch: fires what is due, tells the people it is for, and never twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from models.commands.alerts import fire_due, mark_shown
from models.database import Database
from models.queries.alerts import AlertRow, next_due_at, unshown_alerts
from models.text import Text, text
from models.wording import commitment_name, span_words

_TOGETHER = 3
"""So many alerts at once are one message, the worst first."""


class Notifier(Protocol):
    """Shows a message outside the window; says whether it was taken."""

    def notify(self, title: str, body: str, case_id: int | None) -> bool:
        """Show a message; `case_id` is the case a click opens."""
        ...


@dataclass(frozen=True)
class Sweep:
    """What one look at the plan found: what this desk fired, and when to look next."""

    fired: list[AlertRow]
    next_due_at: datetime | None

    def to_json(self) -> dict[str, Any]:
        """The sweep as `leadline watch --once --json` gives it."""
        return {
            "due": len(self.fired),
            "fired": [
                {
                    "case": row.case_key,
                    "commitment": row.commitment,
                    "level": row.level,
                    "recipient": row.recipient_id if row.recipient_id is not None else row.role,
                    "due_at": row.due_at.isoformat(),
                }
                for row in self.fired
            ],
            "next_due_at": self.next_due_at.isoformat() if self.next_due_at else None,
        }


def sweep(database: Database) -> Sweep:
    """Fire everything that is due by the desk's time, each alert once for the whole team."""
    now = database.clock.now()
    upcoming = partial(next_due_at, now=now)
    fired = database.write(fire_due).result
    return Sweep(fired, database.read(upcoming))


def deliver(database: Database, notifier: Notifier, person_id: int, channel: str) -> list[AlertRow]:
    """Show a person what was fired and not shown to them yet, and record it; returns the rows.

    A message that the notifier did not take is recorded by the bar in the window instead.
    """
    waiting = database.read(partial(unshown_alerts, person_id=person_id))
    if not waiting:
        return []
    now = database.clock.now()
    taken = _show(notifier, messages(waiting, now))
    shown = partial(
        mark_shown, alert_ids=[row.id for row in waiting], person_id=person_id,
        channel=channel if taken else "bar",
    )  # fmt: skip
    database.write(shown)
    return waiting


def _show(notifier: Notifier, told: list[tuple[str, str, int | None]]) -> bool:
    """Show every message, whatever becomes of the ones before; whether all were taken."""
    taken = [notifier.notify(*message) for message in told]
    return all(taken)


def messages(rows: list[AlertRow], now: datetime) -> list[tuple[str, str, int | None]]:
    """(title, body, case) of what to show: one each, or one for all where there are many."""
    worst = sorted(rows, key=lambda row: row.deadline_at)
    if len(worst) <= _TOGETHER:
        return [(str(headline(row, now)), row.title, row.case_id) for row in worst]
    first = worst[0]
    return [(f"{len(worst)} clocks need somebody", f"{headline(first, now)}: {first.title}", None)]


def headline(row: AlertRow, now: datetime) -> Text:
    """What an alert says: the case, what is owed, and how long there is."""
    what = commitment_name(row.commitment).lower()
    left = row.deadline_at - now
    if left < timedelta():
        return text("{case}: {what} is over by {span}", case=row.case_key, what=what,
                    span=span_words(-left))  # fmt: skip
    return text("{case}: {what} due in {span}", case=row.case_key, what=what, span=span_words(left))
