"""Where Markdown is typed: its shortcuts, lists that go on, pictures pasted and dropped."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QImage, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QSizePolicy

from ui.knowledge.marking import MARKS, Marked, next_line
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.growing_text import GrowingText

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_KEYS: Final = {
    (Qt.Key.Key_B, _CTRL): "bold", (Qt.Key.Key_I, _CTRL): "italic", (Qt.Key.Key_E, _CTRL): "code",
    (Qt.Key.Key_H, _CTRL): "heading", (Qt.Key.Key_L, _CTRL): "list",
    (Qt.Key.Key_L, _CTRL | _SHIFT): "numbers", (Qt.Key.Key_Q, _CTRL | _SHIFT): "quote",
    (Qt.Key.Key_K, _CTRL | _SHIFT): "link", (Qt.Key.Key_T, _CTRL | _SHIFT): "table",
}  # fmt: skip
"""The field's own while the keyboard is in it, whatever they are elsewhere."""

SHOWN_KEYS: Final = {
    "bold": "Ctrl B", "italic": "Ctrl I", "code": "Ctrl E", "heading": "Ctrl H", "list": "Ctrl L",
    "numbers": "Ctrl Shift L", "quote": "Ctrl Shift Q", "link": "Ctrl Shift K",
    "table": "Ctrl Shift T",
}  # fmt: skip

_NEAR: Final = 200
"""Letters before the cursor in which a mention may begin."""


class MarkdownSource(GrowingText):
    """As high as it is given room. `pictures_given` carries paths that were pasted or dropped,
    `image_given` a copied `QImage`. `keys` may take a key before it is typed."""

    pictures_given = Signal(object)
    image_given = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, least=4)
        self.keys: Callable[[QKeyEvent], bool] = lambda _: False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Markdown"))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(theme.sizes.body)
        self.setFont(font)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(tr("Write in Markdown. # mentions a case, [[ an article; a picture "
                                   "is pasted or dropped."))  # fmt: skip

    def sizeHint(self) -> QSize:
        """The layout decides."""
        return QSize(400, 300)

    def minimumSizeHint(self) -> QSize:
        """A few lines."""
        return QSize(160, 80)

    def mark(self, name: str) -> None:
        """What a button of the toolbar does."""
        cursor, text = self.textCursor(), self.toPlainText()
        ends = letters(text, cursor.selectionStart()), letters(text, cursor.selectionEnd())
        self._put_in(text, MARKS[name](text, *ends), 0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def put(self, marked: Marked) -> None:
        """Change the text, as one step that Ctrl+Z takes back; places are Qt's."""
        cursor = self.textCursor()
        cursor.setPosition(marked.begin)
        cursor.setPosition(marked.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(marked.words)
        cursor.setPosition(marked.chosen)
        cursor.setPosition(marked.until, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def replace_all(self, words: str) -> None:
        """Another text; Ctrl+Z brings back the one there was, where there was one."""
        if self.document().isEmpty():
            self.setPlainText(words)
            return
        self._fit_words(words)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)

    def insert(self, words: str) -> None:
        """Put words in at the cursor."""
        self.textCursor().insertText(words)

    def before_cursor(self) -> str:
        """What stands in the line before the cursor, the end of it."""
        cursor = self.textCursor()
        text = cursor.block().text()
        return text[: letters(text, cursor.positionInBlock())][-_NEAR:]

    def go_to_line(self, number: int) -> None:
        """Put the keyboard on a line, counted from 0, and bring it into view."""
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(number)))
        self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- Qt's own ----

    def event(self, event: QEvent) -> bool:
        """The field's own keys are nobody else's shortcuts while it has the keyboard."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and (_meant(event) or self.keys(event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shortcuts mark the selection; Enter goes on with a list or a quote."""
        name = _meant(event)
        if self.keys(event):
            return
        if name:
            self.mark(name)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._begin_line(event)
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Pictures too."""
        return source.hasUrls() or source.hasImage() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pictures become the article's own; text is taken as it is."""
        paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if paths:
            self.pictures_given.emit(tuple(paths))
        elif source.hasImage() and not source.hasText():
            self.image_given.emit(QImage(source.imageData()))
        else:
            super().insertFromMimeData(source)

    def _begin_line(self, event: QKeyEvent) -> None:
        cursor = self.textCursor()
        block = cursor.block()
        made = None
        text = block.text()
        if not cursor.hasSelection():
            made = next_line(text, letters(text, cursor.positionInBlock()))
        if made is None:
            super().keyPressEvent(event)
        else:
            self._put_in(text, made, block.position())
            self.ensureCursorVisible()

    def _put_in(self, text: str, marked: Marked, at: int) -> None:
        """`put` what was worked out in letters of a text that begins at a position of Qt's."""
        made = text[: marked.begin] + marked.words + text[marked.end :]
        begin, end = (at + qt_units(text[:place]) for place in marked[:2])
        chosen, until = (at + qt_units(made[:place]) for place in marked[3:])
        self.put(Marked(begin, end, marked.words, chosen, until))

    def _grow(self, *_: object) -> None:
        """It scrolls instead."""


def _meant(event: QKeyEvent) -> str:
    return _KEYS.get((Qt.Key(event.key()), event.modifiers()), "")


def letters(text: str, units: int) -> int:
    """How many letters of a text are so many of Qt's, of which an emoji has two."""
    return len(
        text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace")
    )


def qt_units(text: str) -> int:
    """How long Qt takes a text to be."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
