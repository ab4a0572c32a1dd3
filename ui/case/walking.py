"""J and K: to the next case of the queue and to the one before, without going back to it."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from models.queries.placing import Placing, placing
from ui.actions import Actions
from ui.messages import tr
from ui.page_actions import CASE
from ui.walk import Walk
from ui.workspace import Workspace

_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


class Walking(QObject):
    """Reads where the case stands. `placed` says it in words; `case_chosen` carries an id.

    A case that has left the queue (it was resolved) is followed by the one that took its place.
    """

    placed = Signal(str)
    case_chosen = Signal(int)

    def __init__(self, workspace: Workspace, walk: Walk, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._walk = walk
        self._case_id: int | None = None
        self._placing: Placing | None = None
        self._steps: tuple[QAction, ...] = ()

    def add_actions(self, actions: Actions, page: QWidget) -> None:
        """Register J and K for the page."""
        self._steps = (
            actions.add(CASE["next"], page, lambda: self._step(1)),
            actions.add(CASE["previous"], page, lambda: self._step(-1)),
        )

    def look(self, case_id: int) -> None:
        """Find the case's place; the words come by `placed`."""
        if case_id != self._case_id:
            self._case_id, self._placing = case_id, None
        query = partial(
            placing, case_id=case_id, shown=self._walk.shown, now=self._workspace.clock.now(),
            me=self._workspace.person_id,
            left_at=self._placing.anchor if self._placing is not None else None,
        )  # fmt: skip
        self._workspace.read(query, self._place, self, "placing")

    def _place(self, found: Placing | None) -> None:
        self._placing = found
        after, before = (found.after, found.before) if found is not None else (None, None)
        for action, case_id in zip(self._steps, (after, before), strict=True):
            action.setEnabled(case_id is not None)
        self.placed.emit(place_words(found) if found is not None else "")

    def _step(self, by: int) -> None:
        found = self._placing
        case_id = found and (found.after if by > 0 else found.before)
        if case_id:
            self._walk.case_id = case_id
            self.case_chosen.emit(case_id)


def place_words(found: Placing) -> str:
    """ "2nd of 31 in the queue · J and K to move"."""
    if not found.position:
        words = tr("Not in the queue as it is filtered")
    else:
        words = tr("{place} of {count} in the queue", place=ordinal(found.position),
                   count=f"{found.shown:,}")  # fmt: skip
    if found.before is None and found.after is None:
        return words
    return tr("{place} · J and K to move", place=words)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    suffix = "th" if number % 100 in (11, 12, 13) else _SUFFIXES.get(number % 10, "th")
    return f"{number:,}{suffix}"
