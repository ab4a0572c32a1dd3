"""A calendar's name as people read it."""

from ui.messages import tr

_KNOWN = {"team": "Team hours", "round_the_clock": "Round the clock"}


def calendar_name(name: str) -> str:
    """“Team hours” for team; another name with its first letter large and blanks for “_”."""
    if name in _KNOWN:
        return tr(_KNOWN[name])
    return name.replace("_", " ").capitalize()
