"""The agenda of a weekly or a monthly review on paper: its sections in their order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from desktop.reports import page
from desktop.reports.text import BOLD, markup
from models.agenda import Line, Section

_FEW_ROWS: Final = 45 * mm
"""A section's heading, and some rows of its table."""
_KEPT: Final = 6
"""So many rows stay with their heading."""
_BADGE, _KEY, _VALUE = 8 * mm, 24 * mm, 34 * mm
_SHORT: Final = 58 * mm
_WHEN: Final = page.NOTE.clone("note", spaceBefore=-mm, spaceAfter=3.5 * mm)
_LATE: Final = page.RIGHT.clone("late", fontName=BOLD)
_BEFORE: Final[tuple[tuple[float, str, Callable[[Line], str]], ...]] = (
    (_BADGE, "Priority", lambda line: line.badge), (_KEY, "Key", lambda line: line.key),
)  # fmt: skip
"""Columns that are there where any line has something in them."""
_WORDS: Final = 70 * mm
_NUMBER: Final = 42 * mm
_WORD_LIMIT, _DETAIL_LIMIT = 160, 240


def agenda_story(
    sections: Sequence[Section], after: Mapping[str, Sequence[Flowable]]
) -> list[Flowable]:
    """Those with lines; `after` are parts that stand below a section by its name. The others are
    named in one sentence."""
    story: list[Flowable] = []
    for section in sections:
        if section.lines:
            story += _section(section)
        elif str(section.empty):
            story += [page.section(str(section.title)), page.body(str(section.empty))]
        story += after.get(section.name, ())
    missing = [str(one.nothing) for one in sections if not one.lines and not str(one.empty)]
    if missing:
        story += [page.section("Nothing to report"), page.body(f"No {', no '.join(missing)}.")]
    return story


def _section(section: Section) -> Iterator[Flowable]:
    if section.shape == "minutes":
        yield page.section(str(section.title))
        for line in section.lines:
            yield from _entry(line)
        return
    title = page.section(str(section.title))
    if len(section.lines) > _KEPT:
        yield CondPageBreak(_FEW_ROWS)
        title.style = page.SECTION.clone("section", keepWithNext=0)
    yield title
    yield _numbers(section) if section.shape == "numbers" else _lines(section)
    words = [str(section.note)] if str(section.note) else []
    if section.more:
        words.insert(0, f"and {section.more:,} more")
    if words:
        said = " · ".join(words)
        yield Spacer(1, 1.5 * mm)
        yield page.note(f"{said[:1].upper()}{said[1:]}.")


def _lines(section: Section) -> Flowable:
    """A column for the badge and one for the key, where lines have any."""
    before = [(width, name, of) for width, name, of in _BEFORE if any(map(of, section.lines))]
    words = _WORDS if len(before) < len(_BEFORE) else _SHORT
    rest = page.WIDTH - words - _VALUE - sum(width for width, *_ in before)
    heads: list[Flowable | str] = [page.unseen(name) for _, name, _ in before]
    heads += [str(head) for head in section.heads]
    rows: list[list[Flowable | str]] = [
        [
            *(page.cell(of(line), 40) for *_, of in before),
            page.some(str(line.words), _WORD_LIMIT),
            page.cell(str(line.detail), _DETAIL_LIMIT, page.ASIDE),
            page.cell(str(line.value), style=_LATE if line.late else page.RIGHT),
        ]
        for line in section.lines
    ]
    widths = [*(width for width, *_ in before), words, rest, _VALUE]
    last = len(widths) - 1
    return page.table(heads, rows, widths, frozenset({last}), row_head=last - 2, tight=True)


def _numbers(section: Section) -> Flowable:
    compared = any(str(line.was) for line in section.lines)
    heads = [str(section.heads[0]), str(section.heads[2])]
    rows: list[list[Flowable | str]] = [
        [str(line.words), str(line.value), *([str(line.was)] if compared else [])]
        for line in section.lines
    ]
    if compared:
        heads.append(str(section.heads[3]))
    widths = [_WORDS, *(_NUMBER for _ in heads[1:])]
    return page.table(heads, rows, widths, frozenset(range(1, len(heads))), row_head=0, tight=True)


def _entry(line: Line) -> Iterator[Flowable]:
    """An entry of the minutes as it was written, and below it when and by whom."""
    yield from page.prose(str(line.words))
    yield page.Paragraph(markup(str(line.detail), _DETAIL_LIMIT), _WHEN)
