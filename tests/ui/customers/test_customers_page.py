"""The list of customers: found while one types, opened by Enter."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.open_desk import look_into
from models.commands.customers import customer_named
from models.database import Database
from tests.ui.customers.conftest import Shown, in_view
from tests.ui.keyboard import press
from tests.ui.quiet_ports import QuietPorts
from ui.actions import Actions
from ui.customers.customers_page import CustomersPage
from ui.drafts import Drafts
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.chips import Chip
from ui.widgets.search_field import SearchField
from ui.widgets.table_view import TableView
from ui.workspace import Workspace


def table(shown: Shown) -> TableView:
    return shown.page.findChildren(TableView)[0]


def rows(shown: Shown) -> list[list[str]]:
    model = table(shown).model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def wait_for(shown: Shown, *names: str) -> None:
    shown.qtbot.waitUntil(lambda: [row[0] for row in rows(shown)] == list(names))


def test_who_is_most_in_danger_stands_first_with_words_and_shapes(listed: Shown) -> None:
    wait_for(listed, "Contoso", "Adatum", "Zeta")
    assert rows(listed)[0] == ["Contoso", "2", "–", "▲ 1", "none decided"]
    assert listed.page.subtitle == "3 customers · 3 shown · most in danger first"
    heading = table(listed).model().headerData(4, Qt.Orientation.Horizontal)
    assert heading == "Resolved within the SLA, Q2 2026"


def test_enter_opens_the_customer(listed: Shown) -> None:
    wait_for(listed, "Contoso", "Adatum", "Zeta")
    press(Qt.Key.Key_Return)
    assert listed.places == [("customer", listed.customer_id)]


def test_words_find_a_customer_by_who_is_there_and_esc_gives_them_back(listed: Shown) -> None:
    press(Qt.Key.Key_Slash)
    field = QApplication.focusWidget()
    assert isinstance(field, SearchField)
    QTest.keyClicks(field, "ruiz")
    wait_for(listed, "Contoso")
    press(Qt.Key.Key_Escape)
    wait_for(listed, "Contoso", "Adatum", "Zeta")
    press(Qt.Key.Key_Escape)
    assert table(listed).hasFocus()


def test_a_chip_narrows_and_an_empty_list_says_what_to_do(listed: Shown) -> None:
    wait_for(listed, "Contoso", "Adatum", "Zeta")
    chips = {chip.spec.id: chip for chip in listed.page.findChildren(Chip)}
    assert {name: chip.spec.count for name, chip in chips.items()} == {
        "all": 3, "open": 2, "breached": 0, "at_risk": 1,
    }  # fmt: skip
    chips["open"].click()
    wait_for(listed, "Contoso", "Adatum")
    chips["breached"].click()
    listed.qtbot.waitUntil(lambda: "No customer is like that." in listed.words())
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    wait_for(listed, "Contoso", "Adatum", "Zeta")


def test_a_customer_made_meanwhile_comes_and_the_keyboard_stays(listed: Shown) -> None:
    wait_for(listed, "Contoso", "Adatum", "Zeta")
    press(Qt.Key.Key_Down)
    listed.workspace.write(partial(customer_named, name="Aaa"))
    wait_for(listed, "Contoso", "Adatum", "Aaa", "Zeta")
    assert table(listed).current_row() == 1


def test_an_empty_desk_says_how_customers_come(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    desk_address: str,
) -> None:  # fmt: skip
    workspace = Workspace(database, tasks, database.clock, None)
    page = CustomersPage(theme, workspace, actions)
    ports = QuietPorts(look_into(database, desk_address))
    made = in_view(page, database, workspace, actions, Drafts(), ports, tasks, qtbot, 0)
    qtbot.waitUntil(lambda: "There are no customers yet." in made.words())
    tasks.shutdown()


def test_every_control_has_a_name(listed: Shown, unnamed: Callable[[QWidget], list[str]]) -> None:
    assert unnamed(listed.page) == []


@pytest.mark.parametrize("width", [800, 944, 1260])
def test_the_table_fits_its_window(listed: Shown, width: int) -> None:
    listed.page.resize(width, 500)
    listed.settle()
    assert not table(listed).horizontalScrollBar().isVisible()
