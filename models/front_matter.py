"""What stands in a Markdown file before its text, between two lines of dashes: “name: value”.

Its letters are kept as they are; only what an article's title, kind and state may be told from is
read, so that no whole YAML is needed.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

MOST_LETTERS: Final = 100_000
"""Of a front matter; what is longer is taken for text."""

_CLOSING: Final[Mapping[str, tuple[str, ...]]] = {"---": ("---", "..."), "+++": ("+++",)}
_NAMED: Final = {
    "---": re.compile(r"""["']?([^\s:#"'\-][^:#"']{0,99}?)["']?\s*:(?:\s+(.*))?$"""),
    "+++": re.compile(r"""["']?([^\s=#"'\-\[][^=#"']{0,99}?)["']?\s*=\s*(.*)$"""),
}
_COMMENT: Final = re.compile(r"\s#.*$")
_SINGLE: Final = re.compile(r"'((?:[^']|'')*)'")
_ITEM: Final = re.compile(r"""\s*"(?:[^"\\]|\\.)*"|\s*'(?:[^']|'')*'|[^,]+""")
_BLANK: Final = re.compile(r"[ \t\r]*\n")
Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Front:
    """`head` is all before the text, blank lines behind it too; empty where there is none.

    `values` are its names, in small letters, with what each holds, one for each of a list.
    `oddities` are lines (from 1) and what is odd there, in a sentence.
    """

    head: str = ""
    values: Values = field(default_factory=dict)
    oddities: tuple[tuple[int, str], ...] = ()


def front_matter(text: str) -> Front:
    """The front matter of a text whose lines end in a line feed."""
    fence = text[:3]
    if fence not in _CLOSING or text[3 : text.find("\n", 3)].strip() or "\n" not in text:
        return Front()
    lines, end = _until_closed(text, fence)
    if end < 0:
        return Front(oddities=((1, _why_open(text)),))
    values, oddities = _read(lines, _NAMED[fence])
    if not values and any(line.strip() for line in lines):
        said = "What stands between the dashes has no “name: value”: it is kept as text."
        return Front(oddities=((1, said),))
    while blank := _BLANK.match(text, end):
        end = blank.end()
    return Front(text[:end], values, tuple(oddities))


def quoted(words: str) -> str:
    """A text as a value that every reader of YAML takes for this text."""
    return json.dumps(words, ensure_ascii=False)


def _until_closed(text: str, fence: str) -> tuple[list[str], int]:
    """The lines inside, and where the one that closes them ends; -1 where none does."""
    lines, place = list[str](), text.find("\n") + 1
    while place < min(len(text), MOST_LETTERS):
        end = text.find("\n", place)
        line = text[place:] if end < 0 else text[place:end]
        place = len(text) if end < 0 else end + 1
        if line.rstrip() in _CLOSING[fence]:
            return lines, place
        lines.append(line)
    return lines, -1


def _why_open(text: str) -> str:
    if len(text) > MOST_LETTERS:
        return f"No front matter ends within {MOST_LETTERS:,} letters: all is kept as text."
    return "The front matter that begins here never ends: it is kept as text."


def _read(lines: list[str], named: re.Pattern[str]) -> tuple[Values, list[tuple[int, str]]]:
    values, oddities, name = dict[str, tuple[str, ...]](), list[tuple[int, str]](), ""
    for number, line in enumerate(lines, 2):
        bare = line.strip()
        if line.startswith("\t"):
            oddities.append((number, "It is set in by a tab, which front matter may not be."))
        if not bare or bare.startswith("#"):
            continue
        if bare.startswith("- ") and name:
            values[name] += (_value(bare[2:]),)
        elif line[0] in " \t":
            _add_words(values, name, bare)
        elif found := named.match(line.rstrip()):
            name = found[1].strip().casefold()
            if name in values:
                oddities.append((number, f"“{name}” is said twice: the last one counts."))
            values[name] = tuple(_items(found[2] or ""))
            if _never_ends(found[2] or "", lines[number - 1 :]):
                said = f"“{name}” begins a list that never ends: it is taken as it is written."
                oddities.append((number, said))
        else:
            oddities.append((number, "This line of the front matter is no “name: value”."))
    return values, oddities


def _never_ends(written: str, after: list[str]) -> bool:
    """Whether a list in brackets is closed neither in its line nor in those set in below it."""
    if not written.startswith("[") or "]" in written:
        return False
    below = takewhile(lambda line: line[:1] in (" ", "\t", "]"), after)
    return not any("]" in line for line in below)


def _add_words(values: dict[str, tuple[str, ...]], name: str, words: str) -> None:
    """A line that is set in goes on with the value before it."""
    if name:
        before = values[name][-1] if values[name] else ""
        values[name] = (*values[name][:-1], f"{before} {words}".strip())


def _items(written: str) -> Iterator[str]:
    said = written.strip()
    if said.startswith("[") and said.endswith("]"):
        yield from (_value(one) for one in _ITEM.findall(said[1:-1]) if one.strip())
    elif said and said[:1] not in "|>":
        yield _value(said)


def _value(written: str) -> str:
    said = written.strip()
    if said[:1] == '"':
        try:
            return str(json.JSONDecoder().raw_decode(said)[0])
        except ValueError:  # YAML's own escapes
            return said[1:].rpartition('"')[0]
    if said[:1] == "'" and (found := _SINGLE.match(said)):
        return found[1].replace("''", "'")
    return _COMMENT.sub("", said)
