"""The times of a priority that stand in a table of their own: [unseen] and [internal_updates]."""

from collections.abc import Mapping
from typing import Final

from models.handbook.calendar import BusinessCalendar
from models.handbook.file_node import Node
from models.handbook.internal_updates import INTERNAL_UPDATES
from models.handbook.policy import UNSEEN
from models.handbook.policy_file import parse, read_policy
from models.handbook.policy_targets import read_seconds
from models.handbook.toml_source import Path, with_table, with_value, without_value
from models.handbook.typed_amount import file_amount, typed_amount

_USUAL: Final[Mapping[str, Mapping[str, int]]] = {
    "unseen": UNSEEN, "internal_updates": INTERNAL_UPDATES,
}  # fmt: skip
"""What counts where the whole table is left out."""
_ALWAYS: Final = BusinessCalendar.always()


def time_path(table: str, priority: str) -> Path:
    """Where such a time stands in the file."""
    return table, priority


def typed_seconds(words: str, path: Path = ()) -> int | None:
    """“10 min” in seconds, None where nothing is said; a `FileError` at `path` where it is no
    time."""
    if not words.strip():
        return None
    return read_seconds(Node(typed_amount(words, _ALWAYS, path), path))


def with_time(source: str, table: str, priority: str, words: str) -> str:
    """The file with one of these times as it was typed; an empty one is never."""
    path = time_path(table, priority)
    seconds = typed_seconds(words, path)
    if table not in parse(source):
        usual = {one: file_amount(after) for one, after in _USUAL[table].items()}
        source = with_table(source, path[:1], usual)
    if seconds is None:
        changed = without_value(source, path)
    else:
        changed = with_value(source, path, file_amount(seconds))
    read_policy(changed)
    return changed
