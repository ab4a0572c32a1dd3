"""How a person at this computer wishes to be told: quiet hours and sound, kept per person."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import Problems
from models.quiet_hours import Wishes, read_quiet_hours

if TYPE_CHECKING:
    from ui.ports import Preferences


@dataclass(frozen=True)
class Whose:
    """A person of a desk, which is known by its mark.

    `addresses` of the desk, and then `name`, find what was kept by them before.
    """

    desk: str
    person_id: int | None
    name: str
    addresses: tuple[str, ...] = ()


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
    preferences.set(_key(whose, whose.desk, "quiet_hours"), str(quiet or ""))
    return read_wishes(preferences, whose)


def keep_sound(preferences: "Preferences", whose: Whose, sound: bool) -> Wishes:
    """Keep whether there is one; the quiet hours stay as they were."""
    preferences.set(_key(whose, whose.desk, "sound"), "yes" if sound else "no")
    return read_wishes(preferences, whose)


def _kept(preferences: "Preferences", whose: Whose, name: str) -> str:
    """What is kept by the desk's mark; what was kept by an address, or by their name, is from then
    on, too. What was kept by an address is nobody else's who comes to a desk there."""
    key = _key(whose, whose.desk, name)
    found = preferences.get(f"told.{whose.name}.{name}")
    for address in reversed(whose.addresses):
        found = preferences.get(_key(whose, address, name), found)
    found = preferences.get(key, found)
    if found:
        preferences.set(key, found)
    for address in whose.addresses:
        if preferences.get(_key(whose, address, name)):
            preferences.set(_key(whose, address, name), "")
    return found


def _key(whose: Whose, desk: str, name: str) -> str:
    return f"told.{whose.person_id or ''}@{desk}.{name}"
