"""The Reviews page: figures as the query gives them, each opening its cases, and the paper."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.commands.by_hand import override_deadline
from models.commands.closing import resolve
from models.database import Database
from models.handbook.attainment import AttainmentRow, total
from models.handbook.periods import parse_period
from models.queries.figures import Figure, figure_cases
from models.queries.people import person_expected
from models.queries.quarters import quarters
from models.queries.queue import QueueFilter, queue
from models.queries.review import QuarterlyReview, quarterly_review
from models.review_words import halves, key_figures, period_words
from models.wording import commitment_name
from tests.ui.keyboard import press
from tests.ui.reviews.conftest import Shown, show
from ui.actions import Actions
from ui.reviews.attainment_table import AttainmentTable
from ui.reviews.cases_sheet import CasesSheet
from ui.reviews.figure_cells import FigureDelegate, FigureRole
from ui.reviews.figures import of_bar, of_cell, of_week
from ui.reviews.pareto import ParetoChart
from ui.reviews.quarter_bar import QuarterBar
from ui.reviews.trend import TrendChart
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.table_view import TableView

Part = TypeVar("Part", bound=QWidget)
NO_KEYS = Qt.KeyboardModifier.NoModifier
QUARTER = "2026Q2"
BEFORE = "2026Q1"


def review_of(shown: Shown, name: str = QUARTER) -> QuarterlyReview:
    query = partial(quarterly_review, period=parse_period(name), now=shown.workspace.clock.now())
    return shown.database.read(query)


def part(inside: QWidget, kind: type[Part]) -> Part:
    found = inside.findChild(kind)
    assert found is not None
    return found


def table_of(shown: Shown) -> AttainmentTable:
    return part(shown.page, AttainmentTable)


def sheet_of(shown: Shown) -> CasesSheet | None:
    sheets = shown.page.findChildren(CasesSheet)
    return next((sheet for sheet in sheets if sheet.isVisible()), None)


def wait_for_sheet(qtbot: QtBot, shown: Shown) -> TableView:
    qtbot.waitUntil(lambda: sheet_of(shown) is not None)
    sheet = sheet_of(shown)
    assert sheet is not None
    return part(sheet, TableView)


def test_the_running_quarter_is_in_view_and_says_so(shown: Shown) -> None:
    assert shown.page.subtitle == "Q2 2026, so far · compared with Q1 2026"
    assert shown.page.location() == QUARTER
    assert not shown.actions.action("reviews.later").isEnabled()


def test_every_cell_says_what_the_query_says(shown: Shown) -> None:
    review, model = review_of(shown), table_of(shown).model()
    rows = {(row.priority, row.commitment, row.objective): row for row in review.attainment}
    told = {
        (model.index(row, 0).data(), model.headerData(column, Qt.Orientation.Horizontal)):
            model.index(row, column).data()
        for row in range(model.rowCount())
        for column in range(1, model.columnCount())
    }  # fmt: skip
    names = {"first_response": "First response", "next_update": "Next update",
             "resolution": "Resolution"}  # fmt: skip
    decided = {place: row for place, row in rows.items() if row.decided}
    assert len(decided) > 10
    for (priority, commitment, objective), row in decided.items():
        heading = f"{names[commitment]}, {objective}"
        assert told[priority, heading] == " · ".join(halves(row.met, row.decided))
        assert told["All", heading] == _words(total(review.attainment, commitment, objective))


def _words(row: AttainmentRow) -> str:
    return " · ".join(halves(row.met, row.decided))


def test_the_key_figures_are_in_sight(shown: Shown) -> None:
    words = shown.words()
    for figure in key_figures(review_of(shown)):
        assert figure.figure in words


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


def clocks_behind(shown: Shown, figure: Figure) -> set[tuple[str, int, str]]:
    now = shown.workspace.clock.now()
    query = partial(figure_cases, period=parse_period(QUARTER), now=now, figure=figure)
    rows = shown.database.read(query).rows
    return {(row.commitment, row.cycle, row.objective) for row in rows}


def headings(table: TableView) -> list[str]:
    model, across = table.model(), Qt.Orientation.Horizontal
    return [model.headerData(column, across) for column in range(model.columnCount())]


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


def test_only_where_the_keyboard_is_stands_out(shown: Shown) -> None:
    table = table_of(shown)
    worst = next(
        t for t in shown.page.findChildren(TableView)
        if t.accessibleName() == "The cases furthest over"
    )  # fmt: skip
    assert len(table.selectedIndexes()) == 1
    assert worst.selectedIndexes() == []
    place = table.currentIndex()
    worst.setFocus()
    assert table.selectedIndexes() == []
    assert {index.row() for index in worst.selectedIndexes()} == {0}
    table.setFocus()
    assert table.currentIndex() == place
    assert table.selectedIndexes() == [place]


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


def sheet_words(shown: Shown) -> list[str]:
    sheet = sheet_of(shown)
    assert sheet is not None
    return [label.text() for label in sheet.findChildren(QLabel)]


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


def buttons(shown: Shown) -> dict[str, Button]:
    """Those in sight, by what they are called."""
    found = [b for b in shown.page.findChildren(Button) if b.isVisibleTo(shown.page)]
    return {button.accessibleName() or button.text(): button for button in found}


def test_brackets_go_through_the_quarters(qtbot: QtBot, shown: Shown) -> None:
    press(Qt.Key.Key_BracketLeft)
    qtbot.waitUntil(lambda: shown.page.subtitle == "Q1 2026 · compared with Q4 2025")
    assert shown.actions.action("reviews.later").isEnabled()
    press(Qt.Key.Key_BracketRight)
    qtbot.waitUntil(lambda: shown.page.subtitle.startswith("Q2 2026, so far"))


def test_q_opens_the_quarters_and_one_is_chosen_by_keyboard(qtbot: QtBot, shown: Shown) -> None:
    press(Qt.Key.Key_Q)
    menu = part(shown.page, QuarterBar).menu
    names = [action.text() for action in menu.actions()]
    assert names[:3] == ["Q2 2026", "Q1 2026", "Q4 2025"]
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Q2 2026"]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.page.location() == BEFORE)
    qtbot.waitUntil(lambda: shown.page.subtitle == "Q1 2026 · compared with Q4 2025")


def test_nothing_is_earlier_than_the_first_case(qtbot: QtBot, shown: Shown) -> None:
    known = shown.database.read(partial(quarters, now=shown.workspace.clock.now()))
    first = known.with_cases[-1]
    assert shown.actions.action("reviews.earlier").isEnabled()
    shown.page.go_to(first.name)
    qtbot.waitUntil(lambda: shown.page.subtitle.startswith(period_words(first.name)))
    assert not shown.actions.action("reviews.earlier").isEnabled()


def test_a_quarter_without_cases_says_so(qtbot: QtBot, shown: Shown) -> None:
    shown.page.go_to("2001Q1")
    qtbot.waitUntil(lambda: "Nothing happened in this quarter." in shown.words())


def test_the_instant_of_the_figures_is_in_sight(qtbot: QtBot, shown: Shown) -> None:
    """Rule 26."""
    assert "as of Tue 12 May 2026, 14:28 CEST" in shown.words()


def test_what_is_not_in_a_figure_and_what_it_was_stands_under_it(shown: Shown) -> None:
    review, model = review_of(shown), table_of(shown).model()
    now = total(review.attainment, "resolution", "SLA")
    was = total(review.previous, "resolution", "SLA")
    notes = {
        model.headerData(column, Qt.Orientation.Horizontal):
            model.index(model.rowCount() - 1, column).data(FigureRole.NOTE)
        for column in range(1, model.columnCount())
    }  # fmt: skip
    left_out = [f"{now.excluded} left out"] if now.excluded else []
    parts = [*left_out, f"was {halves(was.met, was.decided)[0]}", f"{now.running} running"]
    assert now.running > 0
    assert notes["Resolution, SLA"] == " · ".join(parts)


@pytest.mark.parametrize("width", [1200, 700])
def test_neither_counts_nor_exclusions_are_cut(qtbot: QtBot, shown: Shown, width: int) -> None:
    """They are always printed (rule 26), so a cell grows where they have no room."""
    shown.page.resize(width, 900)
    table, model = table_of(shown), table_of(shown).model()
    delegate = table.itemDelegate()
    assert isinstance(delegate, FigureDelegate)
    cells = [
        model.index(r, c) for r in range(model.rowCount()) for c in range(1, model.columnCount())
    ]
    moved = 0
    for index in cells:
        lines = delegate.note_lines(index, table.columnWidth(index.column()))
        note, second = index.data(FigureRole.NOTE) or "", index.data(FigureRole.SECOND) or ""
        whole = " · ".join(part for part in (second, note) if part)
        assert " · ".join(lines) in (note, whole)
        moved += " · ".join(lines) == whole != note
        assert table.rowHeight(index.row()) >= delegate.height(len(lines))
    assert (moved > 0) == (width == 700)
    assert table.height() >= sum(table.rowHeight(row) for row in range(model.rowCount()))


def test_enter_on_a_case_furthest_over_opens_it(qtbot: QtBot, shown: Shown) -> None:
    table = next(
        t for t in shown.page.findChildren(TableView)
        if t.accessibleName() == "The cases furthest over"
    )  # fmt: skip
    table.setFocus()
    press(Qt.Key.Key_Return)
    assert shown.cases == [review_of(shown).worst[0].case_id]


def test_what_a_colleague_changes_is_read_again(qtbot: QtBot, shown: Shown) -> None:
    now = shown.workspace.clock.now()
    shown_first = partial(queue, shown=QueueFilter(), now=now, limit=50)
    rows = shown.database.read(shown_first)
    case = next(row for row in reversed(rows) if row.state == "calm" and not row.missing)
    before = total(review_of(shown).attainment, "resolution", "SLO")
    shown.workspace.write(partial(resolve, case_ids=[case.id]))
    qtbot.waitUntil(lambda: total(review_of(shown).attainment, "resolution", "SLO") != before)
    qtbot.waitUntil(lambda: _tells(shown))


def _tells(shown: Shown) -> bool:
    model, review = table_of(shown).model(), review_of(shown)
    row = total(review.attainment, "resolution", "SLO")
    return bool(model.index(model.rowCount() - 1, model.columnCount() - 1).data() == _words(row))


def test_the_paper_is_written_where_it_was_asked_for_and_opened(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    path = tmp_path / "review.pdf"
    _save_as(qtbot, shown, path)
    qtbot.waitUntil(lambda: "The review is written" in shown.words())
    assert path.read_bytes().startswith(b"%PDF")
    _banner_button(shown, "Open it").click()
    assert shown.ports.opened == [path]


def test_a_paper_that_cannot_be_written_says_why_and_can_be_tried_again(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    path = tmp_path / "missing" / "review.pdf"
    _save_as(qtbot, shown, path)
    qtbot.waitUntil(lambda: str(path.parent) in shown.words())
    path.parent.mkdir()
    _banner_button(shown, "Try again").click()
    qtbot.waitUntil(lambda: "The review is written" in shown.words())
    assert path.exists()


def _save_as(qtbot: QtBot, shown: Shown, path: Path) -> None:
    press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = part(shown.page.window(), QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Review Q2 2026.pdf")
    dialog.fileSelected.emit(str(path))
    dialog.close()


def _banner_button(shown: Shown, words: str) -> Button:
    buttons = shown.page.findChildren(Button)
    return next(b for b in buttons if b.text() == words and b.isVisibleTo(shown.page))


def test_a_desk_without_cases_says_so(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    desk_address: str,
) -> None:  # fmt: skip
    shown = show(qtbot, theme, tasks, actions, database, desk_address)
    qtbot.waitUntil(lambda: "There is nothing to review yet." in shown.words())
    shown.page.go_to("2016Q1")
    qtbot.waitUntil(lambda: shown.page.subtitle.startswith("Q1 2016"))
    assert "There is nothing to review yet." in shown.words()
    assert not shown.actions.action("reviews.earlier").isEnabled()


def test_every_control_has_a_name(shown: Shown, unnamed: Callable[[QWidget], list[str]]) -> None:
    assert unnamed(shown.page) == []


def test_the_charts_can_be_read_without_being_seen(qtbot: QtBot, shown: Shown) -> None:
    chart = part(shown.page, TrendChart)
    assert chart.accessibleDescription().count("week of") == len(chart.points) == 13
    chart.setFocus()
    press(Qt.Key.Key_End)
    assert chart.points[-1].name in chart.accessibleName()
    beside = chart.mark_at(chart.rect().topLeft().toPointF() + QPoint(1, 1).toPointF())
    assert beside is None
