"""The desk that a copy was made of: asked for what the copy does not hold, or cannot know."""

from collections.abc import Callable
from typing import Any, Final, Protocol

from sqlalchemy.orm import Session

_ORIGIN: Final = "origin"


class Origin(Protocol):
    """What reads a desk, as `models.database.Database` does."""

    def read(self, query: Callable[[Session], Any]) -> Any:
        """What the query tells."""


def set_origin(session: Session, origin: Origin | None) -> None:
    """This session is of a copy of that desk; of none, where None."""
    session.info[_ORIGIN] = origin


def origin_of(session: Session) -> Origin | None:
    """The desk that this session's was copied from, where it is a copy."""
    found: Origin | None = session.info.get(_ORIGIN)
    return found
