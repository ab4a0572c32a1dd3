"""A log as a CSV file: its header, its rows one at a time, and the dates of its columns."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from desktop.imports.folder import SUFFIXES
from desktop.imports.log_facts import DateSign
from desktop.imports.what_is_there import is_file, is_folder
from models.errors import KnownError
from models.handbook.instants import to_seconds

MISSING: Final = ("?", "")
_DATE: Final = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})")
_TIME: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")


class CsvLog:
    """A file with one header; rows are read as they are asked for, never all at once.

    A `KnownError` where the file cannot be read, is empty, is not UTF-8, is not CSV, names a
    column twice or lacks one of `required`: then it is not this kind of log.
    """

    def __init__(self, path: Path, required: Sequence[str]) -> None:
        _check_kind(path)
        self.path = path
        self.header = next((row for _, row in self._lines()), [])
        if not self.header:
            raise KnownError(
                "The file is empty",
                f"{path.name} is empty.",
                "Export it again from the other desk.",
            )
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


def _check_kind(path: Path) -> None:
    """What is articles is not taken for a log that lacks columns."""
    if is_folder(path):
        raise KnownError(
            "No file", f"{path} is a folder, and a log is one file.",
            "Give the file in it, or import the folder as articles.",
        )  # fmt: skip
    if path.name.casefold().endswith(SUFFIXES) and is_file(path):
        raise KnownError(
            "An article by itself", f"{path.name} is Markdown: articles come in by the folder.",
            "Give the folder it is in.",
        )  # fmt: skip


class DateOrder:
    """Whether days or months come first, told from whole columns: `see` every row, then `decide`.

    Only the date's numbers can tell: one above 12 is a day. Where none does, the day comes first,
    as this kind of log writes it.
    """

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def see(self, values: Iterable[str], line: int) -> None:
        """Note the date columns of a row and the line it stands in."""
        for value in values:
            self._seen.setdefault(value[:10], line)

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
    def day(text: str) -> tuple[date, int | None]:
        """The date, and when it begins where the zone's offset is the same all day."""
        match = _DATE.fullmatch(text)
        if match is None:
            raise ValueError("not a date")
        first, second, third = (int(part) for part in match.groups())
        if len(match[1]) == 4:
            found = date(first, second, third)
        elif len(match[3]) == 4:
            found = date(third, second, first) if day_first else date(third, first, second)
        else:
            raise ValueError("not a date")
        begin, end = (datetime.combine(found, at, zone) for at in (time.min, time.max))
        return found, to_seconds(begin) if begin.utcoffset() == end.utcoffset() else None

    @lru_cache(maxsize=4096)
    def hour(text: str) -> tuple[time, int]:
        match = _TIME.fullmatch(text)
        if match is None:
            raise ValueError("not a time")
        found = time(int(match[1]), int(match[2]), int(match[3] or 0))
        return found, found.hour * 3600 + found.minute * 60 + found.second

    @lru_cache(maxsize=65_536)
    def instant(text: str) -> int:
        written_day, _, written_hour = text.partition(" ")
        found, begin = day(written_day)
        at, seconds = hour(written_hour)
        # No zone ever changes twice within a day: with one offset at both ends, it counts evenly.
        return to_seconds(datetime.combine(found, at, zone)) if begin is None else begin + seconds

    return instant


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
