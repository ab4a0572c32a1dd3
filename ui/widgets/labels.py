"""Text in the product's sizes and weights; the style sheet gives the rest."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyleOption, QStylePainter, QWidget

from ui.tool_tip import tool_tip


def _label(words: str, role: str, parent: QWidget | None, wrap: bool = False) -> QLabel:
    label = QLabel(words, parent)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # and never lower than its lines
        label.setSizePolicy(policy)
    return label


def large(words: str = "", parent: QWidget | None = None) -> QLabel:
    """The one large thing of a page."""
    return _label(words, "large", parent)


def title(words: str = "", parent: QWidget | None = None) -> QLabel:
    """A page's or a sheet's title."""
    return _label(words, "title", parent)


def heading(words: str = "", parent: QWidget | None = None) -> QLabel:
    """The heading of a card: body size, heavier."""
    return _label(words, "heading", parent)


def body(words: str = "", parent: QWidget | None = None, wrap: bool = False) -> QLabel:
    """Plain text; with `wrap` over several lines."""
    return _label(words, "body", parent, wrap)


def muted(words: str = "", parent: QWidget | None = None, wrap: bool = False) -> QLabel:
    """Text that stands back."""
    return _label(words, "muted", parent, wrap)


def caption(words: str = "", parent: QWidget | None = None, wrap: bool = False) -> QLabel:
    """The small words over a value."""
    return _label(words, "caption", parent, wrap)


def key_hint(keys: str, parent: QWidget | None = None) -> QLabel:
    """A key as it stands on the keyboard, in a small box."""
    return _label(keys, "key", parent)


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where there is no room; the whole text is the tool tip."""

    def __init__(self, words: str = "", role: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """May shrink to a few letters."""
        return QSize(self.fontMetrics().horizontalAdvance("mmm"), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the words as fits."""
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        self.setToolTip(tool_tip(self.text()) if words != self.text() else "")
        option = QStyleOption()
        option.initFrom(self)
        painter = QStylePainter(self)
        painter.drawItemText(
            self.contentsRect(),
            int(self.alignment() | Qt.AlignmentFlag.AlignVCenter),
            option.palette,
            self.isEnabled(),
            words,
            self.foregroundRole(),
        )
