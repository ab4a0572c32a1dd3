"""Who should take what, from the queue: accepted line by line by keyboard, and taken back."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget

from models.commands.cases import assign
from tests.models.commands.desk import detail
from tests.ui.keyboard import press
from tests.ui.queue.conftest import Queue, ids
from ui.widgets.form_sheet import FormSheet

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def who(queue: Queue) -> list[str | None]:
    both = ids(queue.database, "CS-1003", "CS-1004")
    return [detail(queue.database, case_id).row.assignee for case_id in both]


def proposed(queue: Queue) -> QListWidget:
    press(Qt.Key.Key_G, SHIFT)
    found = queue.sheet().findChild(QListWidget, "proposal")
    assert found is not None
    return found


def test_a_line_is_taken_out_the_rest_accepted_and_taken_back(queue: Queue) -> None:
    lines = proposed(queue)
    told = [lines.item(row).text() for row in range(lines.count())]
    assert [line.split("   ")[0] for line in told] == [
        "P1  CS-1003 → Ben Okafor", "P2  CS-1004 → Ana Ruiz",
    ]  # fmt: skip
    said = [label.text() for label in queue.sheet().findChildren(QLabel)]
    assert any("of 20" in words or "room for 20" in words for words in said)
    assert any("\nNot Ana Ruiz: " in words for words in said)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, CTRL)
    queue.no_sheet()
    queue.qtbot.waitUntil(lambda: who(queue) == ["Ben Okafor", None])
    press(Qt.Key.Key_Z, CTRL)
    queue.qtbot.waitUntil(lambda: who(queue) == [None, None])


def test_nothing_ticked_and_nothing_to_propose_are_said(queue: Queue) -> None:
    proposed(queue)
    for _ in range(2):
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return, CTRL)
    said = [label.text() for label in queue.sheet().findChildren(QLabel)]
    assert "■ No line is ticked." in said
    press(Qt.Key.Key_Escape)
    queue.no_sheet()
    waiting = ids(queue.database, "CS-1003", "CS-1004")
    me = queue.database.person_id
    queue.database.write(partial(assign, case_ids=waiting, person_id=me))
    with queue.qtbot.waitSignal(queue.workspace.said) as heard:
        press(Qt.Key.Key_G, SHIFT)
    assert heard.args == ["Every open case has somebody"]


def test_of_several_chosen_cases_each_is_proposed_whoever_has_it(queue: Queue) -> None:
    press(Qt.Key.Key_A, CTRL)
    lines = proposed(queue)
    keys = [lines.item(row).text().split()[1] for row in range(lines.count())]
    assert {"CS-1001", "CS-1003", "CS-1004"} <= set(keys)


def test_a_proposal_opens_over_its_page_alone_and_waits_for_a_sheet_to_be_closed(
    queue: Queue,
) -> None:
    press(Qt.Key.Key_G, SHIFT)
    press(Qt.Key.Key_F)
    window = queue.page.window()
    queue.qtbot.waitUntil(lambda: queue.workspace.is_settled)
    assert window.findChildren(FormSheet) == []
    press(Qt.Key.Key_Escape)
    queue.sheet()
    press(Qt.Key.Key_Escape)
    queue.qtbot.waitUntil(lambda: window.findChildren(FormSheet) == [])
    press(Qt.Key.Key_G, SHIFT)
    queue.page.hide()
    queue.qtbot.waitUntil(lambda: queue.workspace.is_settled)
    assert window.findChildren(FormSheet) == []
