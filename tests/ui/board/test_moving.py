"""Cards moved by key and by mouse: what is said meanwhile, what comes of a drop, the way back."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QScrollArea

from models.commands.cases import assign
from models.commands.people import add_person
from models.commands.standing import set_status
from models.entities import Person
from models.work import Work
from tests.models.commands.desk import detail
from tests.ui.board.conftest import Shown
from tests.ui.keyboard import press
from ui.board.board_column import ColumnFrame
from ui.board.floating_card import FloatingCard
from ui.board.move_line import MoveLine

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip
LEFT = Qt.MouseButton.LeftButton


def line(shown: Shown) -> str:
    """What stands above the columns while something is carried; "" while nothing is."""
    found = shown.page.findChildren(MoveLine)[0]
    return found.accessibleName() if found.isVisible() else ""


def aimed(shown: Shown) -> list[str]:
    return [name for name, frame in shown.frames().items() if frame.is_aimed]


def person(shown: Shown, name: str) -> int:
    found = shown.frames()[name].shown
    assert found is not None
    assert found.person_id is not None
    return found.person_id


def worked_out(shown: Shown) -> str:
    """What dropping does, once it is known."""
    shown.qtbot.waitUntil(lambda: "→" in line(shown) and "Working out" not in line(shown))
    return line(shown)


def test_a_card_is_taken_up_led_and_dropped_and_comes_back(shown: Shown) -> None:
    press(Qt.Key.Key_T)
    assert line(shown).startswith("CS-1001. Lead it to a column")
    press(Qt.Key.Key_Right)
    assert aimed(shown) == ["Ana Ruiz"]
    said = worked_out(shown)
    assert said.startswith("CS-1001 → Ana Ruiz. ")
    assert "xpected breaches" in said.rsplit(" · ", 1)[1]  # words first, the figure behind them
    head = shown.frames()["Ana Ruiz"].head
    assert head.told in said
    carrying = shown.frames()["Unassigned"].list
    assert (carrying.hasFocus(), carrying.accessibleName()) == (True, said)  # and is heard
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert aimed(shown) == ["Cleo Dee"]
    assert head.told == ""
    worked_out(shown)
    press(Qt.Key.Key_Return)
    shown.wait_for(Unassigned=["1002"], Cleo=["1001"])
    assert line(shown) == ""
    assert carrying.accessibleName() == "Unassigned, 1 case"
    assert shown.at() == ("Cleo Dee", "CS-1001")
    assert shown.said[-1] == "CS-1001: Cleo Dee's now; Ctrl Z takes it back"
    press(Qt.Key.Key_Z, CTRL)
    shown.wait_for(Unassigned=["1001", "1002"], Cleo=[])
    press(Qt.Key.Key_Z, CTRL)
    assert shown.said[-1] == "Nothing was done here that could be taken back"


def test_escape_and_a_drop_where_it_is_move_nothing(shown: Shown) -> None:
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Escape)
    assert (line(shown), aimed(shown)) == ("", [])
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Left)
    assert aimed(shown) == []
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_T)
    assert line(shown) == ""
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Escape)  # of the selection; the page stays
    assert shown.at() == ("Unassigned", "CS-1001")
    shown.settle()
    assert shown.holder("CS-1001") is None


def test_several_move_together_to_nobody_too(shown: Shown) -> None:
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_T)
    assert line(shown).startswith("2 cases. ")
    for _ in range(2):
        press(Qt.Key.Key_Left)
    assert worked_out(shown).startswith("2 cases → Unassigned. ")
    press(Qt.Key.Key_Return)
    shown.wait_for(Unassigned=["1001", "1002", "1003", "1005"], Ana=[], Ben=["1004"])
    press(Qt.Key.Key_Z, CTRL)
    shown.wait_for(Unassigned=["1001", "1002"], Ana=["1003"], Ben=["1005", "1004"])


def middle(shown: Shown, frame: ColumnFrame) -> QPoint:
    return frame.mapToGlobal(frame.rect().center())


def drag(shown: Shown, start: str, end: str) -> None:
    """Press on the first card of a column, and move to the middle of another."""
    cards = shown.frames()[start].list.viewport()
    QTest.mousePress(cards, LEFT, pos=QPoint(40, 30))
    QTest.mouseMove(cards, QPoint(60, 60))
    QTest.mouseMove(cards, cards.mapFromGlobal(middle(shown, shown.frames()[end])))


def let_go(shown: Shown, start: str, end: str) -> None:
    cards = shown.frames()[start].list.viewport()
    at = cards.mapFromGlobal(middle(shown, shown.frames()[end]))
    QTest.mouseRelease(cards, LEFT, pos=at)


def test_a_card_is_dragged_and_dropped(shown: Shown) -> None:
    drag(shown, "Ben Okafor", "Ana Ruiz")
    assert aimed(shown) == ["Ana Ruiz"]
    floating = shown.page.findChildren(FloatingCard)[0]
    assert floating.isVisible()
    assert worked_out(shown).startswith("CS-1005 → Ana Ruiz. ")
    let_go(shown, "Ben Okafor", "Ana Ruiz")
    shown.wait_for(Ana=["1003", "1005"], Ben=["1004"])
    assert not floating.isVisible()
    assert shown.at() == ("Ana Ruiz", "CS-1005")


def test_escape_ends_a_drag_and_letting_go_then_does_nothing(shown: Shown) -> None:
    drag(shown, "Ben Okafor", "Ana Ruiz")
    press(Qt.Key.Key_Escape)
    assert line(shown) == ""
    let_go(shown, "Ben Okafor", "Ana Ruiz")
    drag(shown, "Ben Okafor", "Ana Ruiz")
    let_go(shown, "Ben Okafor", "Ben Okafor")  # back where it was
    shown.settle()
    assert shown.keys("Ben Okafor") == ["CS-1005", "CS-1004"]


def test_of_two_leads_at_one_card_the_second_is_told_and_may_do_it_again(shown: Shown) -> None:
    kim = shown.database.write(partial(add_person, name="Kim Lund", role="lead")).result
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    lee, shown.database.person_id = shown.database.person_id, kim
    ben, case_id = person(shown, "Ben Okafor"), shown.ids("CS-1001")
    shown.database.write(partial(assign, case_ids=case_id, person_id=ben))
    shown.database.person_id = lee
    press(Qt.Key.Key_Return)
    shown.wait_for(Unassigned=["1002"], Ana=["1003"], Ben=["1001", "1005", "1004"])
    assert "CS-1001 was changed by Kim Lund, 14:33, since you looked at it." in shown.told()
    shown.settle()
    for _ in range(2):
        press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Up)
    assert shown.at() == ("Ben Okafor", "CS-1001")
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Return)
    shown.wait_for(Ana=["1003", "1001"], Ben=["1005", "1004"])


def test_who_just_went_off_gets_it_only_when_it_is_said_again(shown: Shown) -> None:
    ana = person(shown, "Ana Ruiz")
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    shown.database.write(partial(set_status, person_id=ana, status="away"))
    press(Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: list(shown.frames())[-1] == "Ana Ruiz")
    assert "Ana Ruiz takes no cases just now: Away for a while" in shown.told()
    assert shown.keys("Unassigned") == ["CS-1001", "CS-1002"]
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert "is away just now" in worked_out(shown)
    press(Qt.Key.Key_Return)
    shown.wait_for(Unassigned=["1002"], Ana=["1003", "1001"])


def test_who_left_the_team_meanwhile_gets_nothing(shown: Shown) -> None:
    def leave(work: Work) -> None:
        work.session.get_one(Person, ana).active = False

    ana = person(shown, "Ana Ruiz")
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    shown.database.write(leave)
    press(Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: list(shown.frames())[-1] == "Ana Ruiz")
    assert "This person is not on the team." in shown.told()
    assert shown.holder("CS-1001") is None


def test_a_drop_on_a_priority_asks_only_what_is_missing(shown: Shown) -> None:
    press(Qt.Key.Key_3, ALT)
    shown.settle()
    press(Qt.Key.Key_Right)
    assert shown.at() == ("P2", "CS-1001")
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Left)
    assert "Raised: each clock is due at the earlier" in line(shown)
    press(Qt.Key.Key_Return)
    shown.wait_for(P1=["1003", "1001"])
    press(Qt.Key.Key_Z, CTRL)
    shown.wait_for(P1=["1003"], P2=["1001", "1005"])
    shown.clock.instant += timedelta(minutes=50)  # past the first warning of a P2
    for _ in range(2):
        press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    assert "Lowered: P3 counts from the opening." in line(shown)
    press(Qt.Key.Key_Return)
    note = shown.sheet().findChild(QLineEdit, "note")
    assert isinstance(note, QLineEdit)
    QTest.keyClicks(note, "Agreed with Contoso")
    press(Qt.Key.Key_Return, CTRL)
    shown.no_sheet()
    shown.wait_for(P2=["1005"])
    assert detail(shown.database, shown.ids("CS-1001")[0]).row.priority == "P3"


def test_a_drop_on_a_status_asks_whom_is_waited_for_or_says_why_not(shown: Shown) -> None:
    press(Qt.Key.Key_2, ALT)
    shown.settle()
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    assert "Work on it begins." in line(shown)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    whom = shown.sheet().findChild(QLineEdit, "waiting_for")
    assert isinstance(whom, QLineEdit)
    QTest.keyClicks(whom, "their bank")
    press(Qt.Key.Key_Return, CTRL)
    shown.no_sheet()
    shown.qtbot.waitUntil(lambda: shown.keys("Waiting on third party") == ["CS-1003"])
    shown.settle()
    press(Qt.Key.Key_T)
    for _ in range(3):
        press(Qt.Key.Key_Left)
    assert "Nothing becomes new again" in line(shown)
    press(Qt.Key.Key_Return)
    assert shown.said[-1] == "Nothing becomes new again: work on it has begun."
    assert aimed(shown) == ["New"]  # it is carried still
    press(Qt.Key.Key_Right)
    assert "Its wait ends" in line(shown)
    press(Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: shown.keys("In progress") == ["CS-1003"])


def test_a_drop_on_a_skill_asks_how_well(shown: Shown) -> None:
    press(Qt.Key.Key_4, ALT)
    shown.settle()
    assert shown.keys("exports") == ["CS-1001"]
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    assert "Needs German in its place." in line(shown)
    press(Qt.Key.Key_Return)
    shown.sheet()
    press(Qt.Key.Key_Return, CTRL)
    shown.no_sheet()
    shown.qtbot.waitUntil(lambda: shown.keys("German") == ["CS-1001"])
    assert shown.keys("exports") == []
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    assert "Needs this skill no more." in line(shown)
    press(Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: "CS-1001" in shown.keys("No skill asked for"))
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: shown.keys("German") == ["CS-1001"])


def test_agents_read_words_and_no_figures_of_others(shown: Shown) -> None:
    shown.workspace.person_id = person(shown, "Ana Ruiz")
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert "xpected breaches" not in worked_out(shown)
    press(Qt.Key.Key_Left)
    shown.qtbot.waitUntil(lambda: "xpected breaches" in line(shown))  # of her own desk


@pytest.mark.parametrize("accept", [True, False])
def test_the_rest_in_one_key(shown: Shown, accept: bool) -> None:
    press(Qt.Key.Key_G, SHIFT)
    shown.sheet()
    if not accept:
        press(Qt.Key.Key_Escape)
        shown.no_sheet()
        assert shown.keys("Unassigned") == ["CS-1001", "CS-1002"]
        return
    press(Qt.Key.Key_Return, CTRL)
    shown.no_sheet()
    shown.qtbot.waitUntil(lambda: shown.keys("Unassigned") != ["CS-1001", "CS-1002"])
    press(Qt.Key.Key_Z, CTRL)
    shown.wait_for(Unassigned=["1001", "1002"], Ana=["1003"], Ben=["1005", "1004"])


def test_held_at_an_edge_a_card_brings_what_lies_beyond(shown: Shown) -> None:
    shown.page.resize(760, 700)
    shown.settle()
    bar = shown.page.findChildren(QScrollArea)[0].horizontalScrollBar()
    assert (bar.value(), bar.maximum() > 0) == (0, True)
    cards = shown.frames()["Unassigned"].list.viewport()
    QTest.mousePress(cards, LEFT, pos=QPoint(40, 30))
    QTest.mouseMove(cards, QPoint(60, 60))
    at = shown.page.mapToGlobal(QPoint(shown.page.width() - 30, 400))
    QTest.mouseMove(cards, cards.mapFromGlobal(at))
    shown.qtbot.waitUntil(lambda: bar.value() == bar.maximum() and aimed(shown) == ["Cleo Dee"])
    QTest.mouseRelease(cards, LEFT, pos=cards.mapFromGlobal(at))
    shown.wait_for(Unassigned=["1002"], Cleo=["1001"])


def test_what_is_selected_is_dragged_together(shown: Shown) -> None:
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    drag(shown, "Unassigned", "Cleo Dee")
    assert line(shown).startswith("2 cases")
    let_go(shown, "Unassigned", "Cleo Dee")
    shown.wait_for(Unassigned=[], Cleo=["1001", "1002"])


def test_who_leaves_the_page_carries_nothing_any_more(shown: Shown) -> None:
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    shown.page.left()
    assert (line(shown), aimed(shown)) == ("", [])
