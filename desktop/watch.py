"""The watch: fires what is due, tells the people it is for, and never twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from models.commands.alerts import fire_due, mark_shown
from models.database import Database
from models.queries.alerts import AlertRow, due_alerts, next_due_at
from models.text import Text, text
from models.wording import commitment_name, span_words

_TOGETHER = 3
"""So many alerts at once are one message, the worst first."""

_MOMENT = timedelta(minutes=1)
_AHEAD = ("{case}: {what} due in {span}", "{case}: {what} reaches its SLO in {span}")
_OVER = ("{case}: {what} is over by {span}", "{case}: {what} is past its SLO by {span}")


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
    """Fire everything that is due by the desk's time, each alert once for the whole team.

    Nothing is written where nothing is due: a desk that only watches leaves no trace.
    """
    now = database.clock.now()
    due = database.read(partial(due_alerts, now=now))
    fired = database.write(fire_due).result if due else []
    return Sweep(fired, database.read(partial(next_due_at, now=now)))


def tell(notifier: Notifier, waiting: list[AlertRow], now: datetime) -> bool:
    """Show what was fired, whatever becomes of the first message; whether all were taken."""
    taken = [notifier.notify(*message) for message in messages(waiting, now)]
    return all(taken)


def record_shown(database: Database, waiting: list[AlertRow], person_id: int, taken: bool) -> None:
    """Note that a person was told, so that a restart does not tell them again.

    A message that the notifier did not take was shown by the bar in the window.
    """
    channel = "notification" if taken else "bar"
    ids = [row.id for row in waiting]
    database.write(partial(mark_shown, alert_ids=ids, person_id=person_id, channel=channel))


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
    if row.level == "slo" and -_MOMENT < left <= timedelta():
        return text("{case}: {what} has reached its SLO", case=row.case_key, what=what)
    pattern = _OVER if left < timedelta() else _AHEAD
    return text(
        pattern[row.level == "slo"], case=row.case_key, what=what, span=span_words(abs(left))
    )
