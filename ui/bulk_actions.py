"""The actions on selected cases; what they do (`bulk_edit`) is loaded with the first of them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.actions import Actions, ActionSpec

if TYPE_CHECKING:
    from ui.bulk_edit import BulkEdit


def add_bulk_actions(
    actions: Actions,
    specs: Mapping[str, ActionSpec],
    page: QWidget,
    selected: Callable[[], list[int]],
    edit: "Callable[[], BulkEdit]",
) -> list[QAction]:
    """Register them, in the order of `specs`, which are known by name; where nothing is selected
    they are not even loaded."""
    run: dict[str, Callable[[BulkEdit], None]] = {
        "assign": lambda bulk: bulk.assign(),
        "mine": lambda bulk: bulk.assign_to_me(),
        "priority": lambda bulk: bulk.priority(),
        "start": lambda bulk: bulk.start(),
        "pause": lambda bulk: bulk.pause(),
        "resume": lambda bulk: bulk.resume(),
        "resolve": lambda bulk: bulk.resolve(),
        "close": lambda bulk: bulk.close(),
        "exclude": lambda bulk: bulk.exclude(),
    }

    def on_cases(do: "Callable[[BulkEdit], None]") -> None:
        if selected():
            do(edit())

    return [actions.add(spec, page, partial(on_cases, run[name])) for name, spec in specs.items()]
