"""What every tab of the Reviews page is, and how the page knows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.widgets.printing import Paper


@dataclass(frozen=True)
class Verbs:
    """What a person can do in whichever tab is in view, by the same keys in each; the page owns
    them, and calls the tab's method of that name."""

    earlier: QAction
    later: QAction
    choose: QAction
    print: QAction
    postmortem: QAction


class ReviewTab(QWidget):
    """A tab of the page. Subclass it; `name` is its id, in `REVIEW_TABS` and in a `ReviewPlace`.

    `verbs` says what the shared verbs are called here, by name ({"print": tr("Quarterly PDF")});
    one that is not named cannot be done here. Call `allow` when that changes.
    """

    name: ClassVar[str] = ""
    subtitle_changed = Signal(str)
    buttons_changed = Signal()
    verbs_changed = Signal()
    open_case_requested = Signal(int)
    place_requested = Signal(str, object)

    def __init__(self, verbs: Mapping[str, str]) -> None:
        super().__init__()
        self.verb_words = dict(verbs)
        self.refused: frozenset[str] = frozenset()
        self.subtitle = ""

    # ---- what the page asks ----

    def buttons(self) -> list[QAction]:
        """Shown at the right of the top line while the tab is in view."""
        return []

    def main_button(self) -> QAction | None:
        """The one of `buttons()` drawn as the main one, or None."""
        return None

    def shown(self) -> None:
        """The tab came into view: read what it shows."""

    def left(self) -> None:
        """The tab went out of view, alone or with the page: keep drafts."""

    def focus_first(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus()

    def location(self) -> object:
        """What the tab shows just now (a period's name, an id), to come back to; or None."""
        return None

    def go_to(self, location: object) -> None:
        """Show what `location()` said earlier."""

    def earlier(self) -> None:
        """The period before."""

    def later(self) -> None:
        """The period after."""

    def choose(self) -> None:
        """Offer every period."""

    def postmortem(self) -> None:
        """Write one of breached cases in view."""

    def paper(self) -> Paper | None:
        """What is in view, on paper; None while nothing is."""
        return None

    # ---- what a tab tells the page ----

    def set_subtitle(self, subtitle: str) -> None:
        """Change the words beside the page's title."""
        self.subtitle = subtitle
        self.subtitle_changed.emit(subtitle)

    def allow(self, **verbs: bool) -> None:
        """Which of the shared verbs can be done just now; one that is not named stays."""
        refused = self.refused - {name for name, may in verbs.items() if may}
        self.refused = refused | {name for name, may in verbs.items() if not may}
        self.verbs_changed.emit()

    def may(self, verb: str) -> bool:
        """Whether it can be done here and now; what can be printed can be looked at before."""
        asked = "print" if verb == "preview" else verb
        return asked in self.verb_words and asked not in self.refused
