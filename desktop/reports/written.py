"""What somebody wrote in Markdown, on paper: headings, lists and paragraphs; the rest as words."""

import re
from collections.abc import Iterator
from typing import Final

from reportlab.platypus import Flowable

from desktop.reports import page

_HEADING: Final = re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_ITEM: Final = re.compile(r"\s{0,6}(?:[-*+]|\d{1,9}[.)])\s+(\S.*)$")
_STRONG: Final = re.compile(r"(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1")
_HEADINGS: Final = 120
_MOST_ITEMS: Final = 200


def written(words: str) -> list[Flowable]:
    """The text as it is read: at most some fifteen pages, and a sentence that says what is left."""
    made: list[Flowable] = []
    kept = words[: page.MOST_PROSE]
    for kind, lines in _blocks(kept.splitlines()):
        if kind == "heading":
            made.append(page.subsection(_plain(lines[0])[:_HEADINGS]))
        elif kind == "list" and len(lines) <= _MOST_ITEMS and all(map(_short, lines)):
            made += page.bullets([_plain(line) for line in lines])
        else:
            made += page.prose(_plain("\n".join(lines)))
    if len(words) > len(kept):
        made.append(page.left_over(len(words) - len(kept)))
    return made


def _blocks(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """(kind, lines) of each heading, list and paragraph."""
    kind, held = "", list[str]()
    for line in lines:
        heading, item = _HEADING.match(line), _ITEM.match(line)
        now = "heading" if heading else "list" if item else "text" if line.strip() else ""
        goes_on = kind == "list" and now == "text" and line[:1].isspace()
        if goes_on:
            held[-1] += f" {line.strip()}"
            continue
        if held and (now != kind or now == "heading"):
            yield kind, held
            held = []
        kind = now
        if now:
            held.append(heading[1] if heading else item[1] if item else line)
    if held:
        yield kind, held


def _plain(words: str) -> str:
    """Without the marks of what is strong; what they enclose is as it was typed."""
    return _STRONG.sub(r"\2", words)


def _short(line: str) -> bool:
    return len(line) <= page.LONGEST_ITEM
