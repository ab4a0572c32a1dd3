"""The top line: where am I, what is it about, find or do anything, one main action."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.messages import tr
from ui.palette import color
from ui.theme import Theme
from ui.widgets.buttons import ActionButton, paint_key_box
from ui.widgets.icon_button import IconButton
from ui.widgets.labels import ElidedLabel, title

_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

_WORDS_ROOM = 820
_LEAST_FIND = 120


class FindButton(QAbstractButton):
    """Looks like a field, opens the command palette."""

    def __init__(self, theme: Theme, words: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._keys = keys
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(f"{words}  {keys}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as there is room for."""
        return QSize(self._theme.sizes.find, self._theme.sizes.control - 2)

    def minimumSizeHint(self) -> QSize:
        """Room for the key at least."""
        return QSize(120, self._theme.sizes.control - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A field's frame, the words, the key."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(color(palette.accent if self.hasFocus() else palette.line))
        painter.setBrush(color(palette.field))
        painter.drawRoundedRect(area, 6, 6)
        font = self._theme.font("caption", 500)
        width = QFontMetricsF(font).horizontalAdvance(self._keys) + 12
        box = QRectF(self.width() - width - 5, (self.height() - 18) / 2, width, 18)
        words = QRectF(self.rect()).adjusted(10, 0, -width - 12, 0)
        painter.setFont(self._theme.font("body"))
        painter.setPen(color(palette.muted))
        metrics = QFontMetricsF(painter.font())
        fits = metrics.horizontalAdvance(self.text()) <= words.width()
        painter.drawText(words, _MIDDLE, self.text() if fits else tr("Find"))
        paint_key_box(painter, box, palette)
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._keys)


class TopLine(QFrame):
    """Title and subtitle at the left; the find field and the page's buttons at the right."""

    find_requested = Signal()
    back_requested = Signal()

    def __init__(self, theme: Theme, find_keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        sizes = theme.sizes
        self.setObjectName("top-line")
        self.setFixedHeight(sizes.top)
        self._back = IconButton(theme, "arrow-left", tr("Back"))
        self._back.clicked.connect(self.back_requested)
        self._back.hide()
        self._title = title()
        self._subtitle = ElidedLabel()
        self._find = FindButton(theme, tr("Find or do anything"), find_keys)
        self._find.clicked.connect(self.find_requested)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(sizes.small)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.page, 0, sizes.page, 0)
        row.setSpacing(0)
        row.addWidget(self._back)
        row.addWidget(self._title)
        row.addSpacing(sizes.wide)
        row.addWidget(self._subtitle, 1)
        row.addSpacing(sizes.wide)
        row.addWidget(self._find)
        row.addLayout(self._buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the find field gives way first."""
        super().resizeEvent(event)
        room = self.width() - _WORDS_ROOM
        self._find.setFixedWidth(max(_LEAST_FIND, min(self._theme.sizes.find, room)))

    def show_title(self, words: str) -> None:
        """Where am I."""
        self._title.setText(words)

    def show_subtitle(self, words: str) -> None:
        """What is it about."""
        self._subtitle.setText(words)

    def show_back(self, shown: bool) -> None:
        """Whether the arrow back stands before the title."""
        self._back.setVisible(shown)

    def show_buttons(self, actions: list[QAction], main: QAction | None) -> None:
        """The page's buttons, in order; `main` is drawn as the main one."""
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons.setContentsMargins(self._theme.sizes.wide if actions else 0, 0, 0, 0)
        for action in actions:
            kind = "main" if action is main else "plain"
            self._buttons.addWidget(ActionButton(self._theme, action, self, kind))
