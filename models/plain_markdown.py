"""Markdown as words on one line, for an excerpt: without marks, links by what they are called."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Final

_HEADING: Final = re.compile(r"\s{0,3}#{1,6}(?:[ \t]+|$)")
_CLOSED: Final = re.compile(r"[ \t]+#+[ \t]*$")
_ITEM: Final = re.compile(r"[\s>]*(?:[-*+][ \t]+)(?:\[[ xX]\][ \t]+)?")
_QUOTE: Final = re.compile(r"[\s>]*>[ \t]?")
_NO_WORDS: Final = re.compile(
    r"\s*(?:(?:`{3,}|~{3,}).*|[-*_=+|: \t]*|\[[^\[\]]{1,200}\]:\s.*|<!--.*-->)\s*"
)
"""Fences of code, rules, the line below a table's head, where links lead, comments."""

_ENDS: Final = (".", ":", "?", "!")
_INLINE: Final = (
    (re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"\[\[([^\[\]]*)\]\]"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^<>\s]{1,500})>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>]{0,500}>|<!--|-->"), ""),
    (re.compile(r"(?<!\\)[*`~]{1,3}(?=\S)|(?<=[^\s\\])[*`~]{1,3}"), ""),
    (re.compile(r"(?<!\w)(_{1,2})([^\s_][^_]{0,200})\1(?!\w)"), r"\2"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)  # fmt: skip


def blocks(body: str) -> Iterator[str]:
    """A text's paragraphs as they are written, each with the heading above it."""
    above = ""
    for part in body.split("\n\n"):
        block = f"{above}\n{part}" if above else part
        line = part.strip()
        if _HEADING.match(line) and "\n" not in line:
            above = block
        elif line:
            yield block
            above = ""
    if above:
        yield above


def plain_words(block: str) -> str:
    """What a paragraph says: “Workaround: export month by month”; what is apart in a list or a
    table is apart here, by a dot."""
    said, ends = "", ""
    for is_apart, is_heading, piece in _pieces(block.splitlines()):
        words = _row(piece) if piece.startswith("|") else _inline(piece)
        if not words:
            continue
        said += (ends or " ·" * (is_apart and said[-1:] not in _ENDS)) * bool(said)
        said += f" {words}" if said else words
        ends = ":" if is_heading and words[-1] not in _ENDS else ""
    return said


def _pieces(lines: Iterable[str]) -> Iterator[tuple[bool, bool, str]]:
    """(whether it is apart from what was before, whether it is a heading, what it says): the lines
    of a sentence together, for a link may run from one into the next."""
    apart, piece = False, list[str]()
    for line in lines:
        heading, item = _HEADING.match(line), _ITEM.match(line)
        mark = heading or item or _QUOTE.match(line)
        rest = (line[mark.end() :] if mark else line).strip()
        ends = _NO_WORDS.fullmatch(line)
        is_row = rest.startswith("|") and not ends
        if heading or item or is_row or ends:
            yield apart, False, " ".join(piece)
            apart, piece = bool(item), []
        if heading or is_row:
            yield is_row, heading is not None, _CLOSED.sub("", rest) if heading else rest
        elif not ends:
            piece.append(rest)
    yield apart, False, " ".join(piece)


def _inline(line: str) -> str:
    for pattern, by in _INLINE:
        line = pattern.sub(by, line)
    return " ".join(html.unescape(line).split())


def _row(line: str) -> str:
    cells = (_inline(cell) for cell in line.replace("\\|", "\0").strip().strip("|").split("|"))
    return " · ".join(cell.replace("\0", "|") for cell in cells if cell)
