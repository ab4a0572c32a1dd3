"""How long work tells how far it is."""

from collections.abc import Callable

Progress = Callable[[int, int | None], None]
"""Called with (done, total); no total where it is not known."""


def silent(done: int, total: int | None) -> None:
    """The progress nobody looks at."""
