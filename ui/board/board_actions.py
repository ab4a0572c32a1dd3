"""The board's own actions, the letters for the cards selected, and the keys of its lists."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.actions import Actions, KeyNote
from ui.bulk_actions import add_bulk_actions
from ui.messages import tr
from ui.page_actions import BOARD, CARDS

if TYPE_CHECKING:
    from ui.bulk_edit import BulkEdit


def add_board_actions(
    actions: Actions, page: QWidget, run: Mapping[str, Callable[[], None]],
    selected: Callable[[], list[int]], edit: "Callable[[], BulkEdit]", let_go: Callable[[], None],
) -> dict[str, QAction]:  # fmt: skip
    """Register all of them; `run` says what each of the board's own does, and they are returned.

    All but that which takes cards up `let_go` first of what is carried.
    """

    def alone(verb: Callable[[], None]) -> Callable[[], None]:
        def do() -> None:
            let_go()
            verb()

        return do

    def meant() -> list[int]:
        let_go()
        return selected()

    group = tr("Board")
    actions.note(
        KeyNote("← →", tr("The column beside"), group),
        KeyNote("Space", tr("Select the card, or not any more"), group),
        KeyNote("Shift ↓", tr("Select several cards"), group),
        KeyNote("Ctrl A", tr("Select the whole column"), group),
        KeyNote("Enter", tr("Open the case; drop what is carried"), group),
    )
    add_bulk_actions(actions, CARDS, page, meant, edit)
    verbs = {name: verb if name == "take-up" else alone(verb) for name, verb in run.items()}
    return {name: actions.add(BOARD[name], page, verb) for name, verb in verbs.items()}
