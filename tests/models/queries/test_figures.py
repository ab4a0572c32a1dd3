"""Every number of a review opens as many cases as it says."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from models.handbook.periods import parse_period
from models.handbook.policy import RESOLUTION
from models.queries.attainment import DECIDED
from models.queries.figures import LISTED, Figure, FigureCases, Kind, figure_cases
from models.queries.review import QuarterlyReview, quarterly_review
from models.queries.volume import Volume
from models.work import Work
from tests.conftest import FULL, NOW
from tests.full_desks import AFTER_THE_LOG, demo_at, needs_sample, read_sample
from tests.models.queries.test_attainment import BEGIN, DAY, breached, clock, met, store

PERIODS = ("2016Q1", "2016Q2") if FULL else ("2016Q1",)


def figures_of(review: QuarterlyReview) -> Iterator[tuple[Figure, int]]:
    """Every number a review shows, and the figure that opens it."""
    for row in review.attainment:
        place = (row.priority, row.commitment, row.objective)
        for outcome in ("met", "breached", "running", "excluded"):
            yield Figure("clocks", *place, outcomes=(outcome,)), getattr(row, outcome)
        yield Figure("clocks", *place, outcomes=DECIDED), row.decided
    for week in review.trend:
        yield Figure(
            commitment=RESOLUTION, objective="SLA", outcomes=DECIDED,
            starts_on=week.starts_on, ends_on=week.ends_on,
        ), week.decided  # fmt: skip
    yield from _of_trends(review)
    for group in review.pareto:
        yield Figure(objective="SLA", outcomes=("breached",), group=group.group), group.count
    for left in review.quality.left_out:
        yield Figure(
            commitment=left.commitment, outcomes=("excluded",), verdict=left.verdict,
            reason=left.reason,
        ), left.count  # fmt: skip
    changed = Figure(outcomes=(*DECIDED, "running"), by_hand=True)
    yield changed, len(review.quality.changed)
    rate, volume, quality = review.reopening, review.volume, review.quality
    kinds: dict[Kind, int] = {
        "opened": volume.total, "resolved": volume.resolved, "taken_out": volume.taken_out,
        "open_at_end": volume.open_at_end, "reopened": rate.reopened, "settled": rate.resolved,
        "too_young": rate.too_young, "incomplete": quality.incomplete,
        "provisional": quality.provisional,
    }  # fmt: skip
    for kind, count in kinds.items():
        yield Figure(kind), count


def _of_trends(review: QuarterlyReview) -> Iterator[tuple[Figure, int]]:
    for span in review.spans:
        yield Figure(
            commitment=RESOLUTION, objective="SLA", outcomes=DECIDED,
            starts_on=span.starts_on, ends_on=span.ends_on,
        ), span.decided  # fmt: skip
    for hour in range(0, 168, 1 if FULL else 12):
        yield Figure("opened", hour=hour), review.hours.opened[hour]
        broke = Figure(objective="SLA", outcomes=("breached",), hour=hour)
        yield broke, review.hours.breached[hour]
    for found in review.offenders:
        for one in found.rows:
            whose: Any = {"customer_id": one.customer_id or 0} if found.kind == "customer" else {
                found.kind: one.name}  # fmt: skip
            yield Figure(objective="SLA", outcomes=("breached",), **whose), one.breached
            yield Figure(objective="SLA", outcomes=DECIDED, **whose), one.decided


def check(database: Database, period: str, now: datetime) -> QuarterlyReview:
    """Open every figure of a review and count."""
    quarter = parse_period(period)
    review = database.read(partial(quarterly_review, period=quarter, now=now))
    for figure, count in figures_of(review):
        opened = behind(database, figure, period, now)
        assert opened.total == count, figure
        assert len(opened.rows) == min(count, LISTED), figure
    assert review.volume.resolved == review.reopening.resolved + review.reopening.too_young
    assert review.volume.total == review.quality.cases
    assert adds_up(review.volume)
    assert 0 <= review.volume.more_than_once <= review.volume.reopened
    return review


def adds_up(volume: Volume) -> bool:
    """What was there and came in, less what went out, is what is left."""
    came = volume.open_at_begin + volume.total + volume.reopened
    gone = volume.resolved + volume.more_than_once + volume.taken_out
    return came - gone == volume.open_at_end


def behind(database: Database, figure: Figure, period: str, now: datetime) -> FigureCases:
    return database.read(partial(figure_cases, period=parse_period(period), figure=figure, now=now))


@needs_sample
@pytest.mark.on_a_file
def test_every_figure_of_the_log_opens_its_cases(database: Database) -> None:
    read_sample(database)
    for period in PERIODS:
        review = check(database, period, AFTER_THE_LOG)
        assert sum(row.decided for row in review.attainment) > 700
    check(database, "2016Q1", datetime(2016, 3, 10, 9, tzinfo=UTC))


def test_every_figure_of_the_demo_opens_its_cases(tmp_path: Path) -> None:
    desk = demo_at(tmp_path / "desk.db")
    for period in ("2025Q3", "2025Q4", "2026Q1", "2026Q2"):
        check(desk, period, NOW)
    desk.close()


def test_the_worst_stand_first_and_what_was_left_out_says_why(database: Database) -> None:
    store(database, [
        met(1, BEGIN + DAY), breached(2, BEGIN + DAY, BEGIN + 3 * DAY),
        breached(3, BEGIN + DAY, BEGIN + 9 * DAY), clock(4, due_at=BEGIN + 200 * DAY),
        clock(5, due_at=None, verdict="unknown", reason="not in the source", stopped_at=BEGIN),
    ])  # fmt: skip
    rows = behind(database, Figure(), "2016Q1", BEGIN + 60 * DAY).rows
    assert [(row.key, row.outcome, row.over and row.over.seconds // 86_400) for row in rows] == [
        ("CASE-3", "breached", 8), ("CASE-2", "breached", 2), ("CASE-4", "running", None),
        ("CASE-5", "excluded", None), ("CASE-1", "met", None),
    ]  # fmt: skip
    assert rows[3].reason == "not in the source"


def test_a_case_reopened_counts_by_what_it_was_then(database: Database) -> None:
    """Resolved in the first quarter and open at its end; its last resolution comes later."""

    def tell(work: Work) -> None:
        for kind, days in (("resolved", 80), ("reopened", 85), ("resolved", 120)):
            work.record(1, kind, {}, BEGIN + timedelta(days=days))

    store(database, [met(1, BEGIN + DAY)], excused=True)
    database.write(
        lambda work: work.record(1, "opened", {"title": "A", "priority": "P2"}, BEGIN + DAY)
    )
    database.write(tell)
    now = BEGIN + 150 * DAY
    review = check(database, "2016Q1", now)
    assert (review.volume.resolved, review.volume.open_at_end) == (1, 1)
    assert (review.volume.open_at_begin, review.volume.reopened) == (0, 1)
    assert (review.reopening.resolved, review.reopening.reopened) == (1, 1)
    later = check(database, "2016Q2", now)
    assert (later.volume.resolved, later.volume.open_at_end) == (1, 0)
    assert (later.volume.open_at_begin, later.volume.reopened) == (1, 0)
    opened = behind(database, Figure("reopened"), "2016Q1", now).rows
    assert [row.at for row in opened] == [BEGIN + 85 * DAY]
