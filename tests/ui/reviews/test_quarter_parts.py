"""Decisions, eight quarters, hours of the week, whose clocks breach: walked and opened by keys."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.handbook.periods import parse_period
from models.queries.figures import Figure, figure_cases
from models.review_decisions import decisions
from models.review_hours import hour_words
from tests.ui.keyboard import press
from tests.ui.reviews.conftest import Shown
from tests.ui.reviews.looking import (
    BEFORE,
    NO_KEYS,
    part,
    review_of,
    sheet_of,
    sheet_words,
    wait_for_sheet,
)
from ui.reviews.decisions_card import DecisionsCard
from ui.reviews.figures import of_offender, of_span, opened_in
from ui.reviews.hour_map import HourMap
from ui.reviews.hours_card import HoursCard
from ui.reviews.spans_chart import SpansChart
from ui.reviews.whose_card import WhoseCard


def go_before(qtbot: QtBot, shown: Shown) -> None:
    shown.page.go_to(BEFORE)
    qtbot.waitUntil(lambda: shown.page.subtitle.startswith("Q1 2026 ·"))


def behind(shown: Shown, figure: Figure, name: str = BEFORE) -> int:
    now = shown.workspace.clock.now()
    query = partial(figure_cases, period=parse_period(name), now=now, figure=figure)
    return shown.database.read(query).total


def test_what_is_asked_stands_there_and_enter_opens_the_cases_behind_it(
    qtbot: QtBot, shown: Shown
) -> None:
    go_before(qtbot, shown)
    card = part(shown.page, DecisionsCard)
    asked = decisions(review_of(shown, BEFORE))
    assert [card.list.item(row).text() for row in range(card.list.count())] == [
        str(one.ask) for one in asked
    ]
    at = next(n for n, one in enumerate(asked) if one.figure is not None)
    card.list.setFocus()
    press(Qt.Key.Key_Home)
    for _ in range(at):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    listed = wait_for_sheet(qtbot, shown)
    figure = asked[at].figure
    assert figure is not None
    assert listed.model().rowCount() == behind(shown, figure) > 0
    assert any(str(asked[at].ask) in words for words in sheet_words(shown))


def test_eight_quarters_are_walked_through_and_opened(qtbot: QtBot, shown: Shown) -> None:
    chart = part(shown.page, SpansChart)
    told = chart.columns
    assert [column.so_far for column in told] == [False] * 7 + [True]
    assert told[-1].name == "Q2 2026 so far"
    chart.setFocus()
    press(Qt.Key.Key_End)
    assert "Q2 2026 so far" in chart.accessibleName()
    press(Qt.Key.Key_Left)
    assert "Q1 2026" in chart.accessibleName()
    press(Qt.Key.Key_Return)
    listed = wait_for_sheet(qtbot, shown)
    assert listed.model().rowCount() == behind(shown, of_span(told[-2]), "2026Q2")
    assert told[-2].rows[0].endswith(f"of {listed.model().rowCount()}")


def test_hours_are_walked_by_hour_and_day_and_open_their_cases(qtbot: QtBot, shown: Shown) -> None:
    go_before(qtbot, shown)
    chart = part(shown.page, HoursCard).opened
    review = review_of(shown, BEFORE)
    qtbot.waitUntil(lambda: [cell.count for cell in chart.cells] == list(review.hours.opened))
    busiest = max(range(168), key=lambda hour: review.hours.opened[hour])
    chart.setFocus()
    press(Qt.Key.Key_Home)
    for _ in range(busiest // 24):
        press(Qt.Key.Key_Down)
    for _ in range(busiest % 24):
        press(Qt.Key.Key_Right)
    assert chart.accessibleName().endswith(f"{hour_words(busiest)}: {review.hours.opened[busiest]}")
    press(Qt.Key.Key_Return)
    listed = wait_for_sheet(qtbot, shown)
    cell = chart.cells[busiest]
    assert listed.model().rowCount() == behind(shown, opened_in(cell)) == cell.count > 0


def test_an_hour_of_nothing_opens_nothing(qtbot: QtBot, shown: Shown) -> None:
    chart = part(shown.page, HoursCard).opened
    empty = next(cell.hour for cell in chart.cells if not cell.count)
    chart.setFocus()
    place = chart.area_of(empty).center().toPoint()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, NO_KEYS, place)
    assert chart.current == empty
    assert sheet_of(shown) is None
    press(Qt.Key.Key_Up)  # beyond the first day or on it, the keyboard stays on the chart
    assert 0 <= chart.current < 168


def test_up_and_down_end_at_the_first_and_the_last_day(qtbot: QtBot, shown: Shown) -> None:
    chart = part(shown.page, HourMap)
    chart.setFocus()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Up)
    assert chart.current == 0
    for _ in range(9):
        press(Qt.Key.Key_Down)
    assert chart.current == 6 * 24


def test_whose_clocks_breach_opens_their_breaches(qtbot: QtBot, shown: Shown) -> None:
    go_before(qtbot, shown)
    card = part(shown.page, WhoseCard)
    review = review_of(shown, BEFORE)
    expected = [(kind.kind, one) for kind in review.offenders for one in kind.rows]
    qtbot.waitUntil(lambda: [(row.kind, row.one) for row in card.rows.rows] == expected)
    at = next(n for n, (kind, _) in enumerate(expected) if kind == "group")
    card.table.setFocus()
    press(Qt.Key.Key_Home)
    for _ in range(at):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    listed = wait_for_sheet(qtbot, shown)
    kind, one = expected[at]
    assert listed.model().rowCount() == behind(shown, of_offender(kind, one)) == one.breached


def test_a_running_quarter_stands_beside_no_other(shown: Shown) -> None:
    rows = part(shown.page, WhoseCard).rows.rows
    assert rows
    assert all(row.one.before is None for row in rows)
    assert "before:" not in shown.words()


def test_all_of_it_has_a_name_for_who_cannot_see_it(shown: Shown) -> None:
    parts: list[QWidget] = [
        part(shown.page, SpansChart), part(shown.page, HourMap), part(shown.page, WhoseCard).table,
        part(shown.page, DecisionsCard).list,
    ]  # fmt: skip
    assert all(one.accessibleName() for one in parts)
    assert "resolution" in part(shown.page, SpansChart).accessibleDescription()
