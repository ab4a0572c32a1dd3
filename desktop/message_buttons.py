"""What buttons of a message do to the alerts it tells, with a window or without."""

from datetime import datetime, timedelta
from typing import Final

from desktop.message import HAND_OVER, OPEN, SNOOZE, TAKE, Message
from models.commands.alerts import mark_noticed, snooze_alerts
from models.commands.case_alerts import take_case
from models.work import Work

CHANNEL: Final = "notification"
"""By which it is recorded that something was done from a message."""
LABELS: Final = {
    OPEN: "Open", TAKE: "Take", SNOOZE: "Snooze 15 min", HAND_OVER: "Hand over…",
}  # fmt: skip
"""What stands on them."""
SNOOZED_FOR: Final = timedelta(minutes=15)
"""What comes in the meantime is told all the same: only these alerts wait."""
WHY_SNOOZED: Final = "Put off for 15 minutes from its message"


def take(work: Work, message: Message) -> None:
    """Whoever pressed takes the case, unless somebody else did since the message was made."""
    assert message.case_id is not None
    take_case(work, message.case_id, message.alert_ids, message.holder, CHANNEL)


def put_off(work: Work, message: Message, now: datetime, why: str) -> None:
    """Out of the sight of whoever pressed, for a while."""
    assert work.person_id is not None
    until = now + SNOOZED_FOR
    snooze_alerts(work, message.alert_ids, work.person_id, until, why, CHANNEL)


def notice(work: Work, message: Message) -> None:
    """Whoever dismissed it has seen it."""
    if work.person_id is not None and message.names_case:
        mark_noticed(work, message.alert_ids, work.person_id, CHANNEL)
