"""A sheet over the window: dims what is below, keeps the keyboard, closes with Esc."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from ui.page import Page
from ui.palette import color
from ui.theme import Theme
from ui.widgets.page_scroll import PageScroll

Part = TypeVar("Part", bound=QWidget)

EDGE = 24
"""So much of the window stays around a sheet, in pixels."""
_SHADOW = 24


class Sheet(QWidget):
    """Covers its parent; its parts go into `content` (a vertical layout on a surface).

    `show_sheet(focus)` opens it, `close_sheet()` closes it and gives the keyboard back. No shortcut
    of the window is alive meanwhile. What is higher than the window scrolls, and follows the
    keyboard. `closed` is emitted when it goes; `accepted` on Ctrl+Enter.
    """

    closed = Signal()
    accepted = Signal()

    def __init__(
        self, theme: Theme, over: QWidget, name: str, width: int = 560, top: int | None = None
    ) -> None:
        super().__init__(over)
        self._theme = theme
        self._over = over
        self._top = top
        self._width = width
        self._before: QWidget | None = None
        self._page_before: Page | None = None
        self.box = QFrame(self)
        self.box.setProperty("role", "sheet")
        self._whole = _Whole(name)
        self._whole.body.setProperty("role", "")  # it stands on the surface, not on a page
        self._whole.fill(self.box)
        self.content = QVBoxLayout(self._whole.body)
        self._at_foot: QWidget | None = None
        self.setAccessibleName(name)
        self._whole.body.installEventFilter(self)
        over.installEventFilter(self)
        self.hide()

    def add_foot(self) -> QVBoxLayout:
        """A part below the content that stays in sight however high that is."""
        self._at_foot = QWidget()
        self._at_foot.installEventFilter(self)
        column = QVBoxLayout(self._at_foot)
        outer = self.box.layout()
        assert outer is not None
        outer.setSpacing(0)
        outer.addWidget(self._at_foot)
        return column

    def show_sheet(self, focus: QWidget | None = None) -> None:
        """Open it and put the keyboard on `focus`, or on its first control."""
        self._before = self.window().focusWidget()
        self._page_before = _page_of(self._before)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.place()
        first = focus or next(iter(self._stops()), self)
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        """Close it, and give the keyboard back to whoever had it, or where that is gone to the page
        that it was a part of."""
        if self.isHidden():
            return
        self.hide()
        before, page = _still(self._before), _still(self._page_before)
        self._before = self._page_before = None
        if page is not None and page.isVisible() and not (before and before.isVisible()):
            page.focus_first()
        elif before is not None:
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def place(self) -> None:
        """Put the box where it belongs; call it when the content changed its height."""
        room = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        width = min(self._width, room.width())
        box = QRect(0, 0, width, min(self._height(width), room.height()))
        box.moveCenter(room.center())
        if self._top is not None:
            box.moveTop(self._top)
        box.setHeight(min(box.height(), room.bottom() - box.top()))
        self.box.setGeometry(box)
        self.update()

    def _height(self, width: int) -> int:
        """All of the content, with the frame around it."""
        frame = self.box.contentsMargins()
        within = width - frame.left() - frame.right()
        height = (
            self.content.totalHeightForWidth(within)
            if self.content.hasHeightForWidth() else self.content.totalSizeHint().height()
        )  # fmt: skip
        return height + self._foot_height(within) + frame.top() + frame.bottom()

    def _foot_height(self, width: int) -> int:
        layout = self._at_foot.layout() if self._at_foot is not None else None
        if layout is None:
            return 0
        wraps = layout.hasHeightForWidth()
        return layout.totalHeightForWidth(width) if wraps else layout.totalSizeHint().height()

    def event(self, event: QEvent) -> bool:
        """Keys stay here: a shortcut of the window must not reach under the sheet."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size, and the height of what is in it: a text that grows."""
        if watched in (self._whole.body, self._at_foot):
            if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
                self.place()
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
            self.place()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Place it as soon as it is seen."""
        super().showEvent(event)
        self.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, Ctrl+Enter accepts; nothing goes further down."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accepted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the box closes."""
        if not self.box.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab stays inside."""
        stops = self._stops()
        if not stops:
            return True
        at = stops.index(self.focusWidget()) if self.focusWidget() in stops else -1
        stops[(at + (1 if next else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim the window, and draw the one shadow there is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = color(self._theme.palette.shadow)
        veil.setAlphaF(0.22)
        painter.fillRect(self.rect(), veil)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 2))
        for step in range(_SHADOW, 0, -1):
            area = QRectF(self.box.geometry()).adjusted(-step, -step + 8, step, step + 8)
            painter.drawRoundedRect(area, 8 + step, 8 + step)

    def _stops(self) -> list[QWidget]:
        """What the keyboard can stop at, in the order of the layout.

        Not by the chain of the focus: it leads through the whole window, and what PySide is asked
        for there it takes for a child of the sheet, to be gone with it.
        """
        return [widget for widget in self.box.findChildren(QWidget) if self._reachable(widget)]

    def _reachable(self, widget: QWidget) -> bool:
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        own = widget.focusProxy() is None  # the line within a date hands the keyboard back to it
        return (
            by_tab
            and own
            and widget.isEnabled()
            and widget.isVisibleTo(self)
            and not _passed(widget)
        )


def once_clear(
    page: QWidget, does: Callable[[], object], otherwise: Callable[[], object] = lambda: None
) -> None:
    """What opens a sheet that was waited for: once none is open over the page any more, for what is
    typed there goes on; `otherwise` where another page is in view by then."""
    sheets = page.window().findChildren(Sheet)
    open_now = next((sheet for sheet in sheets if sheet.isVisible()), None)
    if open_now is not None:
        again = partial(once_clear, page, does, otherwise)
        open_now.closed.connect(again, Qt.ConnectionType.SingleShotConnection)
    elif page.isVisible():
        does()
    else:
        otherwise()


def _still(part: Part | None) -> Part | None:
    """Unless it is gone."""
    return part if part is not None and shiboken6.isValid(part) else None


def _page_of(widget: QWidget | None) -> Page | None:
    while widget is not None and not isinstance(widget, Page):
        widget = widget.parentWidget()
    return widget


def _passed(widget: QWidget) -> bool:
    """Whether the keyboard goes by it: of several of which one is chosen it stops at that one."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    several = group is not None and group.exclusive() and group.checkedButton() is not None
    return several and isinstance(widget, QAbstractButton) and not widget.isChecked()


class _Whole(PageScroll):
    """The content of a sheet: keys that no part of it takes are the sheet's own."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Not for scrolling: an arrow may choose in a list elsewhere on the sheet."""
        event.ignore()
