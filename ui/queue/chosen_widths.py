"""Widths that a person gave to columns by pulling the edge of a heading, kept between starts."""

import json
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QHeaderView

from ui.ports import Preferences

_KEPT_AFTER_MS = 500
_NARROWEST, _WIDEST = 40, 2_000


class ChosenWidths(QObject):
    """`widths` in pixels by column; `pulling` while one is being given.

    A double click on an edge takes a width back: `taken_back`.

    Columns are kept under their names, so that a width outlives a change of their order. What Qt
    itself resizes with the window is nobody's choice: a width counts while the mouse is down on the
    headings.
    """

    taken_back = Signal()

    def __init__(
        self, header: QHeaderView, names: Mapping[int, str], preferences: Preferences, key: str
    ) -> None:
        super().__init__(header)
        self._names = names
        self._preferences = preferences
        self._key = key
        self.pulling = False
        self.widths = _read(preferences.get(key, "{}"), names)
        self._keep = QTimer(self, interval=_KEPT_AFTER_MS, singleShot=True)
        self._keep.timeout.connect(self._remember)
        header.viewport().installEventFilter(self)
        header.sectionResized.connect(self._choose)
        header.sectionHandleDoubleClicked.connect(self._take_back)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether the mouse is down on the headings; every event goes on to them."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.pulling = True
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self.pulling = False
        return False

    def _choose(self, column: int, before: int, after: int) -> None:
        if self.pulling and column in self._names:
            self.widths[column] = after
            self._keep.start()

    def _take_back(self, column: int) -> None:
        if self.widths.pop(column, None) is not None:
            self._keep.start()
            self.taken_back.emit()

    def _remember(self) -> None:
        named = {self._names[column]: width for column, width in self.widths.items()}
        self._preferences.set(self._key, json.dumps(named))


def _read(kept: str, names: Mapping[int, str]) -> dict[int, int]:
    """The widths that were kept; whatever else stands there counts for nothing."""
    try:
        named = json.loads(kept)
    except ValueError:
        return {}
    if not isinstance(named, dict):
        return {}
    return {
        column: named[name] for column, name in names.items()
        if isinstance(named.get(name), int) and _NARROWEST <= named[name] <= _WIDEST
    }  # fmt: skip
