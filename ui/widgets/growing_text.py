"""A field for several lines that grows with what is typed; Tab goes on to the next field."""

import re
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QSize, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from models.typed_text import LONGEST_TEXT
from ui.messages import tr
from ui.theme import Theme

_FRAME = 24
_LEAST_HEIGHT = 44
"""What the style sheet gives a field of one line."""

LONGEST_LINE: Final = 50_000
"""Letters of one line that Qt still lays out while a key is pressed; a million take seconds."""

_PARTINGS: Final = "\u2028\u2029\ufdd0\ufdd1"
"""What parts lines, and blocks, within Qt."""

_LONG_WORD: Final = re.compile(r"\S{2000}")
"""Finding where such a word may be broken takes Qt time that grows with its square."""


class GrowingText(QPlainTextEdit):
    """Between `least` and `most` lines high.

    `refused` carries a sentence where a paste is too much; what was typed before is untouched.
    `image_pasted`: what was pasted is no text but an image.
    """

    refused = Signal(str)
    image_pasted = Signal()

    def __init__(
        self, theme: Theme, least: int = 2, most: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self._line = QFontMetricsF(theme.font()).lineSpacing()
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def sizeHint(self) -> QSize:
        """As high as the words need."""
        return QSize(300, self._height())

    def minimumSizeHint(self) -> QSize:
        """Never less than the fewest lines."""
        return QSize(80, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap anew in another width, which the document tells nobody."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            QTimer.singleShot(0, self, self._grow)

    def changeEvent(self, event: QEvent) -> None:
        """In other colours the style sheet gives it the height of one line again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self._grow)

    def setPlainText(self, text: str) -> None:
        """Put this text in, in the place of what is there."""
        self._fit_words(text)
        super().setPlainText(text)

    def toPlainText(self) -> str:
        """What stands there to the letter, lines parted by a line feed: Qt's own way makes plain
        blanks of those that hold words together."""
        words = self.document().toRawText()
        for parting in _PARTINGS:  # many times faster than `translate`, and each key asks
            words = words.replace(parting, "\n")
        return words

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files that are dropped are the page's, not text."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted or dropped, unless it is more than can be kept, or edited here."""
        if source.hasImage() and not source.hasText():
            self.image_pasted.emit()
            return
        words = source.text()
        why = self.too_much(words)
        if why:
            self.refused.emit(why)
            return
        self._fit_words(words)
        super().insertFromMimeData(source)

    def set_least(self, least: int) -> None:
        """Change the fewest lines."""
        if least != self._least:
            self._least = least
            self._grow()

    def too_much(self, words: str) -> str:
        """Why this cannot be pasted here; "" where it can."""
        whole = self.document().characterCount() + len(words)
        if whole > LONGEST_TEXT:
            return tr(
                "Not pasted: {count} letters, and at most {most} can be kept here.",
                count=f"{whole:,}", most=f"{LONGEST_TEXT:,}",
            )  # fmt: skip
        line = max(map(len, words.splitlines()), default=0)
        if line > LONGEST_LINE:
            return tr(
                "Not pasted: a line of it has {count} letters, and at most {most} can be edited.",
                count=f"{line:,}", most=f"{LONGEST_LINE:,}",
            )  # fmt: skip
        return ""

    def _fit_words(self, text: str) -> None:
        if _LONG_WORD.search(text):
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)

    def _height(self) -> int:
        lines = min(max(round(self.document().size().height()), self._least), self._most)
        return max(round(lines * self._line) + _FRAME, _LEAST_HEIGHT)

    def _grow(self, *_: object) -> None:
        high = self._height()
        if (self.height(), self.minimumHeight(), self.maximumHeight()) != (high, high, high):
            self.setFixedHeight(high)
