"""The ground of a page that scrolls only where the window is too small for it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent, QWindow
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

_ROOM = 72
"""Pixels kept in sight around what has the keyboard."""

_AROUND = 16
"""Pixels kept in sight around what is brought there whole."""


class PageScroll(QScrollArea):
    """Holds a page's `body`: as high as the window, and never lower than its parts can be.

    Parts that may be lower than they would like to be (a list) shrink before the page scrolls,
    unless nothing `shrinks`. Whatever gets the keyboard comes into sight.
    """

    def __init__(self, name: str, *, shrinks: bool = True) -> None:
        super().__init__()
        self.body = _Body() if shrinks else Ground()
        self._window: QWindow | None = None
        self._margin: int | None = None
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.body)

    def fill(self, page: QWidget) -> None:
        """Become all of a page; before it is filled, for all that moves is styled anew."""
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self)

    def bring(self, part: QWidget) -> None:
        """All of a part comes into sight, once what just changed in it is laid out."""
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part, 0, _AROUND))

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the keyboard of the window it is in."""
        super().showEvent(event)
        window = self.window().windowHandle()
        if window is not self._window:
            self._window = window
            window.focusObjectChanged.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scroll bar stands in the margin: what is below each other stays so."""
        super().resizeEvent(event)
        layout = self.body.layout()
        if layout is None:
            return
        margins = layout.contentsMargins()
        if self._margin is None:
            self._margin = margins.right()
        margins.setRight(max(self._margin - (self.width() - self.viewport().width()), 0))
        layout.setContentsMargins(margins)
        room = self.viewport().height() - margins.top() - margins.bottom()
        for column in self.body.findChildren(InView):
            column.give_room(room)

    def _follow(self, focused: QObject | None) -> None:
        if isinstance(focused, QWidget) and self.body.isAncestorOf(focused):
            self.ensureWidgetVisible(focused, 0, _ROOM)


class InView(QWidget):
    """A column of a page that is as high as its parts, but not higher than the window shows as
    long as they can shrink to that: what stands beside it may be higher."""

    def __init__(self) -> None:
        super().__init__()
        self._room = 0

    def give_room(self, height: int) -> None:
        """So much of it can be seen."""
        self._room = height
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Its parts want to be otherwise."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None and self._room > 0:
            self.setMaximumHeight(max(self._room, layout.totalMinimumSize().height()))


class Ground(QWidget):
    """What a page's parts stand on in its scroll area.

    Where words wrap it is as low as they are in the width there is: Qt would take the height they
    had in the narrowest one, and leave room below.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "ground")

    def minimumSizeHint(self) -> QSize:
        """No height of its own where the width decides it."""
        hint, layout = super().minimumSizeHint(), self.layout()
        wraps = layout is not None and layout.hasHeightForWidth()
        return QSize(hint.width(), 0) if wraps else hint


class _Body(Ground):
    """Asks for the least height of its layout, where Qt would ask for the one it likes best."""

    def heightForWidth(self, width: int) -> int:
        """The least height in this width."""
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout is not None else -1
