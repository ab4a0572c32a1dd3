"""Every figure of the Reviews page opens what is behind it."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.commands.by_hand import override_deadline
from models.handbook.periods import parse_period
from models.queries.figures import figure_cases
from models.queries.people import person_expected
from models.wording import commitment_name
from tests.ui.keyboard import press
from tests.ui.reviews.conftest import Shown
from tests.ui.reviews.looking import (
    BEFORE,
    NO_KEYS,
    QUARTER,
    buttons,
    clocks_behind,
    headings,
    part,
    review_of,
    sheet_of,
    sheet_words,
    table_of,
    wait_for_sheet,
)
from ui.reviews.figures import of_bar, of_week
from ui.reviews.pareto import ParetoChart
from ui.reviews.trend import TrendChart
from ui.widgets.attainment_model import of_cell
from ui.widgets.buttons import Button
from ui.widgets.table_view import TableView


def test_enter_on_a_cell_lists_its_clocks_and_enter_goes_to_the_case(
    qtbot: QtBot, shown: Shown
) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    listed = wait_for_sheet(qtbot, shown)
    query = partial(
        figure_cases, period=parse_period(QUARTER), now=shown.workspace.clock.now(),
        figure=of_cell("P2", "first_response", "SLA"),
    )  # fmt: skip
    expected = shown.database.read(query)
    assert listed.model().rowCount() == len(expected.rows) > 0
    assert listed.hasFocus()
    press(Qt.Key.Key_Return)
    assert shown.cases == [expected.rows[0].case_id]
    assert sheet_of(shown) is None


def test_a_list_of_one_clock_leaves_its_column_to_the_titles(qtbot: QtBot, shown: Shown) -> None:
    press(Qt.Key.Key_Return)
    assert "Clock" not in headings(wait_for_sheet(qtbot, shown))
    press(Qt.Key.Key_Escape)
    buttons(shown)[f"Opened: {review_of(shown).volume.total}"].click()
    assert "Clock" not in headings(wait_for_sheet(qtbot, shown))
    press(Qt.Key.Key_Escape)
    chart = part(shown.page, ParetoChart)
    chart.setFocus()
    press(Qt.Key.Key_Return)
    listed = wait_for_sheet(qtbot, shown)
    assert ("Clock" in headings(listed)) == (len(clocks_behind(shown, of_bar(chart.bars[0]))) > 1)


def test_a_click_on_a_cell_opens_it_and_escape_gives_the_keyboard_back(
    qtbot: QtBot, shown: Shown
) -> None:
    table = table_of(shown)
    place = table.visualRect(table.model().index(0, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, place)
    wait_for_sheet(qtbot, shown)
    press(Qt.Key.Key_Escape)
    assert sheet_of(shown) is None
    assert table.hasFocus()


def test_a_point_of_the_trend_opens_its_week(qtbot: QtBot, shown: Shown) -> None:
    chart = part(shown.page, TrendChart)
    chart.setFocus()
    index = next(i for i, point in enumerate(chart.points) if point.percent is not None)
    press(Qt.Key.Key_Home)
    for _ in range(index):
        press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    listed = wait_for_sheet(qtbot, shown)
    week = chart.points[index].week
    query = partial(
        figure_cases, period=parse_period(QUARTER), now=shown.workspace.clock.now(),
        figure=of_week(week),
    )  # fmt: skip
    assert listed.model().rowCount() == week.decided == shown.database.read(query).total


def test_a_bar_opens_the_breaches_of_its_group(qtbot: QtBot, shown: Shown) -> None:
    shown.page.go_to(BEFORE)
    qtbot.waitUntil(lambda: "Q1 2026" in shown.page.subtitle.split("·")[0])
    chart = part(shown.page, ParetoChart)
    place = chart.area_of(0).center().toPoint()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, NO_KEYS, place)
    listed = wait_for_sheet(qtbot, shown)
    query = partial(
        figure_cases, period=parse_period(BEFORE), now=shown.workspace.clock.now(),
        figure=of_bar(chart.bars[0]),
    )  # fmt: skip
    assert listed.model().rowCount() == chart.bars[0].count == shown.database.read(query).total


def test_a_card_opens_by_keyboard(qtbot: QtBot, shown: Shown) -> None:
    card = next(
        widget for widget in shown.page.findChildren(QWidget)
        if widget.accessibleName().startswith("SLA clocks breached")
    )  # fmt: skip
    card.setFocus()
    press(Qt.Key.Key_Return)
    listed = wait_for_sheet(qtbot, shown)
    assert listed.model().rowCount() == sum(group.count for group in review_of(shown).pareto)


def test_a_line_of_the_quality_card_opens_its_cases(qtbot: QtBot, shown: Shown) -> None:
    review = review_of(shown)
    words = f"Opened: {review.volume.total}"
    link = next(b for b in shown.page.findChildren(Button) if b.accessibleName() == words)
    link.click()
    assert wait_for_sheet(qtbot, shown).model().rowCount() == review.volume.total
    assert f"{review.volume.total} cases, the earliest first" in sheet_words(shown)


def test_a_clock_changed_by_hand_is_listed_and_opens_its_case(qtbot: QtBot, shown: Shown) -> None:
    shown.database.person_id = shown.database.read(person_expected)
    breach = review_of(shown).worst[0]
    later = shown.workspace.clock.now() + timedelta(days=9)
    before = len(review_of(shown).quality.changed)
    shown.workspace.write(
        partial(override_deadline, case_id=breach.case_id, commitment=breach.commitment,
                due_at=later, reason="Agreed with the customer")
    )  # fmt: skip
    words = f"{breach.key}, {commitment_name(breach.commitment).lower()}, SLA: "
    qtbot.waitUntil(lambda: any(words in told for told in buttons(shown)))
    told = next(told for told in buttons(shown) if words in told)
    assert told.endswith("without the change breached")
    buttons(shown)[told].click()
    assert shown.cases == [breach.case_id]
    buttons(shown)[f"Changed by hand: {before + 1}"].click()
    assert wait_for_sheet(qtbot, shown).model().rowCount() == before + 1


def test_enter_on_a_case_furthest_over_opens_it(qtbot: QtBot, shown: Shown) -> None:
    table = next(
        t for t in shown.page.findChildren(TableView)
        if t.accessibleName() == "The cases furthest over"
    )  # fmt: skip
    table.setFocus()
    press(Qt.Key.Key_Return)
    assert shown.cases == [review_of(shown).worst[0].case_id]
