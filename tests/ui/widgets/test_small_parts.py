import gc
import tracemalloc
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.test_palette import contrast
from ui.actions import Actions, ActionSpec
from ui.palette import Scheme
from ui.theme import Theme
from ui.widgets import buttons
from ui.widgets.busy import Busy
from ui.widgets.buttons import ActionButton, Button
from ui.widgets.card import Card
from ui.widgets.elided_box import ElidedBox
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel
from ui.widgets.priority_badge import PriorityBadge
from ui.widgets.toast import Toast


def test_a_button_mirrors_its_action(qtbot: QtBot, theme: Theme, actions: Actions) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    ran: list[bool] = []
    action = actions.add(ActionSpec("case.new", "New case", ("N",)), page, lambda: ran.append(True))
    button = ActionButton(theme, action, page, "main")
    page.show()
    qtbot.waitExposed(page)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Space)
    action.setEnabled(False)
    action.setText("New case from mail")
    button.click()
    assert ran == [True, True]
    assert (button.text(), button.isEnabled()) == ("New case from mail", False)


def test_a_button_has_room_for_words_and_key(qtbot: QtBot, theme: Theme) -> None:
    plain, keyed = Button(theme, "Send"), Button(theme, "Send", keys="Ctrl Enter")
    for button in (plain, keyed):
        qtbot.addWidget(button)
    assert keyed.sizeHint().width() > plain.sizeHint().width() + 40
    assert keyed.sizeHint().height() == theme.sizes.control


def test_an_empty_state_says_what_next(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    action = QAction("Import a log", window)
    state = EmptyState(theme, "tray", "No case is open", "Import a log to begin.", action)
    state.setParent(window)
    assert state.accessibleName() == "No case is open Import a log to begin."
    button = state.findChild(ActionButton)
    assert button is not None
    with qtbot.waitSignal(action.triggered):
        button.click()
    state.say("Nothing fits the filter")
    assert state.accessibleName() == "Nothing fits the filter"


def test_a_long_title_in_a_check_box_is_elided_and_whole_in_its_tip(
    qtbot: QtBot, theme: Theme
) -> None:
    box = ElidedBox("CS-1002 A title & more that is far too long for so little room")
    qtbot.addWidget(box)
    box.resize(160, box.sizeHint().height())
    box.show()
    box.grab()
    assert box.minimumSizeHint().width() < 200 < box.sizeHint().width()
    assert box.toolTip() == box.accessibleName()
    assert box.toolTip() == "CS-1002 A title & more that is far too long for so little room"
    box.resize(box.sizeHint())
    box.grab()
    assert box.toolTip() == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_key_of_a_main_button_that_is_off_is_readable(
    qtbot: QtBot, theme: Theme, scheme: Scheme
) -> None:
    theme.choose(scheme)
    button = Button(theme, "", kind="main", keys="MMMM")
    qtbot.addWidget(button)
    button.setEnabled(False)
    picture = button.grab().toImage()
    inks = {
        picture.pixelColor(x, y).name()
        for x in range(4, picture.width() - 4) for y in range(4, picture.height() - 4)
    }  # fmt: skip
    assert max(contrast(ink, theme.palette.second) for ink in inks) >= 4.5


def test_a_long_line_ends_in_an_ellipsis_and_keeps_its_tip(qtbot: QtBot, theme: Theme) -> None:
    label = ElidedLabel("A subtitle that is far too long for so little room")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.grab()
    assert label.toolTip() == label.text()
    label.resize(800, 20)
    label.grab()
    assert label.toolTip() == ""
    assert label.minimumSizeHint().width() < 80


def test_a_badge_is_said(qtbot: QtBot, theme: Theme) -> None:
    badge = PriorityBadge(theme, "P1")
    qtbot.addWidget(badge)
    assert badge.accessibleName() == "Priority P1"
    badge.show_priority("P2", provisional=True)
    assert badge.accessibleName() == "Priority P2, provisional"


def test_badges_of_different_urgency_differ(qtbot: QtBot, theme: Theme) -> None:
    pictures = []
    for name in ("P1", "P2", "P3"):
        badge = PriorityBadge(theme, name)
        qtbot.addWidget(badge)
        pictures.append(badge.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]


def test_a_toast_stays_inside_and_goes(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    qtbot.waitExposed(window)
    toast = Toast(theme, window)
    toast.say("Assigned to Ben Okafor")
    assert window.rect().contains(toast.geometry())
    window.resize(420, 300)
    qtbot.waitUntil(lambda: window.rect().contains(toast.geometry()))
    assert toast.accessibleName() == "Assigned to Ben Okafor"


def test_busy_is_said_only_when_it_takes_long(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    busy = Busy("Reading", window)
    window.show()
    busy.start()
    assert busy.label.isHidden()
    qtbot.waitUntil(lambda: not busy.label.isHidden())
    busy.stop()
    assert busy.label.isHidden()


def test_a_card_s_heading_changes(qtbot: QtBot, theme: Theme) -> None:
    card = Card(theme, "Clocks")
    qtbot.addWidget(card)
    before = card.grab().toImage()
    card.set_title("Clocks", "3 running")
    assert card.grab().toImage() != before


def test_an_ampersand_in_a_persons_words_makes_no_shortcut(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "View: R&D")
    qtbot.addWidget(button)
    assert button.shortcut() == QKeySequence()
    button.set_words("Like Q&A")
    assert (button.shortcut(), button.text()) == (QKeySequence(), "Like Q&A")


def test_of_a_button_that_is_gone_its_action_holds_nothing(
    qtbot: QtBot, theme: Theme, actions: Actions
) -> None:
    """The alert bar makes its buttons anew with each look, all day."""
    page = QWidget()
    qtbot.addWidget(page)
    action = actions.add(ActionSpec("case.new", "New case", ("N",)), page, lambda: None)

    lines = Path(buttons.__file__).read_text("utf-8").splitlines()
    where = next(at for at, line in enumerate(lines, 1) if "connect(" in line and "trigger" in line)

    def held() -> int:
        gc.collect()
        there = tracemalloc.Filter(True, buttons.__file__, lineno=where)
        found = tracemalloc.take_snapshot().filter_traces([there])
        return sum(one.count for one in found.statistics("filename"))

    def come_and_go(count: int) -> int:
        for _ in range(count):
            button = ActionButton(theme, action, page)
            with qtbot.waitSignal(button.destroyed):
                button.deleteLater()
            del button
        return held()

    tracemalloc.start()
    before = come_and_go(10)
    after = come_and_go(100)
    tracemalloc.stop()
    assert after - before < 50
