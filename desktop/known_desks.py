"""Desks opened on this computer: where, what they are called, and who was at them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from desktop.addresses import spellings
from desktop.paths import default_desk

if TYPE_CHECKING:
    from desktop.open_desk import OpenDesk
    from ui.ports import Preferences

_KEY: Final = "desks"
_KEPT: Final = 30


@dataclass(frozen=True)
class Remembered:
    """A desk as this computer remembers it; `person` is the name of who was at its window."""

    address: str
    title: str = ""
    place: str = ""
    person: str = ""


class KnownDesks:
    """Kept in the preferences, the last one first; what cannot be read there is forgotten."""

    def __init__(self, preferences: "Preferences") -> None:
        self._preferences = preferences

    def all(self) -> Sequence[Remembered]:
        """Every desk remembered, the one opened last first."""
        try:
            rows = json.loads(self._preferences.get(_KEY, "[]"))
            return [Remembered(**{name: str(row[name]) for name in row}) for row in rows]
        except (ValueError, TypeError, KeyError):
            return []

    def last(self) -> str | None:
        """The address of the desk opened last."""
        return next((desk.address for desk in self.all()), None)

    def person(self, address: str) -> str:
        """The name of who was at a desk, or ""."""
        return next((desk.person for desk in self.all() if desk.address in spellings(address)), "")

    def opened(self, desk: "OpenDesk") -> None:
        """This desk is in a window now, with this person at it; a replay leaves no trace."""
        if not desk.past:
            self.remember(Remembered(desk.address, desk.title, desk.place, desk.person))

    def remember(self, desk: Remembered) -> None:
        """A desk was opened: it is the last one now. Its address holds no password."""
        same = spellings(desk.address)
        others = [other for other in self.all() if other.address not in same]
        self._keep([desk, *others])

    def _keep(self, desks: Sequence[Remembered]) -> None:
        self._preferences.set(_KEY, json.dumps([asdict(desk) for desk in desks[:_KEPT]]))


def desk_wanted(address: str | None, desks: KnownDesks) -> str | None:
    """The desk named; else the one of last time, else this computer's, else None: ask."""
    here = str(default_desk()) if default_desk().exists() else None
    return address or desks.last() or here
