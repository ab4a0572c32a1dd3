"""What a move does to everybody's clocks: read once as it begins, and asked column by column."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from models.queries.what_if import WhatIf, load_what_if
from models.text import Text
from ui.workspace import Workspace

Words = tuple[Text, ...]


class Effects(QObject):
    """Works on the read lane: the window stays free. `told` when there are words for a column.

    What it was asked before the desks are read is answered once they are. What the desks before
    these taught of how long work takes is kept.
    """

    told = Signal()
    failed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._ids: tuple[int, ...] = ()
        self._found: WhatIf | None = None
        self._before: WhatIf | None = None
        self._words: dict[int | None, Words] = {}
        self._wanted: list[int | None] = []

    def begin(self, ids: Sequence[int]) -> None:
        """These are taken up."""
        self.end()
        self._ids = tuple(ids)
        now, me = self._workspace.clock.now(), self._workspace.person_id
        query = partial(load_what_if, now=now, person_id=me, before=self._before)
        self._workspace.read(query, self._loaded, self, "what-if", self.failed.emit)

    def end(self) -> None:
        """Nothing is carried any more."""
        self._ids, self._found, self._words, self._wanted = (), None, {}, []

    def of(self, person_id: int | None) -> Words | None:
        """What it does if they get it, or nobody has it; None until that is known."""
        if person_id not in self._words:
            self._wanted = [person_id]
            self._ask()
        return self._words.get(person_id)

    def _loaded(self, found: WhatIf) -> None:
        self._before = found
        if self._ids:
            self._found = found
            self._ask()

    def _ask(self) -> None:
        if self._found is None or not self._wanted:
            return
        (person_id,), ids = self._wanted, self._ids
        query = partial(_words, found=self._found, ids=ids, person_id=person_id)
        self._workspace.read(query, self._answer(ids, person_id), self, "effect", self.failed.emit)

    def _answer(self, ids: tuple[int, ...], person_id: int | None) -> Callable[[Words], None]:
        def take(words: Words) -> None:
            if ids == self._ids:
                self._words[person_id] = words
                self.told.emit()

        return take


def _words(session: Any, found: WhatIf, ids: tuple[int, ...], person_id: int | None) -> Words:
    """Worked out where queries run; the database is not asked."""
    return found.words(ids, person_id)
