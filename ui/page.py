"""What every page of the window is, and how the window knows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from models.text import Text
from ui.ports import DeskCover, DeskCrossing


class Page(QWidget):
    """A page of the window. Subclass it, set the title, and emit what you wish for.

    The window shows title, subtitle and `buttons()` in its top line and the count in its rail.
    It calls `activated()` each time the page comes into view and `left()` when it goes. A case
    that the page made (`case_made`) takes the page's place in the way back.
    """

    title_changed = Signal(str)
    subtitle_changed = Signal(str)
    count_changed = Signal(object)
    buttons_changed = Signal()
    open_case_requested = Signal(int)
    case_made = Signal(int)
    place_requested = Signal(str, object)
    back_requested = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._subtitle = ""
        self.setAccessibleName(title)

    @property
    def title(self) -> str:
        """Where am I: one or two words."""
        return self._title

    @property
    def subtitle(self) -> str:
        """What is it about: "31 open · 14 shown · next to breach first"."""
        return self._subtitle

    def set_title(self, title: str) -> None:
        """Change the title in the top line."""
        self._title = title
        self.setAccessibleName(title)
        self.title_changed.emit(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Change the words beside the title."""
        self._subtitle = subtitle
        self.subtitle_changed.emit(subtitle)

    def buttons(self) -> list[QAction]:
        """Actions shown as buttons at the right of the top line, in order; none by default.

        After a change of the list, emit `buttons_changed`.
        """
        return []

    def main_button(self) -> QAction | None:
        """The one of `buttons()` drawn as the main one, or None."""
        return None

    def activated(self) -> None:
        """The page came into view: read what it shows, if it is not up to date."""

    def left(self) -> None:
        """The page went out of view: keep drafts."""

    def focus_first(self) -> None:
        """Put the keyboard where work begins; called after `activated`."""
        self.setFocus()

    def go_on_with_made(self) -> None:
        """Put the keyboard where work on a case goes on that was made just now; called after
        `focus_first`."""

    def reveal(self, action: QAction) -> None:
        """Bring the part of the page into view that an action of it belongs to."""

    def show_cover(self, cover: DeskCover) -> None:
        """Who watches what just now, every half a minute."""

    def show_crossings(self, crossings: Sequence[DeskCrossing]) -> None:
        """Which thresholds of the queue stand crossed, whenever that changes."""

    def case_at_hand(self) -> int | None:
        """The case an action chosen elsewhere is about: the one of the keyboard, or in view."""
        return None

    def takes_files(self) -> bool:
        """Whether files that are dropped on the window are attached to what is in view."""
        return False

    def take_files(self, paths: Sequence[Path]) -> None:
        """Attach them."""

    def location(self) -> object:
        """What the page shows just now (a case's id, a quarter), to come back to; or None."""
        return None

    def go_to(self, location: object) -> None:
        """Show what `location()` said earlier, or what `place_requested` carried."""

    def way_to(self, place_id: str, words: str) -> QAction:
        """What an empty part of the page offers; the place itself has the shortcut."""
        action = QAction(words, self)
        action.triggered.connect(lambda: self.place_requested.emit(place_id, None))
        return action


@dataclass(frozen=True)
class Place:
    """A page and its entry in the rail. `page` may be made at the first visit.

    `at_foot`: its entry stands at the foot of the rail, for what is not daily work. `keys` is its
    own shortcut; without it the places of the rail are numbered, Ctrl+1 to Ctrl+9.
    """

    id: str
    title: Text
    icon: str
    page: Page | Callable[[], Page]
    in_rail: bool = True
    at_foot: bool = False
    keys: str = ""
