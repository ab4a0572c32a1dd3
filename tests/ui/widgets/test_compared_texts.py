"""Two texts side by side, walked through by keys and clicks."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keyboard import press
from tests.ui.test_palette import contrast
from ui.theme import Choice, Theme
from ui.widgets.compared_side import ComparedSide
from ui.widgets.compared_texts import ComparedTexts

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LIST = [f"Line {n} of the list" for n in range(50)]


@pytest.fixture
def texts(qtbot: QtBot, theme: Theme) -> ComparedTexts:
    made = ComparedTexts(theme)
    qtbot.addWidget(made)
    made.resize(1_100, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.after.setFocus()
    return made


def compare(texts: ComparedTexts, before: list[str], after: list[str]) -> None:
    texts.show_texts("\n".join(before), "\n".join(after), ("Version 1", "Version 2"))


def lines(side: ComparedSide) -> list[str]:
    return side.toPlainText().split("\n")


def numbers(side: ComparedSide) -> list[int | None]:
    shown = (side.row_at(row) for row in range(side.blockCount()))
    return [row.number for row in shown if row is not None]


def strokes(side: ComparedSide) -> list[QTextEdit.ExtraSelection]:
    marks: list[QTextEdit.ExtraSelection] = side.extraSelections()
    return [one for one in marks if one.format.fontUnderline()]


def stroked(side: ComparedSide) -> list[str]:
    return [one.cursor.selectedText() for one in strokes(side)]


def changed(*places: int) -> list[str]:
    return [line.replace("the", "a") if n in places else line for n, line in enumerate(LIST)]


def test_signs_numbers_and_strokes_say_what_became_of_each_line(texts: ComparedTexts) -> None:
    compare(texts, ["Exports over 2 GB stall.", "Gone."],
            ["New here.", "Exports over 3 GB stall 😀 now."])  # fmt: skip
    assert lines(texts.before) == ["", "~ Exports over 2 GB stall.", "- Gone."]
    assert lines(texts.after) == ["+ New here.", "~ Exports over 3 GB stall 😀 now.", ""]
    assert (numbers(texts.before), numbers(texts.after)) == ([None, 1, 2], [1, 2, None])
    assert (stroked(texts.before), stroked(texts.after)) == (["2"], ["3", " 😀 now"])
    assert texts.before.accessibleName() == "Version 1"
    press(Qt.Key.Key_Down)  # and for who sees no strokes
    assert texts.after.accessibleDescription() == "Change 1 of 1: 3,  😀 now"
    assert texts.before.accessibleDescription() == "Change 1 of 1: 2"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_word_that_changed_is_told_by_a_stroke_and_can_be_read(
    texts: ComparedTexts, theme: Theme, scheme: Choice
) -> None:
    compare(texts, ["Exports over 2 GB stall."], ["Exports over 3 GB stall."])
    theme.choose(scheme)
    (one,) = strokes(texts.after)
    ground, ink = (one.format.background().color(), one.format.foreground().color())
    assert contrast(ink.name(), ground.name()) >= 4.5
    assert ground.name().upper() == theme.palette.soon_line


def test_alt_down_and_alt_up_go_from_change_to_change_and_around(texts: ComparedTexts) -> None:
    compare(texts, LIST, changed(5, 6, 30, 48))
    told = [texts.told.text()]
    here = [lines(texts.after)[texts.after.row]]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        press(key, ALT)
        told.append(texts.told.text())
        here.append(lines(texts.after)[texts.after.row])
        assert texts.before.row == texts.after.row
    assert [said.split()[1] for said in told] == ["1", "2", "3", "1", "3"]
    assert [line.split()[2] for line in here] == ["5", "30", "48", "5", "48"]
    press(Qt.Key.Key_Up)
    assert texts.told.text() == "3 changes"
    assert texts.before.row == texts.after.row


def test_long_stretches_that_are_alike_are_folded_and_opened_by_enter(texts: ComparedTexts) -> None:
    compare(texts, LIST, changed(3, 49))
    fold = lines(texts.after).index("⋯ 39 lines alike")
    assert lines(texts.before)[fold] == "⋯ 39 lines alike"
    while texts.after.row < fold:
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert len(lines(texts.after)) == len(lines(texts.before)) == 50
    assert lines(texts.after)[texts.after.row] == "  Line 7 of the list"
    assert texts.after.hasFocus()
    press(Qt.Key.Key_0, ALT)
    assert "⋯ 39 lines alike" in lines(texts.after)
    press(Qt.Key.Key_0, ALT)
    assert len(lines(texts.after)) == 50


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_fold_opens_by_a_click_on_either_side(texts: ComparedTexts, side: str) -> None:
    compare(texts, LIST, changed(3, 49))
    one: ComparedSide = getattr(texts, side)
    block = one.document().findBlockByNumber(7)
    assert block.text() == "⋯ 39 lines alike"
    place = one.blockBoundingGeometry(block).translated(one.contentOffset()).center()
    QTest.mouseClick(one.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, int(place.y())))
    assert len(lines(texts.after)) == 50


def test_marks_do_not_end_with_a_long_text(texts: ComparedTexts) -> None:
    before = [f"{n} is its number" for n in range(8_000)]
    compare(texts, before, [line.replace("is", "was") for line in before])
    assert texts.told.text() == "Change 1 of 1"
    press(Qt.Key.Key_End, CTRL)
    assert texts.after.row == 7_999
    for side, word in ((texts.before, "is"), (texts.after, "was")):
        found = strokes(side)
        assert {one.cursor.selectedText() for one in found} == {word}
        assert found[-1].cursor.blockNumber() == 7_999
        assert len(found) < 100  # what is in sight alone


def test_a_shorter_text_takes_the_place_of_a_long_one_that_was_scrolled(
    texts: ComparedTexts, qtlog: Any
) -> None:
    before = [f"{n} is its number, and it is a long one" for n in range(500)]
    compare(texts, before, [line.replace("is", "was") for line in before])
    press(Qt.Key.Key_End, CTRL)
    compare(texts, ["a is a"], ["a was a"])
    assert stroked(texts.after) == ["was"]
    assert not [record for record in qtlog.records if "out of range" in record.message]


def test_a_paragraph_is_broken_into_as_many_rows_on_both_sides(
    texts: ComparedTexts, qtbot: QtBot
) -> None:
    before = "Export month by month. " * 12 + "Then wait."
    compare(texts, [before, "End."], [before.replace("wait", "go on"), "End."])
    high = texts.after.blockCount()
    assert high > 3
    assert high == texts.before.blockCount()
    assert (stroked(texts.before), stroked(texts.after)) == (["wait"], ["go on"])
    assert not texts.after.horizontalScrollBar().maximum()
    texts.resize(700, 600)
    qtbot.waitUntil(lambda: texts.after.blockCount() > high)
    assert texts.after.blockCount() == texts.before.blockCount()
    assert not texts.after.horizontalScrollBar().maximum()
    assert stroked(texts.after) == ["go on"]


def test_a_line_end_of_another_system_does_not_put_the_rows_out_of_step(
    texts: ComparedTexts,
) -> None:
    compare(texts, ["a\rb\u2028c\u2029d", "end"], ["a", "end"])
    assert texts.before.blockCount() == texts.after.blockCount()
    assert lines(texts.before)[-1] == lines(texts.after)[-1] == "  end"


def test_what_is_copied_has_no_signs_and_all_that_is_folded(texts: ComparedTexts) -> None:
    after = changed(3, 49)
    compare(texts, LIST, after)
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "\n".join(after)


def test_texts_that_are_the_same_say_so(texts: ComparedTexts) -> None:
    compare(texts, LIST, LIST)
    assert texts.told.text() == "The text is the same"
    assert lines(texts.after) == ["⋯ 50 lines alike"]
    press(Qt.Key.Key_Down, ALT)
    press(Qt.Key.Key_Return)
    assert len(lines(texts.after)) == 50


def test_every_control_has_a_name(
    texts: ComparedTexts, unnamed: Callable[[QWidget], list[str]]
) -> None:
    compare(texts, LIST, changed(3))
    assert unnamed(texts) == []


def test_a_row_is_marked_from_end_to_end(texts: ComparedTexts) -> None:
    compare(texts, ["Gone.", "Stays."], ["Stays."])
    (whole,) = texts.before.extraSelections()
    assert whole.format.property(QTextFormat.Property.FullWidthSelection)
    (empty,) = texts.after.extraSelections()  # where the other text has nothing
    assert empty.cursor.blockNumber() == 0
