"""The targets, edited in place by mouse and keyboard; nothing typed is lost."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from models.database import Database
from models.handbook.policy import Amount
from tests.ui.handbook.conftest import Shown
from tests.ui.keyboard import press
from ui.handbook.promise_field import PromiseField

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_every_cell_says_what_the_handbook_says(shown: Shown) -> None:
    row = shown.row("P3", "first_response")
    assert [row.fields[what].text() for what in ("sla", "slo", "warnings")] == [
        "4 h of work time", "3 h of work time", "75 %",
    ]  # fmt: skip
    assert row.calendar.currentText() == "Team hours"
    assert shown.row("P1", "resolution").fields["sla"].text() == "4 h"
    nothing = shown.row("P4", "next_update").fields["sla"]
    assert (nothing.text(), nothing.placeholderText()) == ("", "not promised")


def test_a_target_is_typed_as_people_say_it(shown: Shown) -> None:
    field = shown.row("P3", "resolution").fields["sla"]
    shown.type_at(field, "2 working days")
    assert field.text() == "2 business days"
    target = shown.draft.target("P3", "resolution")
    assert target is not None
    assert target.sla == Amount(days=2)
    assert "draft with 1 change" in shown.page.subtitle
    assert shown.page.draft.source.count("#") == shown.page.draft.base.count("#")


def test_a_cell_of_the_draft_is_marked_and_says_what_is_published(shown: Shown) -> None:
    row = shown.row("P3", "resolution")
    assert {field.property("changed") for field in row.fields.values()} == {False}
    shown.type_at(row.fields["sla"], "2 working days")
    assert row.fields["sla"].property("changed") is True
    said = "Not published yet; published is: 3 business days"
    assert row.fields["sla"].accessibleDescription() == said
    assert said in row.fields["sla"].toolTip()
    assert row.fields["warnings"].property("changed") is False
    shown.type_at(row.fields["sla"], "3 business days")
    assert row.fields["sla"].property("changed") is False
    assert row.fields["sla"].toolTip() == ""


def test_by_keyboard_alone_from_cell_to_cell(shown: Shown) -> None:
    first = shown.row("P1", "first_response").fields
    assert first["sla"].hasFocus()
    press(Qt.Key.Key_Down)
    assert shown.row("P1", "next_update").fields["sla"].hasFocus()
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Tab)
    assert first["slo"].hasFocus()
    QTest.keyClicks(first["slo"], "5 min")
    press(Qt.Key.Key_Tab)
    assert shown.row("P1", "first_response").calendar.hasFocus()
    shown.settle()
    assert first["slo"].text() == "5 min"
    press(Qt.Key.Key_Tab)
    assert first["warnings"].hasFocus()


def test_what_is_no_time_is_said_at_its_cell_and_stays(shown: Shown) -> None:
    row = shown.row("P2", "resolution")
    shown.type_at(row.fields["sla"], "soonish")
    assert row.fields["sla"].text() == "soonish"
    assert row.fields["sla"].property("problem") is True
    assert "“soonish” is not a time" in row.said.text()
    assert "“soonish” is not a time" in row.fields["sla"].accessibleDescription()
    assert not shown.actions.action("handbook.publish").isEnabled()
    shown.type_at(row.fields["sla"], "20 h")
    assert "soonish" not in row.said.text()
    assert row.fields["sla"].property("problem") is False
    assert shown.actions.action("handbook.publish").isEnabled()


def test_esc_takes_back_what_was_typed(shown: Shown) -> None:
    field = shown.row("P2", "resolution").fields["sla"]
    shown.type_at(field, "soonish")
    field.setFocus()
    press(Qt.Key.Key_Escape)
    shown.settle()
    assert field.text() == "24 h"
    assert not shown.page.draft.problems


def test_another_calendar_says_the_same_amount_otherwise(shown: Shown) -> None:
    row = shown.row("P3", "first_response")
    row.calendar.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    shown.settle()
    assert row.calendar.currentText() == "Round the clock"
    assert row.fields["sla"].text() == "4 h"


def test_a_commitment_is_taken_out_and_put_in_by_its_cells(shown: Shown) -> None:
    row = shown.row("P2", "next_update")
    shown.type_at(row.fields["slo"], "")
    assert shown.draft.target("P2", "next_update") is None
    assert row.calendar.isHidden()
    shown.type_at(shown.row("P4", "next_update").fields["sla"], "2 days")
    target = shown.draft.target("P4", "next_update")
    assert target is not None
    assert (target.sla, target.calendar) == (Amount(days=2), "team")


def test_a_finding_stands_beside_its_row(shown: Shown) -> None:
    row = shown.row("P3", "first_response")
    shown.type_at(row.fields["sla"], "2 h")
    assert "the SLO of 3 h of work time comes after the SLA" in row.said.text()
    assert "Worth a second look" in shown.words()
    shown.type_at(row.fields["sla"], "4 h")
    assert "comes after" not in row.said.text()


def test_undo_and_redo_step_through_the_changes(shown: Shown) -> None:
    field = shown.row("P2", "resolution").fields["sla"]
    shown.type_at(field, "20 h")
    shown.type_at(field, "16 h")
    undo, redo = (shown.actions.action(f"handbook.{name}") for name in ("undo", "redo"))
    undo.trigger()
    shown.settle()
    assert field.text() == "20 h"
    redo.trigger()
    shown.settle()
    assert field.text() == "16 h"
    shown.actions.action("handbook.discard").trigger()
    shown.settle()
    assert field.text() == "24 h"
    assert not shown.page.draft.is_changed
    undo.trigger()
    shown.settle()
    assert field.text() == "16 h"


def test_the_draft_and_what_is_half_typed_outlast_the_window(
    shown: Shown, show: Callable[..., Shown], database: Database
) -> None:
    shown.type_at(shown.row("P2", "resolution").fields["sla"], "20 h")
    half = shown.row("P2", "first_response").fields["slo"]
    half.setFocus()
    half.selectAll()
    QTest.keyClicks(half, "3 fortn")
    shown.page.close()
    again = show(database, shown.drafts)
    assert again.row("P2", "resolution").fields["sla"].text() == "20 h"
    half = again.row("P2", "first_response").fields["slo"]
    assert half.text() == "3 fortn"
    assert "Typed and not taken yet" in again.row("P2", "first_response").said.text()
    half.setFocus()
    press(Qt.Key.Key_Escape)
    again.settle()
    assert half.text() == "45 min"
    assert "draft with 1 change" in again.page.subtitle


def test_two_changes_at_once_are_both_made(shown: Shown) -> None:
    for priority, words in (("P1", "3 h"), ("P2", "20 h")):
        field = shown.row(priority, "resolution").fields["sla"]
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)
        press(Qt.Key.Key_Return)
    shown.settle()
    reading = shown.page.reading
    assert reading is not None
    assert [str(one.words) for one in reading.differences] == [
        "P1 resolution, SLA: 4 h → 3 h", "P2 resolution, SLA: 24 h → 20 h",
    ]  # fmt: skip


def test_every_control_has_a_name(shown: Shown, unnamed: Callable[[QWidget], list[str]]) -> None:
    assert unnamed(shown.page) == []
    names = {field.accessibleName() for field in shown.page.findChildren(PromiseField)}
    assert "P2, next update, SLO" in names


def test_what_is_typed_and_put_back_is_no_change(shown: Shown) -> None:
    field = shown.row("P2", "resolution").fields["sla"]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "24 hx")
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Tab)
    shown.settle()
    assert not shown.page.draft.typed
    assert shown.drafts.get("handbook") == {}
