"""The actions on selected cases; what they do (`bulk_edit`) is loaded with the first of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.actions import Actions
from ui.page_actions import SELECTED

if TYPE_CHECKING:
    from ui.queue.bulk_edit import BulkEdit


def add_bulk_actions(
    actions: Actions, page: QWidget, edit: "Callable[[], BulkEdit]"
) -> list[QAction]:
    """Register them, in the order of the bar below the table."""
    run: dict[str, Callable[[], None]] = {
        "assign": lambda: edit().assign(),
        "mine": lambda: edit().assign_to_me(),
        "priority": lambda: edit().priority(),
        "start": lambda: edit().start(),
        "pause": lambda: edit().pause(),
        "resume": lambda: edit().resume(),
        "resolve": lambda: edit().resolve(),
    }
    return [actions.add(spec, page, run[name]) for name, spec in SELECTED.items()]
