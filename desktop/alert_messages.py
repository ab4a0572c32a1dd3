"""Fired alerts as messages: one for a clock, or one for all where there are many."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import Final
from zoneinfo import ZoneInfo

from desktop.message import Message
from models.alert_words import call_words, called_words, level_words, whom_words
from models.digest_words import digest_title, locked_title
from models.handbook.alerting import CALLS
from models.queries.alerts import AlertRow
from models.text import Text, text
from models.wording import owed_words

TOGETHER: Final = 3
"""Clocks that are told of one by one; more of them at once are one message, the worst first."""

_LISTED: Final = 5


def messages(
    rows: Sequence[AlertRow], now: datetime, zone: ZoneInfo, urgent: Collection[str] = ()
) -> list[Message]:
    """What to show: one message for a clock, or one for all where there are many.

    Alerts of an `urgent` priority stay on the screen.
    """
    worst = worst_of_each(rows)
    if len(worst) > TOGETHER:
        title = digest_title(*owed_of(worst), now)
        return [digest(rows, title, now, zone, urgent)]
    return [
        Message(
            str(headline(row, now, zone)), _body(row), row.case_id,
            (row, *(other for other in rows if other.clock == row.clock and other is not row)),
            row.priority in urgent,
        )
        for row in worst
    ]  # fmt: skip


def owed_of(worst: Sequence[AlertRow]) -> tuple[list[datetime], int]:
    """The due times of these clocks, and how many alerts are of no clock."""
    owed = [row.owed_at for row in worst if row.commitment not in CALLS]
    return owed, len(worst) - len(owed)


def digest(
    rows: Sequence[AlertRow], title: Text, now: datetime, zone: ZoneInfo,
    urgent: Collection[str] = (), group: str = "",
) -> Message:  # fmt: skip
    """All of them in one message, the worst first; a click on it opens the queue."""
    worst = worst_of_each(rows)
    said = [str(headline(row, now, zone)) for row in worst[:_LISTED]]
    rest = len(worst) - _LISTED
    more = [str(text("and {rest} more", rest=rest))] if rest > 0 else []
    loud = any(row.priority in urgent for row in rows)
    return Message(str(title), "\n".join([*said, *more]), None, tuple(rows), loud, group)


def without_customer(message: Message) -> Message:
    """What may stand on a locked screen: how many, and of which priority."""
    worst = worst_of_each(message.rows)
    title = str(locked_title([row.priority for row in worst]))
    return replace(message, title=title, body="", veiled=True)


def worst_of_each(rows: Sequence[AlertRow]) -> list[AlertRow]:
    """The gravest alert of each clock, for a breach hides its warnings; the worst clock first."""
    gravest = {row.clock: row for row in sorted(rows, key=attrgetter("due_at"))}
    return sorted(gravest.values(), key=attrgetter("owed_at", "case_id"))


def headline(row: AlertRow, now: datetime, zone: ZoneInfo) -> Text:
    """What an alert says, as the bar does: who is owed what, and by when."""
    owed = owed_words(
        row.commitment, row.customer, row.owed_at, now, zone, row.waiting_for, row.assignee
    )
    return text("{case} {owed}", case=row.case_key, owed=owed)


def reached(row: AlertRow) -> Text:
    """How far the clock had come when the alert fell due: its level in words."""
    if row.commitment in CALLS:
        return call_words(row.commitment)
    if row.due_at == row.owed_at:
        return text("Due time reached")
    return level_words(row.level, row.reason)


def _body(row: AlertRow) -> str:
    return " · ".join(
        str(said)
        for said in (
            reached(row), whom_words(row.reason), called_words(row.called, unheld=row.unheld),
            row.title,
        )
        if said
    )  # fmt: skip
