"""What a person may mean by words where a case or an article is asked for."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from ui.widgets.key_field import FoundKey
from ui.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_SHOWN: Final = 6


class Finder:
    """Looks for cases, or for articles where `kind` says so, but not for the one in view."""

    def __init__(self, workspace: Workspace, in_view: str) -> None:
        self._workspace = workspace
        self._in_view = in_view
        self.kind = "case"

    def __call__(self, words: str, then: Callable[[Sequence[FoundKey]], None]) -> None:
        """Off the GUI thread; where that cannot be done, or not for this kind, nothing is found."""
        if not self.kind:
            then(())
            return
        query = partial(_matches, words=words, kind=self.kind, but=self._in_view)
        self._workspace.read(query, then, self._workspace, "find-key", lambda _error: then(()))


def _matches(session: "Session", words: str, kind: str, but: str) -> list[FoundKey]:
    from models.queries.search import search  # with the first search, not with the window

    found = search(session, f"kind:{kind} {words}", _SHOWN + 1)
    return [FoundKey(one.id, one.title) for one in found if one.id != but][:_SHOWN]
