"""What a person may mean by words where a case or an article is asked for."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from ui.widgets.key_field import FoundKey
from ui.workspace import Workspace


class Finder:
    """Looks for cases, or for articles where `kind` says so, but not for the one in view.

    With `articles_too` an article's key finds that article, even among cases.
    """

    def __init__(self, workspace: Workspace, in_view: str) -> None:
        self._workspace = workspace
        self._in_view = in_view
        self.kind = "case"
        self.articles_too = False

    def __call__(
        self, words: str, asker: QObject, then: Callable[[Sequence[FoundKey]], None]
    ) -> None:
        """Off the GUI thread; where that cannot be done, or not for this kind, nothing is found."""
        if not self.kind:
            then(())
            return
        # with the first search, not with the window
        from models.queries.search import keys_of, linked_keys

        def show(found: Sequence[tuple[str, str]]) -> None:
            then([FoundKey(*one) for one in found])

        look = linked_keys if self.articles_too else keys_of
        query = partial(look, words=words, kind=self.kind, but=self._in_view)
        self._workspace.read(query, show, asker, "find", lambda _error: then(()))
