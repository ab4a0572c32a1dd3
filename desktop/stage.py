"""What is there before a desk is open: its window, and where that may lead."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.actions import Actions
from ui.main_window import MainWindow
from ui.ports import Preferences
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop.open_desk import OpenDesk

    Become = Callable[[OpenDesk, int | str], OpenDesk]
    """Gives a desk its person, on a worker (see `ui.start.ports.DeskDoor.become`)."""


@dataclass(frozen=True)
class Stage:
    """The window, and what its pages share."""

    theme: Theme
    tasks: Tasks
    workspace: Workspace
    actions: Actions
    window: MainWindow
    preferences: Preferences


@dataclass(frozen=True)
class Ways:
    """Where a desk's window may lead: to another person at it, and to another desk."""

    become: "Become"
    remember: "Callable[[OpenDesk], None]"
    open_another: Callable[[], None]
