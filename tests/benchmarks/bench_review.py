"""The quarterly PDF of a desk of a million cases, against what no report could do without.

That is a bare ReportLab document, a paragraph for every line the review prints on as many pages,
and by SQLite's own driver one bare statement for each of its tables: nothing is fetched that the
paper does not print. How much memory it takes is that of a process that does nothing else.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from pypdf import PdfReader

from desktop.printing import print_quarterly
from models.database import Database
from models.desk_time import StoppedClock
from models.engine import sqlite_module
from models.handbook.instants import to_seconds
from models.handbook.periods import before, parse_period
from models.handbook.zones import zone
from models.schema import open_checked
from tests.benchmarks.bench_report import bare_document
from tests.benchmarks.desks import NOW, settled_desk
from tests.benchmarks.figures import Figure, paired, timed

CASES: Final = 1_000_000
ROUNDS: Final = 3
BAR: Final = 2
MEGABYTES: Final = 400
PERIOD: Final = parse_period("2026Q1")

_PRINT: Final = """
import sys
from datetime import datetime
from pathlib import Path
from desktop.printing import print_quarterly
from models.database import Database
from models.desk_time import StoppedClock
from models.schema import open_checked
path, period, out, now = sys.argv[1:]
database = Database(open_checked(Path(path)), StoppedClock(datetime.fromisoformat(now)))
print_quarterly(database, period, Path(out))
told = Path("/proc/self/status").read_text().splitlines()
print(next(line.split()[1] for line in told if line.startswith("VmHWM")))
"""

_DECIDED: Final = "verdict_at >= :begin AND verdict_at < :end"
_ATTAINED: Final = f"""SELECT priority, commitment, objective, verdict, count(*) FROM clocks
    WHERE {_DECIDED} GROUP BY 1, 2, 3, 4"""
_QUARTERS: Final = """SELECT verdict_at / 7889400, commitment, verdict, count(*) FROM clocks
    WHERE objective = 'SLA' AND verdict_at >= :begin - 7 * 7889400 AND verdict_at < :end
    GROUP BY 1, 2, 3"""
_WEEKS: Final = f"""SELECT verdict_at / 604800, verdict, count(*) FROM clocks
    WHERE commitment = 'resolution' AND objective = 'SLA' AND {_DECIDED} GROUP BY 1, 2"""
_BROKEN: Final = f"""FROM clocks JOIN cases ON cases.id = case_id
    WHERE objective = 'SLA' AND verdict = 'breached' AND {_DECIDED}"""
_GROUPS: Final = f"""SELECT group_name, count(*), sum(clocks.stopped_at - verdict_at) {_BROKEN}
    GROUP BY 1 ORDER BY 2 DESC"""
_WORST: Final = f"""SELECT key, title, clocks.stopped_at - verdict_at {_BROKEN}
    ORDER BY 3 DESC LIMIT 10"""
_OPENED: Final = """SELECT opened_at / 3600 % 168, count(*) FROM cases
    WHERE opened_at >= :begin AND opened_at < :end GROUP BY 1"""
_BROKEN_HOURS: Final = f"SELECT verdict_at / 3600 % 168, count(*) {_BROKEN} GROUP BY 1"
_WHOSE: Final = f"""SELECT {{}}, sum(verdict = 'breached'), count(*)
    FROM clocks JOIN cases ON cases.id = case_id WHERE objective = 'SLA' AND {_DECIDED}
    GROUP BY 1 ORDER BY 2 DESC LIMIT 5"""
_LEFT_OUT: Final = """SELECT commitment, verdict, reason, count(*) FROM clocks
    WHERE verdict IN ('unknown', 'excluded') AND stopped_at >= :begin AND stopped_at < :end
    GROUP BY 1, 2, 3"""
_BY_HAND: Final = f"""SELECT case_id FROM clocks
    WHERE original_verdict IS NOT NULL AND {_DECIDED}"""
_RESOLVED: Final = """SELECT count(*), sum(times_reopened > 0) FROM cases
    WHERE resolved_at >= :begin AND resolved_at < :end"""
_BOTH: Final = (
    _ATTAINED,
    _RESOLVED,
    *(_WHOSE.format(one) for one in ("customer_id", "category", "group_name")),
)
"""What stands there for the quarter before, too."""
_ALONE: Final = (
    _QUARTERS, _WEEKS, _GROUPS, _WORST, _OPENED, _BROKEN_HOURS, _LEFT_OUT, _BY_HAND,
)  # fmt: skip


def run() -> Iterator[Figure]:
    """All of it: the figures read, laid out and on the disk; then the memory."""
    with tempfile.TemporaryDirectory() as name:
        path = settled_desk(Path(name) / "desk.db", CASES)
        yield from figures_of(path, Path(name) / "review.pdf")


def figures_of(path: Path, out: Path) -> Iterator[Figure]:
    """The same of a desk that is there."""
    database = Database(open_checked(path), StoppedClock(NOW))
    print_quarterly(database, PERIOD.name, out)
    pages = [
        page.extract_text().splitlines() for page in PdfReader(BytesIO(out.read_bytes())).pages
    ]
    bare = sqlite_module().connect(str(path))
    ours = timed(partial(print_quarterly, database, PERIOD.name, out))

    def reference() -> None:
        _ask(bare)
        bare_document(pages)

    seconds = paired(ours, timed(reference), ROUNDS)
    of = f"{len(pages)} pages of {CASES:,} cases, SQLite file, warm"
    against = f"{of}, against the bare document and a bare statement a table"
    yield Figure("review: quarterly PDF", *seconds, bound="at most", bar=BAR, detail=against)
    bare.close()
    database.close()
    yield Figure("review: peak memory", _megabytes(path, out), MEGABYTES, bound="at most", bar=1,
                 detail=f"megabytes resident at most, against {MEGABYTES}; {of}")  # fmt: skip


def _ask(bare: Any) -> None:
    place = zone("Europe/Berlin")
    for period, statements in ((PERIOD, (*_BOTH, *_ALONE)), (before(PERIOD), _BOTH)):
        edges = {
            "begin": to_seconds(period.begin(place)), "end": to_seconds(period.end(place)),
        }  # fmt: skip
        for statement in statements:
            bare.execute(statement, edges).fetchall()


def _megabytes(path: Path, out: Path) -> float:
    """The most that printing has resident in a process of its own, the desk's pages among it.

    The system's own count of a child begins with what its parent had, so the child is asked.
    """
    told = [sys.executable, "-c", _PRINT, str(path), PERIOD.name, str(out), NOW.isoformat()]
    done = subprocess.run(told, capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024
