"""Cases, articles and customers for the find field: by key, by name, or by any of their words."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from ui.messages import tr
from ui.ports import Answered, Found
from ui.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.queries.search import Answer
    from models.queries.search import Found as Match

    _Matches = tuple[Answer, list[tuple[int, str]]]

_SHOWN: Final = 6
_CUSTOMERS: Final = 3


class CaseFinder:
    """What the find field asks: `open_case`, `open_article` or `open_customer` is done with what is
    chosen."""

    def __init__(
        self,
        workspace: Workspace,
        open_case: Callable[[int], None],
        open_customer: Callable[[int], None],
        open_article: Callable[[str], None],
    ) -> None:
        self._workspace = workspace
        self._open_case = open_case
        self._open_customer = open_customer
        self._open_article = open_article

    def __call__(self, words: str, then: Answered) -> None:
        """Look for `words` off the GUI thread; where that cannot be done, nothing is found."""
        query = partial(_matches, words=words)
        told = partial(self._tell, then)
        self._workspace.read(query, told, self._workspace, "find", lambda error: then([]))

    def _tell(self, then: Answered, found: "_Matches") -> None:
        answer, customers = found
        rows = [
            Found(name, tr("Customer"), "people", partial(self._open_customer, row_id))
            for row_id, name in customers
        ]
        told = [answer.told] if answer.instead else [one.told for one in answer.unknown]
        then(rows + [self._row(one) for one in answer.found], " ".join(map(tr, told)))

    def _row(self, found: "Match") -> Found:
        from models.queries.article import kind_words
        from models.queries.search import CASE
        from models.wording import STATUSES

        if found.kind == CASE:
            told = f"{found.id} · {tr(STATUSES.get(found.status, found.status))}"
            icon, run = "note", partial(self._open_case, found.row_id)
        else:
            told = f"{found.id} · {tr(kind_words(found.kind))}"
            icon, run = "book", partial(self._open_article, found.id)
        shows = found.snippet
        return Found(found.title, told, icon, run, shows.text, shows.spans)


def _matches(session: "Session", words: str) -> "_Matches":
    from models.queries.customers import customers_called
    from models.queries.search import look_for  # with the first search, not with the window

    return look_for(session, words, _SHOWN), customers_called(session, words, _CUSTOMERS)
