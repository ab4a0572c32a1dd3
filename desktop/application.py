"""The application, put together: reads like a table of contents."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desktop.open_desk import OpenDesk
from desktop.paths import log_folder
from models.text import text

# isort: split
from PySide6.QtWidgets import QApplication

from desktop.door import Door
from desktop.draft_files import drafts_folder
from desktop.drafts import FileDrafts
from desktop.error_handler import ErrorHandler
from desktop.known_desks import KnownDesks
from desktop.live_watch import LiveWatch
from desktop.logs import begin_log, end_log
from desktop.notifier import BusNotifier
from desktop.opening import Opening
from desktop.person_change import Become, PersonChange
from desktop.preferences import FilePreferences, chosen_colours, preferences_file
from desktop.tray import Tray
from desktop.window_ports import WindowPorts
from ui.actions import Actions, ActionSpec
from ui.main_window import MainWindow
from ui.page import Page, Place
from ui.page_actions import EVERY_PAGE
from ui.ports import Preferences
from ui.queue.queue_page import QueuePage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.walk import Walk
from ui.workspace import Workspace


@dataclass(frozen=True)
class Ways:
    """Where a desk's window may lead: to another person at it, and to another desk."""

    become: Become
    remember: Callable[[OpenDesk], None]
    open_another: Callable[[], None]


def run(address: str | None, instant: datetime | None, person: str | None) -> int:
    """Open a desk's window; a past instant opens a replay, and the real desk is never written."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Leadline")
    preferences = FilePreferences(preferences_file())
    theme = Theme(application, chosen_colours(preferences))
    errors = ErrorHandler(application, theme, begin_log(log_folder()))
    errors.install()
    desks = KnownDesks(preferences)
    door = Door(desks, person, instant)

    def show(opened: OpenDesk, opening: Opening) -> Desk:
        desk = Desk(
            theme, opened, preferences, Ways(door.become, desks.opened, opening.open_another)
        )
        errors.tell = desk.window.show_error
        return desk

    opening = Opening(theme, door, desks, show)
    try:
        opening.begin(address)
        return int(application.exec())
    finally:
        opening.close()
        errors.uninstall()
        end_log()


class Desk:
    """The window and what works behind it, for one database."""

    def __init__(
        self, theme: Theme, opened: OpenDesk, preferences: Preferences, ways: Ways | None = None
    ) -> None:
        database = opened.database
        self.theme = theme
        self.database = database
        self.tasks = Tasks()
        self.workspace = Workspace(database, self.tasks, database.clock, database.person_id)
        self.actions = Actions(EVERY_PAGE)
        self.ports = WindowPorts(opened)
        self.drafts = FileDrafts(drafts_folder(opened.address))
        self.walk = Walk()
        self.places = self._places(opened, preferences)
        self.window = MainWindow(
            self.theme, self.workspace, self.actions, self.places, preferences, opened.zone,
            drop_place="import",
        )  # fmt: skip
        if ways is not None:
            self._lead_on(opened, ways)
        self.tray = Tray(self.theme, self.window)
        self.bus = BusNotifier(self.tray.open_from_outside, self.window)
        self.watch = LiveWatch(opened, self.tasks, self.workspace, self.window, self, self.tray)
        self.watch.start()

    def _places(self, opened: OpenDesk, preferences: Preferences) -> list[Place]:
        """What the rail leads to; all but the queue is loaded and made at its first visit."""
        theme, workspace, actions, zone = self.theme, self.workspace, self.actions, opened.zone

        def case() -> Page:
            from ui.case.case_page import CasePage

            return CasePage(theme, workspace, actions, zone, self.walk, self.drafts, self.ports)

        def new_case() -> Page:
            from ui.intake.new_case_page import NewCasePage

            return NewCasePage(theme, workspace, actions, zone, self.drafts)

        def reviews() -> Page:
            from ui.reviews.reviews_page import ReviewsPage

            return ReviewsPage(theme, workspace, actions, self.ports, zone)

        def handbook() -> Page:
            from ui.handbook.handbook_page import HandbookPage

            return HandbookPage(theme, workspace, actions, zone, self.drafts)

        def log() -> Page:
            from ui.imports.import_page import ImportPage

            return ImportPage(theme, workspace, actions, self.ports, zone.key)

        queue = QueuePage(theme, workspace, actions, self.walk, preferences)
        return [
            Place("queue", text("Queue"), "queue", queue),
            Place("case", text("Case"), "note", case, in_rail=False),
            Place("new", text("New case"), "plus", new_case, keys="N"),
            Place("reviews", text("Reviews"), "bars", reviews),
            Place("handbook", text("Handbook"), "handbook", handbook),
            Place("import", text("Import a log"), "import", log, at_foot=True, keys="Ctrl+I"),
        ]

    def notify(self, title: str, body: str, case_id: int | None) -> bool:
        """Tell the person outside the window: by the bus, or else by the tray."""
        return self.bus.notify(title, body, case_id) or self.tray.notify(title, body, case_id)

    def _lead_on(self, opened: OpenDesk, ways: Ways) -> None:
        person = PersonChange(
            self.theme, self.window, self.workspace, self.tasks, opened, ways.become, ways.remember
        )
        for spec, go in (
            (ActionSpec("desk.person", "Change who I am", (), "person", "Desk"), person.ask),
            (ActionSpec("desk.another", "Open another desk", ("Ctrl+Shift+O",), "folder", "Desk"),
             ways.open_another),
        ):  # fmt: skip
            self.actions.add(spec, self.window, go)

    def close(self) -> None:
        """Stop looking, finish what is being written, leave the bus."""
        self.watch.stop()
        self.tasks.shutdown()
        self.drafts.close()
        self.bus.close()
        self.tray.close()
