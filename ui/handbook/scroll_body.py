"""The body of a sheet that scrolls where the window is too low for it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

_LEAST = 120
_BAR = 10


class ScrollBody(QScrollArea):
    """As high as what is in it, up to `most` pixels; lower where there is no room.

    `height_changed` is emitted when what is in it wants another height.
    """

    height_changed = Signal()

    def __init__(self, body: QWidget, name: str, most: int = 10_000) -> None:
        super().__init__()
        self._body = body
        self._most = most
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

        for part in (body, *body.findChildren(QWidget)):
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What has the keyboard is brought into view; another height is told."""
        if watched is self._body and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self.height_changed.emit()
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched)
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """What the body would like."""
        hint = self._body.sizeHint()
        least = self._body.minimumSizeHint().height()
        return QSize(hint.width(), min(max(hint.height(), least), self._most))

    def minimumSizeHint(self) -> QSize:
        """May scroll, but not vanish."""
        return QSize(0, min(self.sizeHint().height(), _LEAST))

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The body's own height at this width."""
        wanted = self._body.heightForWidth(width - _BAR)
        least = self._body.minimumSizeHint().height()
        return min(max(wanted, least, self._body.sizeHint().height()), self._most)
