"""What a long paper holds: its sections and their pages, each a link, in two columns."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from desktop.reports.looks import ENTRY, LABEL, LABELS, WIDTH
from desktop.reports.marks import PLACED, Marks
from desktop.reports.tagged import HEADINGS, Entry, Paragraph
from desktop.reports.text import REGULAR, markup

_GAP: Final = 10 * mm
_NAME: Final = 60
_FEWEST: Final = 6
_LOOK: Final = [
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]


def contents(story: Sequence[Flowable]) -> list[Flowable]:
    """The sections of a story, to be put before it; nothing for a few."""
    found = [one for one in _headings(story) if HEADINGS[one.style.name] == "H2"]
    if len(found) < _FEWEST:
        return []
    entries = [_entry(one, number) for number, one in enumerate(found, start=1)]
    for entry in entries[1:]:
        entry.list = entries[0].list
    half = (len(entries) + 1) // 2
    cells: list[Any] = [
        Paragraph(markup("Contents"), LABEL.clone("contents", leading=ENTRY.leading)),
        entries[:half], [], entries[half:],
    ]  # fmt: skip
    column = (WIDTH - LABELS - _GAP) / 2
    return [
        Table(
            [cells], colWidths=[LABELS, column, _GAP, column], style=_LOOK, hAlign="LEFT",
            spaceBefore=4 * mm, spaceAfter=2 * mm, renderCB=Marks(PLACED),
        )
    ]  # fmt: skip


def _entry(heading: Paragraph, number: int) -> Entry:
    heading.name = heading.name or f"part-{number}"
    made = Entry(markup(heading.said, _NAME), ENTRY)
    made.said, made.to = heading.said, heading.name
    return made


def _headings(story: Sequence[Flowable]) -> Iterator[Paragraph]:
    for one in story:
        if isinstance(one, Paragraph) and one.style.name in HEADINGS:
            yield one
        yield from _headings(getattr(one, "_content", ()))
