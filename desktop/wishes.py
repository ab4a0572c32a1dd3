"""How a person at this computer wishes to be told: quiet hours and sound, kept per person."""

from models.errors import Problems
from models.quiet_hours import Wishes, read_quiet_hours
from ui.ports import Preferences


def read_wishes(preferences: Preferences, person: str) -> Wishes:
    """What was kept; something that cannot be read is no wish."""
    try:
        quiet = read_quiet_hours(preferences.get(_key(person, "quiet_hours")))
    except Problems:
        quiet = None
    return Wishes(quiet, preferences.get(_key(person, "sound")) == "yes")


def keep_quiet_hours(preferences: Preferences, person: str, quiet_hours: str) -> Wishes:
    """Keep what was typed; `Problems` with `quiet_hours` where it is no span of a day."""
    quiet = read_quiet_hours(quiet_hours)
    preferences.set(_key(person, "quiet_hours"), str(quiet or ""))
    return read_wishes(preferences, person)


def keep_sound(preferences: Preferences, person: str, sound: bool) -> Wishes:
    """Keep whether there is one; the quiet hours stay as they were."""
    preferences.set(_key(person, "sound"), "yes" if sound else "no")
    return read_wishes(preferences, person)


def _key(person: str, name: str) -> str:
    return f"told.{person}.{name}"
