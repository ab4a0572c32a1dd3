"""The one page design: what stands on a page, each part told to screen readers as what it is."""

from collections.abc import Iterator, Sequence
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from desktop.reports.contents import contents
from desktop.reports.edition import PLAIN, Edition
from desktop.reports.looks import (
    ACCENT,
    ASIDE,
    BODY,
    CELL,
    HEAD,
    HEAD_RIGHT,
    ITEM,
    LABEL,
    LABELS,
    LEAD,
    LINE,
    LINK,
    MEASURE,
    MUTED,
    NOTE,
    RIGHT,
    SECTION,
    SMALL,
    SMALL_MEASURE,
    SUBSECTION,
    TEXT,
    TITLE,
    TOLD,
    WIDTH,
)
from desktop.reports.marks import CARDS, TABLE, Marks
from desktop.reports.sheet import Sheet, document, one_page
from desktop.reports.tables import asked, cell, some, table, told, unseen
from desktop.reports.tagged import (
    Figure,
    Item,
    Link,
    Paragraph,
)
from desktop.reports.text import LONGEST, held, markup, printable, spoken

__all__ = [
    "ACCENT", "ASIDE", "BODY", "CARDS", "CELL", "HEAD", "HEAD_RIGHT", "LABEL", "LABELS", "LEAD",
    "LINE", "LINK", "LONGEST_ITEM", "MEASURE", "MOST_PROSE", "MUTED", "NOTE", "PLAIN", "RIGHT",
    "SECTION", "SMALL", "SMALL_MEASURE", "SUBSECTION", "TABLE", "TEXT", "TITLE", "TOLD", "WIDTH",
    "Edition", "Figure", "Marks", "Paragraph", "Sheet", "asked", "body", "bullets", "cell",
    "contents", "document", "heading", "left_over", "link", "note", "one_page", "prose", "section",
    "some", "subsection", "table", "title", "told", "unseen",
]  # fmt: skip

MOST_PROSE: Final = 60_000
"""Characters of one text: some fifteen pages."""

LONGEST_ITEM: Final = LONGEST
"""Characters of one item of a list."""


def heading(words: str, style: ParagraphStyle) -> Paragraph:
    """A heading by the name of its style (`HEADINGS`); the outline calls it as it was written."""
    made = Paragraph(markup(words), style)
    made.said = spoken(words, 200)
    return made


def title(words: str) -> Paragraph:
    """What the whole paper is called."""
    return heading(words, TITLE)


def section(words: str) -> Paragraph:
    """A section's heading; it becomes an entry of the outline."""
    return heading(words, SECTION)


def subsection(words: str) -> Paragraph:
    """A heading within a section."""
    return heading(words, SUBSECTION)


def body(words: str) -> Paragraph:
    """Running text, no wider than can be read."""
    return Paragraph(held(markup(words)), BODY)


def note(words: str) -> Paragraph:
    """Small words below what they explain."""
    return Paragraph(held(markup(words)), NOTE)


def prose(words: str) -> list[Flowable]:
    """What somebody wrote, paragraph by paragraph; too long ones are cut in two, and far too long
    texts end with a sentence that says so."""
    made: list[Flowable] = []
    for paragraph in words[:MOST_PROSE].split("\n\n"):
        made += [body(part) for part in _parts(paragraph) if printable(part)]
    if len(words) > MOST_PROSE:
        made.append(left_over(len(words) - MOST_PROSE))
    return made


def left_over(count: int) -> Paragraph:
    """That so many characters more were written than are printed."""
    return note(f"and {count:,} more characters, which no page has room for")


def _parts(paragraph: str) -> Iterator[str]:
    """A paragraph in parts that can be laid out, cut between words where there are any."""
    while len(paragraph) > LONGEST:
        end = paragraph.rfind(" ", LONGEST // 2, LONGEST)
        end = end if end > 0 else LONGEST - 1
        yield paragraph[:end]
        paragraph = paragraph[end:].lstrip()
    yield paragraph


def bullets(items: Sequence[str]) -> list[Flowable]:
    """A list, each item a sentence or more."""
    made = [Item(markup(item), ITEM) for item in items]
    for item in made[1:]:
        item.list = made[0].list
    return list(made)


def link(words: str, to: str, style: ParagraphStyle = LINK, limit: int = 160) -> Paragraph:
    """Words that lead to a place of the document (`name` of a paragraph), or to a web address.

    They are plain words where there is no such place, and where the address is of another kind.
    """
    made = Link(markup(words, limit), style)
    made.said, made.to = spoken(words, limit), to
    return made
