"""How whoever is at a screen may be told by a watch without a window: as by a window's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desktop.bus import NotificationBus
from desktop.telling import wall_clock
from models.quiet_hours import Wishes


@dataclass(frozen=True)
class Mood:
    """Whether a message would be shown just now, whether the person asked for quiet, and whether
    others may see the screen."""

    reachable: bool = True
    quiet: bool = False
    locked: bool = False


def mood_now(
    bus: NotificationBus, wishes: Wishes, wall: Callable[[], datetime] = wall_clock
) -> Mood:
    """Ask the bus, which may have come or gone since; waits until it is known what it says."""
    bus.refresh()
    state = bus.state
    quiet = state.inhibited or wishes.quiet_at(wall().time())
    return Mood(state.reachable, quiet, state.locked)
