"""A postmortem from breached cases: begun in one step, written, kept, saved as a version."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models.commands.postmortems import save_postmortem
from models.queries.postmortem_life import versions_of
from tests.conftest import MovingClock
from tests.models.commands.breached import CAUSE, do, give_action
from tests.ui.keyboard import press
from tests.ui.reviews.postmortem_desk import ALT, CTRL, Learning, learning, type_in
from ui.actions import Actions
from ui.review_place import postmortem_of
from ui.reviews.timeline_chooser import TimelineChooser
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.clash_sheet import ClashSheet
from ui.widgets.form_sheet import FormSheet
from ui.widgets.page_scroll import PageScroll
from ui.widgets.text_line import TextLine


def test_one_step_opens_the_editor_with_what_the_log_tells(learnt: Learning) -> None:
    learnt.begin()
    parts = learnt.tab.editor.parts
    assert parts.title.text() == "Exports stall at 90 % and 2 more"
    assert parts.factors.factors() == [CAUSE]
    assert len(parts.timeline.rows) >= 10
    assert parts.cases.ids == learnt.case_ids
    assert QApplication.focusWidget() is parts.texts()[1]  # on with what happened
    assert learnt.page.subtitle == "PM-1"
    assert learnt.saved().status == "draft"


def test_asked_for_twice_in_a_row_it_is_one(learnt: Learning) -> None:
    for _ in range(2):
        learnt.page.go_to(postmortem_of(learnt.case_ids))
    learnt.qtbot.waitUntil(lambda: learnt.tab.editor.isVisible())
    learnt.settle()
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    learnt.settle()
    assert learnt.page.subtitle == "1 postmortem"


def test_whoever_leaves_while_it_is_saved_stays_where_they_went(learnt: Learning) -> None:
    learnt.begin()
    type_in("The night was long")
    press(Qt.Key.Key_Return, CTRL)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    learnt.settle()
    assert learnt.saved().said.body == "The night was long"
    assert learnt.tab.list.isVisible()
    assert learnt.page.subtitle == "1 postmortem"


def test_what_never_breached_is_refused_with_a_sentence(learnt: Learning) -> None:
    from tests.models.commands.desk import opened
    from ui.review_place import postmortem_of

    learnt.page.go_to(postmortem_of([opened(learnt.database)]))
    learnt.qtbot.waitUntil(lambda: "None of these cases has breached" in learnt.words())


def test_a_factor_is_named_by_keys_and_taken_out_again(learnt: Learning) -> None:
    learnt.begin()
    press(Qt.Key.Key_F, ALT)
    type_in("  Cache   ran full ")
    press(Qt.Key.Key_Return)
    factors = learnt.tab.editor.parts.factors
    assert factors.factors() == [CAUSE, "Cache ran full"]
    assert factors.line.text() == ""
    type_in("cache RAN full")
    press(Qt.Key.Key_Return)
    assert factors.factors() == [CAUSE, "Cache ran full"]  # the same in other letters
    factors.list.setFocus()
    press(Qt.Key.Key_Delete)
    learnt.save()
    assert learnt.saved().said.factors == ("Cache ran full",)


def test_a_name_used_before_is_offered_while_it_is_typed(learnt: Learning) -> None:
    learnt.begin()
    press(Qt.Key.Key_F, ALT)
    type_in("limit")
    completer = learnt.tab.editor.parts.factors.line.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    learnt.qtbot.waitUntil(popup.isVisible)
    assert completer.currentCompletion() == CAUSE
    press(Qt.Key.Key_Escape)
    learnt.qtbot.waitUntil(popup.isHidden)


def test_rows_are_chosen_written_changed_and_taken_out(learnt: Learning) -> None:
    learnt.begin()
    card = learnt.tab.editor.parts.timeline
    count = len(card.rows)
    card.table.setFocus()
    card.table.go_to_row(0)
    press(Qt.Key.Key_Delete)
    assert len(card.rows) == count - 1
    press(Qt.Key.Key_R, ALT)
    learnt.sheet(FormSheet)
    type_in("The pager was off")
    learnt.answer()
    by_hand = [row for row in card.rows if row["by_hand"]]
    assert [row["words"] for row in by_hand] == ["The pager was off"]
    card.table.setFocus()
    card.table.go_to_row(card.rows.index(by_hand[0]))
    press(Qt.Key.Key_Return)
    learnt.sheet(FormSheet)
    type_in(" for an hour")
    learnt.answer()
    assert "The pager was off for an hour" in [row["words"] for row in card.rows]
    press(Qt.Key.Key_T, ALT)
    sheet = learnt.sheet(TimelineChooser)
    ticked = len(sheet.ticked())
    press(Qt.Key.Key_Space)  # the first one, which was taken out, is in again
    assert len(sheet.ticked()) == ticked + 1
    learnt.answer()
    learnt.save()
    told = learnt.saved().timeline
    assert len(told) == count + 1
    assert [row.words for row in told if row.by_hand] == ["The pager was off for an hour"]


def test_in_a_low_window_the_rows_to_choose_scroll_and_their_sheet_does_not(
    learnt: Learning,
) -> None:
    learnt.page.resize(1024, 640)
    learnt.begin()
    press(Qt.Key.Key_T, ALT)
    sheet = learnt.sheet(TimelineChooser)
    learnt.settle()
    whole = sheet.findChildren(PageScroll)[0]
    assert whole.verticalScrollBar().maximum() == 0
    assert sheet.table.verticalScrollBar().maximum() > 0
    take = next(one for one in sheet.findChildren(Button) if one.text() == "Take these")
    assert take.mapTo(sheet.box, take.rect().bottomLeft()).y() < sheet.box.height()


def test_a_row_that_is_being_written_is_kept_when_its_sheet_is_left(learnt: Learning) -> None:
    learnt.begin()
    press(Qt.Key.Key_R, ALT)
    learnt.sheet(FormSheet)
    type_in("The vendor rang")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_R, ALT)
    learnt.sheet(FormSheet)
    learnt.answer()
    card = learnt.tab.editor.parts.timeline
    assert "The vendor rang" in [row["words"] for row in card.rows]
    assert learnt.drafts.get("postmortem-row") == {}
    press(Qt.Key.Key_R, ALT)
    type_in("Another")
    learnt.answer()
    assert "Another" in [row["words"] for row in card.rows]


def test_what_is_typed_while_a_save_clashes_is_asked_about_too(learnt: Learning) -> None:
    learnt.begin()
    type_in("Ours")
    other = learnt.saved()
    do(learnt.database, save_postmortem, 1, replace(other.said, body="Theirs"), other.number)
    press(Qt.Key.Key_Return, CTRL)
    type_in(" and more")
    sheet = learnt.sheet(ClashSheet)
    assert sheet.columns.mine.toPlainText() == "Ours and more"
    sheet.columns.take("mine")
    learnt.answer()
    learnt.qtbot.waitUntil(lambda: learnt.saved().said.body == "Ours and more")


def test_a_row_of_the_log_keeps_its_instant_and_its_event(learnt: Learning) -> None:
    learnt.begin()
    card = learnt.tab.editor.parts.timeline
    before = dict(card.rows[0])
    card.table.setFocus()
    card.table.go_to_row(0)
    press(Qt.Key.Key_Return)
    learnt.sheet(FormSheet)
    press(Qt.Key.Key_A, CTRL)
    type_in("It began")
    learnt.answer()
    assert dict(card.rows[0]) == {**before, "words": "It began"}


def test_a_case_is_added_by_its_key_and_taken_out(learnt: Learning) -> None:
    first, second, third = learnt.case_ids
    learnt.begin(first, second)
    press(Qt.Key.Key_S, ALT)
    learnt.sheet(FormSheet)
    key = f"CS-{1000 + third}"
    type_in(key)
    learnt.settle()
    learnt.answer()
    cases = learnt.tab.editor.parts.cases
    assert cases.ids == [first, second, third]
    cases.list.setFocus()
    press(Qt.Key.Key_Delete)
    learnt.save()
    assert set(learnt.saved().said.case_ids) == {second, third}


def test_what_is_typed_is_kept_and_comes_back_in_another_window(
    learnt: Learning, theme: Theme, clock: MovingClock
) -> None:
    learnt.begin()
    type_in("Two links stalled.")
    press(Qt.Key.Key_Escape)
    assert learnt.tab.view.isVisible()
    assert learnt.saved().said.body == ""
    learnt.qtbot.waitUntil(lambda: "What you wrote of it is not saved yet" in learnt.words())
    press(Qt.Key.Key_Escape)
    learnt.settle()
    model = learnt.tab.list.table.model()
    last = model.index(0, model.columnCount() - 1)
    assert model.data(last) == "✎ yours, not saved"
    again = learning(
        learnt.qtbot, theme, Tasks(), Actions(), learnt.database, clock, learnt.drafts,
        learnt.case_ids,
    )  # fmt: skip
    again.show(1)
    press(Qt.Key.Key_E)
    again.settle()
    assert again.tab.editor.parts.texts()[1].toPlainText() == "Two links stalled."
    assert "What you wrote and did not save is back." in again.words()
    press(Qt.Key.Key_Backspace, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert again.tab.editor.parts.texts()[1].toPlainText() == ""
    assert again.drafts.get("postmortem-1") == {}
    again.tasks.shutdown()


def test_every_text_is_saved_under_its_name_with_the_note(learnt: Learning) -> None:
    learnt.begin()
    parts = learnt.tab.editor.parts
    typed = {}
    for name in (
        "scope", "body", "detection", "went_well", "went_badly", "lucky", "surprised", "no_action",
    ):  # fmt: skip
        field = next(part.text(name) for part in parts.text_parts if name in part.fields)
        field.setFocus()
        press(Qt.Key.Key_A, CTRL)
        typed[name] = f"**{name}** as it was"
        type_in(typed[name])
    learnt.tab.editor.foot.note.setFocus()
    type_in("All of it")
    learnt.save()
    said = learnt.saved().said
    assert {"body": said.body, **said.fields} == typed
    rows = learnt.database.read(partial(versions_of, postmortem_id=1))
    assert [row.note for row in rows] == ["All of it", ""]


def test_what_is_missing_is_said_beside_save_as_it_stands(learnt: Learning) -> None:
    learnt.begin()
    assert "Add an action with an owner and a due date" in learnt.words()
    do(learnt.database, give_action, 1)
    learnt.tab.editor.read_actions()
    learnt.settle()
    assert "Before it can be reviewed" not in learnt.words()
    factors = learnt.tab.editor.parts.factors
    factors.list.setFocus()
    press(Qt.Key.Key_Delete)
    assert "Name at least one contributing factor." in learnt.words()


def test_an_action_is_added_on_the_spot_by_keys(learnt: Learning) -> None:
    learnt.begin()
    type_in("Two links stalled.")
    press(Qt.Key.Key_N, ALT)
    sheet = learnt.sheet(FormSheet)
    type_in("Cut parts by size")
    expected = sheet.findChild(TextLine, "expected")
    assert expected is not None
    expected.setFocus()
    type_in("2")
    learnt.answer()
    learnt.qtbot.waitUntil(lambda: "Before it can be reviewed" not in learnt.words())
    lines = learnt.tab.editor.parts.own_actions.list
    assert [lines.item(at).text() for at in range(lines.count())] == ["Cut parts by size"]
    assert learnt.tab.editor.parts.texts()[1].toPlainText() == "Two links stalled."
    learnt.save()
    assert learnt.saved().missing == ()


def test_tab_goes_through_every_part_in_the_order_it_is_read(learnt: Learning) -> None:
    learnt.begin()
    parts = learnt.tab.editor.parts
    parts.title.setFocus()
    seen: list[QWidget] = []
    for _ in range(20):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    wanted = [
        parts.title, *parts.texts()[:2], parts.timeline.table, *parts.texts()[2:7],
        parts.factors.line, parts.factors.list, parts.texts()[7], parts.cases.list,
    ]  # fmt: skip
    assert [one for one in seen if one in wanted][: len(wanted)] == wanted


def test_every_control_of_the_editor_has_a_name(
    learnt: Learning, unnamed: Callable[[QWidget], list[str]]
) -> None:
    learnt.begin()
    assert unnamed(learnt.page) == []
