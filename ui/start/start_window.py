"""The window before a desk is open: first run, another desk, and what to do when one won't open."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from models.errors import KnownError, OlderDesk, SignInError
from ui.actions import Actions, ActionSpec
from ui.messages import tr
from ui.progress import Progress
from ui.start.attempt import Attempt, Attempts
from ui.start.brand_line import BrandLine
from ui.start.choices_page import ChoicesPage
from ui.start.file_page import FilePage
from ui.start.make_page import MakePage
from ui.start.person_page import PersonPage
from ui.start.ports import DeskDoor, NewDesk, OpenedDesk, TypedPassword
from ui.start.shared_page import SharedPage
from ui.start.start_page import StartPage
from ui.start.upgrade_page import UpgradePage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.tray_icon import app_icon

_PATIENCE_MS: Final = 300
"""A desk that opens sooner is not announced."""

Job = Callable[[Progress], OpenedDesk]


class StartWindow(QMainWindow):
    """Leads to a desk. `desk_opened` carries it once it is open and its person known.

    `refused` carries the `KnownError` of a desk that did not open; `left` is emitted when the
    window was closed without one.
    """

    desk_opened = Signal(object)
    refused = Signal(object)
    left = Signal()

    def __init__(
        self, theme: Theme, tasks: Tasks, door: DeskDoor, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._door = door
        self._attempts = Attempts(tasks, self)
        self._waiting: OpenedDesk | None = None
        self._address = ""
        self._again: Callable[[], None] | None = None
        self._closable = False
        actions = Actions(parent=self)
        self.choices = ChoicesPage(theme, actions)
        self.make, self.shared = MakePage(theme, now), SharedPage(theme)
        self.file, self.upgrade = FilePage(theme), UpgradePage(theme)
        self.person = PersonPage(theme)
        self._pages = QStackedWidget()
        self.setWindowTitle("Leadline")
        self.setWindowIcon(app_icon(theme.icons, theme.palette))
        self._lay_out(theme)
        self._connect()
        spec = ActionSpec("start.close", "Close the window", ("Ctrl+Q", "Ctrl+W"), "cross", "Desk")
        actions.add(spec, self, self.close)
        self._show(self.choices)

    # ---- what the application asks ----

    def begin(self, address: str | None, closable: bool = False) -> None:
        """Open the desk at an address; without one, ask which.

        `closable`: a desk is open behind this window, and Esc goes back to it.
        """
        self._closable = closable
        self.choices.show_known(self._door.known())
        self.choices.show_back(closable)
        if address is None:
            self._show(self.choices)
            self._bring()
        else:
            QTimer.singleShot(_PATIENCE_MS, self, self._bring_if_busy)
            self._open(self.choices, address)

    def settle(self, opened: OpenedDesk) -> None:
        """A desk that is open already: ask who is at it, if nobody said."""
        self._opened(opened)

    @property
    def page(self) -> StartPage:
        """The page in view."""
        page = self._pages.currentWidget()
        assert isinstance(page, StartPage)
        return page

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whatever is on is given up, and a desk that waited for its person closed."""
        self._give_up()
        self._drop_waiting()
        super().closeEvent(event)
        self.left.emit()

    # ---- the ways to a desk ----

    def _choose(self, way: str) -> None:
        if way == "sample":
            self._try(
                self.choices, tr("Making the sample desk"), lambda _: self._door.make_sample(),
                partial(self._choose, way),
            )  # fmt: skip
            return
        if way == "make":
            job = self._proposed
            self._tasks.read(job, lambda told: self.make.propose(*told), self._bug, self, "make")
        if way == "shared":
            self._ask_keyring()
        pages: dict[str, StartPage] = {
            "make": self.make, "shared": self.shared, "file": self.file,
        }  # fmt: skip
        self._show(pages[way])

    def _proposed(self) -> tuple[str, str]:
        return self._door.machine_zone(), str(self._door.new_path())

    def _ask_keyring(self) -> None:
        ask = self._door.keyring_trouble
        self._tasks.read(ask, self.shared.show_keyring, self._bug, self, "keyring")

    def _make(self, new: NewDesk) -> None:
        self._try(
            self.make, tr("Making the desk"), lambda _: self._door.make(new),
            undo=self._door.unmake,
        )  # fmt: skip

    def _open(self, page: StartPage, address: str, typed: TypedPassword | None = None) -> None:
        self._address = address
        self._try(
            page, tr("Opening {place}", place=self._name_of(address)),
            lambda _: self._door.open(address, typed), partial(self._open, page, address),
        )  # fmt: skip

    def _upgrade(self, address: str) -> None:
        self._try(
            self.upgrade, tr("Bringing the desk up to date"),
            lambda progress: self._door.upgrade(address, progress),
            partial(self._upgrade, address),
        )  # fmt: skip

    def _become(self, person: int | str) -> None:
        opened = self._waiting
        if opened is not None:
            job = partial(self._door.become, opened, person)
            self._try(self.person, tr("One moment"), lambda _: job(), undo=lambda _: None)

    # ---- one job at a time ----

    def _try(
        self, page: StartPage, what: str, job: Job, again: Callable[[], None] | None = None,
        undo: Callable[[OpenedDesk], None] | None = None,
    ) -> None:  # fmt: skip
        self._again = again
        attempt = Attempt(job, self._opened, partial(self._failed, page), undo or _close)
        page.show_busy(self._attempts.start(attempt), what)

    def _opened(self, opened: OpenedDesk) -> None:
        self.page.show_idle()
        if opened.person_id is not None:
            self._waiting = None
            self.desk_opened.emit(opened)
            return
        self._waiting = opened
        self.person.show_desk(opened)
        self._show(self.person)
        self._bring()

    def _failed(self, page: StartPage, error: Exception) -> None:
        page.show_idle()
        self._bring()
        if isinstance(error, KnownError):
            self.refused.emit(error)
        if isinstance(error, OlderDesk):
            self.upgrade.show_address(self._address, self._name_of(self._address))
            self._show(self.upgrade)
        elif isinstance(error, SignInError):
            self.shared.show_address(self._address)
            self._ask_keyring()
            self._show(self.shared)
            self.shared.show_refusal(error)
        elif isinstance(error, KnownError):
            page.focus_first()
            page.show_error(error, tr("Try again") if self._again is not None else "")
        else:
            page.focus_first()
            raise error

    def _retry(self) -> None:
        if self._again is not None:
            self._again()

    def _give_up(self) -> None:
        self._attempts.give_up()
        if self.page.busy:
            self.page.show_idle()
            self.page.focus_first()

    def _go_back(self) -> None:
        self._drop_waiting()
        if self.page is not self.choices:
            self._show(self.choices)
        elif self._closable:
            self.close()

    def _drop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.close()
            self._waiting = None

    def _bug(self, error: Exception) -> None:
        raise error

    # ---- the window ----

    def _name_of(self, address: str) -> str:
        known = (desk.title for desk in self._door.known() if desk.address == address)
        return next(known, address.rsplit("/", 1)[-1])

    def _show(self, page: StartPage) -> None:
        self._pages.setCurrentWidget(page)
        name = page.accessibleName()
        self.setWindowTitle(name if "Leadline" in name else f"{name} – Leadline")
        page.focus_first()

    def _bring(self) -> None:
        self.show()
        self.raise_()
        self.activateWindow()

    def _bring_if_busy(self) -> None:
        if self.page.busy:
            self._bring()

    def _lay_out(self, theme: Theme) -> None:
        for page in (self.choices, self.make, self.shared, self.file, self.upgrade, self.person):
            self._pages.addWidget(page)
            page.back_requested.connect(self._go_back)
            page.given_up.connect(self._give_up)
            page.retry_requested.connect(self._retry)
        ground = QWidget()
        ground.setProperty("role", "ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(BrandLine(theme, "Leadline"))
        column.addWidget(self._pages, 1)
        self.setCentralWidget(ground)
        self.setMinimumSize(800, 520)
        self.resize(1000, 760)

    def _connect(self) -> None:
        self.choices.way_chosen.connect(self._choose)
        self.choices.desk_chosen.connect(partial(self._open, self.choices))
        self.make.make_requested.connect(self._make)
        self.shared.open_requested.connect(partial(self._open, self.shared))
        self.file.open_requested.connect(partial(self._open, self.file))
        self.upgrade.upgrade_requested.connect(self._upgrade)
        self.person.person_chosen.connect(self._become)


def _close(opened: OpenedDesk) -> None:
    opened.close()
