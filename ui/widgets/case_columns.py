"""Lists of clocks and cases as tables: the worst cases, and what is behind a figure."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from models.queries.breaches import Breach
from models.queries.figures import FigureRow
from models.review_words import overrun_halves, overrun_words
from models.wording import STATUSES, commitment_name, full_words, instant_words
from ui.messages import tr
from ui.widgets.column_table import Column

_MET, _OVER = 130, 250
"""Widths of an outcome, without and with by how much it was over."""
_WIDE = 760
"""Under so many pixels a spare column hides."""
_WIDER = 980
_OUTCOMES = {
    "met": "● Met", "breached": "■ Breached", "running": "Running", "excluded": "Left out",
}  # fmt: skip


_BADGE = Column("", 48, lambda row: row.priority, badge=True)


def worst_columns(went: Callable[[Breach], str]) -> list[Column]:
    """Of the cases furthest over; `went` says with whom most of the target went."""
    return [
        _BADGE,
        Column("Case", 104, lambda b: b.key, "muted"),
        Column("Title", 0, lambda b: b.title, "strong"),
        Column("Group", 124, lambda b: b.group, "muted", least=_WIDE),
        Column("Commitment", 116, lambda b: tr(commitment_name(b.commitment)), "muted"),
        Column("Most of the target", 200, went, "muted", least=_WIDER),
        Column("Over by", 90, lambda b: overrun_halves(b.over)[0], "breached", figures=True),
        Column("", 148, lambda b: tr(overrun_halves(b.over)[1]), "muted"),
    ]


def behind_columns(rows: Sequence[FigureRow], now: datetime, zone: ZoneInfo) -> list[Column]:
    """Of what is behind a figure; instants as seen at `now`.

    What is the same in each row is in the figure's name, and its column left to the titles.
    """

    def when(row: FigureRow) -> str:
        return instant_words(row.at, now, zone) if row.at is not None else ""

    def whole(row: FigureRow) -> str:
        return full_words(row.at, zone) if row.at is not None else ""

    late = any(row.over is not None for row in rows)
    return [
        _BADGE,
        Column("Case", 104, lambda r: r.key, "muted"),
        Column("Title", 0, lambda r: r.title, "strong"),
        *(
            [Column("Clock", 170, _clock, "muted", least=_WIDE)]
            if len({_clock(row) for row in rows}) > 1
            else []
        ),
        Column("Outcome", _OVER if late else _MET, _outcome, "text", _outcome_whole),
        Column("When", 130, when, "muted", whole),
    ]


def _clock(row: FigureRow) -> str:
    if not row.commitment:
        return ""
    again = f" {row.cycle}" if row.cycle > 1 else ""
    return f"{tr(commitment_name(row.commitment))}{again}, {row.objective}"


def _outcome(row: FigureRow) -> str:
    if not row.commitment:
        return tr(STATUSES.get(row.outcome, row.outcome))
    words = tr(_OUTCOMES[row.outcome])
    if row.over is None:
        return words
    return tr("{outcome} by {span}", outcome=words, span=tr(overrun_words(row.over)))


def _outcome_whole(row: FigureRow) -> str:
    return f"{_outcome(row)}: {row.reason}" if row.reason else _outcome(row)
