"""Cases and customers for the find field: by key, by name, or by any words of a case."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from ui.messages import tr
from ui.ports import Found
from ui.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.queries.search import Found as Match

    _Matches = tuple[list[Match], list[tuple[int, str]]]

_SHOWN: Final = 6
_CUSTOMERS: Final = 3


class CaseFinder:
    """What the find field asks: `open_case` or `open_customer` is done with what is chosen."""

    def __init__(
        self,
        workspace: Workspace,
        open_case: Callable[[int], None],
        open_customer: Callable[[int], None],
    ) -> None:
        self._workspace = workspace
        self._open_case = open_case
        self._open_customer = open_customer

    def __call__(self, words: str, then: Callable[[list[Found]], None]) -> None:
        """Look for `words` off the GUI thread; where that cannot be done, nothing is found."""
        query = partial(_matches, words=words)
        told = partial(self._tell, then)
        self._workspace.read(query, told, self._workspace, "find", lambda error: then([]))

    def _tell(self, then: Callable[[list[Found]], None], found: "_Matches") -> None:
        from models.wording import STATUSES

        cases, customers = found
        rows = [
            Found(name, tr("Customer"), "people", partial(self._open_customer, row_id))
            for row_id, name in customers
        ]
        rows += [
            Found(one.title, f"{one.id} · {tr(STATUSES.get(one.status, one.status))}", "note",
                  partial(self._open_case, one.row_id))
            for one in cases
        ]  # fmt: skip
        then(rows)


def _matches(session: "Session", words: str) -> "_Matches":
    from models.queries.customers import customers_called
    from models.queries.search import CASE, search  # with the first search, not with the window

    found = search(session, f"kind:case {words}", _SHOWN)
    cases = [one for one in found if one.kind == CASE]
    return cases, customers_called(session, words, _CUSTOMERS)
