"""Where an imported article comes from, and how its file is made again to the letter.

A file is what stands before the text (its `head`: front matter, and the heading that is the
title), and the text. The head is kept beside the article; a title that was changed since is put
into it. Files that come from nowhere else begin with a front matter of ours.
"""

import codecs
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from models.front_matter import front_matter, quoted
from models.typed_text import one_line

SOURCE: Final = "source"
"""The name of it among an article's fields."""

_NEWLINES: Final = {"": "\n", "crlf": "\r\n", "cr": "\r"}
_HEADING: Final = re.compile(r" {0,3}#[ \t]+")
_RULE: Final = re.compile(r" {0,3}=+\s*$")
_MARKS: Final = re.compile(r"[*`]+")
_LINKED: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_BYTE_ORDER: Final = "\ufeff"
_WIDE: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True)
class Written:
    """A file's letters, with lines that end in a line feed, and how they were written down.

    `newline` is "", "crlf" or "cr"; "mixed" where the text kept them as they are.
    """

    text: str
    encoding: str = "utf-8"
    newline: str = ""
    bom: bool = False


@dataclass(frozen=True)
class Source:
    """`path` is the file's within the `folder` that was imported; `title` and `state` are what it
    told of itself. `files` are the names of the article's files by their paths in the folder."""

    folder: str
    path: str
    sha256: str
    title: str
    state: str = ""
    head: str = ""
    encoding: str = "utf-8"
    newline: str = ""
    bom: bool = False
    files: Mapping[str, str] = field(default_factory=dict)

    def to_fields(self) -> dict[str, Any]:
        """As it is kept among an article's fields."""
        return {SOURCE: asdict(self)}


def source_of(fields: Mapping[str, Any]) -> Source | None:
    """Where an article was imported from; None for one that was written here."""
    kept = fields.get(SOURCE)
    if not isinstance(kept, Mapping):
        return None
    return Source(**{name: kept[name] for name in Source.__dataclass_fields__ if name in kept})


def decoded(data: bytes) -> Written:
    """The letters of a file: as UTF-8 or UTF-16, else as Windows wrote them in the West.

    `encoded` gives the same bytes again, whatever they are.
    """
    text, encoding = _letters(data)
    bom = text.startswith(_BYTE_ORDER)
    text = text.removeprefix(_BYTE_ORDER)
    newline = _newline(text)
    if newline in ("crlf", "cr"):
        text = text.replace(_NEWLINES[newline], "\n")
    return Written(text, encoding, newline, bom)


def encoded(written: Written) -> bytes:
    """The bytes of a file; letters that its encoding lacks make it UTF-8."""
    text = written.text
    if written.newline in ("crlf", "cr"):
        text = text.replace("\r\n", "\n").replace("\n", _NEWLINES[written.newline])
    text = f"{_BYTE_ORDER}{text}" if written.bom else text
    try:
        return text.encode(written.encoding)
    except UnicodeEncodeError:
        return text.encode()


def heading(line: str, below: str = "") -> str | None:
    """What a line says as the heading of a document, without marks; None where it is none."""
    found = _HEADING.match(line)
    if found is None and not (line.strip() and _RULE.match(below) and line[:4].strip()):
        return None
    said = line[found.end() :].strip() if found else line
    bare = said.rstrip("#")
    return plain(bare if found and bare.endswith((" ", "\t")) else said)


def plain(words: str) -> str:
    """Words of a heading or a title without marks and links."""
    return one_line(_MARKS.sub("", _LINKED.sub(r"\1", words)))


def file_of(source: Source, title: str, body: str) -> bytes:
    """The file of an imported article: the same bytes where nothing was changed."""
    head = source.head if title == source.title else _retitled(source.head, source.title, title)
    return encoded(Written(head + body, source.encoding, source.newline, source.bom))


def own_head(values: Sequence[tuple[str, str]], title: str, number: int | None) -> str:
    """What the file of an article begins with that was written here; a decision has a number."""
    lines = [f"{name}: {quoted(said)}\n" for name, said in values if said]
    count = f"{number}. " if number is not None else ""
    return "".join(["---\n", f"title: {quoted(title)}\n", *lines, f"---\n\n# {count}{title}\n\n"])


def _letters(data: bytes) -> tuple[str, str]:
    for encoding in ("utf-8", _WIDE.get(data[:2], "cp1252"), "cp1252"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "latin-1"


def _newline(text: str) -> str:
    pairs, returns, feeds = text.count("\r\n"), text.count("\r"), text.count("\n")
    if not returns:
        return ""
    if pairs == returns == feeds:
        return "crlf"
    return "cr" if not feeds else "mixed"


def _retitled(head: str, before: str, title: str) -> str:
    """The head with another title: in its front matter and its heading, or put in."""
    front, before = front_matter(head).head, plain(before)
    lines, told = head.split("\n"), False
    first = front.count("\n")
    for place, line in enumerate(lines):
        name, colon, _ = line.partition(":")
        inside = place < first
        said = heading(line, lines[place + 1] if place + 1 < len(lines) else "")
        if inside and colon and name.strip().casefold() == "title":
            lines[place], told = f"{name}: {quoted(title)}", True
        elif not inside and said is not None and said.endswith(before):
            mark = "# " if line.lstrip().startswith("#") else ""
            lines[place], told = f"{mark}{said.removesuffix(before)}{title}", True
    if told:
        return "\n".join(lines)
    if front.startswith("---\n"):
        return head.replace("---\n", f"---\ntitle: {quoted(title)}\n", 1)
    return f"{head}# {title}\n\n"
