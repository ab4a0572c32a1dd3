"""The import page over a real desk, its queue stood in for by whoever hears `place_requested`."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.open_desk import look_into
from desktop.window_ports import WindowPorts
from models.database import Database
from ui.actions import Actions
from ui.folder_ports import FolderSummary
from ui.imports.import_page import ImportPage
from ui.ports import ImportSummary, ProgressLike
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace


class GatedPorts(WindowPorts):
    """The application's ports; a write waits at its first report of progress until let through."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.gate = threading.Event()
        self.gate.set()
        self.asked: list[tuple[str | None, bool]] = []

    def import_log(
        self,
        path: Path,
        zone: str | None,
        *,
        dry_run: bool,
        keep_good: bool,
        progress: ProgressLike,
    ) -> ImportSummary:
        self.asked.append((zone, dry_run))
        shown = progress if dry_run else Gated(progress, self.gate)
        return super().import_log(path, zone, dry_run=dry_run, keep_good=keep_good, progress=shown)

    def import_folder(
        self, path: Path, *, dry_run: bool, keep_good: bool, progress: ProgressLike
    ) -> FolderSummary:
        shown = progress if dry_run else Gated(progress, self.gate)
        return super().import_folder(path, dry_run=dry_run, keep_good=keep_good, progress=shown)


class Gated:
    """A progress that reports when the gate opens."""

    def __init__(self, progress: ProgressLike, gate: threading.Event) -> None:
        self._progress = progress
        self._gate = gate

    @property
    def cancelled(self) -> bool:
        return self._progress.cancelled

    def report(self, done: int, total: int | None = None) -> None:
        self._progress.report(done, total)
        self._gate.wait(30)


@dataclass
class Shown:
    """The page, and what tests look into."""

    page: ImportPage
    ports: GatedPorts
    database: Database
    places: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def words(self) -> str:
        """Every word in sight."""
        labels = self.page.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())


@pytest.fixture
def shown(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    desk_address: str,
) -> Iterator[Shown]:  # fmt: skip
    opened = look_into(database, desk_address)
    workspace = Workspace(database, tasks, database.clock, None)
    ports = GatedPorts(opened)
    page = ImportPage(theme, workspace, actions, ports, opened.zone.key)
    made = Shown(page, ports, database)
    page.place_requested.connect(lambda place, _: made.places.append(place))
    workspace.said.connect(made.said.append)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    yield made
    ports.gate.set()
