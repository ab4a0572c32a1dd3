"""Files dragged over the window: what letting go will do, and the files that were let go."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from ui.palette import color
from ui.theme import Theme
from ui.widgets.file_choice import local_files

_INSET = 16


class DropVeil(QWidget):
    """Lies over the window while files are dragged over it; `files_dropped` carries their paths.

    `words` says of paths what letting go of it will do. Text from another program, where `texts`
    are wanted, is for the field it is let go over; beside the fields, `text_dropped` carries it.
    """

    files_dropped = Signal(object)
    text_dropped = Signal(str)

    def __init__(
        self, theme: Theme, over: QWidget, words: Callable[[Sequence[Path]], str], *,
        texts: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(over)
        self._texts = texts
        self._theme = theme
        self._over = over
        self._words_of = words
        self._words = ""
        self._taken = False
        self.setAcceptDrops(True)
        over.setAcceptDrops(True)
        over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A file comes over the window: lie over it, and take it from here on."""
        paths = _files_of(event) if isinstance(event, QDragEnterEvent) else []
        if isinstance(event, QDragEnterEvent) and paths:
            event.acceptProposedAction()
            self._words = self._words_of(paths)
            self.setAccessibleName(self._words)
            self._taken = False
            self.setGeometry(self._over.rect())
            self.show()
            self.raise_()
            return True
        if isinstance(event, QDragMoveEvent) and self._text_of(event):
            event.acceptProposedAction()  # no veil: it would lie over the fields
            return True
        if event.type() == QEvent.Type.DragLeave:
            QTimer.singleShot(0, self, self._hide_unless_taken)
        if isinstance(event, QDropEvent) and not isinstance(event, QDragMoveEvent):
            self._drop(event)
            return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take it over from the window."""
        self._taken = True
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere will do."""
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went away."""
        self.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """It was let go here."""
        self._drop(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim the window, and say in its middle what will happen."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = color(palette.ground)
        veil.setAlphaF(0.88)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(color(palette.accent), 2, Qt.PenStyle.DashLine))
        area = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        painter.drawRoundedRect(area, 8, 8)
        painter.setFont(self._theme.font("title", 700))
        painter.setPen(color(palette.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._words)

    def _hide_unless_taken(self) -> None:
        """The file left the window: to the veil, which keeps it, or away at once."""
        if not self._taken:
            self.hide()

    def _drop(self, event: QDropEvent) -> None:
        self.hide()
        paths = _files_of(event)
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)
        elif text := self._text_of(event):
            event.acceptProposedAction()
            self.text_dropped.emit(text)

    def _text_of(self, event: QDropEvent) -> str:
        """The text that another program lets be dragged, where texts are wanted."""
        data = event.mimeData()
        ours = event.source() is not None  # words moved within the window
        wanted = self._texts and not ours and data.hasText() and not data.hasUrls()
        return data.text() if wanted and data.text().strip() else ""


def _files_of(event: QDropEvent) -> list[Path]:
    """The files that are dragged, if all of it are files of this computer."""
    return local_files(event.mimeData())
