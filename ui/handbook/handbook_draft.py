"""The handbook as it is being edited: one text, changed step by step, kept on this computer."""

import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from models.errors import KnownError
from models.handbook.file_node import FileError
from models.queries.handbook import VersionRow
from ui.drafts import Drafts
from ui.messages import tr
from ui.workspace import Workspace

Change = Callable[[str], str]
"""A file's text to the text after one change; a `FileError` where it cannot be."""

_NAME: Final = "handbook"
_HALF_TYPED: Final = "Typed and not taken yet: Enter takes it, Esc drops it."


@dataclass(frozen=True)
class _Step:
    place: str
    words: str
    change: Change


class HandbookDraft(QObject):
    """Changes are made one after the other, off the GUI thread; each is checked by the reader.

    What was typed and could not be taken stays in `typed`, with the reason in `problems`, both by
    place (the key in the file). Signals: `changed` after the text or its problems changed, `kept`
    once all of it is safe on this computer.
    """

    changed = Signal()
    kept = Signal()

    def __init__(self, workspace: Workspace, drafts: Drafts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._drafts = drafts
        self._steps: deque[_Step | Callable[[], None]] = deque()
        self._running = False
        self._past: list[str] = []
        self._future: list[str] = []
        self.base = ""
        self.base_number = 0
        self.source = ""
        self.typed: dict[str, str] = {}
        self.problems: dict[str, str] = {}
        drafts.kept.connect(lambda name: self.kept.emit() if name == _NAME else None)

    @property
    def is_changed(self) -> bool:
        """Whether it says anything that its version does not."""
        return self.source != self.base

    @property
    def is_idle(self) -> bool:
        """Whether every change was taken or refused."""
        return not self._running and not self._steps

    @property
    def can_undo(self) -> bool:
        """Whether a step can be taken back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back can be made again."""
        return bool(self._future)

    def begin(self, versions: tuple[VersionRow, ...]) -> None:
        """Go on with the draft that is kept, or begin one from the last version."""
        kept = self._drafts.get(_NAME)
        by_number = {str(row.number): row for row in versions}
        base = by_number.get(kept.get("base", ""), versions[-1])
        self.base, self.base_number = base.source, base.number
        self.source = kept.get("source") or base.source
        self.typed = json.loads(kept.get("typed") or "{}")
        self.problems = dict.fromkeys(self.typed, tr(_HALF_TYPED))
        self._past, self._future = [], []
        self.changed.emit()

    def follow(self, versions: tuple[VersionRow, ...]) -> None:
        """Once every change is made: begin from the last version where the draft says nothing."""
        self._in_turn(partial(self._follow, versions))

    def note(self, place: str, words: str) -> None:
        """Keep what stands in a field while it is being typed."""
        self.typed[place] = words
        self._keep()

    def drop(self, place: str) -> None:
        """What stood in a field is not wanted."""
        self.typed.pop(place, None)
        self.problems.pop(place, None)
        self._keep()
        self.changed.emit()

    def change(self, place: str, change: Change, words: str = "") -> None:
        """Make a change; `words` are what was typed for it, kept until it is made."""
        if words:
            self.note(place, words)
        self._steps.append(_Step(place, words, change))
        self._go_on()

    def replace_source(self, source: str) -> None:
        """Take another text as one step, which can be undone."""
        self._in_turn(partial(self._take, source))

    def undo(self) -> None:
        """Back by one step."""
        self._in_turn(self._undo)

    def redo(self) -> None:
        """Forward again."""
        self._in_turn(self._redo)

    def discard(self) -> None:
        """Back to the version it began from; this too can be undone."""
        self._in_turn(self._discard)

    def forget(self) -> None:
        """It is published."""
        self._drafts.forget(_NAME)

    def _in_turn(self, act: Callable[[], None]) -> None:
        """After every change that was asked for before."""
        self._steps.append(act)
        self._go_on()

    def _follow(self, versions: tuple[VersionRow, ...]) -> None:
        if not (self.is_changed or self.typed):
            self.begin(versions)

    def _undo(self) -> None:
        if self._past:
            self._future.append(self.source)
            self._show(self._past.pop())

    def _redo(self) -> None:
        if self._future:
            self._past.append(self.source)
            self._show(self._future.pop())

    def _discard(self) -> None:
        self.typed, self.problems = {}, {}
        self._take(self.base)

    def _go_on(self) -> None:
        if self._running or not self._steps:
            return
        step = self._steps.popleft()
        if not isinstance(step, _Step):
            step()
            self._go_on()
            return
        self._running = True
        self._workspace.run(
            partial(step.change, self.source), partial(self._made, step), self,
            partial(self._refused, step),
        )  # fmt: skip

    def _made(self, step: _Step, source: str) -> None:
        self._running = False
        if self.typed.get(step.place, step.words) == step.words:
            self.typed.pop(step.place, None)
        self.problems.pop(step.place, None)
        self._take(source)
        self._go_on()

    def _refused(self, step: _Step, error: Exception) -> None:
        self._running = False
        if isinstance(error, KnownError):
            said = error.said if isinstance(error, FileError) else str(error)
            self.problems[step.place] = said
            self._keep()
        self.changed.emit()
        self._go_on()

    def _take(self, source: str) -> None:
        if source != self.source:
            self._past.append(self.source)
            self._future.clear()
        self._show(source)

    def _show(self, source: str) -> None:
        self.source = source
        self._keep()
        self.changed.emit()

    def _keep(self) -> None:
        if not self.is_changed and not self.typed:
            self._drafts.forget(_NAME)
            return
        typed = json.dumps(self.typed) if self.typed else ""
        self._drafts.keep(
            _NAME, {"source": self.source, "base": str(self.base_number), "typed": typed}
        )
