"""What a move does to everybody's clocks: read once as it begins, and asked column by column."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from models.queries.board import Mark, board_mark
from models.queries.what_if import WhatIf, load_what_if
from models.text import Text
from ui.workspace import Workspace

Words = tuple[Text, ...]
_SAME_FOR: Final = timedelta(minutes=1)


class Effects(QObject):
    """Works on the read lane: the window stays free. `told` when there are words for a column.

    What it was asked before the desks are read is answered once they are; while they are read
    anew, what was said before stands. What the desks before these taught of how long work takes is
    kept. `lost`: it could not be worked out; that goes as soon as the desks are read again.
    """

    told = Signal()
    failed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.lost = False
        self._ids: tuple[int, ...] = ()
        self._found: WhatIf | None = None
        self._before: tuple[Mark, WhatIf] | None = None
        self._words: dict[int | None, Words] = {}
        self._said: dict[int | None, Words] = {}
        self._reading = False
        self._tried: Mark | None = None
        self._wanted: list[int | None] = []

    def begin(self, ids: Sequence[int]) -> None:
        """These are taken up."""
        self.end()
        self._ids = tuple(ids)
        self._read()

    def follow(self, mark: Mark) -> None:
        """The desks are others since they were read for what is carried: they are read anew.

        Once for each mark: who is told that it failed reads the board again, and asks here again.
        """
        read_at = self._before[0] if self._before is not None else None
        wanted = self.lost or (self._found is not None and read_at != mark)
        if wanted and mark != self._tried and not self._reading:
            self._tried = mark
            self._read()

    def end(self) -> None:
        """Nothing is carried any more."""
        self._ids, self._found, self._words, self._said, self._wanted = (), None, {}, {}, []
        self.lost, self._tried = False, None

    def of(self, person_id: int | None) -> Words | None:
        """What it does if they get it, or nobody has it; None until that is known."""
        if person_id not in self._words:
            self._wanted = [person_id]
            self._ask()
        return self._words.get(person_id, self._said.get(person_id))

    def _read(self) -> None:
        self._reading = True
        now, me = self._workspace.clock.now(), self._workspace.person_id
        query = partial(_load, now=now, me=me, before=self._before)
        self._workspace.read(query, self._loaded, self, "what-if", self._not_loaded)

    def _loaded(self, loaded: tuple[Mark, WhatIf]) -> None:
        self._before, self._reading = loaded, False
        if self._ids and (self.lost or loaded[1] is not self._found):
            self._found, self.lost = loaded[1], False
            self._said |= self._words
            self._words = {}
            self.told.emit()  # whoever says it asks anew

    def _not_loaded(self, error: Exception) -> None:
        self._reading = False
        self._lose(error)

    def _ask(self) -> None:
        if self._found is None or not self._wanted:
            return
        (person_id,), found, ids = self._wanted, self._found, self._ids
        query = partial(_words, found=found, ids=ids, person_id=person_id)

        def answer(take: Callable[[Any], None], given: Any) -> None:
            if found is self._found and ids == self._ids:  # else it is of what was carried before
                take(given)

        told, lost = partial(answer, partial(self._take, person_id)), partial(answer, self._lose)
        self._workspace.read(query, told, self, "effect", lost)

    def _take(self, person_id: int | None, words: Words) -> None:
        self._words[person_id] = words
        self.told.emit()

    def _lose(self, error: Exception) -> None:
        """Who carries nothing any more need not hear it."""
        if self._ids:
            self.lost = True
            self.failed.emit(error)


def _load(
    session: Any, now: datetime, me: int | None, before: tuple[Mark, WhatIf] | None
) -> tuple[Mark, WhatIf]:
    """The desks, and the mark they were read at: the same again for a minute, if it stands."""
    mark = board_mark(session)
    if before is not None and before[0] == mark:
        passed = now - before[1].telling.now
        if timedelta() <= passed < _SAME_FOR and before[1].asker_id == me:
            return before
    older = before[1] if before is not None else None
    return mark, load_what_if(session, now, me, older)


def _words(session: Any, found: WhatIf, ids: tuple[int, ...], person_id: int | None) -> Words:
    """Worked out where queries run; the database is not asked."""
    return found.words(ids, person_id)
