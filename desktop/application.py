"""The application, put together: reads like a table of contents."""

import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from desktop.awaited_database import AwaitedDatabase
from desktop.case_finder import CaseFinder
from desktop.door import Door
from desktop.error_handler import ErrorHandler
from desktop.known_desks import KnownDesks
from desktop.logs import begin_log, end_log
from desktop.opening import Opening
from desktop.paths import log_folder
from desktop.preferences import FilePreferences, chosen_colours, preferences_file
from desktop.quitting import Application
from desktop.single_instance import SingleInstance
from desktop.stage import Stage, Ways
from models.desk_time import RunningClock
from models.text import text
from ui.actions import Actions
from ui.frame.window_size import fit_to_screen
from ui.garbage import collected_on_this_thread
from ui.main_window import MainWindow
from ui.page import Page, Place
from ui.page_actions import EVERY_PAGE
from ui.ports import Preferences
from ui.queue.queue_page import QueuePage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.walk import Walk
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop.backstage import Backstage
    from desktop.open_desk import OpenDesk
    from models.database import Database
    from ui.widgets.form_draft import FormDrafts


def run(
    address: str | None, instant: datetime | None, person: str | None, instance: SingleInstance
) -> int:
    """Open a desk's window; a past instant opens a replay, and the real desk is never written."""
    application = Application(sys.argv[:1])
    application.setApplicationName("Leadline")
    application.setDesktopFileName("leadline")
    preferences = FilePreferences(preferences_file())
    theme = Theme(application, chosen_colours(preferences))
    errors = ErrorHandler(application, theme, begin_log(log_folder()))
    errors.install()
    desks = KnownDesks(preferences)
    door = Door(desks, person, instant)

    def show(opening: Opening) -> Desk:
        desk = Desk(theme, preferences, Ways(door.become, desks.opened, opening.open_another))
        errors.tell = desk.window.show_error
        fit_to_screen(desk.window)
        return desk

    opening = Opening(theme, door, desks, show, instance)
    try:
        with collected_on_this_thread():
            opening.begin(address)
            status = int(application.exec())
        if opening.refusal is not None:
            raise opening.refusal
        return status
    finally:
        opening.close()
        errors.uninstall()
        end_log()


class Desk:
    """The window and what works behind it, for one database.

    The window is made before the database is open, so that it is painted before SQL is loaded;
    what its pages ask meanwhile waits for `arrive`.
    """

    def __init__(self, theme: Theme, preferences: Preferences, ways: Ways | None = None) -> None:
        self.theme = theme
        self.tasks = Tasks()
        self.actions = Actions(EVERY_PAGE)
        self.walk = Walk()
        self._ways, self._preferences = ways, preferences
        self._database = AwaitedDatabase()
        self._backstage: Backstage | None = None
        self.workspace = Workspace(self._database, self.tasks, RunningClock(), None)
        self.places = self._places(preferences)
        self.window = MainWindow(
            self.theme, self.workspace, self.actions, self.places, preferences,
            CaseFinder(
                self.workspace, lambda case_id: self.window.open_case(case_id),
                lambda customer_id: self.window.show_place("customer", customer_id),
                self.open_article,
            ),
            drop_place="import", new_place="new",
        )  # fmt: skip

    def arrive(self, opened: "OpenDesk") -> None:
        """The desk is open: its pages read, and what works behind the window begins."""
        from desktop.backstage import Backstage

        database = opened.database
        self._database.arrive(database)
        self.workspace.clock, self.workspace.person_id = database.clock, database.person_id
        stage = Stage(
            self.theme, self.tasks, self.workspace, self.actions, self.window, self._preferences
        )
        self._backstage = Backstage(opened, stage, self._ways)
        self._backstage.start()  # whatever becomes of what the person wished meanwhile
        self.window.begin(database.clock, opened.zone)

    @property
    def arrived(self) -> bool:
        """Whether the desk is open."""
        return self._backstage is not None

    @property
    def database(self) -> "Database":
        """The desk's database, from `arrive` on."""
        return self.backstage.opened.database

    @property
    def backstage(self) -> "Backstage":
        """What works behind the window, from `arrive` on."""
        assert self._backstage is not None
        return self._backstage

    def _places(self, preferences: Preferences) -> list[Place]:
        """What the rail leads to; all but the queue is loaded and made at its first visit."""
        theme, workspace, actions = self.theme, self.workspace, self.actions

        def case() -> Page:
            from ui.case.case_page import CasePage

            here = self.backstage
            return CasePage(
                theme, workspace, actions, here.opened.zone, self.walk, here.drafts, here.ports
            )

        def new_case() -> Page:
            from ui.intake.new_case_page import NewCasePage

            here = self.backstage
            return NewCasePage(theme, workspace, actions, here.opened.zone, here.drafts)

        def customers() -> Page:
            from ui.customers.customers_page import CustomersPage

            return CustomersPage(theme, workspace, actions)

        def customer() -> Page:
            from ui.customers.customer_page import CustomerPage

            here = self.backstage
            return CustomerPage(
                theme, workspace, actions, here.opened.zone, here.drafts, here.ports
            )

        def reviews() -> Page:
            from ui.reviews.reviews_page import ReviewsPage

            here = self.backstage
            return ReviewsPage(theme, workspace, actions, here.ports, here.opened.zone, here.drafts)

        def handbook() -> Page:
            from ui.handbook.handbook_page import HandbookPage

            here = self.backstage
            return HandbookPage(
                theme, workspace, actions, here.opened.zone, here.drafts, here.ports.try_webhook
            )

        def team() -> Page:
            from ui.team.team_page import TeamPage

            here = self.backstage
            return TeamPage(theme, workspace, actions, here.opened.zone, here.drafts)

        def log() -> Page:
            from ui.imports.import_page import ImportPage

            here = self.backstage
            return ImportPage(theme, workspace, actions, here.ports, here.opened.zone.key)

        def drafts() -> "FormDrafts":
            from ui.widgets.form_draft import FormDrafts

            here = self.backstage
            return FormDrafts(here.drafts, workspace.clock.now, here.opened.zone)

        queue = QueuePage(theme, workspace, actions, self.walk, preferences, drafts)
        return [
            Place("queue", text("Queue"), "queue", queue),
            Place("board", text("Board"), "board", partial(self._board, preferences, drafts)),
            Place("case", text("Case"), "note", case, in_rail=False),
            Place("new", text("New case"), "plus", new_case, keys="N"),
            Place("customers", text("Customers"), "people", customers),
            Place("customer", text("Customer"), "people", customer, in_rail=False),
            Place("reviews", text("Reviews"), "bars", reviews),
            Place("handbook", text("Handbook"), "handbook", handbook),
            Place("team", text("Team"), "person", team),
            Place("knowledge", text("What we know"), "book", self._knowledge),
            Place("computer", text("This computer"), "settings",
                  partial(self._computer, preferences), at_foot=True, keys="Ctrl+,"),
            Place("import", text("Import"), "import", log, at_foot=True, keys="Ctrl+I"),
        ]  # fmt: skip

    def open_article(self, key: str) -> None:
        """To be read, over whatever page is in view."""
        from ui.widgets.article_sheet import open_article

        open_article(
            self.theme, self.workspace, self.window, self.backstage.opened.zone, key,
            self.window.open_case,
        )  # fmt: skip

    def _board(self, preferences: Preferences, drafts: "Callable[[], FormDrafts]") -> Page:
        from ui.board.board_page import BoardPage

        return BoardPage(self.theme, self.workspace, self.actions, preferences, drafts())

    def _knowledge(self) -> Page:
        from ui.knowledge.knowledge_page import KnowledgePage

        here = self.backstage
        return KnowledgePage(
            self.theme, self.workspace, self.actions, here.opened.zone, here.drafts, here.ports
        )

    def _computer(self, preferences: Preferences) -> Page:
        from ui.computer.computer_page import ComputerPage

        here = self.backstage
        return ComputerPage(self.theme, self.tasks, self.actions, preferences, here.computer)

    def close(self) -> None:
        """Stop looking, finish what is being written, leave the bus."""
        self._database.give_up()
        if self._backstage is not None:
            self._backstage.watch.stop()
        self.tasks.shutdown()
        if self._backstage is not None:
            self._backstage.close()
