"""The queue as people use it: what breaches next, narrowed, gone through and changed by keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QWidget

from models.commands.cases import open_case
from models.commands.closing import resolve
from models.database import Database
from models.errors import Unreachable
from models.queries.queue import queue as queue_rows
from models.queue_filter import QueueFilter
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE
from tests.ui.keyboard import press
from tests.ui.queue.conftest import Opener, Queue, ids
from ui.actions import Actions
from ui.ports import DeskCrossing
from ui.queue.bulk_bar import BulkBar
from ui.queue.columns import AGENT, DUE, GAUGE, KEY, NEXT, STATUS, TITLE
from ui.widgets.banner import Banner
from ui.widgets.buttons import ActionButton, Button
from ui.widgets.red_lines import RedLine
from ui.widgets.retry_banner import RetryBanner


def test_every_control_has_a_name(queue: Queue, unnamed: Callable[[QWidget], list[str]]) -> None:
    assert unnamed(queue.page) == []


def test_a_row_says_what_the_command_line_says(queue: Queue) -> None:
    rows = queue.database.read(
        partial(queue_rows, shown=QueueFilter(), now=queue.clock.now(), limit=50)
    )
    assert [row.key for row in rows] == queue.keys()
    for place, row in enumerate(rows):
        assert row.gauge is not None
        said = [queue.words(place, column) for column in (TITLE, GAUGE, DUE)]
        assert said == [row.title, str(row.gauge.words), str(row.gauge.due)]
    assert [queue.words(0, column) for column in (KEY, STATUS, AGENT, NEXT, GAUGE, DUE)] == [
        "CS-1003", "New", "▲ unassigned", "First response", "10 min", "14:43",
    ]  # fmt: skip
    assert queue.page.subtitle == "4 open · 4 shown · next to breach first"


def test_of_cases_that_ended_none_is_next_to_breach(queue: Queue, actions: Actions) -> None:
    actions.action("queue.ended").trigger()
    queue.qtbot.waitUntil(lambda: queue.page.subtitle == "4 open · 0 shown · oldest first")


def test_chips_narrow_it_and_say_how_many(queue: Queue) -> None:
    counts = {words: queue.chip(words).spec.count for words in ("All open", "Unassigned", "Mine")}
    assert counts == {"All open": 4, "Unassigned": 2, "Mine": 1}
    queue.chip("Mine").click()
    queue.wait_for("CS-1001")
    queue.chip("P1–P2").click()
    queue.wait_for("CS-1003", "CS-1001", "CS-1004")
    assert queue.walk.shown.chip == "urgent"


def test_words_narrow_it_and_esc_goes_back_to_the_table(queue: Queue) -> None:
    queue.page.window().activateWindow()
    press(Qt.Key.Key_Slash)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "adatum QUOTES")
    queue.wait_for("CS-1002")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    queue.qtbot.waitUntil(lambda: queue.table.hasFocus())


def test_where_nothing_matches_it_says_so_and_a_key_takes_the_filter_off(queue: Queue) -> None:
    press(Qt.Key.Key_Slash)
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "zebra")
    queue.qtbot.waitUntil(lambda: "No case matches." in seen(queue))
    assert "Take a filter off" in seen(queue)
    press(Qt.Key.Key_Tab)  # out of the field, where it would be a letter
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    queue.wait_for("CS-1003", "CS-1001", "CS-1004", "CS-1002")


def seen(queue: Queue) -> str:
    labels = queue.page.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def test_an_empty_desk_says_what_to_do_next(open_queue: Opener) -> None:
    queue = open_queue()
    queue.qtbot.waitUntil(lambda: "No cases yet." in seen(queue))
    assert "import the log of your old desk" in seen(queue)


def test_when_all_is_done_it_says_so_and_offers_no_filter_to_take_off(
    open_queue: Opener, database: Database
) -> None:
    many(database, 1)
    database.write(partial(resolve, case_ids=ids(database, "CS-1001")))
    queue = open_queue()
    queue.qtbot.waitUntil(lambda: "Nothing is open." in seen(queue))
    assert "The one case of this desk is resolved, closed or left out" in seen(queue)
    buttons = queue.page.findChildren(ActionButton)
    assert "Clear filters" not in [button.text() for button in buttons if button.isVisible()]
    press(Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
    queue.wait_for("CS-1001")
    model = queue.table.model()
    queue.qtbot.waitUntil(lambda: model.index(0, AGENT).data() == "nobody")
    assert "Status: no longer open" in [one.text()[:22] for one in queue.page.findChildren(Button)]
    queue.page._narrowing.clear()
    queue.chip("Mine").click()
    queue.qtbot.waitUntil(lambda: "Nothing is assigned to you." in seen(queue))
    assert "Clear filters" in [button.text() for button in buttons if button.isVisible()]


def test_enter_opens_the_case_of_the_keyboard(queue: Queue) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert queue.opened == ids(queue.database, "CS-1001")


def test_several_are_selected_and_assigned_by_keys(queue: Queue) -> None:
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert "2 selected" in seen(queue)
    press(Qt.Key.Key_A)
    sheet = queue.sheet()
    people = sheet.findChildren(QListWidget)[0]
    people.setCurrentItem(people.findItems("Ben Okafor", Qt.MatchFlag.MatchExactly)[0])
    QTest.keyClick(people, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    queue.no_sheet()
    queue.qtbot.waitUntil(
        lambda: [queue.words(row, AGENT) for row in (0, 1)] == ["Ben Okafor", "Ben Okafor"]
    )


def test_esc_leaves_only_the_case_of_the_keyboard_selected(queue: Queue) -> None:
    for _ in range(2):
        press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(queue.selected()) == 3
    press(Qt.Key.Key_Escape)
    assert queue.selected() == ids(queue.database, "CS-1004")


def test_a_refusal_names_the_case_and_changes_nothing(queue: Queue) -> None:
    for _ in range(2):
        press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_E)
    sheet = queue.sheet()
    sheet.submit()
    banner = sheet.findChildren(Banner)[0]
    queue.qtbot.waitUntil(banner.isVisible)
    assert "CS-1004" in banner.accessibleName()
    assert [queue.words(row, STATUS) for row in range(3)] == ["New", "New", "Waiting"]


def test_selection_and_keyboard_stay_with_the_case_when_another_comes_first(queue: Queue) -> None:
    press(Qt.Key.Key_Down)
    assert queue.selected() == ids(queue.database, "CS-1001")
    urgent = replace(WHOLE, priority="P1", received_at=queue.clock.now() - timedelta(minutes=12))
    queue.workspace.write(partial(open_case, new=urgent))
    queue.wait_for("CS-1005", "CS-1003", "CS-1001", "CS-1004", "CS-1002")
    assert queue.selected() == ids(queue.database, "CS-1001")
    assert queue.table.current_row() == 2


def test_in_a_narrow_window_the_last_buttons_hide_and_their_keys_stay(queue: Queue) -> None:
    (bar,) = queue.page.findChildren(BulkBar)
    buttons = bar.findChildren(ActionButton)
    assert all(button.isVisible() for button in buttons[:-1])  # daily work; the last is seldom
    queue.page.resize(1500, 700)
    assert all(button.isVisible() for button in buttons)
    queue.page.resize(560, 500)
    there = [button.isVisible() for button in buttons]
    assert there[:3] == [True, True, True]
    assert not there[-1]
    assert there == sorted(there, reverse=True)
    press(Qt.Key.Key_E)
    assert "Resolve" in queue.sheet().accessibleName()


def test_what_was_done_is_said_with_the_case_it_was_done_to(queue: Queue) -> None:
    with queue.qtbot.waitSignal(queue.workspace.said) as said:
        press(Qt.Key.Key_S)
    assert said.args == ["CS-1003: Work begins"]
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    with queue.qtbot.waitSignal(queue.workspace.said) as said:
        press(Qt.Key.Key_M)
    assert said.args == ["4 cases: Assigned to you"]


def many(database: Database, count: int) -> None:
    """Open so many cases in one write."""

    def fill(work: Work) -> None:
        for number in range(count):
            open_case(work, replace(WHOLE, title=f"Case {number}", priority="P4"))

    database.write(fill)


def test_what_is_in_sight_stays_there_while_others_come_and_go_above(
    open_queue: Opener, database: Database, clock: MovingClock
) -> None:
    many(database, 80)
    queue = open_queue()
    queue.qtbot.waitUntil(lambda: len(queue.keys()) == 80)
    queue.table.go_to_row(50)
    queue.qtbot.waitUntil(lambda: queue.words(50, KEY) == "CS-1051")
    at = queue.table.rowViewportPosition(50)
    urgent = replace(WHOLE, priority="P1", received_at=clock.now() - timedelta(minutes=12))
    for _ in range(2):
        queue.workspace.write(partial(open_case, new=urgent))
    queue.qtbot.waitUntil(lambda: queue.table.model().rowCount() == 82)
    assert queue.selected() == ids(database, "CS-1051")
    assert queue.table.rowViewportPosition(52) == at
    queue.workspace.write(partial(resolve, case_ids=ids(database, "CS-1001", "CS-1002")))
    queue.qtbot.waitUntil(lambda: queue.table.model().rowCount() == 80)
    assert queue.table.rowViewportPosition(50) == at
    assert queue.selected() == ids(database, "CS-1051")


def test_a_database_out_of_reach_is_said_and_its_button_reads_again(
    queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    banner = queue.page.findChildren(RetryBanner)[0]

    def unreachable(query: Any) -> Any:
        raise Unreachable("The database cannot be reached", "There is no connection.")

    with monkeypatch.context() as gone:
        gone.setattr(queue.database, "read", unreachable)
        queue.chip("Mine").click()
        queue.qtbot.waitUntil(banner.isVisible)
        assert "There is no connection." in banner.accessibleName()
        assert queue.keys() == ["CS-1003", "CS-1001", "CS-1004", "CS-1002"]
    banner.findChildren(Button)[0].click()
    queue.wait_for("CS-1001")
    assert not banner.isVisible()


def test_a_case_a_colleague_resolved_meanwhile_is_left_out_by_one_button(queue: Queue) -> None:
    queue.database.write(partial(resolve, case_ids=ids(queue.database, "CS-1003")))
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_S)
    banner = queue.page.findChildren(RetryBanner)[0]
    queue.qtbot.waitUntil(banner.isVisible)
    assert "CS-1003" in banner.accessibleName()
    (again,) = (b for b in banner.findChildren(Button) if b.text() == "Only the other 3")
    again.click()
    queue.wait_for("CS-1001", "CS-1004", "CS-1002")
    queue.qtbot.waitUntil(lambda: {queue.words(i, STATUS) for i in range(3)} == {"In progress"})
    assert not banner.isVisible()


def test_what_the_queue_is_over_stands_in_red_above_it(queue: Queue) -> None:
    def said() -> list[str]:
        lines = queue.page.findChildren(RedLine)
        return [line.accessibleName() for line in lines if line.isVisible()]

    assert said() == []
    first = DeskCrossing("12 P2 cases are open, over 10", "Ana Ruiz was told at 10:20")
    queue.page.show_crossings([first])
    assert said() == ["12 P2 cases are open, over 10: Ana Ruiz was told at 10:20"]
    queue.page.show_crossings([first, *(DeskCrossing(f"{n}", "") for n in range(3))])
    assert said()[1:] == ["0", "2 thresholds more are crossed: the Team page lists them"]
    queue.page.show_crossings([])
    assert said() == []
