"""The [[escalation.P1]] steps of a handbook's file: who is told of what nobody has seen."""

from collections.abc import Mapping, Sequence
from typing import Final

from models.handbook.escalation import ROLES, USUAL, Path, Step
from models.handbook.file_node import Node
from models.handbook.policy import PRIORITIES
from models.handbook.policy_targets import Calendars, read_seconds

_KEYS: Final = ("notify", "after", "times", "within", "otherwise", "hand_over")
_MOST_TIMES: Final = 10
_MOST_STEPS: Final = 20


def read_paths(
    node: Node, calendars: Calendars, usual: Mapping[str, Path] = USUAL
) -> dict[str, Path]:
    """By priority; one that is left out has the `usual`."""
    written = node.table(*PRIORITIES).items()
    return {**usual, **{priority: _path(steps, calendars) for priority, steps in written}}


def _path(node: Node, calendars: Calendars) -> Path:
    rows = node.array()
    if not rows:
        raise node.wrong("It tells nobody; leave it out, and the handbook's usual path counts.")
    if len(rows) > _MOST_STEPS:
        raise node.wrong(f"It has {len(rows)} steps; {_MOST_STEPS} are enough.")
    found: list[Step] = []
    for row in rows:
        found.append(_step(row, calendars, found))
    for row, step in zip(rows[:-1], found[:-1], strict=True):
        if step.hands:
            raise row.table()["hand_over"].wrong("Only the last step gives the case away.")
    return tuple(found)


def _step(node: Node, calendars: Calendars, before: Sequence[Step]) -> Step:
    row = node.table(*_KEYS)
    if "notify" not in row:
        raise node.wrong("“notify” is missing: the role that is told.")
    role = row["notify"].choice(ROLES)
    hands = "hand_over" in row and row["hand_over"].flag()
    if not hands and role in {step.role for step in before}:
        raise row["notify"].wrong(
            f"“{role}” was told before, and a path does not go back: give that step “times”."
        )
    step = Step(
        role,
        read_seconds(row["after"]) if "after" in row else None,
        row["times"].whole(1, _MOST_TIMES) if "times" in row else 1,
        row["within"].choice(tuple(calendars)) if "within" in row else "",
        row["otherwise"].choice(ROLES) if "otherwise" in row else "",
        hands,
    )
    _check_otherwise(row, step)
    return step


def _check_otherwise(row: Mapping[str, Node], step: Step) -> None:
    if step.otherwise and not step.within:
        raise row["otherwise"].wrong("It is told outside the hours of “within”, which is missing.")
    if step.otherwise == step.role:
        raise row["otherwise"].wrong("It is the same role; leave out “within” instead.")
