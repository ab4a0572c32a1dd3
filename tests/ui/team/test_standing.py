"""Skills, capacity and status on the Team page by keyboard; what is handed over, to be read."""

from functools import partial

from PySide6.QtCore import Qt

from models.changes import Changes
from models.commands.standing import set_skills
from models.handbook.skills import Skill
from tests.models.queries.benches import published
from tests.ui.keyboard import press
from tests.ui.team.conftest import Shown
from tests.ui.team.test_team_page import CTRL, enter_leave, to_ben
from ui.team.hand_over_sheet import HandOverSheet


def test_skills_capacity_and_status_are_typed_and_taken_back(shown: Shown) -> None:
    to_ben(shown)
    press(Qt.Key.Key_S)
    shown.choose("status", "Busy")
    shown.fill_in("capacity", "12")
    shown.write_in("skills", "exports 4\nsync 3 since 2025-03-01")
    shown.save()
    shown.qtbot.waitUntil(lambda: shown.cells("People")[1][2] == "Busy")
    assert shown.cells("People")[1][4] == "exports 4, sync 3 since 2025-03-01"
    ben = shown.member("Ben")
    assert (ben.capacity, ben.status, len(ben.skills)) == (12, "busy", 2)
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: shown.member("Ben").skills == ())
    assert (shown.member("Ben").capacity, shown.member("Ben").status) == (None, "available")


def test_what_cannot_be_read_is_said_at_its_field_and_stays(shown: Shown) -> None:
    to_ben(shown)
    press(Qt.Key.Key_S)
    shown.fill_in("capacity", "lots")
    shown.submit()
    assert "“lots” is not a whole number from 0 to 1,000." in shown.words()
    shown.fill_in("capacity", "3")
    shown.write_in("skills", "exports")
    shown.submit()
    assert "“exports” is no skill with its level." in shown.words()
    ben = shown.member("Ben").id
    shown.database.write(partial(set_skills, person_id=ben, skills=(Skill("api", 1),)))
    shown.write_in("skills", "exports 4")
    shown.submit()
    said = "Somebody else changed the skills of Ben."
    shown.qtbot.waitUntil(lambda: said in shown.words())


def test_what_is_handed_over_when_leave_begins(shown: Shown) -> None:
    enter_leave(shown)
    shown.card("Leave").table.setFocus()
    press(Qt.Key.Key_O)

    def sheet() -> HandOverSheet | None:
        return shown.page.window().findChild(HandOverSheet)

    shown.qtbot.waitUntil(lambda: sheet() is not None)
    assert "Cleo stands in for Ben." in shown.words()
    assert "P2 CS-1001, due 15:28, meanwhile: Exports stall at 90 %" in shown.words()
    press(Qt.Key.Key_Escape)
    shown.qtbot.waitUntil(lambda: sheet() is None)


def test_what_is_handed_over_is_given_to_the_stand_in_and_taken_back(shown: Shown) -> None:
    enter_leave(shown)
    ben, cleo = shown.member("Ben").open_cases, shown.member("Cleo").open_cases
    assert ben == 1
    shown.card("People").table.setFocus()
    press(Qt.Key.Key_O)
    window = shown.page.window()
    shown.qtbot.waitUntil(lambda: window.findChild(HandOverSheet) is not None)
    sheet = window.findChild(HandOverSheet)
    assert sheet is not None
    assert sheet.give_button.text() == "Give 1 case to Cleo"
    sheet.give_button.click()
    shown.qtbot.waitUntil(lambda: shown.member("Cleo").open_cases == cleo + 1)
    assert shown.member("Ben").open_cases == 0
    shown.settle()
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: shown.member("Ben").open_cases == 1)


def test_with_the_keyboard_on_a_person_it_is_their_leave_that_is_handed_over(
    shown: Shown,
) -> None:
    enter_leave(shown)
    shown.card("People").table.setFocus()
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_O)
    assert shown.said[-1] == "Whoever is chosen has no leave: enter it with A"
    assert shown.page.window().findChild(HandOverSheet) is None


def test_skills_that_too_few_have_stand_among_what_is_to_be_looked_at(shown: Shown) -> None:
    rule = '[[skill]]\nname = "exports"\nlevel = 2\ncategories = ["exports"]\n'
    published(shown.database, rule)
    shown.workspace.changed.emit(Changes("published"))
    told = [["Nobody has exports 2, which cases need."]]
    shown.qtbot.waitUntil(lambda: shown.cells("To look at") == told)
    to_ben(shown)
    press(Qt.Key.Key_S)
    shown.write_in("skills", "exports 3")
    shown.save()
    told = [["Only Ben has exports 2."]]
    shown.qtbot.waitUntil(lambda: shown.cells("To look at") == told)


def test_what_is_handed_over_is_not_shown_over_the_page_that_was_gone_to(shown: Shown) -> None:
    enter_leave(shown)
    shown.card("Leave").table.setFocus()
    press(Qt.Key.Key_O)
    shown.page.hide()
    shown.settle()
    assert shown.page.window().findChild(HandOverSheet) is None
