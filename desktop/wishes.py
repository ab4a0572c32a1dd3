"""How a person at this computer wishes to be told: quiet hours and sound, kept per person."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import Problems
from models.quiet_hours import Wishes, read_quiet_hours

if TYPE_CHECKING:
    from ui.ports import Preferences


@dataclass(frozen=True)
class Whose:
    """A person of a desk; `name` finds what was kept by it before, whatever desk it was of."""

    desk: str
    person_id: int | None
    name: str


def read_wishes(preferences: "Preferences", whose: Whose) -> Wishes:
    """What was kept; something that cannot be read is no wish."""
    try:
        quiet = read_quiet_hours(_kept(preferences, whose, "quiet_hours"))
    except Problems:
        quiet = None
    return Wishes(quiet, _kept(preferences, whose, "sound") == "yes")


def keep_quiet_hours(preferences: "Preferences", whose: Whose, quiet_hours: str) -> Wishes:
    """Keep what was typed; `Problems` with `quiet_hours` where it is no span of a day."""
    quiet = read_quiet_hours(quiet_hours)
    preferences.set(_key(whose, "quiet_hours"), str(quiet or ""))
    return read_wishes(preferences, whose)


def keep_sound(preferences: "Preferences", whose: Whose, sound: bool) -> Wishes:
    """Keep whether there is one; the quiet hours stay as they were."""
    preferences.set(_key(whose, "sound"), "yes" if sound else "no")
    return read_wishes(preferences, whose)


def _kept(preferences: "Preferences", whose: Whose, name: str) -> str:
    """What is kept by who they are; what was kept by their name is from then on, too."""
    key = _key(whose, name)
    by_name = preferences.get(f"told.{whose.name}.{name}")
    found = preferences.get(key, by_name)
    if found and found == by_name:
        preferences.set(key, found)
    return found


def _key(whose: Whose, name: str) -> str:
    return f"told.{whose.person_id or ''}@{whose.desk}.{name}"
