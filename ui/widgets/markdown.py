"""Markdown as a document: no HTML, no file and no address is ever loaded; the source stays."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, cast

from PySide6.QtCore import QRectF, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QGuiApplication,
    QImage,
    QPainter,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextList,
    QTextListFormat,
)

_FLAVOUR: Final = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_SIGNS: Final = re.compile(
    r"(?m)[*_~`]\S|^\s{0,3}(?:#{1,6}\s|[-+*]\s|\d{1,9}[.)]\s|>|\|)|\]\(|https?://"
)
_APART, _INDENT = 7.0, 20.0
LONGEST_MARKDOWN: Final = 100_000
"""Letters that are shown as Markdown; a longer text is shown as it is."""


class MarkdownDocument(QTextDocument):
    """What Markdown says, laid out; each line typed is a line, as in a mail."""

    def __init__(self, source: str, font: QFont) -> None:
        super().__init__()
        self.setDocumentMargin(0)
        self.setDefaultFont(font)
        self.setMarkdown(source.replace("\r\n", "\n").replace("\n", "  \n"), _FLAVOUR)
        self.setIndentWidth(_INDENT)
        self._name_pictures()
        self._space_out()
        self._calm_headings()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is loaded, from nowhere: without an answer Qt would look for a file."""
        return QImage(1, 1, QImage.Format.Format_ARGB32)

    def _name_pictures(self) -> None:
        """In place of each picture a link to it, before anything is laid out."""
        found = [fragment for block in _blocks(self) for fragment in _pictures(block)]
        for position, length, form in reversed(found):
            cursor = QTextCursor(self)
            cursor.setPosition(position)
            cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(form.toolTip() or form.anchorHref(), form)

    def _space_out(self) -> None:
        """A paragraph stands apart from what is above it; the lines of a list stay together."""
        apart = QTextBlockFormat()
        apart.setTopMargin(_APART)
        for block in _blocks(self)[1:]:
            cursor = QTextCursor(block)
            in_list = block.textList() is not None and block.previous().textList() is not None
            if not in_list and cursor.currentTable() is None:
                cursor.mergeBlockFormat(apart)

    def _calm_headings(self) -> None:
        """A heading is heavier than what follows, not larger: a case is no book."""
        calm = QTextCharFormat()
        calm.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
        calm.setFontWeight(600)
        for block in _blocks(self):
            if block.blockFormat().headingLevel():
                cursor = QTextCursor(block)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                cursor.mergeCharFormat(calm)


@dataclass
class MarkdownLines:
    """Markdown ready to be drawn; `cut` where there was more of it than fits."""

    document: MarkdownDocument
    height: float
    cut: bool

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        """Draw it in the painter's pen."""
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette(context.palette)
        palette.setColor(QPalette.ColorRole.Text, painter.pen().color())
        context.palette = palette
        area = QRectF(0, 0, self.document.textWidth(), self.height)
        painter.save()
        painter.translate(left, top)
        painter.setClipRect(area)
        self.document.documentLayout().draw(painter, context)
        painter.restore()


def is_markdown(text: str) -> bool:
    """Whether a text has any sign of Markdown: one without is the same either way."""
    return len(text) <= LONGEST_MARKDOWN and _SIGNS.search(text) is not None


def plain_text(text: str) -> str:
    """What Markdown says without its signs: items keep a mark, a link its address."""
    if not is_markdown(text):
        return text
    document = MarkdownDocument(text, QFont())
    return "\n".join(_plain(block) for block in _blocks(document))


def lay_out_markdown(text: str, font: QFont, width: float, most: float) -> MarkdownLines:
    """Markdown in `width` pixels; whole lines of at most `most` pixels are shown of it."""
    document = MarkdownDocument(text, font)
    document.setTextWidth(max(width, 1.0))
    whole = document.size().height()
    if whole <= most:
        return MarkdownLines(document, whole, cut=False)
    ends = (end for block in _blocks(document) for end in _line_ends(document, block))
    return MarkdownLines(document, max((end for end in ends if end <= most), default=most), True)


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    found, block = [], document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def _plain(block: QTextBlock) -> str:
    parts = []
    for one in cast("Iterable[QTextBlock.iterator]", block):
        fragment = one.fragment()
        said, address = fragment.text().replace("\u2028", "\n"), fragment.charFormat().anchorHref()
        shown = not address or address.removeprefix("mailto:") in said
        parts.append(said if shown else f"{said} ({address})")
    listed = cast("QTextList | None", block.textList())
    if listed is None:
        return "".join(parts)
    number = listed.format().style() == QTextListFormat.Style.ListDecimal
    mark = f"{listed.itemNumber(block) + listed.format().start()}." if number else "•"
    return f"{'  ' * (listed.format().indent() - 1)}{mark} {''.join(parts)}"


def _pictures(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """(position, length, a link's format named as the picture is) of each picture."""
    found = []
    for one in cast("Iterable[QTextBlock.iterator]", block):
        fragment = one.fragment()
        form = fragment.charFormat()
        if form.isImageFormat():
            picture = form.toImageFormat()
            link = QTextCharFormat()
            link.setAnchor(True)
            link.setAnchorHref(picture.name())
            alt = picture.property(QTextFormat.Property.ImageAltText)
            link.setToolTip(str(alt or picture.name()))
            link.setForeground(QGuiApplication.palette().link())
            found.append((fragment.position(), fragment.length(), link))
    return found


def _line_ends(document: QTextDocument, block: QTextBlock) -> list[float]:
    layout = block.layout()
    top = document.documentLayout().blockBoundingRect(block).top()
    lines = (layout.lineAt(number) for number in range(layout.lineCount()))
    return [top + line.y() + line.height() for line in lines]
