"""A calendar file read from the disk; runs on a worker."""

from datetime import date
from pathlib import Path
from typing import Final

from models.errors import KnownError
from models.handbook.calendar_file import DaysOff, days_off

YEARS_AHEAD: Final = 3
_MOST_BYTES: Final = 8_000_000


def read_days_off(path: Path, first: date, last: date) -> DaysOff:
    """The whole-day events of a file between two dates; a `KnownError` where there are none."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise KnownError(
                "The file is too large", f"{path.name} is larger than {_MOST_BYTES // 10**6} MB.",
                "Export only the calendar of holidays.",
            )  # fmt: skip
        return days_off(path.read_bytes(), first, last)
    except OSError as error:
        raise KnownError(
            "The file cannot be read", f"{path}: {error.strerror}.", "Choose another file."
        ) from None
