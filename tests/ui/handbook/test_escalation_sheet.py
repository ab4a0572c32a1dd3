"""A priority's path is changed in a sheet, by keys alone too; who would be told is read below."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget

from models.handbook.escalation import USUAL, Step
from models.handbook.roster import LEAD
from tests.ui.handbook.conftest import Shown
from tests.ui.handbook.test_clocks import click
from tests.ui.handbook.test_kept_sheets import leave, said  # noqa: F401
from tests.ui.keyboard import press
from ui.handbook.escalation_sheet import EscalationSheet

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def ask(shown: Shown, priority: str = "P1") -> EscalationSheet:
    shown.page.go_to("clocks")
    click(shown.page, f"Change who is told of {priority}")
    return shown.in_view(EscalationSheet)


def choose(box: QComboBox, value: str) -> None:
    box.setFocus()
    box.setCurrentIndex(box.findData(value))


def roles(sheet: EscalationSheet) -> list[str]:
    return [one.role for one in sheet.steps.steps]


def test_a_path_is_changed_by_keys_as_one_step_and_read_in_sentences(shown: Shown) -> None:
    before = shown.page.draft.source
    sheet = ask(shown, "P2")
    assert shown.page.window().focusWidget() is sheet.steps.rows[0].role
    assert roles(sheet) == ["squad_lead", "feature_owner", LEAD]
    press(Qt.Key.Key_Delete, ALT)
    press(Qt.Key.Key_Down, ALT)
    assert roles(sheet) == [LEAD, "feature_owner"]
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(shown.page.window().focusWidget(), "10 min")
    press(Qt.Key.Key_Return, CONTROL)
    assert not sheet.isVisible()
    shown.settle()
    assert shown.draft.paths["P2"] == (Step(LEAD), Step("feature_owner", 600))
    told = shown.words(shown.page.sections.escalation)
    assert "Unseen for 15 min: the lead. 10 min later: the feature owner." in told
    shown.page.draft.undo()
    shown.settle()
    assert shown.page.draft.source == before


def test_hours_times_and_who_gets_the_case_are_chosen_and_previewed(shown: Shown) -> None:
    sheet = ask(shown)
    click(sheet, "As the handbook has it")
    row = sheet.steps.rows[0]
    choose(row.times, "2")
    choose(row.within, "team")
    choose(row.otherwise, LEAD)
    sheet.hands.setFocus()
    press(Qt.Key.Key_Space)
    told = shown.words(sheet.lines)
    assert "Whoever" not in told
    assert told.startswith("14:28\nIncident commander: nobody is, so the lead, Ana Lima\n14:33\n")
    assert "Lead: Ana Lima, who is given the case" in told
    QTest.mouseClick(sheet.whose.chips[1], Qt.MouseButton.LeftButton)
    assert shown.words(sheet.lines).startswith("14:28\nWhoever has the case\n14:33\nIncident")
    press(Qt.Key.Key_Return, CONTROL)
    shown.settle()
    first, *_, last = shown.draft.paths["P1"]
    assert first == Step("incident_commander", None, 2, "team", LEAD)
    assert (last.role, last.hands) == (LEAD, True)


def test_what_cannot_be_is_said_at_its_step_and_mended_there(shown: Shown) -> None:
    sheet = ask(shown)
    choose(sheet.steps.rows[1].role, "incident_commander")
    assert "Not yet: The incident commander is told before" in shown.words(sheet.lines)
    press(Qt.Key.Key_Return, CONTROL)
    assert "■ Step 2: The incident commander is told before" in shown.words(sheet)
    assert shown.page.window().focusWidget() is sheet.steps.rows[1].role
    assert not shown.page.draft.is_changed
    choose(sheet.steps.rows[1].role, "feature_owner")
    assert "told before" not in shown.words(sheet)
    sheet.unseen.setFocus()
    sheet.unseen.selectAll()
    QTest.keyClicks(sheet.unseen, "soon")
    assert "Not yet: “soon” is not a time" in shown.words(sheet.lines)
    press(Qt.Key.Key_Return, CONTROL)
    assert "■ “soon” is not a time" in shown.words(sheet)
    sheet.unseen.selectAll()
    QTest.keyClicks(sheet.unseen, "6 min")
    press(Qt.Key.Key_Return, CONTROL)
    shown.settle()
    assert shown.draft.unseen["P1"] == 360
    assert shown.draft.paths["P1"][1] == Step("feature_owner")


def test_what_was_typed_is_kept_on_escape_for_its_priority(
    shown: Shown,
    said: list[str],  # noqa: F811
) -> None:
    sheet = ask(shown)
    click(sheet, "Add a step")
    QTest.keyClicks(sheet.steps.rows[-1].after, "2 h")
    leave(shown, sheet)
    assert said == ["What you typed is kept"]
    assert not shown.page.draft.is_changed
    sheet = ask(shown, "P4")
    assert roles(sheet) == [LEAD]
    press(Qt.Key.Key_Escape)
    shown.qtbot.waitUntil(lambda: shown.page.window().findChildren(EscalationSheet) == [])
    sheet = ask(shown)
    assert (len(sheet.steps.steps), sheet.steps.steps[-1].after) == (5, "2 h")
    press(Qt.Key.Key_Return, CONTROL)
    shown.settle()
    assert shown.draft.paths["P1"] == (*USUAL["P1"], Step("squad_lead", 7200))


@pytest.mark.parametrize("way", ["buttons", "keys"])
def test_the_first_goes_no_higher_and_the_only_one_stays(shown: Shown, way: str) -> None:
    sheet = ask(shown, "P3")
    for name, key in (("up", Qt.Key.Key_Up), ("down", Qt.Key.Key_Down), ("out", Qt.Key.Key_Delete)):
        if way == "keys":
            press(key, ALT)
        else:
            QTest.mouseClick(sheet.steps.rows[0].way(name), Qt.MouseButton.LeftButton)
        assert roles(sheet) == [LEAD]


def test_the_keyboard_goes_through_the_steps_as_they_stand_and_enter_takes_them(
    shown: Shown,
) -> None:
    sheet = ask(shown, "P2")
    click(sheet, "Add a step")
    press(Qt.Key.Key_Up, ALT)
    stops: list[QWidget] = [sheet.unseen]
    sheet.unseen.setFocus()
    for _ in range(60):
        press(Qt.Key.Key_Tab)
        focused = shown.page.window().focusWidget()
        assert focused is not None
        stops.append(focused)
    tops = [one.mapTo(sheet, one.rect().center()).y() for one in stops]
    end = stops.index(sheet.hands)
    assert all(tops[place + 1] - tops[place] > -8 for place in range(end))
    assert stops.index(sheet.steps.add) > stops.index(sheet.steps.rows[-1].role)
    sheet.steps.rows[-1].after.setFocus()
    press(Qt.Key.Key_Return)
    assert not sheet.isVisible()
