"""The next case for whoever pulls: taken by one key, and opened."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from ui.messages import tr
from ui.workspace import Workspace


def get_next(
    workspace: Workspace, owner: QObject, opened: Callable[[int], None],
    failed: Callable[[Exception], None],
) -> None:  # fmt: skip
    """Take it, and open it; where there is none, say why."""
    from models.commands.next_case import take_next

    workspace.write(take_next, opened, owner, tr("The next case is yours"), failed)
