"""Cases for the find field: by key, or by any words of them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from ui.messages import tr
from ui.ports import Found
from ui.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.queries.search import Found as Match

_SHOWN: Final = 6


class CaseFinder:
    """What the find field asks: `open_case` is done with the one that is chosen."""

    def __init__(self, workspace: Workspace, open_case: Callable[[int], None]) -> None:
        self._workspace = workspace
        self._open_case = open_case

    def __call__(self, words: str, then: Callable[[list[Found]], None]) -> None:
        """Look for `words` off the GUI thread; where that cannot be done, nothing is found."""
        query = partial(_matches, words=words)
        told = partial(self._tell, then)
        self._workspace.read(query, told, self._workspace, "find", lambda error: then([]))

    def _tell(self, then: Callable[[list[Found]], None], found: "list[Match]") -> None:
        from models.wording import STATUSES

        then(
            [
                Found(one.title, f"{one.id} · {tr(STATUSES.get(one.status, one.status))}", "note",
                      partial(self._open_case, one.row_id))
                for one in found
            ]
        )  # fmt: skip


def _matches(session: "Session", words: str) -> "list[Match]":
    from models.queries.search import CASE, search  # with the first search, not with the window

    found = search(session, f"kind:case {words}", _SHOWN)
    return [one for one in found if one.kind == CASE]
