"""Instants inside the rules are whole seconds since the epoch; this is the door to `datetime`."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_seconds(instant: datetime) -> int:
    """Whole seconds since the epoch, truncated (handbook, rule 1). A naive instant is refused."""
    try:
        since = instant - EPOCH
    except TypeError:
        raise ValueError("an instant needs a time zone") from None
    return since.days * 86_400 + since.seconds


def from_seconds(seconds: int) -> datetime:
    """The aware UTC instant of so many seconds since the epoch."""
    return EPOCH + timedelta(seconds=seconds)


def maybe_from_seconds(seconds: int | None) -> datetime | None:
    """`from_seconds`, passing None through."""
    return None if seconds is None else from_seconds(seconds)


def maybe_to_seconds(instant: datetime | None) -> int | None:
    """`to_seconds`, passing None through."""
    return None if instant is None else to_seconds(instant)
