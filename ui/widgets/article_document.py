"""An article's Markdown as a document: headings, tables, its own pictures; nothing else is loaded.

Unlike a message's, its lines run on as Markdown says, and its headings are larger than its text.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QImage,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from ui.messages import tr
from ui.palette import Palette
from ui.widgets.article_look import blocks, dress, is_code
from ui.widgets.markdown import LONGEST_MARKDOWN

ARTICLE, CASE = "article", "case"
"""Schemes of links within the desk: `article:KI-4`, `case:CS-1001`."""

_FLAVOUR: Final = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_POINTS: Final = 0.75
"""Points of a pixel: Qt sets paragraphs apart by a font's points; one in pixels has none."""

_MENTIONED: Final = re.compile(
    r"\[\[\s*([A-Za-z]{2,4}-\d{1,9})\s*\]\]|(?<![\w#&])#([A-Za-z][A-Za-z0-9]*-?\d{1,12})\b"
)
_MAY_MENTION: Final = re.compile(r"\[\[|#[A-Za-z]")
_DEEP: Final = re.compile(r"(?m)^(?:[ \t]*(?:>|[-+*](?=\s)|\d{1,9}[.)](?=\s))){41}|^[ \t]{161}\S")
_ITEM: Final = re.compile(r"(?m)^[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]")
_MOST_MENTIONS, _MOST_ITEMS, _MOST_CELLS, _MOST_SIGNS = 500, 2_000, 3_000, 10_000
"""Qt takes time that grows with the square of what it lists, and seconds over a large table."""

_WIDE: Final = re.compile(r"(?m)^(?:[^|\n]*\|){101}")
_LONGEST_LINE: Final = 4_000


class ArticleDocument(QTextDocument):
    """`pictures` are the article's own by the names its text calls them by."""

    def __init__(
        self, source: str, font: QFont, pictures: Mapping[str, QImage], palette: Palette
    ) -> None:
        super().__init__()
        self._pictures = pictures
        self.setDefaultFont(in_points(font))
        why = why_not_shown(source)
        if why:
            self.setPlainText(source[:LONGEST_MARKDOWN])
            return
        self.setMarkdown(source, _FLAVOUR)
        whole = QTextCursor(self)
        whole.beginEditBlock()
        dress(self, palette)
        if "![" in source:
            self._name_strangers()
        if _MAY_MENTION.search(source):
            self._link_mentions()
        whole.endEditBlock()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """The article's own pictures; nothing else, from nowhere: without an answer Qt would look
        for a file."""
        return picture_or_nothing(name, self._pictures)

    def _name_strangers(self) -> None:
        """In place of a picture that is not the article's own, its name as a link."""
        found = []
        for block in blocks(self):
            for form, position, length in _fragments(block):
                if form.isImageFormat():
                    picture = form.toImageFormat()
                    if own_picture(picture.name(), self._pictures) is None:
                        alt = str(picture.property(QTextFormat.Property.ImageAltText) or "")
                        found.append((position, length, picture.name(), alt or picture.name()))
        for position, length, address, words in reversed(found):
            self._put_link(position, length, address, words)

    def _link_mentions(self) -> None:
        """`[[KI-4]]` and `#CS-1001` lead to what they name, but for those in code."""
        found = [
            (block.position() + match.start(), match)
            for block in blocks(self) if not is_code(block)
            for match in _MENTIONED.finditer(block.text())
        ][:_MOST_MENTIONS]  # fmt: skip
        cursor = QTextCursor(self)
        for position, match in reversed(found):
            cursor.setPosition(position + 1)
            form = cursor.charFormat()
            if not (form.fontFixedPitch() or form.isAnchor()):
                article, case = match.groups()
                address = f"{ARTICLE}:{article.upper()}" if article else f"{CASE}:{case.upper()}"
                self._put_link(position, len(match[0]), address, article or match[0])

    def _put_link(self, position: int, length: int, address: str, words: str) -> None:
        link = QTextCharFormat()
        link.setAnchor(True)
        link.setAnchorHref(address)
        link.setForeground(QGuiApplication.palette().link())
        cursor = QTextCursor(self)
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words, link)


def why_not_shown(source: str) -> str:
    """Why a text is shown as it is typed and not as what its Markdown means; "" where it is not."""
    if len(source) > LONGEST_MARKDOWN:
        return tr(
            "The text has {count} letters: its beginning is shown as it is typed. Up to {most} "
            "are shown as Markdown.", count=f"{len(source):,}", most=f"{LONGEST_MARKDOWN:,}",
        )  # fmt: skip
    if _DEEP.search(source):
        return tr("Lists or quotes stand in each other more than 40 deep: the text is shown as it "
                  "is typed.")  # fmt: skip
    if _WIDE.search(source):
        return tr("A table has more than 100 columns: the text is shown as it is typed.")
    if source.count("|") > _MOST_CELLS or len(_ITEM.findall(source)) > _MOST_ITEMS:
        return tr(
            "More than {items} items of lists, or {cells} cells of tables: the text is shown as it "
            "is typed.", items=f"{_MOST_ITEMS:,}", cells=f"{_MOST_CELLS:,}",
        )  # fmt: skip
    if source.count("*") + source.count("_") > _MOST_SIGNS:
        return tr("More than {most} signs of emphasis: the text is shown as it is typed.",
                  most=f"{_MOST_SIGNS:,}")  # fmt: skip
    if max(map(len, source.split("\n"))) > _LONGEST_LINE:
        return tr("A line has more than {most} letters: the text is shown as it is typed.",
                  most=f"{_LONGEST_LINE:,}")  # fmt: skip
    return ""


def own_picture(name: QUrl | str, pictures: Mapping[str, QImage]) -> QImage | None:
    """The picture that a text calls by this name, in whatever folder it says it is."""
    called = unquote(name if isinstance(name, str) else name.toString())
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\", called):
        return None
    return pictures.get(called) or pictures.get(re.split(r"[/\\]", called)[-1])


def picture_or_nothing(name: QUrl | str, pictures: Mapping[str, QImage]) -> QImage:
    """What a document is given for a name: its own picture, or one of a pixel."""
    found = own_picture(name, pictures)
    return found if found is not None else QImage(1, 1, QImage.Format.Format_ARGB32)


def in_points(font: QFont) -> QFont:
    """The same font, sized in points."""
    made = QFont(font)
    made.setPointSizeF(font.pixelSize() * _POINTS if font.pixelSize() > 0 else font.pointSizeF())
    return made


def _fragments(block: QTextBlock) -> Iterator[tuple[QTextCharFormat, int, int]]:
    for one in block:  # type: ignore[attr-defined]
        fragment = one.fragment()
        yield fragment.charFormat(), fragment.position(), fragment.length()
