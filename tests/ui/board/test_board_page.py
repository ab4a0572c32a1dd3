"""The board by keyboard and mouse: columns, cards, selection, filter; what stays where it is."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton

from models.commands.cases import assign, open_case
from models.commands.people import add_person
from models.database import Database
from tests.models.commands.desk import WHOLE
from tests.ui.board.conftest import Opener, Shown
from tests.ui.keyboard import press
from ui.board.chosen import Chosen
from ui.board.columns import Columns
from ui.ports import DeskCover, DeskCrossing
from ui.widgets.chips import Chip
from ui.widgets.filter_sheet import FilterSheet
from ui.widgets.red_lines import RedLine
from ui.widgets.row_times import RowTimes

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip


def selected(shown: Shown) -> list[str]:
    ids = dict(zip(shown.ids(*KEYS), KEYS, strict=True))
    return [ids[one] for one in shown.page.findChildren(Chosen)[0].ids]


TOLD = Qt.ItemDataRole.ToolTipRole
KEYS = tuple(f"CS-{number}" for number in range(1001, 1006))


def test_a_column_for_each_and_a_lane_for_what_nobody_has(shown: Shown) -> None:
    assert list(shown.frames()) == ["Unassigned", "Ana Ruiz", "Ben Okafor", "Cleo Dee"]
    heads = {name: frame.head.accessibleName() for name, frame in shown.frames().items()}
    assert heads["Unassigned"] == "Unassigned, 2 cases, longest for 5 min"
    assert heads["Ben Okafor"] == "Ben Okafor, 2 cases, until 17:00, load 4 of 20"
    assert shown.page.subtitle == "5 cases"
    model = shown.frames()["Ben Okafor"].list.model()
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "CS-1005, P2: Search finds nothing. Contoso · New. First response: 55 min, due 15:28"
    )


def test_arrows_lead_through_all_of_it_and_enter_opens(shown: Shown) -> None:
    assert shown.at() == ("Unassigned", "CS-1001")
    press(Qt.Key.Key_Down)
    assert shown.at() == ("Unassigned", "CS-1002")
    press(Qt.Key.Key_Right)
    assert shown.at() == ("Ana Ruiz", "CS-1003")  # the last there, for there is none beside it
    press(Qt.Key.Key_Right)
    assert shown.at() == ("Ben Okafor", "CS-1005")
    press(Qt.Key.Key_J)
    assert shown.at() == ("Ben Okafor", "CS-1004")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)  # there is no more
    assert shown.at() == ("Cleo Dee", "")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Return)
    assert shown.opened == shown.ids("CS-1005")
    assert shown.page.case_at_hand() == shown.opened[0]
    press(Qt.Key.Key_Tab)
    assert not any(frame.list.hasFocus() for frame in shown.frames().values())


def test_space_and_shift_select_and_a_click_begins_anew(shown: Shown) -> None:
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Down, SHIFT)
    assert selected(shown) == ["CS-1001", "CS-1002"]
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    assert selected(shown) == ["CS-1001", "CS-1002", "CS-1003"]
    assert shown.page.subtitle == "5 cases · 3 selected"
    cards = shown.frames()["Ana Ruiz"].list.model()
    said = str(cards.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.startswith("selected, CS-1003")
    ben = shown.frames()["Ben Okafor"].list.viewport()
    QTest.mouseClick(ben, Qt.MouseButton.LeftButton, CTRL, QPoint(30, 20))
    assert selected(shown)[-1] == "CS-1005"
    QTest.mouseClick(ben, Qt.MouseButton.LeftButton, pos=QPoint(30, 130))
    assert selected(shown) == []
    assert shown.at() == ("Ben Okafor", "CS-1004")
    QTest.mouseDClick(ben, Qt.MouseButton.LeftButton, pos=QPoint(30, 130))
    assert shown.opened == shown.ids("CS-1004")


def test_other_columns_by_key_and_they_are_remembered(shown: Shown) -> None:
    press(Qt.Key.Key_3, ALT)
    shown.settle()
    assert list(shown.frames()) == ["P1", "P2", "P3", "P4"]
    assert shown.keys("P2") == ["CS-1001", "CS-1005"]
    press(Qt.Key.Key_4, ALT)
    shown.settle()
    assert list(shown.frames()) == ["exports", "German", "No skill asked for"]
    press(Qt.Key.Key_2, ALT)
    shown.settle()
    assert shown.keys("New") == ["CS-1003", "CS-1001", "CS-1005", "CS-1002", "CS-1004"]
    chips = {one.spec.id: one.isChecked() for one in shown.page.findChildren(Chip)}
    assert [name for name, on in chips.items() if on] == ["status"]
    assert shown.preferences.get("board.by") == "status"


def test_words_narrow_it_and_clearing_brings_all_back(shown: Shown) -> None:
    press(Qt.Key.Key_Slash)
    field = shown.page.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "printer")
    press(Qt.Key.Key_Return)
    shown.wait_for(Unassigned=[], Ana=[], Ben=["1004"])
    assert shown.page.subtitle == "1 case"
    press(Qt.Key.Key_Slash)
    QTest.keyClicks(field, "nothing of the kind")
    shown.qtbot.waitUntil(lambda: "No case matches." in shown.words())
    press(Qt.Key.Key_Return)
    shown.actions.action("board.clear").trigger()
    shown.wait_for(Unassigned=["1001", "1002"], Ana=["1003"], Ben=["1005", "1004"])
    assert shown.at() == ("Unassigned", "CS-1001")
    assert field.text() == ""


def test_the_filter_is_that_of_the_queue_but_for_what_has_ended(shown: Shown) -> None:
    press(Qt.Key.Key_F)
    sheet = shown.page.findChildren(FilterSheet)[0]
    boxes = {one.accessibleName(): one for one in sheet.findChildren(QCheckBox)}
    assert "Status: Closed" not in boxes
    boxes["Priority: P1"].click()
    press(Qt.Key.Key_Escape)
    shown.wait_for(Unassigned=[], Ana=["1003"], Ben=[])
    assert "Priority: P1  ✕" in [one.text() for one in shown.page.findChildren(QPushButton)]
    press(Qt.Key.Key_F, SHIFT)
    shown.wait_for(Unassigned=["1001", "1002"], Ana=["1003"], Ben=["1005", "1004"])


def test_what_comes_meanwhile_moves_neither_keyboard_nor_selection(shown: Shown) -> None:
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    new = shown.database.write(partial(open_case, new=WHOLE, by_rule=False)).result
    (ben,) = {shown.frames()["Ben Okafor"].shown.person_id}  # type: ignore[union-attr]
    urgent = shown.ids("CS-1003")
    shown.workspace.write(partial(assign, case_ids=[new, *urgent], person_id=ben))
    shown.wait_for(Ana=[], Ben=["1003", "1005", "1006", "1004"])
    assert shown.at() == ("Ben Okafor", "CS-1005")
    assert selected(shown) == ["CS-1005"]
    shown.workspace.write(partial(assign, case_ids=shown.ids("CS-1005"), person_id=None))
    shown.wait_for(Unassigned=["1001", "1002", "1005"], Ben=["1003", "1006", "1004"])
    assert shown.at() == ("Ben Okafor", "CS-1006")  # where it was: the next one stands there


def test_times_in_sight_go_on(shown: Shown) -> None:
    cards = shown.page.findChildren(Columns)[0].in_sight()
    assert sorted(cards) == sorted(shown.ids(*KEYS))
    times = shown.page.findChildren(RowTimes)[0]
    shown.clock.instant += timedelta(minutes=7)
    times.due.emit()
    ben = shown.frames()["Ben Okafor"].list.model()
    shown.qtbot.waitUntil(lambda: "48 min" in str(ben.index(0, 0).data(TOLD)))


def test_what_stands_on_the_desk_is_said_in_red_above_the_columns(shown: Shown) -> None:
    def said() -> list[str]:
        lines = shown.page.findChildren(RedLine)
        return [line.accessibleName() for line in lines if line.isVisible()]

    assert said() == []
    shown.page.show_cover(DeskCover(1, "", "Nobody is watching P1"))
    shown.page.show_crossings([DeskCrossing("12 P2 cases are open, over 10", "Ana was told")])
    standing = ["Nobody is watching P1", "12 P2 cases are open, over 10: Ana was told"]
    assert said() == standing
    press(Qt.Key.Key_T)
    assert said() == standing  # while something is carried, too
    shown.page.show_crossings([])
    assert said() == standing[:1]


def test_an_empty_desk_says_so(open_board: Opener, database: Database) -> None:
    shown = open_board()
    assert "Nothing is open." in shown.words()
    shown.workspace.write(partial(add_person, name="Ana"))
    shown.settle()
    assert list(shown.frames()) == ["Unassigned", "Ana"]
