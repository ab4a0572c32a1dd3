"""The rest in one key: moves are looked for aside, and whoever asked may stop it."""

from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from tests.ui.board.conftest import Shown
from ui.widgets.buttons import Button
from ui.widgets.progress_line import ProgressLine


def held_up(shown: Shown) -> Event:
    """All lanes of readers wait until this is set: what is asked meanwhile has not begun."""
    go_on = Event()
    for _ in range(4):
        shown.tasks.read(lambda: go_on.wait(30), lambda _: None, lambda _: None, shown.page)
    return go_on


def line_of(shown: Shown) -> ProgressLine:
    (found,) = shown.page.findChildren(ProgressLine)
    return found


def test_what_takes_long_says_so_and_is_stopped_by_a_button(shown: Shown) -> None:
    go_on = held_up(shown)
    shown.actions.action("board.rebalance").trigger()
    line = line_of(shown)
    shown.qtbot.waitUntil(line.isVisible)
    assert "Looking for moves that save breaches" in shown.words()
    stop = next(one for one in line.findChildren(Button) if one.isVisible())
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    go_on.set()
    shown.qtbot.waitUntil(lambda: not line.isVisible())
    assert shown.said[-1] == "Stopped: nothing was moved"
    shown.no_sheet()
    shown.actions.action("board.rebalance").trigger()
    (lines,) = shown.sheet().findChildren(QListWidget, "proposal")
    assert lines.count()
    assert not line.isVisible()


def test_whoever_leaves_the_page_does_not_wait_for_it(shown: Shown) -> None:
    go_on = held_up(shown)
    shown.actions.action("board.rebalance").trigger()
    shown.page.left()
    go_on.set()
    shown.qtbot.waitUntil(lambda: not shown.tasks.busy)
    assert shown.said[-1] == "Stopped: nothing was moved"
    shown.no_sheet()
