"""The application, put together: reads like a table of contents."""

import sys
import tempfile
from datetime import datetime
from pathlib import Path

from desktop.open_desk import OpenDesk, as_known_at, open_desk
from desktop.paths import data_folder, default_desk, default_handbook
from models.text import text

# isort: split
from PySide6.QtWidgets import QApplication

from desktop.drafts import FileDrafts, drafts_folder
from desktop.live_watch import LiveWatch
from desktop.notifier import BusNotifier
from desktop.preferences import FilePreferences, chosen_colours, preferences_file
from desktop.tray import Tray
from desktop.window_ports import WindowPorts
from ui.actions import Actions
from ui.case.case_page import CasePage
from ui.imports.import_page import ImportPage
from ui.main_window import MainWindow
from ui.page import Place
from ui.ports import Preferences
from ui.queue.queue_page import QueuePage
from ui.reviews.reviews_page import ReviewsPage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.walk import Walk
from ui.workspace import Workspace


def run(address: str | None, instant: datetime | None, person: str | None) -> int:
    """Open a desk's window; a past instant opens a replay, and the real desk is never written."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Leadline")
    preferences = FilePreferences(preferences_file())
    theme = Theme(application, chosen_colours(preferences))
    real = open_desk(address or first_desk(), person)
    with tempfile.TemporaryDirectory(prefix="leadline-") as folder:
        shown = real if instant is None else as_known_at(real, instant, Path(folder))
        desk = Desk(theme, shown, preferences)
        desk.window.show()
        status = application.exec()
        desk.close()
        shown.close()
        real.close()
    return status


def first_desk() -> str:
    """This computer's desk; where there is none yet, the sample desk, which says what this is."""
    from desktop.demo.make import demo_desk

    if default_desk().exists():
        return str(default_desk())
    kept = data_folder() / "demo" / "desk.db"
    return str(kept if kept.exists() else demo_desk(None, 1, None, default_handbook()))


class Desk:
    """The window and what works behind it, for one database."""

    def __init__(self, theme: Theme, opened: OpenDesk, preferences: Preferences) -> None:
        database = opened.database
        self.theme = theme
        self.database = database
        self.tasks = Tasks()
        self.workspace = Workspace(database, self.tasks, database.clock, database.person_id)
        self.actions = Actions()
        self.ports = WindowPorts(opened)
        self.drafts = FileDrafts(drafts_folder(opened.address))
        walk = Walk()
        queue = QueuePage(self.theme, self.workspace, self.actions, walk)
        self.places = [
            Place("queue", text("Queue"), "queue", queue),
            Place("case", text("Case"), "note",
                  lambda: CasePage(self.theme, self.workspace, self.actions, opened.zone, walk,
                                   self.drafts),
                  in_rail=False),
            Place("reviews", text("Reviews"), "bars",
                  lambda: ReviewsPage(self.theme, self.workspace, self.actions, self.ports,
                                      opened.zone)),
            Place("import", text("Import a log"), "import",
                  lambda: ImportPage(self.theme, self.workspace, self.actions, self.ports,
                                     opened.zone.key),
                  at_foot=True, keys="Ctrl+I"),
        ]  # fmt: skip
        self.window = MainWindow(
            self.theme, self.workspace, self.actions, self.places, preferences, opened.zone,
            drop_place="import",
        )  # fmt: skip
        self.tray = Tray(self.theme, self.window)
        self.bus = BusNotifier(self.window.open_case, self.window)
        self.watch = LiveWatch(opened, self.tasks, self.workspace, self.window, self, self.tray)
        self.watch.start()

    def notify(self, title: str, body: str, case_id: int | None) -> bool:
        """Tell the person outside the window: by the bus, or else by the tray."""
        return self.bus.notify(title, body, case_id) or self.tray.notify(title, body, case_id)

    def close(self) -> None:
        """Stop looking, finish what is being written, leave the bus."""
        self.watch.stop()
        self.tasks.shutdown()
        self.drafts.close()
        self.bus.close()
