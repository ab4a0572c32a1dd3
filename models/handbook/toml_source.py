"""A TOML text by its keys: the line a key stands on, and a value changed with the rest kept."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

Path = tuple[str | int, ...]
"""The keys from the top of a file to a value; a number counts the elements of an array from 0."""

_MARKS = "\x01", "\x02"
"""What a value is exchanged for, to see where it stands: it may be the first of them itself."""


@lru_cache(maxsize=64)  # a draft is read again whenever the desk changes
def line_of(source: str, path: Path) -> int | None:
    """The line, from 1, on which a key of a valid TOML text begins.

    Where the key is absent, that of the nearest table around it; None where it cannot be told.
    """
    for length in range(len(path), 0, -1):
        for mark in _MARKS:
            changed = _changed(source, path[:length], mark)
            if changed is not None and changed != source:
                return source.count("\n", 0, _first_difference(source, changed)) + 1
    return 1 if _changed(source, (), _MARKS[0]) is not None else None


def with_value(source: str, path: Path, value: Any) -> str:
    """The text with one value changed, or added; comments, order and spacing stay as they are.

    KeyError where the table it belongs in is not there.
    """
    changed = _changed(source, path, value, adding=True)
    if changed is None:
        raise KeyError(path)
    return changed


def without_value(source: str, path: Path) -> str:
    """The text without one key, comments and order kept; the same where there is no such key."""
    import tomlkit
    from tomlkit.items import InlineTable

    document = tomlkit.parse(source)
    place: Any = document
    try:
        for part in path[:-1]:
            place = place[part]
        if isinstance(place, InlineTable):
            rest = {key: value for key, value in place.unwrap().items() if key != path[-1]}
            return with_value(source, path[:-1], rest) if path[-1] in place else source
        del place[path[-1]]
    except (LookupError, TypeError):
        return source
    return tomlkit.dumps(document)


def with_table(source: str, path: Path, values: Mapping[str, Any]) -> str:
    """The text with one more [table], after its neighbours; those around it are made with it."""
    import tomlkit

    document = tomlkit.parse(source)
    place: Any = document
    for part in path[:-1]:
        if part not in place:
            place[part] = tomlkit.table(is_super_table=True)
        place = place[part]
    table = tomlkit.table()
    for key, value in values.items():
        table[key] = _item(value)
    table.add(tomlkit.nl())
    place[path[-1]] = table
    return tomlkit.dumps(document)


def key_words(path: Path) -> str:
    """A path as people write it: calendars.team.hours.mon[0]."""
    words = ""
    for part in path:
        words += f"[{part}]" if isinstance(part, int) else f".{part}" if words else str(part)
    return words


def _changed(source: str, path: Path, value: Any, adding: bool = False) -> str | None:
    """The text with a value set, or a whole table taken out; None where there is no such key."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import AoT, InlineTable, Table

    try:
        document = tomlkit.parse(source)
        place: Any = document
        for part in path[:-1]:
            place = place[part]
        for last in path[-1:]:
            there = place[last] if isinstance(last, int) or not adding else place.get(last)
            if isinstance(place, AoT) and len(place) == 1:
                return _changed(source, path[:-1], value)  # an empty one would move to the top
            if isinstance(there, Table | AoT) or type(there).__name__ == "OutOfOrderTableProxy":
                del place[last]
            elif there is None and isinstance(place, InlineTable) and len(path) > 1:
                return _changed(source, path[:-1], {**place.unwrap(), last: value})
            else:
                place[last] = _item(value)
        return tomlkit.dumps(document)
    except (TOMLKitError, AttributeError, LookupError, TypeError, ValueError, RecursionError):
        return None


def _item(value: Any) -> Any:
    """A table to be written is written in one line, as the tables of targets are."""
    import tomlkit

    if not isinstance(value, Mapping):
        return value
    table = tomlkit.inline_table()
    table.update({name: _item(part) for name, part in value.items()})
    return table


def _first_difference(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next(
        (at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other), len(one) - 1)
    )
