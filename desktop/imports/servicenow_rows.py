"""A row of the ServiceNow log checked and turned into an `Update`, or refused with the reason."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Final

from desktop.imports.columns import MISSING
from desktop.imports.load import RowError
from desktop.imports.servicenow_story import STATUS, Update

REQUIRED: Final = (
    "number", "incident_state", "sys_mod_count", "priority", "sys_updated_at", "opened_at",
)  # fmt: skip
DATES: Final = ("sys_updated_at", "opened_at", "resolved_at", "closed_at")
_ABOUT: Final = (
    "caller_id", "category", "subcategory", "u_symptom", "impact", "urgency", "assignment_group",
)  # fmt: skip
_CLOSING: Final = ("closed_code", "resolved_by")
_ORIGIN: Final = ("opened_by", "contact_type", "location")
_PRIORITY: Final = {"1": "P1", "2": "P2", "3": "P3", "4": "P4"}
_DIGITS: Final = 9


class RowReader:
    """Reads the rows of one file; a column the file does not have is missing in every row."""

    def __init__(self, header: Sequence[str], instant: Callable[[str], int]) -> None:
        self.width = len(header)
        self.instant = instant
        self.place = {name: place for place, name in enumerate(header)}
        self.about = self._pick(_ABOUT)
        self.closing = self._pick(_CLOSING)
        self.origin = self._pick(_ORIGIN)

    def read(self, line: int, row: Sequence[str], errors: list[RowError]) -> Update | None:
        """The row's update; None, and why in `errors`, where a value is not fit."""
        if len(row) != self.width:
            reason = f"has {len(row)} values where the header has {self.width}"
            errors.append(RowError(line, "", "", reason))
            return None
        if "\0" in "".join(row):
            place = next(i for i, value in enumerate(row) if "\0" in value)
            name = next(name for name, i in self.place.items() if i == place)
            errors.append(RowError(line, name, row[place][:200], "holds a NUL character"))
            return None
        try:
            return self._update([*row, MISSING[0]])
        except (ValueError, KeyError):
            self._explain(line, row, errors)
            return None

    def _update(self, row: Sequence[str]) -> Update:
        return Update(
            self._named(row, "number"),
            self._count(row, "sys_mod_count"),
            self._state(row, "incident_state"),
            self._count(row, "reopen_count"),
            self._priority(row, "priority"),
            self._instant(row, "sys_updated_at"),
            self._instant(row, "opened_at"),
            self._maybe_instant(row, "resolved_at"),
            self._maybe_instant(row, "closed_at"),
            self._maybe(row, "assigned_to"),
            self.about(row),
            self.closing(row),
            self.origin(row),
        )

    def _explain(self, line: int, row: Sequence[str], errors: list[RowError]) -> None:
        """One error for each column of the row that cannot be read."""
        checks: tuple[tuple[str, Callable[[Sequence[str], str], object], str], ...] = (
            ("number", self._named, "an incident needs a number"),
            ("sys_mod_count", self._count, "not a whole number"),
            ("incident_state", self._state, "not a state this log is known to have"),
            ("reopen_count", self._count, "not a whole number"),
            ("priority", self._priority, "not a priority from 1 to 4"),
            ("sys_updated_at", self._instant, "not a date with a time"),
            ("opened_at", self._instant, "not a date with a time"),
            ("resolved_at", self._maybe_instant, "not a date with a time"),
            ("closed_at", self._maybe_instant, "not a date with a time"),
        )
        for column, check, reason in checks:
            try:
                check(row, column)
            except (ValueError, KeyError):
                errors.append(RowError(line, column, row[self.place[column]][:200], reason))

    def _named(self, row: Sequence[str], column: str) -> str:
        value = row[self.place[column]].strip()
        if value in MISSING:
            raise ValueError(value)
        return value

    def _count(self, row: Sequence[str], column: str) -> int:
        place = self.place.get(column)
        if place is None:
            return 0
        value = row[place]
        if not value.isdecimal() or len(value) > _DIGITS:
            raise ValueError(value)
        return int(value)

    def _state(self, row: Sequence[str], column: str) -> str:
        state = row[self.place[column]]
        if state not in STATUS:
            raise KeyError(state)
        return state

    def _priority(self, row: Sequence[str], column: str) -> str:
        return _PRIORITY[row[self.place[column]].partition(" ")[0]]

    def _instant(self, row: Sequence[str], column: str) -> int:
        return self.instant(row[self.place[column]])

    def _maybe_instant(self, row: Sequence[str], column: str) -> int | None:
        value = self._maybe(row, column)
        return None if value is None else self.instant(value)

    def _maybe(self, row: Sequence[str], column: str) -> str | None:
        place = self.place.get(column)
        return None if place is None or row[place] in MISSING else row[place]

    def _pick(self, columns: Sequence[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
        """The values of some columns, from a row that ends with what a missing one reads as."""
        return itemgetter(*(self.place.get(column, -1) for column in columns))
