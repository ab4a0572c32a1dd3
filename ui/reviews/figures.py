"""Which cases stand behind each number of the Reviews page."""

from dataclasses import replace

from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.queries.attainment import DECIDED
from models.queries.data_quality import LeftOut
from models.queries.figures import Figure
from models.queries.offenders import Kind, Offender
from models.queries.trends import Week
from models.review_charts import Bar
from models.review_hours import Cell
from models.review_spans import Column

_BREACHED = ("breached",)


KEY_FIGURES = (
    Figure(commitment=RESOLUTION, objective="SLA", outcomes=DECIDED),
    Figure(commitment=FIRST_RESPONSE, objective="SLA", outcomes=DECIDED),
    Figure(objective="SLA", outcomes=_BREACHED),
    Figure(kind="reopened"),
)
"""In the order of `models.review_words.key_figures`."""


def of_week(week: Week) -> Figure:
    """The clocks of a point of the trend."""
    return Figure(
        commitment=RESOLUTION, objective="SLA", outcomes=DECIDED,
        starts_on=week.starts_on, ends_on=week.ends_on,
    )  # fmt: skip


def of_bar(bar: Bar) -> Figure:
    """The breaches of a bar; the line of the smaller groups opens every breach."""
    return Figure(objective="SLA", outcomes=_BREACHED, group=bar.group if bar.share else "")


def of_span(column: Column) -> Figure:
    """The resolutions decided in a period of the eight."""
    return Figure(
        commitment=RESOLUTION, objective="SLA", outcomes=DECIDED,
        starts_on=column.starts_on, ends_on=column.ends_on,
    )  # fmt: skip


def opened_in(cell: Cell) -> Figure:
    """The cases opened in an hour of the week."""
    return Figure(kind="opened", hour=cell.hour)


def breached_in(cell: Cell) -> Figure:
    """The SLA clocks that breached in it."""
    return Figure(objective="SLA", outcomes=_BREACHED, hour=cell.hour)


def of_offender(kind: Kind, one: Offender) -> Figure:
    """The breaches of a customer, category or group."""
    breached = Figure(objective="SLA", outcomes=_BREACHED)
    if kind == "customer":
        return replace(breached, customer_id=one.customer_id or 0)
    if kind == "category":
        return replace(breached, category=one.name)
    return replace(breached, group=one.name)


CHANGED = Figure(outcomes=(*DECIDED, "running"), by_hand=True)
"""The clocks that were changed by hand."""


def of_left_out(row: LeftOut) -> Figure:
    """The clocks left out for one reason."""
    return Figure(
        outcomes=("excluded",), commitment=row.commitment, verdict=row.verdict, reason=row.reason
    )
