"""Misspelt words underlined in fields for several lines; suggestions in their menu and by F7."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit

from ui.messages import tr, unmarked
from ui.palette import color
from ui.theme import Theme
from ui.widgets.spelling import Speller, shared_speller

_WORDS: Final = re.compile(r"[^\W\d_]+")
LONGEST_CHECKED: Final = 20_000
"""Letters of a field that are looked at while a key is pressed; a longer text is left alone."""


class Jobs(Protocol):
    """What loads the dictionaries off the GUI thread."""

    def run(
        self, job: Callable[[], Speller | None], then: Callable[[Speller | None], None],
        owner: QObject,
    ) -> None:  # fmt: skip
        """Run the job, then hand its result over."""
        ...


class SpellCheck(QObject):
    """Begins when one of the fields first gets the keyboard.

    `said` carries a sentence where somebody asks for the next word and there is no dictionary.
    """

    said = Signal(str)

    def __init__(
        self, theme: Theme, jobs: Jobs, fields: Sequence[QPlainTextEdit], owner: QObject,
        load: Callable[[], Speller | None] = shared_speller,
    ) -> None:  # fmt: skip
        super().__init__(owner)
        self._theme = theme
        self._jobs = jobs
        self._load = load
        self._asked = False
        self._speller: Speller | None = None
        self._marks: list[_Marks] = []
        self._names: frozenset[str] = frozenset()
        self._added: frozenset[str] = frozenset()
        self._fields = list(fields)
        for field in self._fields:
            field.installEventFilter(self)
            field.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Load at the first focus; put suggestions into the menu of a misspelt word."""
        if event.type() == QEvent.Type.FocusIn and not self._asked:
            self._asked = True
            self._jobs.run(self._load, self._arrived, self)
        elif event.type() == QEvent.Type.FocusIn:
            self._look_again()
        elif isinstance(event, QContextMenuEvent) and self._speller is not None:
            field = self._field_of(watched)
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            cursor = (
                field.textCursor()
                if by_key
                else field.cursorForPosition(field.viewport().mapFromGlobal(event.globalPos()))
            )
            return self._open(field, cursor, event.globalPos() if not by_key else None)
        return False

    def know(self, names: Iterable[str]) -> None:
        """How people and companies are called here: their names are no slips of the hand."""
        known = frozenset(word for name in names for word in _WORDS.findall(name))
        if known != self._names:
            self._names = known
            self._mark_again()

    def next(self) -> None:
        """The next misspelt word of the field with the keyboard, and what may be meant."""
        field = QApplication.focusWidget()
        if field not in self._fields:
            return
        if self._speller is None:
            self.said.emit(tr("No dictionary is installed here: install one of Hunspell to have "
                              "words checked"))  # fmt: skip
            return
        assert isinstance(field, QPlainTextEdit)
        found = self._next_wrong(field)
        if found is not None:
            field.setTextCursor(found)
            self._open(field, found, None)

    def menu(self, field: QPlainTextEdit, cursor: QTextCursor) -> QMenu | None:
        """What may be done about a misspelt word under the cursor; None where it is right."""
        word = self._wrong_at(cursor)
        if word is None or self._speller is None:
            return None
        menu = field.createStandardContextMenu()
        first = next(iter(menu.actions()), None)
        made = QMenu(menu)
        for near in self._speller.suggest(word.selectedText(), cursor.block().text()):
            made.addAction(unmarked(near), partial(word.insertText, near))
        if made.isEmpty():
            made.addAction(tr("No suggestion")).setEnabled(False)
        made.addSeparator()
        kept = word.selectedText()
        made.addAction(tr("Add “{word}” to my words", word=kept), partial(self._add, kept))
        made.addSeparator()
        for action in made.actions():
            menu.insertAction(first, action) if first is not None else menu.addAction(action)
        return menu

    def _open(self, field: QPlainTextEdit, cursor: QTextCursor, at: QPoint | None) -> bool:
        menu = self.menu(field, cursor)
        if menu is None:
            return False
        place = field.viewport().mapToGlobal(field.cursorRect(cursor).bottomLeft())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at or place)
        suggested = next((one for one in menu.actions() if one.isEnabled()), None)
        if suggested is not None:
            menu.setActiveAction(suggested)
        return True

    def _add(self, word: str) -> None:
        assert self._speller is not None
        self._speller.add(word)
        self._look_again()

    def _look_again(self) -> None:
        """A word may have been added meanwhile, here or on another page."""
        if self._speller is not None and self._speller.added != self._added:
            self._mark_again()

    def _mark_again(self) -> None:
        self._added = self._speller.added if self._speller is not None else frozenset()
        for marks in self._marks:
            marks.names = self._names
            marks.rehighlight()

    def _arrived(self, speller: Speller | None) -> None:
        self._speller = speller
        if speller is not None:
            self._marks = [_Marks(self._theme, field.document(), speller)
                           for field in self._fields]  # fmt: skip
            self._mark_again()

    def _field_of(self, watched: QObject) -> QPlainTextEdit:
        return next(f for f in self._fields if watched in (f, f.viewport()))

    def _wrong_at(self, cursor: QTextCursor) -> QTextCursor | None:
        block, at = cursor.block(), cursor.positionInBlock()
        assert self._speller is not None
        for begin, end in self._speller.wrong(block.text(), self._names):
            if begin <= at <= end:
                return _selected(cursor, block.position() + begin, block.position() + end)
        return None

    def _next_wrong(self, field: QPlainTextEdit) -> QTextCursor | None:
        """From behind the cursor on, round the end of the text."""
        assert self._speller is not None
        document, cursor = field.document(), field.textCursor()
        if document.characterCount() > LONGEST_CHECKED:
            return None
        spans = []
        block = document.begin()
        while block.isValid():
            start = block.position()
            spans += [
                (start + a, start + b) for a, b in self._speller.wrong(block.text(), self._names)
            ]
            block = block.next()
        behind = [span for span in spans if span[0] > cursor.selectionStart()]
        found = next(iter(behind or spans), None)
        return _selected(cursor, *found) if found is not None else None


class _Marks(QSyntaxHighlighter):
    """The underlines of one field."""

    def __init__(self, theme: Theme, document: QTextDocument, speller: Speller) -> None:
        super().__init__(document)
        self._speller = speller
        self._theme = theme
        self.names: frozenset[str] = frozenset()
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        """Underline what is misspelt in a line."""
        if self.document().characterCount() > LONGEST_CHECKED:
            return
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        form.setUnderlineColor(color(self._theme.palette.breached))
        for begin, end in self._speller.wrong(text, self.names):
            self.setFormat(begin, end - begin, form)


def _selected(cursor: QTextCursor, begin: int, end: int) -> QTextCursor:
    made = QTextCursor(cursor.document())
    made.setPosition(begin)
    made.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return made
