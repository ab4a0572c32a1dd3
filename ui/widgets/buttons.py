"""Buttons: a plain one, the one main one of a page, a quiet one; each with its key beside it."""

from PySide6.QtCore import SIGNAL, SLOT, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ui.actions import shown_keys
from ui.palette import Palette, color
from ui.theme import Theme

_GAP = 6.0
LINK_EDGE = 2
"""What a link has before and behind its words, in pixels."""
_LINK = 18
"""A link is as high as the line it stands in."""
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Button(QPushButton):
    """A push button that shows its key beside its words.

    `kind` is "plain", "main" (at most one in sight), "quiet" (no frame), "danger", or "link".
    """

    def __init__(
        self,
        theme: Theme,
        words: str,
        parent: QWidget | None = None,
        kind: str = "plain",
        keys: str = "",
    ) -> None:
        super().__init__(words, parent)
        self._theme = theme
        self._keys = keys
        self._narrow = False
        self._kind = kind
        self.setProperty("kind", kind)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setShortcut(QKeySequence())
        self.setAutoDefault(True)  # Enter presses the button that has the keyboard

    def set_words(self, words: str, keys: str = "") -> None:
        """Change the words and the key."""
        self._keys = keys
        self.setText(words)
        self.setShortcut(QKeySequence())  # an & in a person's words makes none
        self.setAccessibleName(words)
        self.updateGeometry()

    def set_narrow(self, narrow: bool) -> None:
        """Where there is little room the key beside the words is left out; it works still."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """The words, the key and the room around them."""
        weight = 500 if self._kind == "link" else 600  # a link ends where its words end
        words = QFontMetricsF(self._theme.font("body", weight)).horizontalAdvance(self.text())
        hint = self._keys_width() + _GAP if self._keys_beside else 0.0
        room = 2 * LINK_EDGE if self._kind == "link" else 26
        high = _LINK if self._kind == "link" else self._theme.sizes.control
        return QSize(round(words + hint + room), high)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, but Ctrl+Enter and what is pressed with Alt are the form's, whichever
        button has the keyboard."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        its_form = Qt.KeyboardModifier.ControlModifier if enter else Qt.KeyboardModifier.AltModifier
        if event.modifiers() & its_form:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame by the style sheet, words and key by hand."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        palette = self._theme.palette
        words_font = self._theme.font("body", 600 if self._kind == "main" else 500)
        words_wide = QFontMetricsF(words_font).horizontalAdvance(self.text())
        keys_wide = self._keys_width()
        area = QRectF(self.rect())
        left = (area.width() - words_wide - (keys_wide + _GAP if self._keys_beside else 0)) / 2
        painter.setFont(words_font)
        painter.setPen(color(self._ink()))
        painter.drawText(area.adjusted(left, 0, 0, 0), _MIDDLE, self.text())
        if not self._keys_beside:
            return
        box = QRectF(left + words_wide + _GAP, area.center().y() - 9, keys_wide, 18)
        painter.setFont(self._theme.font("caption", 500))
        if self._kind == "main":
            painter.setPen(color(self._key_ink()))
        else:
            paint_key_box(painter, box, palette)
            painter.setPen(color(palette.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._keys_beside)

    @property
    def _keys_beside(self) -> str:
        return "" if self._narrow else self._keys

    def _keys_width(self) -> float:
        metrics = QFontMetricsF(self._theme.font("caption", 500))
        width = metrics.horizontalAdvance(self._keys_beside)
        return width if self._kind == "main" or not width else max(width + 10, 18.0)

    def _key_ink(self) -> str:
        """The key's ink on the ground of a main button; one that is off has another ground."""
        palette = self._theme.palette
        return palette.on_accent_muted if self.isEnabled() else palette.muted

    def _ink(self) -> str:
        palette = self._theme.palette
        if not self.isEnabled():
            return palette.muted
        inks = {"main": palette.on_accent, "danger": palette.breached_ink, "link": palette.accent}
        return inks.get(self._kind, palette.text)


def paint_key_box(painter: QPainter, box: QRectF, palette: Palette) -> None:
    """The small box a key stands in."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(color(palette.line))
    painter.setBrush(color(palette.surface))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.restore()


class ActionButton(Button):
    """A button that mirrors a `QAction`: its words, key, enabled state and tool tip.

    `words` are shorter ones, where what stands around it says the rest.
    """

    def __init__(
        self, theme: Theme, action: QAction, parent: QWidget | None = None, kind: str = "plain",
        words: str = "",
    ) -> None:  # fmt: skip
        super().__init__(theme, words or action.text(), parent, kind, shown_keys(action))
        self._action, self._short = action, words
        # By name: one with a bound method is never let go of, and such buttons come and go.
        self.connect(SIGNAL("clicked()"), action, SLOT("trigger()"))
        action.changed.connect(self._mirror)
        self._mirror()

    def _mirror(self) -> None:
        action = self._action
        self.set_words(self._short or action.text(), shown_keys(action))
        self.setAccessibleName(action.text())
        self.setEnabled(action.isEnabled())
        self.setToolTip(action.toolTip() if action.toolTip() != self.text() else "")
