"""A long job's bar: how far it is, and a button that stops it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.messages import tr
from ui.progress import Progress
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import body, muted

_FULL = 1000


class ProgressLine(QWidget):
    """Shows a `Progress` while its job runs; hidden otherwise. `cancelled` when it was stopped."""

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self._what = body()
        self._count = muted()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setMaximum(_FULL)
        self._stop = Button(theme, tr("Cancel"))
        self._stop.clicked.connect(self._cancel)
        self.setFocusProxy(self._stop)
        words = QHBoxLayout()
        words.addWidget(self._what)
        words.addStretch(1)
        words.addWidget(self._count)
        column = QVBoxLayout()
        column.setSpacing(theme.sizes.tiny)
        column.addLayout(words)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.medium)
        row.addLayout(column, 1)
        row.addWidget(self._stop)
        self.hide()

    def watch(self, progress: Progress, what: str) -> None:
        """Show this job; call before it starts. `what` says what is being done."""
        self._progress = progress
        self._what.setText(what)
        self._count.setText("")
        self._bar.setAccessibleName(what)
        self._bar.setMaximum(0)
        self._stop.setEnabled(True)
        self._stop.set_words(tr("Cancel"))
        progress.moved.connect(self._move)
        self.show()

    def finish(self) -> None:
        """The job is over: hide."""
        if self._progress is not None:
            self._progress.moved.disconnect(self._move)
            self._progress = None
        self.hide()

    def focus_cancel(self) -> None:
        """Put the keyboard on the button that stops the job."""
        self._stop.setFocus()

    def _move(self, at: tuple[int, int | None]) -> None:
        done, total = at
        if total:
            self._bar.setMaximum(_FULL)
            self._bar.setValue(min(done * _FULL // total, _FULL))
            self._count.setText(tr("{done} of {total}", done=f"{done:,}", total=f"{total:,}"))
        else:
            self._bar.setMaximum(0)
            self._count.setText(f"{done:,}")

    def _cancel(self) -> None:
        if self._progress is not None:
            self._stop.setEnabled(False)
            self._stop.set_words(tr("Cancelling"))
            self._progress.cancel()
            self.cancelled.emit()
