"""“Six similar since Tuesday”: how many cases like one there were lately, in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from models.queries.similar import Similar
from ui.messages import tr

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = ("", "", "", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven",
            "Twelve")  # fmt: skip


def heading_of(similar: Similar, now: datetime, zone: ZoneInfo) -> str:
    """“Six similar since Tuesday”, where there are that many."""
    if similar.since is None:
        return tr("Seen before")
    count = similar.recent
    number = tr(_NUMBERS[count]) if count < len(_NUMBERS) else str(count)
    first, today = similar.since.astimezone(zone).date(), now.astimezone(zone).date()
    days = (today - first).days
    if days == 0:
        return tr("{number} similar today", number=number)
    if days == 1:
        return tr("{number} similar since yesterday", number=number)
    if days == 7:
        return tr("{number} similar in a week", number=number)
    return tr("{number} similar since {day}", number=number, day=tr(_DAYS[first.weekday()]))
