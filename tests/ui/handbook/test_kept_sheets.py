"""What was typed or chosen in a sheet of the Handbook page is there when it is opened again."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QLineEdit, QRadioButton, QWidget

from models.handbook.conditions import Happening
from tests.ui.handbook.conftest import Shown
from tests.ui.handbook.publishing import choose as choose_cases
from tests.ui.handbook.publishing import open_sheet, publish, shorter, wait
from tests.ui.handbook.test_clocks import ask, choose
from tests.ui.keyboard import press
from ui.widgets.form_sheet import FormSheet
from ui.widgets.instant_field import InstantField
from ui.widgets.sheet import Sheet

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def said(shown: Shown) -> list[str]:
    told: list[str] = []
    shown.workspace.said.connect(told.append)
    return told


def opened(shown: Shown, action: str) -> FormSheet:
    shown.actions.action(f"handbook.{action}").trigger()
    return shown.in_view(FormSheet)


def line(sheet: QWidget, name: str) -> QLineEdit:
    found = sheet.findChild(QLineEdit, name)
    assert found is not None
    return found


def leave(shown: Shown, sheet: Sheet) -> None:
    press(Qt.Key.Key_Escape)
    shown.qtbot.waitUntil(lambda: shown.page.window().findChildren(type(sheet)) == [])


def test_a_contract_is_kept_until_it_is_added(shown: Shown, said: list[str]) -> None:
    shown.page.go_to("contracts")
    sheet = opened(shown, "add_contract")
    line(sheet, "name").setText("Gold")
    line(sheet, "customers").setText("Contoso")
    leave(shown, sheet)
    assert said == ["What you typed is kept"]
    sheet = opened(shown, "add_contract")
    assert line(sheet, "customers").text() == "Contoso"
    press(Qt.Key.Key_Return, CONTROL)
    shown.settle()
    assert [rule.name for rule, _ in shown.draft.contracts] == ["Gold"]
    assert line(opened(shown, "add_contract"), "name").text() == ""


def test_a_day_is_kept_for_its_calendar(shown: Shown, said: list[str]) -> None:
    shown.page.go_to("calendars")
    sheet = opened(shown, "day")
    when = sheet.findChild(QDateEdit, "day")
    assert when is not None
    when.setDate(QDate(2026, 12, 24))
    line(sheet, "hours").setText("9-12")
    leave(shown, sheet)
    assert said == ["What you typed is kept"]
    sheet = opened(shown, "day")
    when = sheet.findChild(QDateEdit, "day")
    assert when is not None
    assert when.date().toPython() == date(2026, 12, 24)
    assert line(sheet, "hours").text() == "9-12"
    press(Qt.Key.Key_Return, CONTROL)
    shown.settle()
    assert line(opened(shown, "day"), "hours").text() == ""


def test_the_name_of_a_calendar_is_kept(shown: Shown) -> None:
    shown.page.go_to("calendars")
    sheet = opened(shown, "new_calendar")
    line(sheet, "name").setText("Night shift")
    leave(shown, sheet)
    assert line(opened(shown, "new_calendar"), "name").text() == "Night shift"


def test_conditions_are_kept_for_their_clock_with_one_that_is_being_added(
    shown: Shown, said: list[str]
) -> None:
    sheet = ask(shown, "resolution")
    before = sheet.lists["stop"].conditions
    choose(sheet, "start", "it becomes “Waiting on engineering”")
    sheet.lists["stop"].box.setCurrentIndex(2)
    started = sheet.lists["start"].conditions
    leave(shown, sheet)
    assert said == ["What you typed is kept"]
    other = ask(shown, "first response")
    assert other.lists["start"].conditions != started
    leave(shown, other)
    sheet = ask(shown, "resolution")
    assert sheet.lists["start"].conditions == started
    assert all(isinstance(one, Happening) for one in started)
    assert sheet.lists["stop"].conditions == before
    assert sheet.lists["stop"].box.currentIndex() == 2
    press(Qt.Key.Key_Return, CONTROL)
    shown.settle()
    assert shown.drafts.get("handbook-conditions") == {}


def test_what_is_chosen_for_publishing_is_kept_until_it_is_published(
    shown: Shown, said: list[str]
) -> None:
    shorter(shown)
    sheet = open_sheet(shown)
    choose_cases(shown, sheet, "Restate")
    line(sheet, "name").setText("Spring")
    line(sheet, "reason").setText("As agreed with Contoso")
    leave(shown, sheet)
    assert said[-1:] == ["What you typed is kept"]
    sheet = open_sheet(shown)
    checked = [b.text() for b in sheet.findChildren(QRadioButton) if b.isChecked()]
    assert checked == [
        "As soon as it is published",
        "Restate: open cases and those since, from their opening; both verdicts are kept",
    ]
    assert line(sheet, "name").text() == "Spring"
    assert line(sheet, "reason").text() == "As agreed with Contoso"
    assert line(sheet, "reason").isVisible()
    publish(shown, sheet)
    assert shown.drafts.get("handbook-publish") == {}


def test_from_when_a_version_is_to_be_in_force_is_kept(shown: Shown) -> None:
    shorter(shown)
    sheet = open_sheet(shown)
    field = sheet.findChild(InstantField)
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Up)
    chosen = field.instant
    wait(shown, sheet)
    leave(shown, sheet)
    again = open_sheet(shown).findChild(InstantField)
    assert again is not None
    assert again.instant == chosen
