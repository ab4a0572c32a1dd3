"""How a person wishes to be told: quiet hours, on the wall clock of their computer, and sound."""

import re
from dataclasses import dataclass
from datetime import time

from models.errors import Problems

_SPAN = re.compile(r"\s*(\d{1,2}):(\d{2})\s*(?:-|–|to)\s*(\d{1,2}):(\d{2})\s*")


@dataclass(frozen=True)
class QuietHours:
    """From `begin` up to `end`, over midnight where `end` is the earlier one."""

    begin: time
    end: time

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}–{self.end:%H:%M}"

    def cover(self, local: time) -> bool:
        """Whether the wall clock shows a quiet time."""
        if self.begin <= self.end:
            return self.begin <= local < self.end
        return local >= self.begin or local < self.end


@dataclass(frozen=True)
class Wishes:
    """What one person wishes on one computer."""

    quiet: QuietHours | None = None
    sound: bool = False

    def quiet_at(self, local: time) -> bool:
        """Whether they are not to be disturbed when the wall clock shows this."""
        return self.quiet is not None and self.quiet.cover(local)


def read_quiet_hours(words: str) -> QuietHours | None:
    """“22:00–07:00”; None where nothing is typed. `Problems` where it is no span of a day."""
    if not words.strip():
        return None
    found = _SPAN.fullmatch(words)
    try:
        if found is None:
            raise ValueError
        begin_h, begin_m, end_h, end_m = map(int, found.groups())
        hours = QuietHours(time(begin_h, begin_m), time(end_h, end_m))
    except ValueError:
        raise Problems("Not kept", {"quiet_hours": "Write it like 22:00–07:00."}) from None
    if hours.begin == hours.end:
        raise Problems("Not kept", {"quiet_hours": "It ends when it begins."})
    return hours
