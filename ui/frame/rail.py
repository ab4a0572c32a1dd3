"""The rail: the places of the desk, with counts that matter."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ui.palette import color
from ui.theme import Theme

_ICON = 18.0
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class RailEntry:
    """A place as the rail shows it; `at_foot` at its lower end."""

    id: str
    title: str
    icon: str
    keys: str = ""
    at_foot: bool = False


class RailItem(QAbstractButton):
    """One place: icon, title, count. Enter goes into it (`entered`)."""

    entered = Signal()

    def __init__(self, theme: Theme, entry: RailEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.entry = entry
        self.count: int | None = None
        self.narrow = False
        self.setCheckable(True)
        self.setText(entry.title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(theme.sizes.rail_item)
        self.setToolTip(f"{entry.title}  {entry.keys}".strip())
        self.setAccessibleName(entry.title)
        theme.changed.connect(self.update)

    def show_count(self, count: int | None) -> None:
        """Show a number at the right end; None or 0 shows none."""
        if (count or None) == self.count:
            return
        self.count = count or None
        name = self.entry.title if self.count is None else f"{self.entry.title}, {self.count:,}"
        self.setAccessibleName(name)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows show a place and stay in the rail; Enter goes on into its page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """The rail gives the width."""
        return QSize(self._theme.sizes.rail - 16, self._theme.sizes.rail_item)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, title and count."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        chosen = self.isChecked()
        ink = palette.text if chosen else palette.muted
        left = (self.width() - _ICON) / 2 if self.narrow else 10.0
        icon = QRectF(round(left), round((self.height() - _ICON) / 2), _ICON, _ICON)
        self._theme.icons.paint(painter, icon, self.entry.icon, ink)
        if not self.narrow:
            painter.setFont(self._theme.font("body", 500))
            painter.setPen(color(ink))
            painter.drawText(QRectF(self.rect()).adjusted(36, 0, -36, 0), _MIDDLE, self.text())
        self._paint_count(painter, ink)

    def _paint_ground(self, painter: QPainter) -> None:
        palette = self._theme.palette
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if not (self.isChecked() or self.underMouse() or self.hasFocus()):
            return
        edge = palette.line if self.isChecked() and palette.scheme == "light" else "#00000000"
        painter.setPen(color(palette.accent if self.hasFocus() else edge))
        painter.setBrush(color(palette.surface if self.isChecked() else palette.rail_hover))
        painter.drawRoundedRect(area, 6, 6)

    def _paint_count(self, painter: QPainter, ink: str) -> None:
        if self.count is None:
            return
        font = self._theme.font("caption", 600)
        painter.setFont(font)
        painter.setPen(color(ink))
        words = f"{self.count:,}"
        if not self.narrow:
            painter.drawText(QRectF(self.rect()).adjusted(0, 0, -10, 0), _END, words)
            return
        width = max(QFontMetricsF(font).horizontalAdvance(words) + 6, 14.0)
        box = QRectF(self.width() - width - 1, 1, width, 14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self._theme.palette.line))
        painter.drawRoundedRect(box, 7, 7)
        painter.setPen(color(self._theme.palette.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class Rail(QFrame):
    """The column at the left. `place_chosen` and `place_entered` carry the id of the place.

    Chosen: by mouse or arrows, the keyboard may stay in the rail. Entered: go on into the page.
    """

    place_chosen = Signal(str)
    place_entered = Signal(str)

    def __init__(
        self, theme: Theme, product: str, entries: list[RailEntry], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        self.setObjectName("rail")
        self.setAccessibleName(product)
        self._mark = QLabel()
        self._product = QLabel(product)
        self._product.setTextFormat(Qt.TextFormat.PlainText)
        self._product.setObjectName("product")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 8)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addSpacing(theme.sizes.tiny)
        self._items = {entry.id: self._item(entry) for entry in entries}
        for item in self._items.values():
            if not item.entry.at_foot:
                column.addWidget(item)
        column.addStretch(1)
        for item in self._items.values():
            if item.entry.at_foot:
                column.addWidget(item)
        theme.changed.connect(self._draw)
        self._draw()
        self.set_narrow(False)

    def choose(self, place_id: str) -> None:
        """Show which place is open, without a signal; an id that is not here clears the choice."""
        self._group.setExclusive(False)
        for name, item in self._items.items():
            item.setChecked(name == place_id)
        self._group.setExclusive(True)

    def show_count(self, place_id: str, count: int | None) -> None:
        """Show a place's number."""
        if place_id in self._items:
            self._items[place_id].show_count(count)

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, for a small window."""
        sizes = self._theme.sizes
        self.setFixedWidth(sizes.rail_narrow if narrow else sizes.rail)
        self._product.setVisible(not narrow)
        for item in self._items.values():
            item.narrow = narrow
            item.update()

    def _item(self, entry: RailEntry) -> RailItem:
        item = RailItem(self._theme, entry, self)
        self._group.addButton(item)
        item.clicked.connect(lambda *_: self.place_chosen.emit(entry.id))
        item.entered.connect(lambda: self.place_entered.emit(entry.id))
        return item

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.setSpacing(8)
        self._mark.setFixedSize(22, self._theme.sizes.top)
        head.addWidget(self._mark)
        head.addWidget(self._product)
        head.addStretch(1)
        return head

    def _draw(self) -> None:
        palette = self._theme.palette
        icon = self._theme.icons.icon("mark", palette.text, 22, palette.accent)
        self._mark.setPixmap(icon.pixmap(22, 22))
