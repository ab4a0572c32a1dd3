"""A postmortem that is read: measured impact, timeline, factors, actions, comments, versions, and
the way through its life by keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from models.commands.access import change_access
from models.commands.cases import pause, resume
from models.commands.people import add_person
from models.commands.postmortems import comment_postmortem, move_postmortem, save_postmortem
from models.commands.undo import undo
from models.handbook.postmortems import CLOSED, DRAFT, IN_REVIEW, REVIEWED, row_of
from tests.conftest import MovingClock
from tests.models.commands.breached import CAUSE, breached, do, give_action, started
from tests.ui.keyboard import press
from tests.ui.reviews.postmortem_desk import CTRL, SHIFT, Learning, type_in
from ui.review_place import ReviewPlace
from ui.reviews.postmortem_history import PostmortemHistory
from ui.widgets.buttons import ActionButton
from ui.widgets.form_sheet import FormSheet
from ui.widgets.line_list import LineList
from ui.widgets.sheet import Sheet

_DAY = timedelta(days=1)


def read_one(learnt: Learning) -> int:
    """A postmortem of the three cases, in view."""
    postmortem_id = started(learnt.database, *learnt.case_ids)
    learnt.show(postmortem_id)
    return postmortem_id


def test_an_empty_list_says_what_a_postmortem_is_made_of(learnt: Learning) -> None:
    assert "No postmortem has been written yet." in learnt.words()
    assert learnt.page.location() == ReviewPlace("postmortems", None)


def test_the_list_opens_one_by_keys_and_esc_leads_back_to_it(
    learnt: Learning, clock: MovingClock
) -> None:
    started(learnt.database, *learnt.case_ids[:2])
    clock.instant += timedelta(minutes=1)
    started(learnt.database, learnt.case_ids[2])
    learnt.page.activated()
    learnt.settle()
    assert learnt.page.subtitle == "2 postmortems"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)  # the one that was changed earlier
    learnt.qtbot.waitUntil(lambda: learnt.page.subtitle == "PM-1")
    assert learnt.page.location() == ReviewPlace("postmortems", 1)
    learnt.settle()
    press(Qt.Key.Key_Escape)
    learnt.settle()
    assert learnt.page.subtitle == "2 postmortems"
    assert learnt.page.location() == ReviewPlace("postmortems", None)


def test_its_measured_impact_is_in_figures(learnt: Learning) -> None:
    read_one(learnt)
    words, told = learnt.words(), learnt.saved()
    assert told.impact.cases == 3
    assert "3 breached" in words
    assert "Customer 0, Customer 1, Customer 2" in words
    for over in told.impact.over:
        assert f"{over.breaches} breaches" in words
    assert "Before it can be reviewed: Add an action" in words


def test_the_timeline_opens_the_case_of_a_row_and_shades_waits(
    learnt: Learning, clock: MovingClock
) -> None:
    from tests.models.commands.desk import opened

    case_id = opened(learnt.database)
    do(learnt.database, pause, [case_id], status="waiting_customer", waiting_for="Jo")
    clock.instant += 2 * _DAY
    do(learnt.database, resume, [case_id])
    clock.instant += 3 * _DAY
    postmortem_id = started(learnt.database, case_id)
    learnt.show(postmortem_id)
    timeline = learnt.tab.view.timeline
    entries = [timeline.entry_of(timeline.item(at)) for at in range(timeline.count())]
    (wait,) = [entry for entry in entries if entry.pause]
    assert wait.words.startswith("Waited ")
    assert wait.waits
    assert QApplication.focusWidget() is timeline
    press(Qt.Key.Key_Return)
    assert learnt.opened == [case_id]


def test_a_row_by_hand_is_marked_and_so_is_one_that_the_log_has_no_more(learnt: Learning) -> None:
    postmortem_id = started(learnt.database, learnt.case_ids[2])
    said = learnt.saved().said
    hand = row_of(at=said.timeline[0]["at"], words="The pager was off", case_id=None)
    changed = replace(said, timeline=(hand, *said.timeline))
    do(learnt.database, save_postmortem, postmortem_id, changed, 1)
    do(learnt.database, undo, learnt.case_ids[2])  # that it was closed is taken back
    learnt.show(postmortem_id)
    timeline = learnt.tab.view.timeline
    marks = [timeline.entry_of(timeline.item(at)).mark for at in range(timeline.count())]
    assert "✎ by hand" in marks
    assert "▲ not in the log any more" in marks


def test_factors_are_told_over_four_quarters_and_called_systemic(learnt: Learning) -> None:
    read_one(learnt)
    bars = learnt.tab.view.bars
    assert bars.rows[0].name == CAUSE
    assert bars.rows[0].systemic
    assert bars.accessibleDescription().startswith(f"{CAUSE}: Q")
    assert "systemic" in bars.accessibleDescription()
    assert bars.rows[0].counts[-1] == 3


def test_its_actions_stand_there_with_what_is_expected(learnt: Learning) -> None:
    postmortem_id = started(learnt.database, *learnt.case_ids)
    do(learnt.database, give_action, postmortem_id)
    learnt.show(postmortem_id)
    (block,) = learnt.tab.view.decided.blocks
    said = block.accessibleName()
    assert said.startswith("Cut parts by size, Prevent · squad lead · due 30 Jun, ")
    block.setFocus()
    press(Qt.Key.Key_Return)
    learnt.sheet(FormSheet)


def test_it_goes_through_its_life_by_keys(learnt: Learning) -> None:
    """Rule 28: nothing leaves the draft without a factor and an action, or why there is none."""
    postmortem_id = read_one(learnt)
    review = learnt.actions.action("reviews.review")
    assert not review.isEnabled()
    assert review.isVisible()
    do(learnt.database, give_action, postmortem_id)
    learnt.show(postmortem_id)
    learnt.tab.view.read()
    learnt.settle()
    press(Qt.Key.Key_Q, SHIFT)
    learnt.sheet(FormSheet)
    learnt.answer()
    assert learnt.saved().status == IN_REVIEW
    assert learnt.saved().reviewer == "Ben"
    assert "Ben reviews it by" in learnt.words()
    learnt.database.person_id = learnt.saved().reviewer_id  # Ben, at his own desk
    press(Qt.Key.Key_V, SHIFT)
    learnt.settle()
    assert learnt.saved().status == REVIEWED
    press(Qt.Key.Key_E)
    learnt.settle()
    assert not learnt.tab.editor.isVisible()  # its text stands
    press(Qt.Key.Key_X, SHIFT)
    learnt.settle()
    assert learnt.saved().status == CLOSED
    press(Qt.Key.Key_B, SHIFT)
    learnt.sheet(FormSheet)
    type_in("A case more")
    learnt.answer()
    assert learnt.saved().status == DRAFT


def test_whoever_is_not_asked_hears_why_it_is_not_theirs_to_approve(learnt: Learning) -> None:
    cy = do(learnt.database, add_person, name="Cy", role="agent")
    postmortem_id = started(learnt.database, *learnt.case_ids)
    do(learnt.database, give_action, postmortem_id)
    ben = cy - 1
    do(learnt.database, move_postmortem, postmortem_id, IN_REVIEW, ben)
    learnt.database.person_id = cy
    learnt.show(postmortem_id)
    press(Qt.Key.Key_V, SHIFT)
    learnt.qtbot.waitUntil(lambda: "waits for Ben" in learnt.words())
    assert learnt.saved().status == IN_REVIEW


def test_a_comment_stands_beside_it_by_name(learnt: Learning) -> None:
    read_one(learnt)
    press(Qt.Key.Key_C)
    learnt.sheet(FormSheet)
    type_in("Look at the pager first")
    learnt.answer()
    learnt.qtbot.waitUntil(lambda: "Look at the pager first" in learnt.words())
    assert "Ana ·" in learnt.words()


def test_a_version_is_compared_and_restored_as_the_next(learnt: Learning) -> None:
    postmortem_id = started(learnt.database, *learnt.case_ids)
    first = learnt.saved().said
    do(learnt.database, save_postmortem, postmortem_id, replace(first, body="New words"), 1, "Why")
    learnt.show(postmortem_id)
    press(Qt.Key.Key_H)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    sheet = learnt.sheet(PostmortemHistory)
    learnt.settle()
    sheet.other.setFocus()
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return, CTRL)
    learnt.qtbot.waitUntil(lambda: not learnt.sheets(Sheet))
    learnt.settle()
    told = learnt.saved()
    assert (told.number, told.said.body) == (3, "")
    assert told.versions[0].note == "Version 1 restored"


def test_it_is_printed_by_key_where_it_was_asked_for(learnt: Learning, tmp_path: Path) -> None:
    read_one(learnt)
    path = tmp_path / "postmortem.pdf"
    press(Qt.Key.Key_P, CTRL)
    dialog = learnt.page.window().findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("Postmortem PM-1.pdf")
    dialog.fileSelected.emit(str(path))
    dialog.close()
    learnt.qtbot.waitUntil(lambda: "The postmortem is written" in learnt.words())
    assert path.read_bytes().startswith(b"%PDF")


def test_of_a_restricted_case_the_reader_learns_that_there_is_one(learnt: Learning) -> None:
    postmortem_id = started(learnt.database, *learnt.case_ids)
    ben = learnt.workspace.person_id
    assert ben is not None
    do(learnt.database, change_access, learnt.case_ids[0], [ben])
    learnt.database.person_id = do(learnt.database, add_person, name="Dee", role="agent")
    learnt.show(postmortem_id)
    assert "One more case is restricted" in learnt.words()
    assert not learnt.actions.action("reviews.edit").isVisible()


def test_every_control_has_a_name(
    learnt: Learning, unnamed: Callable[[QWidget], list[str]], clock: MovingClock
) -> None:
    postmortem_id = started(learnt.database, breached(learnt.database, clock))
    do(learnt.database, give_action, postmortem_id)
    do(learnt.database, partial(comment_postmortem, words="So it was"), postmortem_id)
    learnt.show(postmortem_id)
    assert unnamed(learnt.page) == []


def test_the_one_chosen_in_the_list_is_printed(learnt: Learning) -> None:
    assert not learnt.actions.action("reviews.print").isEnabled()
    read_one(learnt)
    press(Qt.Key.Key_Escape)
    learnt.settle()
    assert learnt.page.location() == ReviewPlace("postmortems", None)
    assert learnt.actions.action("reviews.print").isEnabled()
    paper = learnt.page.tab.paper()
    assert paper is not None
    assert paper.name == "Postmortem PM-1.pdf"


def test_what_stands_beside_it_is_not_cut(learnt: Learning) -> None:
    read_one(learnt)
    for listed in learnt.tab.view.side.findChildren(LineList):
        for row in range(listed.count()):
            item = listed.item(row)
            metrics = QFontMetricsF(listed.font())
            room = listed.viewport().width() - 40
            words = metrics.horizontalAdvance(item.text())
            high = listed.visualItemRect(item).height()
            assert words <= room or high > 50, item.text()
        assert listed.height() >= sum(map(listed.sizeHintForRow, range(min(listed.count(), 6))))


def test_while_in_review_its_first_button_approves_it(learnt: Learning) -> None:
    postmortem_id = started(learnt.database, *learnt.case_ids)
    do(learnt.database, give_action, postmortem_id)
    reviewer = do(learnt.database, add_person, name="Cy", role="agent")
    do(learnt.database, move_postmortem, postmortem_id, IN_REVIEW, reviewer)
    learnt.show(postmortem_id)
    buttons = [one for one in learnt.tab.view.findChildren(ActionButton) if one.isVisible()]
    first = min(
        buttons, key=lambda one: one.mapTo(learnt.tab.view, one.rect().topLeft()).toTuple()[::-1]
    )
    assert first.text() == "Approve the postmortem"
