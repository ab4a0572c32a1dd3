"""Crossings of the queue's thresholds in the sentences that window and terminal share."""

from datetime import datetime
from zoneinfo import ZoneInfo

from models.queries.crossings import CrossingRow
from models.text import Text, text
from models.wording import instant_words, role_name


def told_words(row: CrossingRow, now: datetime, zone: ZoneInfo) -> Text:
    """Whom its role was told by: “Ana Ruiz was told at 10:20”, or that nobody was yet."""
    if not row.told:
        return text("no {role} was told yet", role=role_name(row.role))
    (first, at), *others = row.told
    also = "".join(f", {who} {instant_words(at, now, zone)}" for who, at in others)
    return text(
        "{who} was told at {when}{also}", who=first, when=instant_words(at, now, zone), also=also
    )


def whom_words(row: CrossingRow, now: datetime, zone: ZoneInfo) -> Text:
    """The role a crossing escalated to, and who was told: “squad lead: Ana Ruiz 10:20”."""
    role = role_name(row.role)
    if not row.told:
        return text("{role}: nobody was told", role=role)
    told = ", ".join(f"{who} {instant_words(at, now, zone)}" for who, at in row.told)
    return text("{role}: {told}", role=role, told=told)


def over_words(row: CrossingRow, now: datetime, zone: ZoneInfo) -> Text:
    """When it fell back, or that it stands."""
    if row.fell_at is None:
        return text("still over")
    return text("back {when}", when=instant_words(row.fell_at, now, zone))


def listed_words(row: CrossingRow, now: datetime, zone: ZoneInfo) -> Text:
    """A crossing as a line of the terminal."""
    return text(
        "{at}  {words} · {whom} · {over}", at=instant_words(row.crossed_at, now, zone),
        words=row.words, whom=whom_words(row, now, zone), over=over_words(row, now, zone),
    )  # fmt: skip
