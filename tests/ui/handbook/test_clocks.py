"""What clocks listen to, changed on the page: sentences, a sheet, two switches, two fields."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models.handbook.conditions import DEFAULTS, Happening
from tests.models.handbook.thresholds import UNWATCHED
from tests.ui.handbook.conftest import Shown
from tests.ui.keyboard import press
from ui.handbook.conditions_sheet import ConditionsSheet
from ui.page_actions import HANDBOOK
from ui.widgets.form_sheet import FormSheet

CONTROL = Qt.KeyboardModifier.ControlModifier


def click(inside: QWidget, name: str) -> None:
    """Click the button with this accessible name."""
    button = next(b for b in inside.findChildren(QPushButton) if b.accessibleName() == name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def ask(shown: Shown, clock: str) -> ConditionsSheet:
    shown.page.go_to("clocks")
    click(shown.page, f"Change what {clock} listens to")
    return shown.in_view(ConditionsSheet)


def choose(sheet: ConditionsSheet, verb: str, words: str) -> None:
    """Choose a condition of a list by its words, and add it."""
    one = sheet.lists[verb]  # type: ignore[index]
    at = next(n for n in range(one.box.count()) if one.box.itemText(n) == words)
    one.box.setFocus()
    one.box.setCurrentIndex(at)
    click(sheet, next(b.accessibleName() for b in one.findChildren(QPushButton)
                      if b.text() == "Add"))  # fmt: skip


def test_a_newcomer_reads_when_each_clock_runs(shown: Shown) -> None:
    shown.page.go_to("clocks")
    told = shown.words()
    assert "Starts when the case is opened. Stops when a contact counts as response." in told
    assert "Stands still while it is “Waiting on customer”." in told
    assert "Its first response is due within 1 h." in told
    assert "of 40 clocks, 2 may miss" in told


def test_conditions_change_in_a_sheet_as_one_step(shown: Shown) -> None:
    before = shown.page.draft.source
    sheet = ask(shown, "resolution")
    choose(sheet, "pause", "it becomes “Waiting on engineering”")
    choose(sheet, "resume", "it is no longer “Waiting on engineering”")
    press(Qt.Key.Key_Return, CONTROL)
    shown.settle()
    own = shown.draft.conditions("resolution")
    assert own.pause == (Happening("status entered", "waiting_engineering"),)
    assert own.start == DEFAULTS["resolution"].start
    assert "Stands still from when it becomes “Waiting on engineering”" in shown.words()
    shown.page.draft.undo()
    shown.settle()
    assert shown.page.draft.source == before


def test_what_cannot_be_is_said_at_its_list_and_the_sheet_stays(shown: Shown) -> None:
    sheet = ask(shown, "first response")
    assert "pause" not in sheet.lists  # a first response never pauses
    click(sheet, "Take out: the case is opened")
    press(Qt.Key.Key_Return, CONTROL)
    assert "Nothing would ever start this clock" in shown.words(sheet)
    assert not shown.page.draft.is_changed
    click(sheet, "As the handbook has it")
    press(Qt.Key.Key_Return, CONTROL)
    assert sheet.isHidden()
    shown.settle()
    assert not shown.page.draft.is_changed


def test_a_field_may_have_to_become_something(shown: Shown) -> None:
    sheet = ask(shown, "resolution")
    one = sheet.lists["stop"]
    words = "“Group” is changed"
    one.box.setCurrentIndex(next(n for n in range(one.box.count()) if one.box.itemText(n) == words))
    one.value.setFocus()
    QTest.keyClicks(one.value, "Network")
    click(sheet, "Stops when: add it")
    press(Qt.Key.Key_Return, CONTROL)
    shown.settle()
    assert shown.draft.conditions("resolution").stop == (
        Happening("field changed", "group", "Network"),
    )


def test_a_switch_of_a_way_to_reach_the_customer(shown: Shown) -> None:
    shown.page.go_to("clocks")
    box = shown.page.sections.contacts.boxes["status_page", "counts_as_response"]
    assert not box.isChecked()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    shown.settle()
    assert shown.draft.contact("status_page").counts_as_response
    shown.page.draft.undo()
    shown.settle()
    assert not box.isChecked()


def test_a_way_of_the_team_s_own_is_added_by_keyboard_alone(shown: Shown) -> None:
    before = shown.page.draft.source
    press(Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    sheet = shown.in_view(FormSheet)
    assert shown.page.sections.section == "clocks"
    for words, said in (("Chat", "There is such a way already."), ("Site visit", "")):
        field = sheet.findChildren(QLineEdit)[0]
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)
        press(Qt.Key.Key_Return, CONTROL)
        assert said in shown.words(sheet)
    shown.settle()
    assert shown.draft.contact("site_visit").counts_as_update
    assert shown.page.sections.contacts.boxes["site_visit", "counts_as_response"].isChecked()
    shown.page.draft.undo()
    shown.settle()
    assert shown.page.draft.source == before


def test_a_way_that_was_typed_and_left_is_there_again(shown: Shown) -> None:
    press(Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    QTest.keyClicks(shown.in_view(FormSheet).findChildren(QLineEdit)[0], "Site vis")
    with shown.qtbot.waitSignal(shown.workspace.said) as said:
        press(Qt.Key.Key_Escape)
    assert said.args == ["What you typed is kept"]
    press(Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    assert shown.in_view(FormSheet).findChildren(QLineEdit)[0].text() == "Site vis"
    assert not shown.page.draft.is_changed


def test_the_priority_until_one_is_set_and_the_share_of_the_slo(shown: Shown) -> None:
    shown.page.go_to("clocks")
    card = shown.page.sections.defaults
    card.priority.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    shown.settle()
    assert shown.draft.provisional_priority == "P3"
    assert "Its first response is due within 4 h of work time." in shown.words()
    shown.type_at(card.share, "nine of ten")
    assert "Write a share between 0 and 100 %" in shown.words()
    assert card.share.text() == "nine of ten"
    shown.type_at(card.share, "90 %")
    shown.settle()
    assert "of 40 clocks, 4 may miss" in shown.words()


def test_tab_goes_from_clock_to_switch_to_field(shown: Shown) -> None:
    shown.actions.action("handbook.clocks").trigger()
    names: list[str] = []
    for _ in range(13):
        focused = shown.page.window().focusWidget()
        assert focused is not None
        names.append(focused.accessibleName())
        press(Qt.Key.Key_Tab)
    assert names[0] == "Change what first response listens to"
    assert names[3] == "Reply, counts as response"
    assert names[10:] == [
        "Status page, counts as update", "A case without a priority counts as",
        "Share of clocks that keep the SLO",
    ]  # fmt: skip


def test_what_of_the_queue_is_watched_is_told_in_words(shown: Shown) -> None:
    """Read there, changed in the file: what the linter finds of it stands with it."""
    shown.page.go_to("clocks")
    model = shown.page.sections.thresholds.table.model()

    def cells(row: int) -> list[str]:
        return [str(model.index(row, column).data()) for column in range(model.columnCount())]

    how = shown.words(shown.page.sections.thresholds)
    assert all(f"“{HANDBOOK[verb].text}”" in how for verb in ("save_file", "open_file", "publish"))
    assert model.rowCount() == 5
    assert cells(1) == ["Open P2 cases", "10", "8 or fewer", "Squad lead"]
    assert cells(2)[1:] == ["4 h of work time", "3 h or less", "Lead"]
    more = '[[threshold]]\nwatch = "open_cases"\nlimit = 90\nrole = "feature_owner"\n'
    shown.page.draft.replace_source(f"{shown.page.draft.source}\n{more}")
    shown.settle()
    assert cells(5) == ["Open cases", "90", "67 or fewer", "Feature owner"]
    assert "▲ Nobody is feature owner, who is to be told of this." in shown.words()
    shown.page.draft.replace_source(UNWATCHED)
    shown.settle()
    assert "Nothing of the queue is watched" in shown.words()
