"""The actions on selected cases; what they do (`bulk_edit`) is loaded with the first of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.actions import Actions, ActionSpec
from ui.messages import tr

if TYPE_CHECKING:
    from ui.queue.bulk_edit import BulkEdit


def add_bulk_actions(
    actions: Actions, page: QWidget, edit: "Callable[[], BulkEdit]"
) -> list[QAction]:
    """Register them, in the order of the bar below the table."""
    group = tr("Selected cases")
    specs: tuple[tuple[str, str, str, str, Callable[[], None]], ...] = (
        ("assign", tr("Assign"), "A", "person", lambda: edit().assign()),
        ("mine", tr("Assign to me"), "M", "person", lambda: edit().assign_to_me()),
        ("priority", tr("Priority"), "Shift+P", "alert", lambda: edit().priority()),
        ("start", tr("Start work"), "S", "play", lambda: edit().start()),
        ("pause", tr("Pause"), "P", "pause", lambda: edit().pause()),
        ("resume", tr("Resume"), "U", "play", lambda: edit().resume()),
        ("resolve", tr("Resolve"), "E", "check", lambda: edit().resolve()),
    )
    return [
        actions.add(ActionSpec(f"queue.{name}", words, (keys,), icon, group, "queue"), page, run)
        for name, words, keys, icon, run in specs
    ]
