"""The ledger of alerts as a file for a spreadsheet.

Words stand in it as they are, but for those that a spreadsheet would run: what begins with =, +, -,
@, a tab or a carriage return has an apostrophe before it.
"""

import csv
from collections.abc import Sequence
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Final

from models.alert_ledger_words import means_words
from models.csv_cells import safe_cell
from models.new_file import new_file
from models.queries.alert_ledger import LedgerRow

_INSTANTS: Final = (
    "planned_for", "deadline_at", "fired_at", "claimed_at", "shown_at", "seen_at", "put_away_at",
    "acted_at", "acknowledged_at", "snoozed_until", "withdrawn_at",
)  # fmt: skip
_WORDS: Final = (
    "case_key", "commitment", "cycle", "level", "person", "whom", "channel", "seen_channel",
    "acted_channel",
)  # fmt: skip
_NAMES: Final = {"case_key": "case", "whom": "for", "channel": "shown_channel"}
_USEFUL: Final = {None: "", True: "yes", False: "no"}


def ledger_csv(rows: Sequence[LedgerRow]) -> str:
    """A line for each alert and person; instants as ISO 8601 in UTC."""
    out = StringIO()
    writer = csv.writer(out)
    names = (_NAMES.get(name, name) for name in _WORDS)
    writer.writerow((*names, *_INSTANTS, "useful", "useful_means", "snooze_reason"))
    for row in rows:
        words = [safe_cell(getattr(row, name)) for name in _WORDS]
        instants = [_instant(getattr(row, name)) for name in _INSTANTS]
        use = _USEFUL[row.useful], str(means_words(row.means))
        writer.writerow((*words, *instants, *use, safe_cell(row.snooze_reason)))
    return out.getvalue()


def save_ledger(rows: Sequence[LedgerRow], path: Path) -> Path:
    """Write it into a new file; a `KnownError` where it cannot be, or there is one."""
    with new_file(path) as draft:
        draft.write_text(ledger_csv(rows), "utf-8-sig", newline="")
    return path


def _instant(at: datetime | None) -> str:
    return at.isoformat() if at is not None else ""
