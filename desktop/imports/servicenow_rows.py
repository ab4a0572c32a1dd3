"""A row of the ServiceNow log checked and turned into an `Update`, or refused with the reason."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Final, NamedTuple

from desktop.imports.columns import MISSING
from desktop.imports.load import RowError
from desktop.imports.servicenow_story import STATUS, Update
from models.handbook.languages import language_code
from models.typed_text import LONGEST_NAME

REQUIRED: Final = (
    "number", "incident_state", "sys_mod_count", "priority", "sys_updated_at", "opened_at",
)  # fmt: skip
DATES: Final = ("sys_updated_at", "opened_at", "resolved_at", "closed_at")
_ABOUT: Final = (
    "caller_id", "category", "subcategory", "u_symptom", "impact", "urgency", "assignment_group",
    "u_language",
)  # fmt: skip
_CLOSING: Final = ("closed_code", "resolved_by")
_ORIGIN: Final = ("opened_by", "contact_type", "location")
_PRIORITY: Final = {"1": "P1", "2": "P2", "3": "P3", "4": "P4"}
_DIGITS: Final = 9


class _Unfit(NamedTuple):
    """What no value of a row may be."""

    is_so: Callable[[str], bool]
    reason: str


_NUL: Final = _Unfit(lambda value: "\0" in value, "holds a NUL character")
_TOO_LONG: Final = _Unfit(
    lambda value: len(value) > LONGEST_NAME, f"is longer than {LONGEST_NAME} characters"
)

_COLUMNS: Final = (
    "number", "sys_mod_count", "incident_state", "reopen_count", "priority", "sys_updated_at",
    "opened_at", "resolved_at", "closed_at", "assigned_to",
)  # fmt: skip
_ABSENT: Final = {"sys_mod_count": -1, "reopen_count": -1}
"""Where a row's value is found whose column the file lacks: see `RowReader.read`."""


class RowReader:
    """Reads the rows of one file; a column the file does not have is missing in every row."""

    def __init__(self, header: Sequence[str], instant: Callable[[str], int]) -> None:
        self.width = len(header)
        self.instant = instant
        self.place = {name: place for place, name in enumerate(header)}
        self.values = self._pick(_COLUMNS)
        self.about = self._pick(_ABOUT)
        self.speaks = _ABOUT[-1] in self.place
        self.closing = self._pick(_CLOSING)
        self.origin = self._pick(_ORIGIN)

    def read(self, line: int, row: Sequence[str], errors: list[RowError]) -> Update | None:
        """The row's update; None, and why in `errors`, where a value is not fit."""
        if len(row) != self.width:
            reason = f"has {len(row)} values where the header has {self.width}"
            errors.append(RowError(line, "", "", reason))
            return None
        joined = "".join(row)
        if "\0" in joined:
            self._refuse(line, row, errors, _NUL)
            return None
        if len(joined) > LONGEST_NAME and max(map(len, row)) > LONGEST_NAME:
            self._refuse(line, row, errors, _TOO_LONG)
            return None
        whole = [*row, MISSING[0], "0"]
        try:
            return self._update(whole)
        except (ValueError, KeyError):
            self._explain(line, whole, errors)
            return None

    def _update(self, row: Sequence[str]) -> Update:
        (
            number, order, state, reopened, priority, updated, opened, resolved, closed, assignee,
        ) = self.values(row)  # fmt: skip
        return Update(
            _named(number),
            _count(order),
            _state(state),
            _count(reopened),
            _priority(priority),
            self.instant(updated),
            self.instant(opened),
            None if resolved in MISSING else self.instant(resolved),
            None if closed in MISSING else self.instant(closed),
            None if assignee in MISSING else assignee,
            _spoken(self.about(row)) if self.speaks else self.about(row),
            self.closing(row),
            self.origin(row),
        )

    def _explain(self, line: int, row: Sequence[str], errors: list[RowError]) -> None:
        """One error for each column of the row that cannot be read."""
        date = "not a date with a time"
        checks: tuple[tuple[Callable[[str], object], str], ...] = (
            (_named, "an incident needs a number"),
            (_count, "not a whole number"),
            (_state, "not a state this log is known to have"),
            (_count, "not a whole number"),
            (_priority, "not a priority from 1 to 4"),
            (self.instant, date),
            (self.instant, date),
            (self._maybe_instant, date),
            (self._maybe_instant, date),
        )
        for column, value, (check, reason) in zip(_COLUMNS, self.values(row), checks, strict=False):
            try:
                check(value)
            except (ValueError, KeyError):
                errors.append(RowError(line, column, value[:200], reason))
        if self.speaks and _code(language := self.about(row)[-1]) is None:
            errors.append(RowError(line, _ABOUT[-1], language[:200], "not a language known by name "
                                   "or code"))  # fmt: skip

    def _refuse(self, line: int, row: Sequence[str], errors: list[RowError], what: _Unfit) -> None:
        place = next(i for i, value in enumerate(row) if what.is_so(value))
        name = next(name for name, i in self.place.items() if i == place)
        errors.append(RowError(line, name, row[place][:200], what.reason))

    def _maybe_instant(self, value: str) -> int | None:
        return None if value in MISSING else self.instant(value)

    def _pick(self, columns: Sequence[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
        """The values of some columns, of a row that ends with what missing ones read as."""
        return itemgetter(*(self.place.get(name, _ABSENT.get(name, -2)) for name in columns))


def _named(value: str) -> str:
    if value in MISSING or not value.strip():
        raise ValueError(value)
    return value.strip()


@lru_cache(maxsize=1024)
def _count(value: str) -> int:
    if not value.isdecimal() or len(value) > _DIGITS:
        raise ValueError(value)
    return int(value)


def _state(value: str) -> str:
    if value not in STATUS:
        raise KeyError(value)
    return value


def _spoken(about: tuple[str, ...]) -> tuple[str, ...]:
    """The same, its language by code."""
    code = _code(about[-1])
    if code is None:
        raise ValueError(about[-1])
    return (*about[:-1], code)


@lru_cache(maxsize=1024)
def _code(value: str) -> str | None:
    return MISSING[0] if value in MISSING else language_code(value)


@lru_cache(maxsize=64)
def _priority(value: str) -> str:
    return _PRIORITY[value.partition(" ")[0]]
