"""The tables of a postmortem's paper."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle

from desktop.reports import page
from models.postmortem_words import MOMENT_WORDS, link_words, median_words, took_words
from models.queries.postmortem import PauseSpan, PostmortemDetail, TimelineLine
from models.queries.postmortem_impact import OverTarget
from models.queries.recurrence import Recurrences
from models.queries.response_times import MOMENTS
from models.review_words import period_words
from models.wording import DAYS, MONTHS, day_words

_WAITING: Final = HexColor("#E9ECF0")
_SYSTEMIC: Final = "systemic"
_WORDS: Final = 300


def over_table(rows: Sequence[OverTarget]) -> Flowable:
    """How often each commitment was breached, and the time over its target."""
    return page.table(
        ["Commitment", "Breaches", "Over target, all together", "Still running"],
        [
            [str(row.kind_words), f"{row.breaches:,}",
             median_words(row.seconds),
             f"{row.running:,}" if row.running else "–"]
            for row in rows
        ],
        [60 * mm, 24 * mm, 50 * mm, 30 * mm], frozenset({1, 2, 3}), row_head=0,
    )  # fmt: skip


def cases_table(told: PostmortemDetail, place: ZoneInfo) -> Flowable:
    """The cases: whose, since when, when the first SLA was crossed, and when they were resolved."""
    return page.table(
        ["Case", "Title", "Priority", "Customer", "Opened", "SLA breached", "Resolved"],
        [
            [case.key, page.some(case.title, 90), case.priority, page.some(case.customer, 40),
             _short(case.opened_at, place), _short(case.breached_at, place),
             _short(case.resolved_at, place)]
            for case in told.cases
        ],
        [19 * mm, 50 * mm, 14 * mm, 26 * mm, 22 * mm, 22 * mm, 21 * mm], row_head=0,
    )  # fmt: skip


def timeline_table(told: PostmortemDetail, place: ZoneInfo, as_of: datetime) -> Flowable:
    """The chosen rows by their days. Those in a wait of their case say so, and stand on grey where
    the table is not so long that it is made page by page."""
    waits = _waits(told.pauses, as_of)
    cells: list[list[Flowable | str]] = []
    shaded = []
    for day, some in groupby(told.timeline, key=lambda row: row.at.astimezone(place).date()):
        for number, row in enumerate(some):
            local = row.at.astimezone(place)
            when = f"{DAYS[day.weekday()]} {day_words(day, year=True)}"
            style = page.ASIDE if number else page.CELL  # told again, for a page may begin here
            waiting = _in_wait(row, waits)
            marks = [str(link_words(row)), "waiting" if waiting else ""]
            said = page.some(row.words, _WORDS), ", ".join(filter(None, marks))
            cells.append([page.cell(when, style=style), f"{local:%H:%M}", row.case_key, *said])
            if waiting:
                shaded.append(len(cells))
    widths = [32 * mm, 13 * mm, 20 * mm, 79 * mm, 30 * mm]
    made = page.table(["Day", "Time", "Case", "What happened", ""], cells, widths, tight=True)
    if isinstance(made, Table):
        made.setStyle(TableStyle([("BACKGROUND", (1, at), (-1, at), _WAITING) for at in shaded]))
    return made


def _waits(
    pauses: Sequence[PauseSpan], as_of: datetime
) -> Mapping[int, list[tuple[datetime, datetime]]]:
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    for one in pauses:
        found.setdefault(one.case_id, []).append((one.begin, one.end or as_of))
    return {case_id: sorted(spans) for case_id, spans in found.items()}


def _in_wait(
    row: TimelineLine, waits: Mapping[int, list[tuple[datetime, datetime]]]
) -> bool:  # fmt: skip
    spans = waits.get(row.case_id or 0, [])
    before = bisect_right(spans, row.at, key=lambda span: span[0])
    return before > 0 and row.at < spans[before - 1][1]


def times_table(told: PostmortemDetail) -> Flowable:
    """What each case took to be noticed, answered and resolved, and the medians below."""
    keys = {case.id: case.key for case in told.cases}
    rows: list[list[Flowable | str]] = [
        [keys[one.case_id],
         *(str(took_words(one.took[name])) if name in one.took else "not yet" for name in MOMENTS)]
        for one in told.times
    ]  # fmt: skip
    if len(rows) > 1:
        rows.append(["Median", *(
            median_words(told.medians[name]) if name in told.medians else "–" for name in MOMENTS
        )])  # fmt: skip
    made = page.table(
        ["Case", *(MOMENT_WORDS[name] for name in MOMENTS)], rows,
        [24 * mm, 38 * mm, 50 * mm, 62 * mm], frozenset({1, 2, 3}), row_head=0,
    )  # fmt: skip
    if len(told.times) > 1 and isinstance(made, Table):
        made.setStyle(TableStyle([("LINEABOVE", (0, -1), (-1, -1), 0.8, page.MUTED)]))
    return made


def factors_table(told: Recurrences) -> Flowable:
    """Breached cases with each factor, and of each category, by quarter."""
    heads = ["Breached cases with", *(period_words(one.name) for one in told.quarters), ""]
    rows = [[one.name, *map(_count, one.counts), _SYSTEMIC if one.systemic else ""]
            for one in told.factors]  # fmt: skip
    rows += [[f"category “{one.name}”", *map(_count, one.counts), ""] for one in told.categories]
    return page.table(
        heads, list(_named(rows)), [80 * mm, *[19 * mm] * len(told.quarters), 18 * mm],
        frozenset(range(1, 1 + len(told.quarters))), row_head=0,
    )  # fmt: skip


def _named(rows: Sequence[Sequence[str]]) -> Iterator[list[Flowable | str]]:
    for name, *rest in rows:
        yield [page.some(name, 200), *rest]


def _count(number: int) -> str:
    return f"{number:,}"


def _short(at: datetime | None, place: ZoneInfo) -> str:
    """“3 Jun 12:30”; the year is in the timeline."""
    if at is None:
        return "–"
    local = at.astimezone(place)
    return f"{local.day} {MONTHS[local.month - 1]} {local:%H:%M}"
