"""The pages behind the rail: made at the first visit, one in view, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget

from ui.page import Page, Place
from ui.ports import DeskCover, DeskCrossing
from ui.widgets.sheet import Sheet

_LONGEST = 50


@dataclass(frozen=True)
class Stop:
    """Where the person was: a place, and what it showed."""

    place_id: str
    location: object


class PlaceStack(QStackedWidget):
    """Shows one place at a time and remembers where the person came from.

    Until `begin` the first place is only shown: its page reads nothing, no other is made, and where
    the person wished to go meanwhile they go then.

    Signals: `place_changed` (id), `words_changed` and `buttons_changed` (of the page in view),
    `count_changed` (id, number or None), `case_requested` and `case_made` (id of a case).
    """

    place_changed = Signal(str)
    words_changed = Signal()
    buttons_changed = Signal()
    count_changed = Signal(str, object)
    case_requested = Signal(int)
    case_made = Signal(int)

    def __init__(self, places: list[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = {place.id: place for place in places}
        self._pages: dict[str, Page] = {}
        self._history: list[Stop] = []
        self._current = ""
        self._begun, self._in_sight = False, True
        self._wish: Callable[[], None] | None = None
        self._cover: DeskCover | None = None
        self._crossings: list[DeskCrossing] = []

    @property
    def place(self) -> Place:
        """The place in view."""
        return self._places[self._current]

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place to go back to."""
        return bool(self._history)

    def page(self, place_id: str) -> Page:
        """The page of a place, made now if this is the first visit."""
        if place_id not in self._pages:
            made = self._places[place_id].page
            page = made if isinstance(made, Page) else made()
            self._pages[place_id] = page
            self.addWidget(page)
            self._adopt(place_id, page)
            if self._cover is not None:  # a page that is made later says what was told before
                page.show_cover(self._cover)
            page.show_crossings(self._crossings)
        return self._pages[place_id]

    def show_cover(self, cover: DeskCover) -> None:
        """To the pages that say who watches."""
        self._cover = cover
        for page in self._pages.values():
            page.show_cover(cover)

    def show_crossings(self, crossings: list[DeskCrossing]) -> None:
        """To the pages that say what the queue is over."""
        self._crossings = crossings
        for page in self._pages.values():
            page.show_crossings(crossings)

    def show_first(self) -> None:
        """Show the first place; its page waits for `begin`."""
        self._current = next(iter(self._places))
        self.setCurrentWidget(self.page(self._current))
        self.place_changed.emit(self._current)

    def begin(self) -> None:
        """The page in view may read; then on to where the person wished to go.

        Who types already, or is in a sheet, keeps the keyboard: elsewhere the letters would be
        shortcuts.
        """
        self._begun = True
        page = self._pages[self._current]
        self._activate()
        if self._sheet() is None and not isinstance(QApplication.focusWidget(), QLineEdit):
            page.focus_first()
        wish, self._wish = self._wish, None
        if wish is not None:
            wish()

    def once_begun(self, wish: Callable[[], None]) -> None:
        """Do it, or where `begin` is still to come, then; the last wish counts."""
        if self._begun:
            wish()
        else:
            self._wish = wish

    def open(self, place_id: str, location: object = None, take_keyboard: bool = True) -> None:
        """Bring a place into view; its page shows `location`, or what it showed last."""
        self.once_begun(partial(self._open, place_id, location, take_keyboard))

    def _open(self, place_id: str, location: object, take_keyboard: bool) -> None:
        here = self._here()
        if place_id == self._current and location in (None, here.location):
            if take_keyboard:
                self._give_keyboard(self.page(place_id))
            return
        if self._current:
            self._history = [*self._history[1 - _LONGEST :], here]
        self._enter(Stop(place_id, location), take_keyboard)

    def replace(self, place_id: str, location: object) -> None:
        """Bring the place of what was just made into view instead of the one that is; the way back
        is as it was."""
        self._enter(Stop(place_id, location))
        if self._sheet() is None:
            self.page(place_id).go_on_with_made()

    def go_back(self) -> None:
        """To where the person was before."""
        if self._history:
            self._enter(self._history.pop())

    def case_at_hand(self, case_place: str) -> int | None:
        """The case the person means: of the page in view, or else the one looked at last."""
        for place_id in (self._current, case_place):
            page = self._pages.get(place_id)
            case_id = page.case_at_hand() if page is not None else None
            if case_id is not None:
                return case_id
        return None

    def rest(self) -> None:
        """Nobody sees the window, or it closes: its page need not read, nor any that opens."""
        self._leave()
        self._in_sight = False

    def wake(self) -> None:
        """Somebody does again."""
        if not self._in_sight:
            self._in_sight = True
            self._activate()

    def _activate(self) -> None:
        """The page in view may read, where somebody sees it."""
        if self._begun and self._in_sight:
            self._pages[self._current].activated()

    def _leave(self) -> None:
        """Tell the page in view that it goes, where it does not rest already."""
        if self._begun and self._in_sight:
            self._pages[self._current].left()

    def _here(self) -> Stop:
        location = self._pages[self._current].location() if self._current else None
        return Stop(self._current, location)

    def _enter(self, stop: Stop, take_keyboard: bool = True) -> None:
        page = self.page(stop.place_id)
        self._leave()
        self._current = stop.place_id
        if stop.location is not None:
            page.go_to(stop.location)
        self.setCurrentWidget(page)
        self.place_changed.emit(stop.place_id)
        self._activate()
        if take_keyboard:
            self._give_keyboard(page)

    def _sheet(self) -> Sheet | None:
        """A sheet that is open over the window."""
        sheets = self.window().findChildren(Sheet)
        return next((sheet for sheet in sheets if sheet.isVisible()), None)

    def _give_keyboard(self, page: Page) -> None:
        """Now, or once the sheet above it is closed: letters typed there would be shortcuts."""
        sheet = self._sheet()
        if sheet is None:
            page.focus_first()
            return

        def closed() -> None:
            if page is self.currentWidget():
                self._give_keyboard(page)

        sheet.closed.connect(closed, Qt.ConnectionType.SingleShotConnection)

    def _adopt(self, place_id: str, page: Page) -> None:
        for words in (page.title_changed, page.subtitle_changed):
            words.connect(lambda *_: self._tell(page, self.words_changed))
        page.buttons_changed.connect(lambda: self._tell(page, self.buttons_changed))
        page.count_changed.connect(lambda count: self.count_changed.emit(place_id, count))
        page.open_case_requested.connect(self.case_requested)
        page.case_made.connect(lambda case_id: self._made(page, case_id))
        page.place_requested.connect(self.open)
        page.back_requested.connect(self.go_back)

    def _made(self, page: Page, case_id: int) -> None:
        """It takes the place of its page, or follows where the person went while it was saved."""
        (self.case_made if page is self.currentWidget() else self.case_requested).emit(case_id)

    def _tell(self, page: Page, changed: SignalInstance) -> None:
        if page is self.currentWidget():
            changed.emit()
