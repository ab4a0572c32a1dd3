"""Tables of an array ([[contracts]]) as blocks of lines: added, moved, taken out as they stand."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from models.handbook.toml_source import with_value, without_value

Rows = list[dict[str, Any]]


class _Block(NamedTuple):
    """Where a table stands, by lines: the comments above it, its header, the first one after."""

    above: int
    begin: int
    end: int


def with_block(source: str, name: str, values: Mapping[str, Any]) -> str:
    """The text with one more [[name]] at its end, or after the others of a list in one line."""
    import tomlkit

    rows = _rows(source, name)
    if rows and not _headers(source.splitlines(), name):
        return with_value(source, (name,), [*rows, dict(values)])
    table = tomlkit.document()
    table.update(values)
    return f"{source.rstrip()}\n\n[[{name}]]\n{tomlkit.dumps(table)}"


def without_block(source: str, name: str, at: int) -> str:
    """The text without one of them; comments above it stay, those in it go."""
    rows = _rows(source, name)
    rest = rows[:at] + rows[at + 1 :]
    lines = source.splitlines(keepends=True)
    blocks = _blocks(lines, name)
    if len(blocks) != len(rows):
        return _rewritten(source, name, rest)
    changed = "".join(lines[: blocks[at].begin] + lines[blocks[at].end :])
    return changed if _says(changed, source, name, rest) else _rewritten(source, name, rest)


def moved_block(source: str, name: str, at: int, step: int) -> str:
    """The text with two neighbours in each other's place, each with the comments above it."""
    rows = _rows(source, name)
    first, second = sorted((at, at + step))
    rows[first], rows[second] = rows[second], rows[first]
    lines = f"{source.rstrip()}\n".splitlines(keepends=True)
    blocks = _blocks(lines, name)
    if len(blocks) != len(rows):
        return _rewritten(source, name, rows)
    one, other = blocks[first], blocks[second]
    upper, lower = lines[one.above : one.end], lines[other.above : other.end]
    between = lines[one.end : other.above]
    if lower[-1].strip() and not between:
        lower, upper = [*lower, "\n"], _without_blank_end(upper)
    changed = "".join([*lines[: one.above], *lower, *between, *upper, *lines[other.end :]])
    return changed if _says(changed, source, name, rows) else _rewritten(source, name, rows)


def _rows(source: str, name: str) -> Rows:
    found: Rows = tomllib.loads(source).get(name, [])
    return list(found)


def _rewritten(source: str, name: str, rows: Rows) -> str:
    """Where they are no blocks of lines, or lines in a text look like a header."""
    if rows and not _headers(source.splitlines(), name):
        return with_value(source, (name,), rows)
    source = without_value(source, (name,))
    for row in rows:
        source = with_block(source, name, row)
    return source


def _says(changed: str, source: str, name: str, rows: Iterable[Any]) -> bool:
    """Whether it says what is wanted, and of everything else what it said."""
    try:
        after = tomllib.loads(changed)
    except tomllib.TOMLDecodeError:
        return False
    before = tomllib.loads(source)
    before.pop(name, None)
    return after.pop(name, []) == list(rows) and after == before


def _blocks(lines: list[str], name: str) -> list[_Block]:
    starts = _headers(lines, name)
    inside = re.compile(rf"\s*\[\[?\s*{name}\s*[.\]]")
    found = []
    for start, following in pairwise([*starts, len(lines)]):
        tables = (n for n in range(start + 1, following)
                  if _TABLE.match(lines[n]) and not inside.match(lines[n]))  # fmt: skip
        end = next(tables, following)
        found.append(_Block(_above(lines, start), start, _above(lines, end)))
    return found


_TABLE = re.compile(r"\s*\[\[?\s*[A-Za-z0-9_\"'-]+\s*[.\]]")


def _headers(lines: list[str], name: str) -> list[int]:
    header = re.compile(rf"\s*\[\[\s*{name}\s*\]\]")
    return [number for number, line in enumerate(lines) if header.match(line)]


def _above(lines: list[str], at: int) -> int:
    """The first of the comments right above a line; the end of the text has none."""
    while at < len(lines) and at > 0 and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


def _without_blank_end(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines
