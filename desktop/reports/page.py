"""The one page design: what stands on a page, each part told to screen readers as what it is."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Table, TableStyle

from desktop.reports.edition import PLAIN, Edition
from desktop.reports.long_table import LONG, Cells, LongTable
from desktop.reports.looks import (
    ACCENT,
    ASIDE,
    BODY,
    CELL,
    ENTRY,
    HEAD,
    HEAD_RIGHT,
    ITEM,
    LABEL,
    LABELS,
    LEAD,
    LINE,
    MEASURE,
    MUTED,
    NARROW,
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
from desktop.reports.sheet import Sheet, document, one_page
from desktop.reports.tagged import (
    CARDS,
    HEADINGS,
    PAIRS,
    TABLE,
    Entry,
    Figure,
    Item,
    Link,
    Marks,
    Paragraph,
    Unseen,
)
from desktop.reports.text import LONGEST, REGULAR, markup, printable, spoken

__all__ = [
    "ACCENT", "ASIDE", "BODY", "CARDS", "CELL", "HEAD", "HEAD_RIGHT", "LABEL", "LABELS", "LEAD",
    "LINE", "LONGEST_ITEM", "MEASURE", "MOST_PROSE", "MUTED", "NOTE", "PLAIN", "RIGHT", "SECTION",
    "SMALL", "SMALL_MEASURE",
    "SUBSECTION",
    "TABLE", "TEXT", "TITLE", "TOLD", "WIDTH", "Edition", "Figure", "Marks", "Paragraph", "Sheet",
    "asked", "body", "bullets", "cell", "contents", "document", "heading", "left_over", "link",
    "note",
    "one_page", "prose", "section", "some", "subsection", "table", "title", "told", "unseen",
]  # fmt: skip

_SENTENCE: Final = 600
_WITHIN: Final = re.compile(r"(?<=\d) (?=%|of \d)|(?<=\d of) (?=\d)")
_LEAST_ROWS: Final = 3
"""No fewer rows of a table stand alone on its last page."""
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


def held(words: str) -> str:
    """Markup in which no line ends within a figure: “40 of 45”, “88.8 %”."""
    return _WITHIN.sub("\N{NO-BREAK SPACE}", words)


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


def link(words: str, to: str, style: ParagraphStyle = CELL, limit: int = 160) -> Paragraph:
    """Words that lead to a place of the document (`name` of a paragraph), or to a web address.

    They are plain words where there is no such place, and where the address is of another kind.
    """
    made = Link(markup(words, limit), style)
    made.said, made.to = spoken(words, limit), to
    return made


def contents(story: Sequence[Flowable]) -> list[Flowable]:
    """The sections of a story, each with its page, to be put before it; they are links."""
    found = [one for one in _headings(story) if HEADINGS[one.style.name] == "H2"]
    made: list[Entry] = []
    for number, one in enumerate(found, start=1):
        one.name = one.name or f"part-{number}"
        entry = Entry(markup(one.said, 100), ENTRY)
        entry.said, entry.to = one.said, one.name
        entry.list = made[0].list if made else entry.list
        made.append(entry)
    return list(made)


def _headings(story: Sequence[Flowable]) -> Iterator[Paragraph]:
    for one in story:
        if isinstance(one, Paragraph) and one.style.name in HEADINGS:
            yield one
        yield from _headings(getattr(one, "_content", ()))


def told(
    rows: Sequence[tuple[str, str]], style: ParagraphStyle = TOLD, width: float | None = None
) -> Table:
    """Sentences, each beside a word that says what it is about; no wider than can be read."""
    label = LABEL.clone("beside", leading=style.leading)
    lines = [
        [
            Paragraph(markup(about, 20), label) if about else "",
            Paragraph(held(markup(words, _SENTENCE)), style),
        ]
        for about, words in rows
    ]
    lower = (style.fontSize - label.fontSize) * 1.07  # so that both stand on one line
    look = TableStyle([("TOPPADDING", (0, 0), (0, -1), lower)], parent=_TOLD_LINES)
    width = width or (MEASURE if style is TOLD else SMALL_MEASURE)
    return Table(lines, colWidths=[LABELS, width], style=look, hAlign="LEFT", renderCB=Marks(PAIRS))


def asked(rows: Sequence[tuple[str, str, str]]) -> Table:
    """Questions, each beside a word that says what it is about, and under each why it is asked."""
    label = LABEL.clone("beside", leading=TOLD.leading)
    lines = [
        [
            Paragraph(markup(about, 20), label) if about else "",
            [
                Paragraph(held(markup(ask, _SENTENCE)), TOLD),
                Paragraph(held(markup(why, _SENTENCE)), NARROW),
            ],
        ]
        for about, ask, why in rows
    ]
    lower = (TOLD.fontSize - label.fontSize) * 1.07
    look = TableStyle([("TOPPADDING", (0, 0), (0, -1), lower)], parent=_TOLD_LINES)
    widths = [LABELS, WIDTH - LABELS]
    return Table(lines, colWidths=widths, style=look, hAlign="LEFT", renderCB=Marks(PAIRS))


def cell(text: str, limit: int = 160, style: ParagraphStyle = CELL) -> Paragraph:
    """A table's cell: somebody's words, cut so that a row always fits on a page."""
    return Paragraph(markup(text, limit), style)


def some(text: str, limit: int) -> Paragraph:
    """A cell that is never empty: a dash where nothing of the text can be seen."""
    return cell(text if printable(text, limit) else "–", limit)


def unseen(words: str) -> Paragraph:
    """The head of a column that says for itself what it is: read aloud, not drawn."""
    return Unseen(words, HEAD)


def table(
    heads: Sequence[Flowable | str], rows: Sequence[Sequence[Flowable | str]],
    widths: Sequence[float], right: frozenset[int] = frozenset(), *, tight: bool = False,
    row_head: int | None = None,
) -> Table | LongTable:  # fmt: skip
    """Rows under a head that repeats on each page; `widths` in points, figures in `right`.

    `row_head` is the column that says what its row is about.
    """

    def cells(row: Sequence[Flowable | str]) -> Cells:
        return [_cell(value, RIGHT if i in right else CELL) for i, value in enumerate(row)]

    def made(body: list[Cells], heights: list[float] | None = None) -> Table:
        return _Rows(
            [top, *body], colWidths=list(widths), rowHeights=heights, repeatRows=1,
            style=_TIGHT if tight else _LINES, hAlign="LEFT", renderCB=marks,
        )  # fmt: skip

    marks = Marks(TABLE, row_head)
    top = [_cell(h, HEAD_RIGHT if i in right else HEAD) for i, h in enumerate(heads)]
    if len(rows) > LONG:
        return LongTable(rows, cells, made)
    return made([cells(row) for row in rows])


class _Rows(Table):
    """A table of which no single row is left for another page."""

    def split(self, width: float, height: float) -> list[Flowable]:
        """Its pieces; the last has a few rows, where the first can spare them."""
        whole: Any = self
        pieces: list[Any] = super().split(width, height)
        if len(pieces) == 2:
            lack = _LEAST_ROWS - (pieces[1]._nrows - whole.repeatRows)
            some = pieces[0]._nrows - lack
            if lack > 0 and some - whole.repeatRows >= _LEAST_ROWS:
                pieces = super().split(width, sum(whole._rowHeights[:some]) + 1)
        return list(pieces)


def _cell(value: Flowable | str, style: ParagraphStyle) -> Flowable | str:
    return cell(value, style=style) if value and isinstance(value, str) else value


_TOLD_LINES: Final = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
)
_LINES: Final = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, MUTED),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
)
_TIGHT: Final = TableStyle(
    [("TOPPADDING", (0, 0), (-1, -1), 1.2), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8)],
    parent=_LINES,
)
