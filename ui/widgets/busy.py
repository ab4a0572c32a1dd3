"""A word that says something is being read, shown only when it takes long enough to notice."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.messages import tr
from ui.widgets.labels import muted

_PATIENCE_MS = 250


class Busy:
    """`start()` when a read begins, `stop()` when it is there; `label` goes into a layout."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        self.label = muted(words or tr("Reading"), parent)
        self.label.hide()
        self._timer = QTimer(self.label)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self.label.show)

    def start(self) -> None:
        """Something is being read."""
        if self.label.isHidden():
            self._timer.start()

    def stop(self) -> None:
        """It is there."""
        self._timer.stop()
        self.label.hide()
