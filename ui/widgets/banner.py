"""A message in its place: what went wrong, and what to do next; stays until it is dealt with."""

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from models.errors import KnownError
from ui.messages import message, tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.icon_button import IconButton

Kind = Literal["error", "warning", "note"]
_SHAPES: dict[Kind, str] = {"error": "■", "warning": "▲", "note": "●"}


class Banner(QFrame):
    """Hidden until it has something to say. Put it above the part it speaks of.

    `retry_requested` is emitted by its button, which is shown when `show_*` gets words for one.
    """

    retry_requested = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sizes = theme.sizes
        self.setProperty("role", "banner")
        self._shape = QLabel()
        self._shape.setTextFormat(Qt.TextFormat.PlainText)
        self._title = _line("heading")
        self._sentence = _line("body")
        self._button = Button(theme, tr("Try again"))
        self._button.clicked.connect(self.retry_requested)
        close = IconButton(theme, "cross", tr("Close this message"))
        close.clicked.connect(self._close)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.medium, sizes.small, sizes.small, sizes.small)
        row.setSpacing(sizes.medium)
        row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._button)
        row.addWidget(close)
        self.hide()

    def show_error(self, error: KnownError, button: str = "") -> None:
        """Show a known error: its title, its sentence, and what to do next."""
        words = message(error)
        self.show_message("error", words.title, f"{words.sentence} {words.what_next}", button)

    def show_message(self, kind: Kind, title: str, sentence: str = "", button: str = "") -> None:
        """Show words of our own; `button` names what may be done about it."""
        self.setProperty("kind", kind)
        self._shape.setText(_SHAPES[kind])
        self._shape.setProperty("ink", kind)
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._sentence.setText(sentence.strip())
        self._sentence.setVisible(bool(sentence.strip()))
        self._button.set_words(button or tr("Try again"))
        self._button.setVisible(bool(button))
        self.setAccessibleName(f"{title} {sentence}".strip())
        for widget in (self, self._shape):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.show()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


def _line(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label
