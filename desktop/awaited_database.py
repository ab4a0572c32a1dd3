"""A desk's database that is still being opened: what is asked of it waits on its own thread."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar

from models.errors import KnownError

if TYPE_CHECKING:
    from models.changes import Written
    from models.database import Database

Result = TypeVar("Result")


class AwaitedDatabase:
    """The database of a window that is there before it (`ui.workspace.Database`)."""

    def __init__(self) -> None:
        self._opened: Future[Database] = Future()

    def arrive(self, database: "Database") -> None:
        """It is open: whoever waits goes on."""
        self._opened.set_result(database)

    def give_up(self) -> None:
        """Nobody waits any longer, if it did not arrive."""
        if not self._opened.done():
            self._opened.set_exception(
                KnownError("The desk did not open", "The window was closed before.")
            )

    def read(self, query: Callable[[Any], Result]) -> Result:
        """Run a query in a session of its own."""
        return self._opened.result().read(query)

    def write(
        self, command: Callable[[Any], Result], *, doubtful: Callable[[], None]
    ) -> "Written[Result]":
        """Run a command and commit all of it."""
        return self._opened.result().write(command, doubtful=doubtful)
