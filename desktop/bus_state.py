"""What can be reached on a bus, and what it says of whoever sits at the screen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BusState:
    """What can be reached: a service that answers, with or without buttons and sounds.

    `known`: somebody looked by now, and what follows is the answer.
    `inhibited`: the person asked not to be disturbed. `locked`: nobody at the desk sees the screen,
    and others may; `knows_lock`: something said whether it is.
    """

    known: bool = False
    reachable: bool = False
    buttons: bool = False
    sounds: bool = False
    inhibited: bool = False
    locked: bool = False
    knows_lock: bool = False
