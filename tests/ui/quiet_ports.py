"""The application's ports, for pages under test."""

from pathlib import Path

from desktop.open_desk import OpenDesk
from desktop.window_ports import WindowPorts
from ui.ports import Presence


class QuietPorts(WindowPorts):
    """The real ones, without starting the system's own programs."""

    def __init__(self, desk: OpenDesk, presence: Presence | None = None) -> None:
        super().__init__(desk, presence)
        self.opened: list[Path] = []
        self.has_viewer = True

    def open_path(self, path: Path) -> bool:
        """Note what would be opened."""
        self.opened.append(path)
        return self.has_viewer
