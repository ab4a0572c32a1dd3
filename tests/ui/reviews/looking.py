"""What tests of the Reviews page look into."""

from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.handbook.periods import parse_period
from models.queries.figures import Figure, figure_cases
from models.queries.review import QuarterlyReview, quarterly_review
from tests.ui.reviews.conftest import Shown
from ui.widgets.attainment_table import AttainmentTable
from ui.widgets.buttons import Button
from ui.widgets.cases_sheet import CasesSheet
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


def clocks_behind(shown: Shown, figure: Figure) -> set[tuple[str, int, str]]:
    now = shown.workspace.clock.now()
    query = partial(figure_cases, period=parse_period(QUARTER), now=now, figure=figure)
    rows = shown.database.read(query).rows
    return {(row.commitment, row.cycle, row.objective) for row in rows}


def headings(table: TableView) -> list[str]:
    model, across = table.model(), Qt.Orientation.Horizontal
    return [model.headerData(column, across) for column in range(model.columnCount())]


def sheet_words(shown: Shown) -> list[str]:
    sheet = sheet_of(shown)
    assert sheet is not None
    return [label.text() for label in sheet.findChildren(QLabel)]


def buttons(shown: Shown) -> dict[str, Button]:
    """Those in sight, by what they are called."""
    found = [b for b in shown.page.findChildren(Button) if b.isVisibleTo(shown.page)]
    return {button.accessibleName() or button.text(): button for button in found}
