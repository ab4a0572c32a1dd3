"""An article's document that follows a text being typed: only the sections that changed are made
anew, so that a long one is shown as fast as a short one."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextList,
)

from ui.palette import Palette
from ui.widgets.article_document import ArticleDocument, in_points, picture_or_nothing
from ui.widgets.article_look import ABOVE_HEADING

_HEADING: Final = re.compile(r"#{1,6}[ \t]")
_FENCE: Final = re.compile(r"^ {0,3}(```+|~~~+)")
_MOST: Final = 300
_REFERENCE: Final = re.compile(r"(?m)^ {0,3}\[[^\]\n]+\]:")


class PatchedDocument(QTextDocument):
    """`follow` shows a text, whatever was shown before."""

    def __init__(self, font: QFont, pictures: Mapping[str, QImage], palette: Palette) -> None:
        super().__init__()
        self._font, self._pictures, self._palette = font, pictures, palette
        self._sections: list[str] = []
        self._begins: list[QTextCursor] = []
        self.setUndoRedoEnabled(False)
        self.setDefaultFont(in_points(font))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """The article's own pictures; nothing else, from nowhere."""
        return picture_or_nothing(name, self._pictures)

    def follow(self, source: str) -> None:
        """Show this text."""
        wanted, held = sections(source), self._sections
        first, last = _differing(held, wanted)
        if first is None:
            return
        end = len(wanted) - last
        whole = QTextCursor(self)
        whole.beginEditBlock()
        self._remove(first, len(held) - last)
        begins = self._insert(first, wanted[first:end])
        whole.endEditBlock()
        self._begins[first : len(held) - last] = begins
        self._sections = wanted

    def _remove(self, first: int, end: int) -> None:
        """What stands from one section to before another, but for the end of its last line."""
        if first == end:
            return
        cursor = QTextCursor(self)
        cursor.setPosition(self._begins[first].position())
        if end < len(self._begins):
            cursor.setPosition(self._begins[end].position() - 1, QTextCursor.MoveMode.KeepAnchor)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def _insert(self, first: int, texts: Sequence[str]) -> list[QTextCursor]:
        """Put these in where a section began; a cursor at the beginning of each."""
        cursor = QTextCursor(self)
        if first < len(self._begins):
            cursor.setPosition(self._begins[first].position())
        begins = []
        for number, text in enumerate(texts):
            if number:
                cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            begin = QTextCursor(cursor)
            begin.setKeepPositionOnInsert(True)
            begins.append(begin)
            self._put(cursor, text)
        return begins

    def _put(self, cursor: QTextCursor, text: str) -> None:
        made = ArticleDocument(text, self._font, self._pictures, self._palette)
        begin = cursor.position()
        cursor.setBlockFormat(QTextBlockFormat())
        cursor.insertFragment(QTextDocumentFragment(made))
        end = cursor.position()
        form = made.begin().blockFormat()
        form.setObjectIndex(-1)
        if form.headingLevel() and begin:
            form.setTopMargin(ABOVE_HEADING)
        cursor.setPosition(begin)
        cursor.setBlockFormat(form)
        _join_list(cursor, made)
        cursor.setPosition(end)


def _join_list(cursor: QTextCursor, made: QTextDocument) -> None:
    """The first block of what was put in belongs to the list it belonged to, with the others of it:
    inserting loses that."""
    held: QTextList | None = made.begin().textList()
    if held is None:
        return
    block = cursor.block()
    other = held.item(1).blockNumber() if held.count() > 1 else 0
    its: QTextList | None = None
    if other:
        its = cursor.document().findBlockByNumber(block.blockNumber() + other).textList()
    if its is not None:
        its.add(block)
    else:
        cursor.createList(held.format())


def sections(source: str) -> list[str]:
    """The text in parts that mean the same alone: each begins with a heading, but for the first.
    What defines a link for all of it stays in one, and so does a text of very many."""
    if _REFERENCE.search(source):
        return [source]
    found: list[list[str]] = [[]]
    fence = ""
    for line in source.split("\n"):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        elif not fence and _HEADING.match(line) and any(found[-1]):
            found.append([])
        found[-1].append(line)
    return ["\n".join(lines) for lines in found] if len(found) <= _MOST else [source]


def _differing(held: Sequence[str], wanted: Sequence[str]) -> tuple[int | None, int]:
    """How many sections are alike at the beginning and at the end, with one at least between them
    in both; (None, 0) where all are."""
    if held == wanted:
        return None, 0
    most = min(len(held), len(wanted)) - 1
    first = 0
    while first < most and held[first] == wanted[first]:
        first += 1
    last = 0
    while last < most - first and held[-1 - last] == wanted[-1 - last]:
        last += 1
    return first, last
