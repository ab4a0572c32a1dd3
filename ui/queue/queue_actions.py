"""The queue's own actions and the keys of its table."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.actions import Actions, KeyNote
from ui.messages import tr
from ui.page_actions import QUEUE


def add_queue_actions(
    actions: Actions, page: QWidget, run: Mapping[str, Callable[[], None]]
) -> dict[str, QAction]:
    """Register what narrows the queue, by name; `run` says what each does."""
    made = {name: actions.add(spec, page, run[name]) for name, spec in QUEUE.items()}
    group = tr("Queue")
    actions.note(
        KeyNote("Enter", tr("Open the case"), group),
        KeyNote("↑ ↓", tr("Move; with Shift, select"), group),
        KeyNote("Home", tr("First case; End the last"), group),
        KeyNote("Ctrl A", tr("Select all"), group),
    )
    return made
