"""Where a Markdown text leads: its links and images, each with its line; nothing is followed.

A text of any shape takes time by its length alone.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

_INLINE: Final = re.compile(r"(!?)\[(?:[^\[\]\n]{0,500})\]\(|\]\(")
_TARGET: Final = re.compile(r"[ \t]*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))")
_DEFINED: Final = re.compile(r" {0,3}\[[^\[\]\n]{1,500}\]:[ \t]*(?:<([^<>\n]*)>|(\S+))")
_TAG: Final = re.compile(
    r"<(img|a)\b[^<>\n]{0,2000}?\b(?:src|href)[ \t]*=[ \t]*[\"']([^\"'\n]*)", re.I
)
_BARE: Final = re.compile(r"<(file:[^\s<>]*|\\\\[^\s<>]+)>", re.I)
_TICKS: Final = re.compile(r"`+")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})([^\n]*)$")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.\-]{1,30}:", re.I)
_SCRIPT: Final = re.compile(
    r"<\s*(script|iframe|object|embed)\b|<[^<>\n]{1,200}\son[a-z]{3,20}\s*=", re.I
)

WEB, FILE, NETWORK, SCRIPT, OTHER, HERE, ROOT, BESIDE = (
    "web", "file", "network", "script", "other", "here", "root", "beside",
)  # fmt: skip
_KINDS: Final = {"http": WEB, "https": WEB, "file": FILE, "javascript": SCRIPT, "data": SCRIPT,
                 "vbscript": SCRIPT}  # fmt: skip


@dataclass(frozen=True)
class Link:
    """A link or an image, its target as written, and the line it stands in, from 1."""

    target: str
    line: int
    image: bool = False

    @property
    def kind(self) -> str:
        """What it leads to: the web, a `file:`, a computer of the network, a script, another
        program, here (an anchor), a place from the root of a site, or beside the text."""
        if self.target.startswith(("\\\\", "//")):
            return NETWORK
        if scheme := _SCHEME.match(self.target):
            return _KINDS.get(scheme[0][:-1].casefold(), OTHER)
        if self.target.startswith("#") or not self.target:
            return HERE
        return ROOT if self.target.startswith(("/", "\\")) else BESIDE


def links(text: str) -> Iterator[Link]:
    """Every link and image of a text in its order; what stands in code is none."""
    for number, line in prose(text):
        if "](" in line:
            yield from _inline(line, number)
        if defined := _DEFINED.match(line):
            yield Link(defined[1] or defined[2] or "", number)
        if "<" in line:
            for tag in _TAG.finditer(line):
                yield Link(tag[2], number, tag[1].casefold() == "img")
            for bare in _BARE.finditer(line):
                yield Link(bare[1], number)


def script_lines(text: str) -> Iterator[int]:
    """The lines that hold a script, or what a browser would run or load."""
    for number, line in prose(text):
        if "<" in line and _SCRIPT.search(line):
            yield number


def prose(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not code, by number, without the code within them."""
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not found[2].strip():
                fence = ""
        elif found and not (found[1][0] == "`" and "`" in found[2]):
            fence = found[1]
        else:
            yield number, _without_code(line) if "`" in line else line


def path_of(base: str, target: str) -> str | None:
    """The path within the folder that a link leads to from the file at `base`, without its anchor;
    None where it leads out of it."""
    written = re.split(r"[?#]", target, maxsplit=1)[0]
    there = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(written)))
    return None if there.startswith(("../", "/")) or there in ("..", ".") else there


def files_meant(path: str) -> tuple[str, ...]:
    """The files that may be meant by a path, as sites and readers of Markdown take it."""
    bare = path.rstrip("/")
    return (path, f"{bare}.md", f"{bare}/index.md", f"{bare}/README.md",
            f"{bare.removesuffix('.html')}.md")  # fmt: skip


def _inline(line: str, number: int) -> Iterator[Link]:
    for found in _INLINE.finditer(line):
        target = _TARGET.match(line, found.end())
        said = (target[1] if target[1] is not None else target[2]) if target else ""
        yield Link(said, number, found[1] == "!")


def _without_code(line: str) -> str:
    """The line, blank where code stands in it: between two runs of as many backticks."""
    runs = [(run.start(), run.end()) for run in _TICKS.finditer(line)]
    ends: dict[int, list[int]] = defaultdict(list)
    for place in range(len(runs) - 1, -1, -1):
        ends[runs[place][1] - runs[place][0]].append(place)
    kept, begun, place = list[str](), 0, 0
    while place < len(runs):
        start, end = runs[place]
        waiting = ends[end - start]
        while waiting and waiting[-1] <= place:
            waiting.pop()
        if not waiting:
            place += 1
            continue
        closing = waiting[-1]
        kept.append(line[begun:start])
        begun, place = runs[closing][1], closing + 1
    return "".join([*kept, line[begun:]])
