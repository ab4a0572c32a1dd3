"""Headings in a text that is filled in: which of them stand open, and whether anything was said."""

import re
from typing import Final

_MARK: Final = r"[ \t]*(?:(?:[-*+•]|\d{1,3}[.)]|\[[ xX]?\])[ \t]+)*"
_HEADING: Final = re.compile(rf"{_MARK}(?:#{{1,6}}[ \t]+(?P<title>.*?)#*|(?P<label>.*\S)[ \t]*:)"
                             r"[\s_*…]*")  # fmt: skip
_NOTHING: Final = re.compile(r"(?:[-*+•_…#:]|\d{1,3}[.)]|\[[ xX]?\]|\s)*")


def open_headings(words: str, questions: bool = False) -> tuple[str, ...]:
    """The headings below which nothing stands, as they are read: without marks and colon.

    A heading is a line that ends in a colon, or one of Markdown; with `questions` a line that ends
    in a question mark is one too, which only a template can tell from a complaint.
    """
    found: list[str] = []
    last = ""
    for line in words.splitlines():
        heading = _heading(line, questions)
        if heading:
            found += [last] if last else []
            last = heading
        elif not _NOTHING.fullmatch(line):
            last = ""
    return (*found, last) if last else tuple(found)


def says_something(words: str) -> bool:
    """Whether there is more in a text than headings, and marks of lists with nothing behind."""
    return any(
        not _heading(line, questions=False) and not _NOTHING.fullmatch(line)
        for line in words.splitlines()
    )


def _heading(line: str, questions: bool) -> str:
    if len(line) > 300 or _NOTHING.fullmatch(line):
        return ""
    found = _HEADING.fullmatch(line)
    if found is not None:
        return (found["title"] or found["label"] or "").strip(" \t*_:")
    if questions and line.rstrip(" \t*_").endswith("?"):
        return re.sub(rf"^{_MARK}", "", line).strip(" \t*_")
    return ""
