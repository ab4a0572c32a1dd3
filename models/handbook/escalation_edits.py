"""A priority's path of escalation changed in the handbook's file; its comments stay as written."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from models.handbook.escalation import USUAL, Step
from models.handbook.escalation import Path as Steps
from models.handbook.file_node import FileError, Node
from models.handbook.lengths import seconds_words
from models.handbook.policy_file import parse, read_policy
from models.handbook.policy_targets import read_seconds
from models.handbook.priority_times import time_path, typed_seconds, with_time
from models.handbook.toml_source import Path, with_value, without_value
from models.handbook.typed_amount import file_amount
from models.wording import role_name

UNSEEN: Final = "unseen"
_TABLE: Final = re.compile(r"\s*\[\[?[^\[\]#]+\]\]?\s*(?:#.*)?$")
_KEYS: Final = ("notify", "after", "times", "within", "otherwise", "hand_over")


@dataclass(frozen=True)
class TypedStep:
    """A step as somebody types and chooses it; an empty `after` is as the priority has it."""

    role: str
    after: str = ""
    times: int = 1
    within: str = ""
    otherwise: str = ""


def path_place(priority: str) -> Path:
    """Where the steps of a priority stand in the file."""
    return "escalation", priority


def as_typed(path: Steps) -> tuple[tuple[TypedStep, ...], bool]:
    """A path as it is typed, and whether its last step is given the case."""
    typed = tuple(
        TypedStep(one.role, "" if one.after is None else seconds_words(one.after), one.times,
                  one.within, one.otherwise)
        for one in path
    )  # fmt: skip
    return typed, bool(path) and path[-1].hands


def typed_path(steps: Sequence[TypedStep], hands: bool, at: Path = ()) -> Steps:
    """The path that somebody typed; a `FileError` at the step that cannot be."""
    found: list[Step] = []
    for place, one in enumerate(steps):
        here, last = (*at, place), place == len(steps) - 1
        after = typed_seconds(one.after, (*here, "after"))
        step = Step(one.role, after, one.times, one.within, one.otherwise if one.within else "",
                    hands and last)  # fmt: skip
        _check(step, found, here)
        found.append(step)
    return tuple(found)


def _check(step: Step, before: Sequence[Step], here: Path) -> None:
    """What the file's reader refuses too, in the words of whoever does not look at a file."""
    name = role_name(step.role)
    if not step.hands and step.role in {one.role for one in before}:
        raise FileError(
            f"The {name} is told before, and a path does not go back: tell them more often there.",
            (*here, "notify"),
        )
    if step.within and step.otherwise == step.role:
        raise FileError(
            f"Outside these hours it is the {name} too: at any hour, then.", (*here, "otherwise")
        )


def with_escalation(
    source: str, priority: str, steps: Sequence[TypedStep], hands: bool, unseen: str
) -> str:
    """The file with a priority's path and with how long an alert of it waits to be seen, as typed.

    The handbook's own path is written nowhere. A `FileError` at the step, or the time, that cannot
    be.
    """
    policy, place = read_policy(source), path_place(priority)
    if typed_seconds(unseen, time_path(UNSEEN, priority)) != policy.unseen.get(priority):
        source = with_time(source, UNSEEN, priority, unseen)
    if not steps:
        raise Node((), place).wrong("It tells nobody: add a step, or take the handbook's own path.")
    wanted = typed_path(steps, hands, place)
    if wanted == policy.paths[priority]:
        return source
    changed = _with_path(source, priority, () if wanted == USUAL[priority] else wanted)
    if _others(changed, priority) != _others(source, priority) or (
        read_policy(changed).paths[priority] != wanted
    ):
        raise FileError("It is written in a way that only a text editor can change.", place)
    return changed


def _with_path(source: str, priority: str, path: Steps) -> str:
    """Each step a block of lines of its own; one list where the file has it so."""
    place, rows = path_place(priority), [_row(step) for step in path]
    own = parse(source).get("escalation", {}).get(priority)
    lines = f"{source.rstrip()}\n".splitlines(keepends=True)
    blocks = _blocks(lines, rf"\[\[\s*escalation\s*\.\s*{priority}\s*\]\]")
    if own is not None and not blocks:
        return with_value(source, place, _listed(rows)) if rows else without_value(source, place)
    kept = ["".join(lines[begin:end]) for begin, end in blocks]
    written = [_block(priority, row, kept) for row in rows]
    at = blocks[0][0] if blocks else _room(lines)
    gone = {line for begin, end in blocks for line in range(begin, end)}
    before = "".join(line for number, line in enumerate(lines[:at]) if number not in gone)
    after = "".join(line for n, line in enumerate(lines[at:], at) if n not in gone)
    parts = [before.rstrip(), *(block.strip() for block in written), after.strip("\n")]
    return "\n\n".join(filter(None, parts)) + "\n"


def _row(step: Step) -> dict[str, Any]:
    """A step as the file writes it; what goes without saying is not said."""
    told: dict[str, Any] = {"notify": step.role}
    if step.after is not None:
        told["after"] = file_amount(step.after)
    if step.times > 1:
        told["times"] = step.times
    told |= {name: said for name in ("within", "otherwise") if (said := getattr(step, name))}
    return told | ({"hand_over": True} if step.hands else {})


def _listed(rows: Sequence[Mapping[str, Any]]) -> Any:
    import tomlkit

    found = tomlkit.array()
    for row in rows:
        table = tomlkit.inline_table()
        table.update(row)
        found.append(table)
    return found.multiline(multiline=True)


def _block(priority: str, row: Mapping[str, Any], kept: list[str]) -> str:
    """The lines of a step: those of the same one before, changed where it is, or new ones.

    What is taken from `kept` is there no more.
    """
    for place, block in enumerate(kept):
        now = _step(block, priority)
        if all(now.get(name) == row.get(name) for name in ("notify", "hand_over")):
            return _changed(kept.pop(place), (*path_place(priority), 0), now, row)
    import tomlkit

    table = tomlkit.document()
    table.update(row)
    return f"[[escalation.{priority}]]\n{tomlkit.dumps(table)}"


def _step(block: str, priority: str) -> Mapping[str, Any]:
    """What a block says; nothing where it is no table by itself."""
    try:
        rows = tomllib.loads(block)["escalation"][priority]
    except (tomllib.TOMLDecodeError, LookupError):
        return {}
    found: Mapping[str, Any] = rows[0]
    return found


def _changed(block: str, at: Path, now: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    for name in _KEYS:
        if name in now and name not in row:
            block = without_value(block, (*at, name))
        elif name in row and not _same(name, now.get(name), row[name]):
            block = with_value(block, (*at, name), row[name])
    return block


def _same(name: str, now: Any, wanted: Any) -> bool:
    """Ten minutes stay written as 600 s."""
    if now is None or name != "after":
        return bool(now == wanted)
    return read_seconds(Node(now)) == read_seconds(Node(wanted))


def _blocks(lines: Sequence[str], header: str) -> list[tuple[int, int]]:
    """The lines of each table with such a header, without the comments right above the next."""
    begins = re.compile(rf"\s*{header}")
    found = []
    for begin, line in enumerate(lines):
        if begins.match(line):
            tables = (n for n in range(begin + 1, len(lines)) if _TABLE.match(lines[n]))
            found.append((begin, _above(lines, next(tables, len(lines)))))
    return found


def _room(lines: Sequence[str]) -> int:
    """Where a first step goes: after the paths of others, or after [unseen] and what is said of
    paths there."""
    for header in (r"\[\[\s*escalation\s*\.", r"\[\s*unseen\s*\]"):
        blocks = _blocks(lines, header)
        if blocks:
            return blocks[-1][1]
    return len(lines)


def _above(lines: Sequence[str], at: int) -> int:
    """The first of the comments right above a line; the end of the text has none."""
    while 0 < at < len(lines) and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


def _others(source: str, priority: str) -> dict[str, Any]:
    """All that a file says but for the path of a priority."""
    data = parse(source)
    data["escalation"] = {
        one: rows for one, rows in data.get("escalation", {}).items() if one != priority
    }
    return data
