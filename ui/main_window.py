"""The window: a frame around the pages, which it knows only as places."""

from collections.abc import Callable
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent

from models.desk_time import DeskClock
from models.errors import KnownError
from ui.actions import Actions, shown_keys
from ui.frame.alert_bar import AlertBar
from ui.frame.arriving import Arriving
from ui.frame.command_palette import CommandPalette
from ui.frame.foot import Foot
from ui.frame.frame_actions import FrameVerbs, add_frame_actions, add_place_actions
from ui.frame.frame_layout import frame_of
from ui.frame.notice import Notice
from ui.frame.page_in_view import PageInView
from ui.frame.place_stack import PlaceStack
from ui.frame.rail import Rail
from ui.frame.reaching import Reaching
from ui.frame.shortcuts_sheet import ShortcutsSheet
from ui.frame.sighted_window import SightedWindow
from ui.frame.top_line import TopLine
from ui.frame.window_size import keep_size, restore_size
from ui.page import Page, Place
from ui.ports import DeskCover, DeskCrossing, DeskStatus, DueAlert, Finder, Preferences
from ui.theme import Choice, Theme
from ui.tray_icon import app_icon
from ui.widgets.toast import Toast
from ui.workspace import Workspace

_NARROW = 1100


class MainWindow(SightedWindow):
    """Rail, top line, alert bar, pages and foot. The first of `places` is shown at the start.

    It may be shown before its desk is open; `begin` says that it is.
    A file dropped on the window opens `drop_place` with its path, where there is such a place;
    a complaint from the clipboard, or in a file, opens `new_place` likewise.

    Signals: `place_changed` (id), `alert_opened`, `alert_seen`, `alert_seen_to`,
    `alert_snoozing` (a `DueAlert`), `closing`.
    """

    place_changed = Signal(str)
    alert_opened = Signal(object)
    alert_seen = Signal(object)
    alert_seen_to = Signal(object)
    alert_snoozing = Signal(object)
    closing = Signal()

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        actions: Actions,
        places: list[Place],
        preferences: Preferences,
        finder: Finder | None = None,
        case_place: str = "case",
        drop_place: str = "",
        new_place: str = "",
    ) -> None:
        super().__init__()
        self._theme = theme
        self._preferences = preferences
        self._case_place = case_place
        self.stays: Callable[[], bool] = lambda: False
        """Asked when the window is to be closed: whether it stays where it is, or in the tray."""
        self.setWindowTitle("Leadline")
        self.setWindowIcon(app_icon(theme.icons, theme.palette))
        own = add_frame_actions(actions, self, self._verbs())
        entries = add_place_actions(actions, self, places, self.show_place)
        self._rail = Rail(theme, "Leadline", entries)
        self._top = TopLine(theme, shown_keys(own.find))
        self._alert_bar = AlertBar(theme, own.open_alert, own.see_to)
        self._notice = Notice(theme)
        self._stack = PlaceStack(places)
        self._in_view = PageInView(self, self._stack, self._top, self._alert_bar, case_place)
        self._reaching = Reaching(self._stack, actions, workspace, case_place)
        self._foot = Foot(theme)
        self._lay_out()
        self._toast = Toast(theme, self)
        self._command_palette = CommandPalette(theme, self, actions, finder)
        self._shortcuts = ShortcutsSheet(theme, self, actions)
        arriving = Arriving(theme, self, actions, drop_place, new_place, self._page_in_view)
        arriving.place_requested.connect(self.show_place)
        arriving.said.connect(self.say)
        self._connect(workspace)
        restore_size(self, preferences)
        self._stack.show_first()

    # ---- what the application tells the window ----

    def begin(self, clock: DeskClock, zone: tzinfo) -> None:
        """The desk is open: the page in view reads, and times are told by its clock and zone."""
        self._foot.begin(clock, zone)
        self._stack.begin()

    def show_alerts(self, alerts: list[DueAlert]) -> None:
        """What is due for the person at this desk, the worst first; empty hides the bar."""
        self._alert_bar.show_alerts(alerts)

    def show_status(self, status: DeskStatus) -> None:
        """What the foot says; an unusual mode stands in the window's title too."""
        self._foot.show_status(status)
        self._in_view.show_mode(status.mode)

    def show_cover(self, cover: DeskCover) -> None:
        """Who watches what: at the foot, and to the pages that say what nobody does."""
        self._foot.show_cover(cover)
        self._stack.show_cover(cover)

    def show_crossings(self, crossings: list[DeskCrossing]) -> None:
        """Thresholds of the queue that stand crossed, to the pages that say it."""
        self._stack.show_crossings(crossings)

    def show_error(self, error: KnownError) -> None:
        """A known error that belongs to no part of a page, above the content."""
        self._notice.show_error(error)

    def show_note(self, title: str, sentence: str) -> None:
        """Something to know about the whole desk, above the content, until it is closed."""
        self._notice.show_note(title, sentence)

    def say(self, sentence: str) -> None:
        """A short word at the foot, gone after a while."""
        self._toast.say(sentence)

    def show_person(self, name: str) -> None:
        """Who is at this window."""
        self._foot.show_person(name)

    def show_count(self, place_id: str, count: int | None) -> None:
        """The number beside a place in the rail."""
        self._rail.show_count(place_id, count)

    # ---- places ----

    @property
    def place(self) -> str:
        """The id of the place in view."""
        return self._stack.place.id

    def page(self, place_id: str) -> Page:
        """The page of a place, made now if this is the first visit."""
        return self._stack.page(place_id)

    def show_place(self, place_id: str, location: object = None) -> None:
        """Open a place; `location` is what its page should show (see `Page.go_to`)."""
        self._stack.open(place_id, location)

    def open_case(self, case_id: int) -> None:
        """Open a case's page."""
        self._stack.open(self._case_place, case_id)

    def go_back(self) -> None:
        """To where the person was before."""
        self._stack.go_back()

    def _page_in_view(self) -> Page:
        return self.page(self.place)

    def _choose_place(self, place_id: str) -> None:
        in_rail = self._rail.isAncestorOf(self.focusWidget())
        self._stack.open(place_id, take_keyboard=not in_rail)

    def _show_place(self, place_id: str) -> None:
        self._rail.choose(place_id)
        self._in_view.show_all()
        self.place_changed.emit(place_id)

    # ---- Qt's own events ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else wanted goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A small window has a narrow rail."""
        super().resizeEvent(event)
        self._rail.set_narrow(self.width() < _NARROW)

    def _follow_sight(self, in_sight: bool) -> None:
        for part in (self._foot, self._stack):
            if in_sight:
                part.wake()
            else:
                part.rest()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts and the window's size."""
        keep_size(self, self._preferences)
        if self.stays():
            event.ignore()
            return
        self._stack.rest()
        self.closing.emit()
        super().closeEvent(event)

    # ---- building ----

    def _verbs(self) -> FrameVerbs:
        return FrameVerbs(
            find=lambda: self._command_palette.open(),
            shortcuts=lambda: self._shortcuts.open(),
            back=self.go_back,
            open_alert=lambda: self._alert_bar.open_first(),
            see_to=lambda: self._alert_bar.see_to_first(),
            snooze=lambda: self._alert_bar.snooze_first(),
            theme=self._choose_theme,
            full_screen=lambda: self.setWindowState(
                self.windowState() ^ Qt.WindowState.WindowFullScreen
            ),
            close=self.close,
        )

    def _lay_out(self) -> None:
        parts = (self._top, self._alert_bar, self._notice, self._stack, self._foot)
        self.setCentralWidget(frame_of(self._rail, parts, self._stack))

    def _connect(self, workspace: Workspace) -> None:
        self.sight_changed.connect(self._follow_sight)
        self._rail.place_chosen.connect(self._choose_place)
        self._rail.place_entered.connect(self.show_place)
        self._top.find_requested.connect(self._command_palette.open)
        self._top.back_requested.connect(self.go_back)
        self._stack.place_changed.connect(self._show_place)
        self._stack.count_changed.connect(self._rail.show_count)
        self._stack.case_requested.connect(self.open_case)
        self._stack.case_made.connect(partial(self._stack.replace, self._case_place))
        self._alert_bar.opened.connect(self._open_alert)
        self._alert_bar.seen.connect(self.alert_seen)
        self._alert_bar.seen_to.connect(self.alert_seen_to)
        self._alert_bar.snoozing.connect(self.alert_snoozing)
        workspace.failed.connect(self.show_error)
        workspace.said.connect(self.say)
        self._reaching.said.connect(self.say)
        workspace.save_state_changed.connect(self._foot.show_save_state)

    def _open_alert(self, alert: DueAlert) -> None:
        self.alert_opened.emit(alert)
        if alert.case_id is not None:
            self.open_case(alert.case_id)
        elif alert.place:
            self.show_place(alert.place)

    def _choose_theme(self, choice: Choice) -> None:
        self._theme.choose(choice)
        self._preferences.set("theme", choice)
