"""What is carried ends where the person turns elsewhere, and says what is so by now."""

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from models.commands.cases import assign
from models.commands.people import add_person, leave_team
from models.errors import KnownError
from tests.ui.board.conftest import Shown
from tests.ui.board.test_moving import aimed, drag, let_go, line, middle, person, worked_out
from tests.ui.keyboard import press
from ui.board.board_reader import BoardReader
from ui.board.columns import Columns
from ui.board.effects import Effects
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.filter_sheet import FilterSheet

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def no_desks(*args: Any, **given: Any) -> None:
    raise KnownError("Not reachable", "The desk cannot be reached.", "Try again.")


def test_tab_does_not_lead_away_from_what_is_carried(shown: Shown) -> None:
    beside = QLineEdit(shown.page)  # as the window has more to go to than the page
    beside.show()
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Tab)
    assert aimed(shown) == ["Ana Ruiz"]
    assert shown.frames()["Unassigned"].list.hasFocus()
    press(Qt.Key.Key_Escape)
    assert line(shown) == ""


def test_the_filter_lets_go_of_what_is_carried(shown: Shown) -> None:
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_F)
    assert (line(shown), aimed(shown)) == ("", [])
    assert shown.page.findChildren(FilterSheet)[0].isVisible()


def test_a_click_ends_what_the_keyboard_carried_in_the_same_column_too(shown: Shown) -> None:
    press(Qt.Key.Key_T)
    cards = shown.frames()["Unassigned"].list.viewport()
    QTest.mouseClick(cards, LEFT, pos=QPoint(40, 30))
    assert line(shown) == ""


def test_another_button_does_not_drop_what_is_dragged(shown: Shown) -> None:
    drag(shown, "Ben Okafor", "Ana Ruiz")
    cards = shown.frames()["Ben Okafor"].list.viewport()
    at = cards.mapFromGlobal(middle(shown, shown.frames()["Ana Ruiz"]))
    QTest.mouseRelease(cards, RIGHT, pos=at)
    assert aimed(shown) == ["Ana Ruiz"]
    let_go(shown, "Ben Okafor", "Ana Ruiz")
    shown.wait_for(Ana=["1003", "1005"], Ben=["1004"])


def test_what_a_move_does_is_worked_out_anew_where_the_desk_changed_meanwhile(
    shown: Shown,
) -> None:
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    assert "Changes nothing" not in worked_out(shown)
    ana, case_id = person(shown, "Ana Ruiz"), shown.ids("CS-1001")
    shown.workspace.write(partial(assign, case_ids=case_id, person_id=ana))
    said: list[str] = []

    def changes_nothing() -> bool:
        said.append(line(shown))
        return "Changes nothing" in said[-1]

    shown.qtbot.waitUntil(changes_nothing)
    assert not any("Working out" in words for words in said)  # what was said stands until then


def test_where_it_cannot_be_worked_out_what_a_move_does_that_is_said_and_it_can_be_made(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.board.effects.load_what_if", no_desks)
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    assert "could not be worked out; it can be dropped all the same" in worked_out(shown)
    press(Qt.Key.Key_Return)
    shown.wait_for(Unassigned=["1002"], Ana=["1003", "1001"])


def test_what_a_move_does_is_said_again_once_it_can_be_worked_out(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    worked_out(shown)
    ana, case_ids = person(shown, "Ana Ruiz"), shown.ids("CS-1001", "CS-1002")
    with monkeypatch.context() as lost:
        lost.setattr("ui.board.effects.load_what_if", no_desks)
        shown.workspace.write(partial(assign, case_ids=case_ids[1:], person_id=ana))
        shown.qtbot.waitUntil(lambda: "could not be worked out" in line(shown))
    shown.workspace.write(partial(assign, case_ids=case_ids[:1], person_id=ana))
    shown.qtbot.waitUntil(lambda: "Changes nothing" in line(shown), timeout=3_000)


def test_what_cannot_be_worked_out_is_tried_once_for_a_change_of_the_desk(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    worked_out(shown)
    tried: list[None] = []

    def counted(*args: Any) -> None:
        tried.append(None)
        no_desks()

    monkeypatch.setattr("ui.board.effects.load_what_if", counted)
    ana, case_ids = person(shown, "Ana Ruiz"), shown.ids("CS-1002")
    shown.workspace.write(partial(assign, case_ids=case_ids, person_id=ana))
    shown.qtbot.waitUntil(lambda: "could not be worked out" in line(shown))
    shown.settle()
    assert len(tried) == 1


def test_what_was_not_worked_out_for_one_card_says_nothing_of_the_next(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    effects = shown.page.findChildren(Effects)[0]
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    worked_out(shown)
    with monkeypatch.context() as lost:
        lost.setattr("ui.board.effects._words", no_desks)
        press(Qt.Key.Key_Right)  # asked, and not answered before it is let go of
        press(Qt.Key.Key_Escape)
        with shown.qtbot.waitSignal(shown.workspace.settled):
            effects.begin(shown.ids("CS-1002"))
    assert not effects.lost
    effects.end()


def test_who_is_on_the_team_is_read_again_by_the_button_that_says_so(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.workspace.write(partial(add_person, name="Kim Lund", role="agent"))
    shown.settle()
    shown.page.left()
    shown.workspace.write(partial(add_person, name="Max Orr", role="agent"))
    with monkeypatch.context() as lost:
        lost.setattr("ui.board.narrowing.people_names", no_desks)
        shown.page.activated()
        shown.settle()
        assert "cannot be reached" in shown.told()  # though the columns were read
    banner = next(one for one in shown.page.findChildren(Banner) if one.isVisible())
    button = next(one for one in banner.findChildren(Button) if one.isVisible())
    QTest.mouseClick(button, LEFT)
    shown.settle()
    assert not banner.isVisible()
    press(Qt.Key.Key_F)
    agents = shown.page.findChildren(FilterSheet)[0].findChildren(QComboBox)[0]
    assert agents.findText("Max Orr") > 0


def test_what_could_not_be_read_is_said_until_the_next_look(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = shown.page.findChildren(BoardReader)[0]
    columns = shown.page.findChildren(Columns)[0]
    columns.setFixedHeight(0)  # no card in sight: nothing else is read
    banners = shown.page.findChildren(Banner)
    with monkeypatch.context() as lost:
        lost.setattr("ui.board.board_reader.board_mark", no_desks)
        reader.look()
        shown.qtbot.waitUntil(lambda: any(one.isVisible() for one in banners))
        assert "cannot be reached" in shown.told()
    reader.look()
    shown.qtbot.waitUntil(lambda: not any(one.isVisible() for one in banners), timeout=3_000)


def test_who_joined_meanwhile_is_offered_in_the_filter(shown: Shown) -> None:
    shown.workspace.write(partial(add_person, name="Kim Lund"))
    shown.qtbot.waitUntil(lambda: "Kim Lund" in shown.frames())
    shown.settle()
    press(Qt.Key.Key_F)
    agents = shown.page.findChildren(FilterSheet)[0].findChildren(QComboBox)[0]
    assert agents.findText("Kim Lund") > 0


def test_the_keyboard_comes_back_from_a_sheet_under_which_its_column_went(shown: Shown) -> None:
    press(Qt.Key.Key_Right)
    assert shown.at() == ("Ana Ruiz", "CS-1003")
    ana = person(shown, "Ana Ruiz")
    press(Qt.Key.Key_F)
    shown.workspace.write(partial(leave_team, person_id=ana))
    shown.qtbot.waitUntil(lambda: "Ana Ruiz" not in shown.frames())
    press(Qt.Key.Key_Escape)
    assert shown.at() == ("Unassigned", "CS-1001")
