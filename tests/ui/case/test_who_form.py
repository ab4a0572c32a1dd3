"""Who should take this case: ranked, with reasons, the best chosen, by keyboard alone."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit

from models.commands.cases import assign
from models.commands.people import add_person
from models.handbook.working_hours import DAYS
from tests.ui.case.conftest import Shown
from tests.ui.keyboard import press

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
EVENING = {day: [("20:00", "23:00")] for day in DAYS}
ROUND = {day: [("00:00", "24:00")] for day in DAYS}


@pytest.fixture
def team(shown: Shown) -> dict[str, int]:
    """Ana leads and looks; Ben has something, Chen nothing, Dina comes in the evening."""
    return {
        name: shown.database.write(partial(add_person, name=name, shifts=shifts)).result
        for name, shifts in (("Ben", ROUND), ("Chen", ROUND), ("Dina", EVENING))
    }


def names(shown: Shown) -> QListWidget:
    found = shown.sheet().findChild(QListWidget, "assignee")
    assert found is not None
    return found


def said(shown: Shown) -> list[str]:
    return [label.text() for label in shown.sheet().findChildren(QLabel)]


def test_the_best_comes_first_and_is_chosen_with_the_reasons_in_words(
    shown: Shown, team: dict[str, int]
) -> None:
    press(Qt.Key.Key_A)
    found = names(shown)
    assert [found.item(row).text() for row in range(found.count())] == [
        "Ben", "Chen", "Ana Ruiz · takes no cases in this role, unless a capacity is entered",
        "Dina · is not on shift until 20:00", "Nobody",
    ]  # fmt: skip
    assert found.hasFocus()
    assert found.currentRow() == 0
    why = "No open case, room for 20 · has got nothing new lately · at work until"
    assert any(words.startswith(why) for words in said(shown))
    press(Qt.Key.Key_Return)
    shown.wait(lambda case: case.row.assignee == "Ben")
    assert shown.case().timeline[-1].data["why"][0] == "has room"


def test_another_may_be_chosen_and_it_is_said_why_not(shown: Shown, team: dict[str, int]) -> None:
    press(Qt.Key.Key_A)
    names(shown)
    press(Qt.Key.Key_Down)
    assert "Comes later: fits as well; Ben comes first by name" in said(shown)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert "Is not on shift until 20:00" in said(shown)
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.row.assignee == "Dina")
    assert "why" not in shown.case().timeline[-1].data
    shown.qtbot.waitUntil(lambda: "Dina" in shown.words())
    press(Qt.Key.Key_A)
    names(shown).setCurrentRow(4)
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.row.assignee is None)


def test_somebody_else_was_faster_and_is_told(shown: Shown, team: dict[str, int]) -> None:
    press(Qt.Key.Key_A)
    names(shown)
    other = shown.database.write(
        partial(assign, case_ids=[shown.case_id], person_id=team["Chen"])
    ).result
    assert other is None
    press(Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: any("is “Chen” meanwhile" in words for words in said(shown)))
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.row.assignee == "Ben")


def test_what_it_needs_is_said_by_hand_and_taken_back(shown: Shown, team: dict[str, int]) -> None:
    press(Qt.Key.Key_N, SHIFT)
    field = shown.sheet().findChild(QPlainTextEdit, "skills")
    assert field is not None
    QTest.keyClicks(field, "juggling")
    press(Qt.Key.Key_Return, CTRL)
    assert "“juggling” is no skill with its level." in "".join(said(shown))
    QTest.keyClicks(field, " 2")
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: "juggling" in case.fields.get("skills", {}))
    press(Qt.Key.Key_A)
    assert names(shown).item(1).text() == "Ben · does not know juggling"
    assert "It needs juggling 2." in said(shown)
    press(Qt.Key.Key_Escape)
    shown.qtbot.waitUntil(lambda: shown.actions.action("case.undo").isEnabled())
    press(Qt.Key.Key_Z, CTRL)
    shown.wait(lambda case: "skills" not in case.fields)


def test_an_agent_reads_words_and_no_figures(shown: Shown, team: dict[str, int]) -> None:
    shown.workspace.person_id = team["Ben"]
    press(Qt.Key.Key_A)
    names(shown)
    assert any(words.startswith("Has room · has got nothing new lately") for words in said(shown))
