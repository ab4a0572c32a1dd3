"""What a person may mean by words where a case or an article is asked for."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from ui.widgets.key_field import FoundKey
from ui.workspace import Workspace


class Finder:
    """Looks for cases, or for articles where `kind` says so, but not for the one in view."""

    def __init__(self, workspace: Workspace, in_view: str) -> None:
        self._workspace = workspace
        self._in_view = in_view
        self.kind = "case"

    def __call__(
        self, words: str, asker: QObject, then: Callable[[Sequence[FoundKey]], None]
    ) -> None:
        """Off the GUI thread; where that cannot be done, or not for this kind, nothing is found."""
        if not self.kind:
            then(())
            return
        from models.queries.search import keys_of  # with the first search, not with the window

        def show(found: Sequence[tuple[str, str]]) -> None:
            then([FoundKey(*one) for one in found])

        query = partial(keys_of, words=words, kind=self.kind, but=self._in_view)
        self._workspace.read(query, show, asker, "find", lambda _error: then(()))
