"""What tags, data and long tables cost a paper: shares of its own time, and memory.

Memory is that of a process of its own, which prints a review and a table of 5,000 rows.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from desktop.reports import page
from desktop.reports.finishing import finished
from desktop.reports.quarterly import quarterly_bytes
from models.snapshot import jsonable
from tests.benchmarks.figures import Figure, paired, timed
from tests.desktop.reports.reviews import full_review

TAGS_BAR, ROWS_BAR, MEMORY_BAR = 0.2, 5.5, 1.0
FEW, MANY = 1_250, 5_000
MOST_BYTES = 400e6
PEAK = """
import resource, sys
from tests.benchmarks.bench_paper import MANY, review, rows
review()
rows(MANY)
unit = 1 if sys.platform == "darwin" else 1024
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)
"""


def run() -> Iterator[Figure]:
    """The tag pass of a review and of a long table; many rows against few; the most memory."""
    yield _tag_pass("a review with its data", review)
    yield _tag_pass(f"a table of {FEW:,} rows", partial(rows, FEW), rounds=3)
    seconds = paired(timed(partial(rows, MANY)), timed(partial(rows, FEW)), rounds=1)
    yield Figure(
        "paper: rows of a table", *seconds, bound="at most", bar=ROWS_BAR,
        detail=f"{MANY:,} against {FEW:,}, four times as many",
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", PEAK], cwd=Path(__file__).parents[2], capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    yield Figure(
        "paper: memory", int(done.stdout) / 1e9, MOST_BYTES / 1e9, bound="at most",
        bar=MEMORY_BAR, detail=f"GB, not s: of a process that prints a review and {MANY:,} rows",
    )  # fmt: skip


def review() -> bytes:
    """A review of a busy desk, with its data."""
    made = full_review()
    data = {"kind": "quarterly", "rows": jsonable(made)}
    return quarterly_bytes(made, page.Edition(data=data))


def rows(count: int) -> bytes:
    """So many rows of five cells, two lines each."""
    told = [[f"CS-{n}", "Export stops at row 500 " * 2, "Platform", "1 h", "P2"]
            for n in range(count)]  # fmt: skip
    heads, widths = ("Case", "Title", "Group", "Over", "Priority"), (60, 200, 60, 60, 80)
    story = [page.title("Cases"), page.table(heads, told, widths, row_head=0)]
    return page.document(page.Sheet("Cases", "Desk", "As of now"), story)


def _tag_pass(detail: str, draw: Callable[[], bytes], rounds: int = 9) -> Figure:
    """The last step alone, against all of it."""
    given: list[tuple[Any, ...]] = []

    def note(*arguments: Any) -> bytes:
        given.append(arguments)
        return finished(*arguments)

    with patch("desktop.reports.sheet.finished", note):
        draw()
    seconds = paired(timed(partial(finished, *given[0])), timed(draw), rounds)
    return Figure("paper: tag pass", *seconds, bound="at most", bar=TAGS_BAR, detail=detail)
