"""What is told of at once: each clock by itself, many within a minute as one message, and what came
while nobody looked in one. A window and a watch without one tell the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from desktop.alert_messages import digest, messages, owed_of, worst_of_each
from desktop.message import Message
from desktop.storm import Storm
from models.digest_words import Away, catch_up_title, digest_title
from models.queries.alerts import AlertRow

AWAY: Final = timedelta(minutes=2)
"""Nobody looked for so long: what came meanwhile is told in one."""

_GROUP: Final = "digest"


@dataclass
class Gathering:
    """`slept`: the machine did, or this process stood still, since it told anything."""

    zone: ZoneInfo
    storm: Storm = field(default_factory=Storm)
    slept: bool = False

    def away(self, since: datetime | None, now: datetime) -> Away | None:
        """Why nobody looked for a while, None where somebody did; `since` is when this desk told
        what there was last, if ever."""
        slept, self.slept = self.slept, False
        if since is None:
            return "start"
        if now - since >= AWAY:
            return "asleep" if slept else "unreachable"
        return None

    def messages(
        self, rows: Sequence[AlertRow], since: datetime | None, now: datetime, away: Away | None,
        loud: Collection[str],
    ) -> list[Message]:  # fmt: skip
        """These, as they are told now; alerts of a `loud` priority stay on the screen."""
        worst = worst_of_each(rows)
        if away is not None and len(worst) > 1:
            title = catch_up_title(*owed_of(worst), now, since, away)
            return [digest(rows, title, now, self.zone, loud, _GROUP)]
        gathered = self.storm.gather(rows, now) if rows else []
        if gathered:
            title = digest_title(*owed_of(worst_of_each(gathered)), now)
            return [digest(gathered, title, now, self.zone, loud, _GROUP)]
        return messages(rows, now, self.zone, loud)
