"""How an article looks: headings with room above, code on a ground of its own, quiet tables."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)

from ui.palette import Palette, color

_SIZES: Final = {1: 2, 2: 1}
"""How much larger than the text a heading of a level is, in Qt's steps."""

ABOVE_HEADING: Final = 14.0
"""Pixels above a heading that is not the first thing there is."""

_APART, _CODE_INSET, _CELL = 6.0, 8.0, 5.0
_QUOTE: Final = QTextFormat.Property.BlockQuoteLevel


def dress(document: QTextDocument, palette: Palette) -> None:
    """Give all of a document its look."""
    cursor = QTextCursor(document)
    before: QTextBlock | None = None
    for block in blocks(document):
        form = block.blockFormat()
        if form.headingLevel():
            _dress_heading(cursor, block, first=before is None)
        elif is_code(block):
            _dress_code(cursor, block, palette, before)
        elif form.hasProperty(_QUOTE):
            _dress_quote(cursor, block, palette)
        before = block
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, palette)


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Every paragraph, heading, item and line of code."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def is_code(block: QTextBlock) -> bool:
    """Whether it is a line of a block of code."""
    form = block.blockFormat()
    return form.hasProperty(QTextFormat.Property.BlockCodeFence) or form.nonBreakableLines()


def _dress_heading(cursor: QTextCursor, block: QTextBlock, *, first: bool) -> None:
    level = block.blockFormat().headingLevel()
    letters = QTextCharFormat()
    letters.setProperty(QTextFormat.Property.FontSizeAdjustment, _SIZES.get(level, 0))
    letters.setFontWeight(600)
    apart = QTextBlockFormat()
    apart.setTopMargin(0 if first else ABOVE_HEADING)
    apart.setBottomMargin(_APART)
    cursor.setPosition(block.position())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(letters)
    cursor.mergeBlockFormat(apart)


def _dress_code(
    cursor: QTextCursor, block: QTextBlock, palette: Palette, before: QTextBlock | None
) -> None:
    """Its lines wrap: what does not fit would be out of sight."""
    form = QTextBlockFormat()
    form.setBackground(QBrush(color(palette.second)))
    form.setLeftMargin(_CODE_INSET)
    form.setNonBreakableLines(False)
    form.setProperty(QTextFormat.Property.BlockCodeFence, "`")
    form.setTopMargin(_APART if before is None or not is_code(before) else 0)
    after = block.next()
    form.setBottomMargin(0 if after.isValid() and is_code(after) else _APART)
    cursor.setPosition(block.position())
    cursor.mergeBlockFormat(form)


def _dress_quote(cursor: QTextCursor, block: QTextBlock, palette: Palette) -> None:
    letters = QTextCharFormat()
    letters.setForeground(QBrush(color(palette.muted)))
    cursor.setPosition(block.position())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(letters)


def _dress_table(table: QTextTable, palette: Palette) -> None:
    form = table.format()
    form.setBorder(1)
    form.setBorderBrush(QBrush(color(palette.field_line)))
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderCollapse(True)
    form.setCellPadding(_CELL)
    form.setTopMargin(_APART)
    form.setBottomMargin(_APART)
    form.setAlignment(Qt.AlignmentFlag.AlignLeft)
    table.setFormat(form)
