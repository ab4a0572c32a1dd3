"""A log as a CSV file: its header, its rows one at a time, and the dates of its columns."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from desktop.imports.log_facts import DateSign
from models.errors import KnownError
from models.handbook.instants import to_seconds

MISSING: Final = ("?", "")
_DATE: Final = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})")
_TIME: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")


class CsvLog:
    """A file with one header; rows are read as they are asked for, never all at once.

    A `KnownError` where the file cannot be read, is not UTF-8, is not CSV, names a column twice or
    lacks one of `required`: then it is not this kind of log.
    """

    def __init__(self, path: Path, required: Sequence[str]) -> None:
        self.path = path
        self.header = next((row for _, row in self._lines()), [])
        twice = sorted({name for name in self.header if self.header.count(name) > 1})
        if twice:
            raise self._refused(f"Its header names {_listed(twice)} more than once.")
        missing = [name for name in required if name not in self.header]
        if missing:
            raise KnownError(
                "Not such a log", f"{path.name} has no column {_listed(missing)}.",
                "Choose the file that was exported from the other desk.",
            )  # fmt: skip

    def place(self, column: str) -> int | None:
        """Where a column stands, or None."""
        return self.header.index(column) if column in self.header else None

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(line number, the header's being 1; values) of every row that is not blank."""
        lines = self._lines()
        next(lines, None)
        return lines

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as stream:
                reader = csv.reader(stream, strict=True)
                line = 1
                for row in reader:
                    if row:
                        yield line, row
                    line = reader.line_num + 1
        except OSError as error:
            raise KnownError(
                "The file cannot be read", f"{self.path}: {error.strerror}.", "Check its name."
            ) from None
        except UnicodeDecodeError:
            raise self._refused("It is not written in UTF-8.") from None
        except csv.Error as error:
            raise self._refused(f"Line {reader.line_num} is not CSV: {error}.") from None

    def _refused(self, sentence: str) -> KnownError:
        return KnownError(
            "The file cannot be read", f"{self.path.name} was not read. {sentence}",
            "Export it again as CSV in UTF-8.",
        )  # fmt: skip


class DateOrder:
    """Whether days or months come first, told from whole columns; `see` every row, then `decide`.

    Only the date's numbers can tell: one above 12 is a day. Where none does, the day comes first,
    as this kind of log writes it.
    """

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def see(self, value: str, line: int) -> None:
        """Note a value of a date column and the line it stands in."""
        date = value[:10]
        if date not in self._seen:
            self._seen[date] = line

    def decide(self) -> DateSign:
        """Whether days come first, and what says so; a `KnownError` where the file says both."""
        day_first: DateSign | None = None
        month_first: DateSign | None = None
        for value, line in self._seen.items():
            date = value.partition(" ")[0]
            match = _DATE.fullmatch(date)
            if match is None or len(match[1]) == 4:
                continue
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second:
                day_first = day_first or DateSign(True, line, date)
            elif second > 12 >= first:
                month_first = month_first or DateSign(False, line, date)
        if day_first and month_first:
            raise KnownError(
                "Mixed dates",
                f"Line {day_first.line} writes the day first ({day_first.value}), line "
                f"{month_first.line} the month first ({month_first.value}).",
                "Export the log again with one date format.",
            )
        return month_first or day_first or DateSign(True)


def instant_reader(day_first: bool, zone: ZoneInfo) -> Callable[[str], int]:
    """A function from local time as written to seconds since the epoch; ValueError for no time.

    An hour that comes twice is read as the first; one that was skipped, as if clocks had not moved.
    """

    @lru_cache(maxsize=4096)
    def date(text: str) -> tuple[int, int, int]:
        match = _DATE.fullmatch(text)
        if match is None:
            raise ValueError("not a date")
        first, second, third = (int(part) for part in match.groups())
        if len(match[1]) == 4:
            return first, second, third
        if len(match[3]) != 4:
            raise ValueError("not a date")
        return (third, second, first) if day_first else (third, first, second)

    @lru_cache(maxsize=4096)
    def time(text: str) -> tuple[int, int, int]:
        match = _TIME.fullmatch(text)
        if match is None:
            raise ValueError("not a time")
        return int(match[1]), int(match[2]), int(match[3] or 0)

    @lru_cache(maxsize=65_536)
    def instant(text: str) -> int:
        day, _, hour = text.partition(" ")
        return to_seconds(datetime(*date(day), *time(hour), tzinfo=zone))

    return instant


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
