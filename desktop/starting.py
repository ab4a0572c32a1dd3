"""The start of a desk's window: the one that is open already comes to the front instead."""

import sys
from datetime import datetime

from desktop.display import needs_display
from desktop.known_desks import KnownDesks, desk_wanted
from desktop.preferences import FilePreferences, preferences_file
from desktop.single_instance import SingleInstance


def start_window(address: str | None, instant: datetime | None, person: str | None) -> int:
    """Open a desk's window; a past instant opens a replay, beside whatever else is open."""
    needs_display()
    instance = SingleInstance()
    wanted = desk_wanted(address, KnownDesks(FilePreferences(preferences_file())))
    if instant is None and wanted is not None and not instance.enter(wanted, person):
        print("This desk is open already: its window is in front.", file=sys.stderr)
        return 0
    from desktop.application import run

    return run(address, instant, person, instance)
