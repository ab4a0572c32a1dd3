from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.chips import Chip, ChipRow, ChipSpec

SPECS = [ChipSpec("open", "All open", 31), ChipSpec("risk", "At risk"), ChipSpec("mine", "Mine", 6)]


def shown(qtbot: QtBot, theme: Theme, several: bool) -> tuple[ChipRow, list[tuple[str, ...]]]:
    row = ChipRow(theme, "Filter", SPECS, several)
    qtbot.addWidget(row)
    row.show()
    row.activateWindow()
    qtbot.waitUntil(row.isActiveWindow)
    told: list[tuple[str, ...]] = []
    row.chosen_changed.connect(told.append)
    return row, told


def test_one_of_many_by_mouse_and_by_arrows(qtbot: QtBot, theme: Theme) -> None:
    row, told = shown(qtbot, theme, several=False)
    assert row.chosen() == ("open",)
    chips = row.findChildren(Chip)
    chips[0].setFocus()
    QTest.keyClick(chips[0], Qt.Key.Key_Right)
    assert row.chosen() == ("risk",)
    QTest.mouseClick(chips[2], Qt.MouseButton.LeftButton)
    assert told == [("risk",), ("mine",)]


def test_several_at_once(qtbot: QtBot, theme: Theme) -> None:
    row, told = shown(qtbot, theme, several=True)
    assert row.chosen() == ()
    chips = row.findChildren(Chip)
    QTest.keyClick(chips[2], Qt.Key.Key_Space)
    QTest.keyClick(chips[0], Qt.Key.Key_Return)
    QTest.keyClick(chips[2], Qt.Key.Key_Space)
    assert told == [("mine",), ("open", "mine"), ("open",)]


def test_choosing_by_code_tells_nobody(qtbot: QtBot, theme: Theme) -> None:
    row, told = shown(qtbot, theme, several=False)
    row.choose("mine")
    assert (row.chosen(), told) == (("mine",), [])


def test_a_count_is_seen_and_said(qtbot: QtBot, theme: Theme) -> None:
    row, _ = shown(qtbot, theme, several=False)
    risk = row.findChildren(Chip)[1]
    narrow = risk.sizeHint().width()
    assert risk.accessibleName() == "At risk"
    row.show_counts({"risk": 1234})
    assert risk.accessibleName() == "At risk, 1,234"
    assert risk.sizeHint().width() > narrow


def test_a_letter_or_a_figure_chooses(qtbot: QtBot, theme: Theme) -> None:
    row, told = shown(qtbot, theme, several=False)
    row.setFocus()
    chips = row.findChildren(Chip)
    assert chips[0].hasFocus()
    QTest.keyClicks(chips[0], "m")
    assert (row.chosen(), chips[2].hasFocus()) == (("mine",), True)
    QTest.keyClicks(chips[2], "a")
    QTest.keyClicks(chips[0], "a")
    QTest.keyClicks(chips[1], "x")
    assert told == [("mine",), ("open",), ("risk",)]
    numbered = ChipRow(theme, "Priority", [ChipSpec(name, name) for name in ("P1", "P2")])
    qtbot.addWidget(numbered)
    QTest.keyClicks(numbered.chips[0], "2")
    assert numbered.chosen() == ("P2",)


def test_of_several_a_letter_finds_and_leaves_the_choice(qtbot: QtBot, theme: Theme) -> None:
    row, told = shown(qtbot, theme, several=True)
    row.setFocus()
    QTest.keyClicks(row.chips[0], "m")
    assert (row.chips[2].hasFocus(), told) == (True, [])
