"""A progress bar in the terminal, on standard error, only where somebody looks."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from models.progress import Progress


@contextmanager
def terminal_progress(unit: str = " rows") -> Iterator[Progress]:
    """A function to call with (done, total); the bar goes when the work is over."""
    from tqdm import tqdm

    with tqdm(disable=not sys.stderr.isatty(), leave=False, unit=unit) as bar:

        def tell(done: int, total: int | None) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield tell
