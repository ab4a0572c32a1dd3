"""What is done to the cards of the board: by a letter, as in the queue, or by a drop; and back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.commands.moving import Moved, give, moved
from models.commands.undo import undo_each
from models.errors import Problems
from ui.board.chosen_cards import ChosenCards
from ui.board.drops import Drop
from ui.bulk_edit import BulkEdit, Versions
from ui.messages import tr
from ui.theme import Theme
from ui.way_back import WayBack, with_way_back
from ui.widgets.case_forms import Asked
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.sheet import once_clear
from ui.workspace import Workspace

_OWN: Final = (give,)
"""The commands that say themselves what was moved; all others are done by `moved`."""


class Doing(QObject):
    """Signals: `dropped` (the ids of what was moved), `refused` (an error that belongs to no sheet,
    words for what may be done about it, and what does that)."""

    dropped = Signal(object)
    refused = Signal(object, str, object)

    def __init__(
        self, theme: Theme, workspace: Workspace, page: QWidget, cards: ChosenCards,
        drafts: FormDrafts,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._workspace, self._page, self._cards = workspace, page, cards
        self.back = WayBack(workspace, self)
        self.bulk = BulkEdit(theme, workspace, page, cards, self._refuse, drafts, self._write)

    def drop(self, drop: Drop, case_ids: Sequence[int]) -> None:
        """Do it at once, or ask for what it needs."""
        if drop.now is not None:
            done = partial(self.dropped.emit, tuple(case_ids))
            self.bulk.do(drop.now, case_ids, partial(self._not_dropped, drop, case_ids), done)
        else:
            self._ask(drop, case_ids)

    def take_back(self) -> None:
        """Take back what was done last."""
        if self.back.is_there:
            self.back.take_back(partial(self._refuse, words="", again=None))
        elif self.back.is_waiting:
            self._workspace.said.emit(tr("What was done last is being saved still"))
        else:
            self._workspace.said.emit(tr("Nothing was done here that could be taken back"))

    def _ask(self, drop: Drop, case_ids: Sequence[int]) -> FormSheet | None:
        if drop.ask is None:
            return None
        done = partial(self.dropped.emit, tuple(case_ids))
        return self.bulk.ask_about(f"drop-{drop.name}", drop.ask(), case_ids, done)

    def _not_dropped(
        self, drop: Drop, case_ids: Sequence[int], error: Exception, words: str,
        again: Callable[[], None] | None,
    ) -> None:  # fmt: skip
        """Where it wants more than a drop says, a sheet asks for it."""
        refuse = partial(self._refuse, error, words, again)
        if drop.ask is not None and isinstance(error, Problems):
            once_clear(self._page, partial(self._ask_after, drop, case_ids, error), refuse)
        else:
            refuse()

    def _ask_after(self, drop: Drop, case_ids: Sequence[int], error: Exception) -> None:
        sheet = self._ask(drop, case_ids)
        if sheet is not None:
            sheet.show_error(error)

    def _refuse(self, error: Exception, words: str, again: Callable[[], None] | None) -> None:
        self._cards.tell(error)
        self.refused.emit(error, words, again)

    def _write(
        self, asked: Asked, case_ids: Sequence[int], versions: Versions, owner: QObject,
        done: Callable[[], None], failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        """With a way back."""
        plain = asked.command
        command = plain if plain in _OWN else partial(moved, command=plain)
        given = {**asked.given, "case_ids": list(case_ids), "versions": versions}
        saying = tr("{done}; Ctrl Z takes it back", done=asked.saying)
        if isinstance(owner, FormSheet):
            owner.closed.connect(partial(self._workspace.let_go, self.back))
        self.back.write(Asked(with_way_back(command, _way_back), given, saying), done, failed)


def _way_back(given: Moved) -> Callable[[Any], object]:
    return partial(undo_each, given=given)
