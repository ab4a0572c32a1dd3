"""What the editor's buttons do to Markdown: pure, from a text and a selection to the next ones."""

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple


class Marked(NamedTuple):
    """What stands from `begin` to `end` is to be `words`; then from `chosen` to `until`, counted
    in the new text, is selected."""

    begin: int
    end: int
    words: str
    chosen: int
    until: int


Mark = Callable[[str, int, int], Marked]
_MARKER: Final = re.compile(r"^(\s*)([-*+]|\d{1,9}[.)]|>)( \[[ xX]\])?(\s+)")
_ROW: Final = re.compile(r"^\|(?:[^|\n]*\|)+$")
_TABLE: Final = "| Column | Column |\n| ------ | ------ |\n|        |        |\n"


def around(sign: str) -> Mark:
    """Put a sign around the selection, or take it away: bold, italic, code."""

    def mark(text: str, begin: int, end: int) -> Marked:
        inner, size = text[begin:end], len(sign)
        if (
            text[:begin].endswith(sign)
            and text[end:].startswith(sign)
            and not _longer(text, begin - size, sign)
        ):
            return Marked(begin - size, end + size, inner, begin - size, end - size)
        if "\n" in inner and sign == "`":
            words = f"```\n{inner.strip(chr(10))}\n```"
            return Marked(begin, end, words, begin + 4, begin + len(words) - 4)
        lead = len(inner) - len(inner.lstrip())
        tail = len(inner.rstrip()) if inner.strip() else lead
        words = f"{inner[:lead]}{sign}{inner[lead:tail]}{sign}{inner[tail:]}"
        at = begin + lead + size
        return Marked(begin, end, words, at, at + tail - lead)

    return mark


def before_lines(sign: str) -> Mark:
    """Put a sign before each line of the selection, or take it away: lists, quotes."""

    def mark(text: str, begin: int, end: int) -> Marked:
        first, last = _lines(text, begin, end)
        lines = text[first:last].split("\n")
        has = all(line.startswith(sign) for line in lines if line.strip())
        if has and any(line.strip() for line in lines):
            made = [line.removeprefix(sign) for line in lines]
        else:
            made = [f"{sign}{line}" if line.strip() or len(lines) == 1 else line for line in lines]
        words = "\n".join(made)
        moved = first + len(words)
        return Marked(first, last, words, first if len(lines) > 1 else moved, moved)

    return mark


def numbered(text: str, begin: int, end: int) -> Marked:
    """A number before each line."""
    first, last = _lines(text, begin, end)
    lines = text[first:last].split("\n")
    words = "\n".join(f"{at}. {line}" for at, line in enumerate(lines, 1))
    return Marked(first, last, words, first + len(words), first + len(words))


def heading(text: str, begin: int, end: int) -> Marked:
    """One level deeper with each press, from none to the third, and back to none."""
    first, last = _lines(text, begin, begin)
    line = text[first:last]
    level = len(line) - len(line.lstrip("#")) if re.match(r"#{1,6} ", line) else 0
    bare = line[level:].lstrip() if level else line
    wanted = {0: 2, 1: 2, 2: 3}.get(level, 0)
    words = f"{'#' * wanted} {bare}" if wanted else bare
    at = first + len(words)
    return Marked(first, last, words, at, at)


def link(text: str, begin: int, end: int) -> Marked:
    """`[words](address)`, with what is still to be typed selected."""
    inner = text[begin:end]
    if re.fullmatch(r"(?:https?://|mailto:)\S+", inner):
        return Marked(begin, end, f"[]({inner})", begin + 1, begin + 1)
    words = f"[{inner}](https://)"
    at = begin + len(inner) + 3
    return Marked(begin, end, words, at, at + len("https://"))


def table(text: str, begin: int, end: int) -> Marked:
    """A table of two columns below the line, its first heading selected."""
    _, last = _lines(text, end, end)
    lead = "\n\n" if text[:last].strip() and not text[:last].endswith("\n\n") else ""
    at = last + len(lead) + 2
    return Marked(last, last, lead + _TABLE, at, at + len("Column"))


def next_line(text: str, at: int) -> Marked | None:
    """What Enter does in a list, a quote or a table: the next item or row, or after an empty one
    none; None where it does what it always does."""
    first, last = _lines(text, at, at)
    if at == last and (row := _ROW.match(text[first:last])):
        return _next_row(first, last, row[0])
    found = _MARKER.match(text[first:last])
    if found is None or at < first + found.end():
        return None
    if not text[first + found.end() : last].strip():
        return Marked(first, last, "", first, first)
    indent, sign, box, gap = found.groups()
    if sign[0].isdigit():
        sign = f"{int(sign[:-1]) + 1}{sign[-1]}"
    words = f"\n{indent}{sign}{' [ ]' if box else ''}{gap}"
    return Marked(at, at, words, at + len(words), at + len(words))


def _next_row(first: int, last: int, row: str) -> Marked:
    """A row of as many cells, or none after an empty one."""
    if not row.strip("| \t"):
        return Marked(first, last, "", first, first)
    words = "\n|" + "  |" * (row.count("|") - 1)
    return Marked(last, last, words, last + 3, last + 3)


MARKS: Final[Mapping[str, Mark]] = {
    "bold": around("**"), "italic": around("*"), "code": around("`"), "heading": heading,
    "list": before_lines("- "), "numbers": numbered, "quote": before_lines("> "), "link": link,
    "table": table,
}  # fmt: skip
"""By name, in the order of the toolbar."""


def _lines(text: str, begin: int, end: int) -> tuple[int, int]:
    """From the beginning of the first line to the end of the last."""
    last = text.find("\n", end)
    return text.rfind("\n", 0, begin) + 1, len(text) if last < 0 else last


def _longer(text: str, at: int, sign: str) -> bool:
    """Whether the sign before the selection is a part of a longer one: `*` of `**`."""
    return len(sign) == 1 and text[max(at - 1, 0) : at] == sign and text[at - 2 : at] != sign * 2
