"""A number is the same on the page, on paper, and by a statement that knows neither."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from desktop.reports.quarterly import quarterly_bytes
from models.review_hours import day_totals
from tests.desktop.reports.tagged import check_tagged
from tests.desktop.reports.test_structure import of
from tests.ui.reviews.conftest import Shown
from tests.ui.reviews.looking import BEFORE, part, review_of
from ui.reviews.budgets_card import BudgetsCard
from ui.reviews.hours_card import HoursCard
from ui.reviews.key_figures import KeyFigures
from ui.reviews.spans_chart import SpansChart
from ui.reviews.whose_card import WhoseCard

BERLIN = ZoneInfo("Europe/Berlin")
_QUARTERS = [(2024, 2), (2024, 3), (2024, 4), (2025, 1), (2025, 2), (2025, 3), (2025, 4), (2026, 1)]
_DECIDED = """
    SELECT coalesce(sum(CASE WHEN verdict = 'met' THEN 1 ELSE 0 END), 0), count(*) FROM clocks
    WHERE objective = :objective AND commitment = :commitment
    AND (priority = :priority OR :priority = '')
    AND verdict IN ('met', 'breached') AND verdict_at >= :begin AND verdict_at < :end
"""
_OPENED = "SELECT opened_at FROM cases WHERE opened_at >= :begin AND opened_at < :end"
_BROKEN = """
    SELECT count(*) FROM clocks WHERE objective = 'SLA' AND verdict = 'breached'
    AND verdict_at >= :begin AND verdict_at < :end
"""
_GROUPS = """
    SELECT group_name, sum(CASE WHEN verdict = 'breached' THEN 1 ELSE 0 END) AS broken, count(*)
    FROM clocks JOIN cases ON cases.id = clocks.case_id
    WHERE objective = 'SLA' AND verdict IN ('met', 'breached')
    AND verdict_at >= :begin AND verdict_at < :end
    GROUP BY group_name ORDER BY broken DESC, count(*) LIMIT 5
"""


def edges(year: int, number: int) -> dict[str, int]:
    begin = date(year, 3 * number - 2, 1)
    end = date(year + number // 4, 3 * number % 12 + 1, 1)
    return {"begin": _seconds(begin), "end": _seconds(end)}


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=BERLIN).timestamp())


def ask(shown: Shown, statement: str, **values: Any) -> Sequence[Any]:
    with shown.database.engine.connect() as connection:
        return connection.execute(text(statement), values).all()


@pytest.fixture
def paper(qtbot: QtBot, shown: Shown) -> bytes:
    """The quarter before, in view, and its paper."""
    shown.page.go_to(BEFORE)
    qtbot.waitUntil(lambda: shown.page.subtitle.startswith("Q1 2026 ·"))
    return quarterly_bytes(review_of(shown, BEFORE))


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def decided(shown: Shown, commitment: str, objective: str = "SLA", priority: str = "",
            span: Mapping[str, int] = edges(2026, 1)) -> tuple[int, int]:  # fmt: skip
    ((met, every),) = ask(shown, _DECIDED, commitment=commitment, objective=objective,
                          priority=priority, **span)  # fmt: skip
    return met, every


def test_what_was_kept(shown: Shown, paper: bytes) -> None:
    labels = [one.text() for one in part(shown.page, KeyFigures).findChildren(QLabel)]
    printed = words(paper)
    for commitment in ("resolution", "first_response"):
        met, every = decided(shown, commitment)
        tenths = 1000 * met // every
        figure, half = f"{tenths // 10}.{tenths % 10} %", f"{met} of {every}"
        assert figure in labels
        assert half in labels
        assert f"{figure} {half}" in printed
    broken = f"{ask(shown, _BROKEN, **edges(2026, 1))[0][0]}"
    assert broken in labels
    assert f"SLA clocks breached {broken} in" in printed


def test_eight_quarters(shown: Shown, paper: bytes) -> None:
    columns = {column.name: column for column in part(shown.page, SpansChart).columns}
    alt = next(one.alt for one in of(check_tagged(paper), "/Figure") if "8 quarters" in one.alt)
    for year, number in _QUARTERS:
        span, name = edges(year, number), f"Q{number} {year}"
        met, every = decided(shown, "resolution", span=span)
        broken, opened = ask(shown, _BROKEN, **span)[0][0], len(ask(shown, _OPENED, **span))
        assert f"{met} of {every}" in (columns[name].rows[0], columns[name].words)
        assert columns[name].rows[2:] == (f"{broken}", f"{opened}")
        assert f"{name}: {columns[name].told}".count(f"{opened}") >= 1
        assert str(columns[name].told) in alt


def test_hours_of_the_week(shown: Shown, paper: bytes) -> None:
    counts = [0] * 168
    for (opened,) in ask(shown, _OPENED, **edges(2026, 1)):
        local = datetime.fromtimestamp(opened, UTC).astimezone(BERLIN)
        counts[24 * local.weekday() + local.hour] += 1
    assert [cell.count for cell in part(shown.page, HoursCard).opened.cells] == counts
    days = "; ".join(f"{day} {count}" for day, count in day_totals(counts))
    assert any(f"By day: {days}" in one.alt for one in of(check_tagged(paper), "/Figure"))


def test_whose_clocks_breach(shown: Shown, paper: bytes) -> None:
    rows = [row.one for row in part(shown.page, WhoseCard).rows.rows if row.kind == "group"]
    expected = [tuple(row) for row in ask(shown, _GROUPS, **edges(2026, 1)) if row[1]]
    assert sorted((row.name, row.breached, row.decided) for row in rows) == sorted(expected)
    printed = words(paper)
    for name, broken, every in expected:
        assert f"{name} {broken} {every} " in printed


def test_error_budgets(shown: Shown, paper: bytes) -> None:
    said = {one.text() for one in part(shown.page, BudgetsCard).findChildren(QLabel)}
    printed = words(paper).split("Attainment and error budgets")[1]
    met, every = decided(shown, "resolution", "SLO", "P2")
    missed, allowed = every - met, every * 5 // 100
    assert any(one.startswith((f"{missed} of {allowed} ", f"{missed} missed")) for one in said)
    assert f"{missed} of {allowed} " in printed
