"""Publishing from the page: what it would do is shown first, then it is done as one version."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.commands.handbook import publish_handbook
from models.database import Database
from models.handbook.publication import Publication
from models.queries.handbook import versions
from tests.conftest import NOW, MovingClock
from tests.ui.handbook.conftest import Shown
from tests.ui.handbook.publishing import choose, open_sheet, publish, published, shorter, wait
from tests.ui.keyboard import press
from tests.ui.left_saving import save_and_leave
from ui.handbook.publish_sheet import PublishSheet, stoppable
from ui.handbook.version_sheet import VersionSheet
from ui.progress import Progress
from ui.widgets.instant_field import InstantField

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_for_new_cases_nothing_moves(shown: Shown) -> None:
    shorter(shown)
    draft = shown.page.draft.source
    sheet = open_sheet(shown)
    told = shown.words(sheet)
    assert "P2 resolution, SLA" in told
    assert "The one open case does not move." in told
    publish(shown, sheet)
    shown.qtbot.waitUntil(lambda: "version 2 since" in shown.page.subtitle)
    assert published(shown)[-1] == (2, draft)
    assert not shown.page.draft.is_changed
    assert shown.drafts.get("handbook") == {}


def test_what_the_linter_finds_is_said_again_where_it_is_decided(shown: Shown) -> None:
    shorter(shown)  # P1 has four hours then
    shown.type_at(shown.row("P1", "resolution").fields["sla"], "5 h")
    sheet = open_sheet(shown)
    told = shown.words(sheet)
    look = told[told.index("Worth a second look") :].splitlines()
    assert look[1].startswith("▲ P1 resolution: SLA 5 h is looser than P2's 20 min")
    assert len(look) > 2


def test_how_many_verdicts_would_differ_is_said_again_where_it_is_decided(
    show: Callable[..., Shown], past: Database
) -> None:
    shown = show(past)
    shown.type_at(shown.row("P2", "first_response").fields["sla"], "30 min")
    sheet = open_sheet(shown)
    shown.qtbot.waitUntil(lambda: "1 verdict would differ; 1 missed" in shown.words(sheet))


def test_what_would_move_and_breach_is_shown_before(shown: Shown, clock: MovingClock) -> None:
    clock.instant = NOW + timedelta(minutes=30)
    shorter(shown)
    sheet = open_sheet(shown)
    choose(shown, sheet, "Also the open cases")
    assert "On time → On time" in shown.words(sheet)
    assert sheet.radius is not None
    assert (len(sheet.radius.moved), sheet.radius.breached) == (1, 0)
    choose(shown, sheet, "Restate")
    assert "On time → Breached" in shown.words(sheet)
    assert (len(sheet.radius.moved), sheet.radius.breached) == (1, 1)


def test_a_restatement_asks_for_its_reason_at_its_field(shown: Shown) -> None:
    shorter(shown)
    sheet = open_sheet(shown)
    choose(shown, sheet, "Restate")
    reason = next(f for f in sheet.findChildren(QLineEdit) if f.accessibleName().startswith("Rea"))
    press(Qt.Key.Key_Return, CONTROL)
    assert "Say why" in shown.words(sheet)
    assert reason.hasFocus()
    assert published(shown)[-1][0] == 1
    QTest.keyClicks(reason, "The contract was misread")
    with shown.qtbot.waitSignal(sheet.published):
        press(Qt.Key.Key_Return, CONTROL)
    assert published(shown)[-1][0] == 2


def test_a_later_date_moves_no_open_case_and_says_so(shown: Shown) -> None:
    shorter(shown)
    sheet = open_sheet(shown)
    later = sheet.findChild(InstantField)
    assert later is not None
    later.setFocus()
    later.show_instant(NOW + timedelta(days=30))
    wait(shown, sheet)
    choose(shown, sheet, "Also the open cases")
    assert "A version that begins later moves no case before then." in shown.words(sheet)
    choose(shown, sheet, "Cases opened from then on")
    name = next(f for f in sheet.findChildren(QLineEdit) if f.accessibleName().startswith("Name"))
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Summer terms")
    publish(shown, sheet)
    model = shown.page.sections.versions.table.model()
    shown.qtbot.waitUntil(lambda: model.rowCount() == 2)
    told = [[model.index(row, column).data() for column in (0, 1)] for row in range(2)]
    assert told == [["2 · to come", "Summer terms"], ["1 · in force", "Default handbook"]]
    rows = shown.database.read(partial(versions, now=shown.workspace.clock.now()))
    assert rows[-1].effective_at == (NOW + timedelta(days=30)).replace(second=0)


def test_esc_leaves_the_draft_as_it_is(shown: Shown) -> None:
    shorter(shown)
    draft = shown.page.draft.source
    sheet = open_sheet(shown)
    press(Qt.Key.Key_Escape)
    assert sheet.isHidden()
    assert (shown.page.draft.source, len(published(shown))) == (draft, 1)


def test_the_versions_open_what_they_changed(
    shown: Shown, qtbot: QtBot, clock: MovingClock, unnamed: Callable[[QWidget], list[str]]
) -> None:
    clock.instant = NOW + timedelta(minutes=5)
    shorter(shown)
    sheet = open_sheet(shown)
    assert unnamed(sheet) == []
    publish(shown, sheet)
    table = shown.page.sections.versions.table
    qtbot.waitUntil(lambda: table.model().rowCount() == 2)
    shown.actions.action("handbook.versions").trigger()
    press(Qt.Key.Key_Return)
    diff = shown.in_view(VersionSheet)
    assert "P2 resolution, SLA" in shown.words(diff)
    assert unnamed(diff) == []
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    first = shown.in_view(VersionSheet)
    assert "The first version" in shown.words(first)
    again = next(b for b in first.findChildren(QPushButton) if b.text().startswith("Begin"))
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    shown.settle()
    assert shown.row("P2", "resolution").fields["sla"].text() == "24 h"
    assert "draft with 2 changes" in shown.page.subtitle


def test_what_stands_in_the_field_is_published_too(shown: Shown) -> None:
    shown.type_at(shown.row("P1", "resolution").fields["sla"], "3 h")
    field = shown.row("P2", "resolution").fields["sla"]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "20 h")
    press(Qt.Key.Key_Return, CONTROL)
    sheet = shown.in_view(PublishSheet)
    wait(shown, sheet)
    told = shown.words(sheet)
    assert "P1 resolution, SLA" in told
    assert "P2 resolution, SLA" in told


def test_with_a_mistake_in_the_field_nothing_is_published(shown: Shown) -> None:
    shown.type_at(shown.row("P1", "resolution").fields["sla"], "3 h")
    field = shown.row("P2", "resolution").fields["sla"]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "soon")
    press(Qt.Key.Key_Return, CONTROL)
    shown.settle()
    assert shown.page.window().findChild(PublishSheet) is None
    assert "“soon” is not a time" in shown.words()


def test_a_restatement_takes_a_name_and_the_draft_stays(
    show: Callable[..., Shown], database: Database
) -> None:
    database.person_id = None
    shown = show(database)
    shorter(shown)
    sheet = open_sheet(shown)
    choose(shown, sheet, "Restate")
    reason = next(f for f in sheet.findChildren(QLineEdit) if f.accessibleName().startswith("Rea"))
    QTest.keyClicks(reason, "Misread")
    press(Qt.Key.Key_Return, CONTROL)
    shown.qtbot.waitUntil(lambda: "Say who you are." in shown.words(sheet))
    assert published(shown)[-1][0] == 1
    choose(shown, sheet, "Cases opened from then on")
    publish(shown, sheet)


def test_a_stopped_publication_leaves_everything_as_it_was(shown: Shown, qtbot: QtBot) -> None:
    progress = Progress()
    progress.cancel()
    before = published(shown)
    wanted = Publication(shown.page.draft.source, "open")
    errors: list[Exception] = []
    shown.workspace.write(
        partial(publish_handbook, publication=wanted, progress=stoppable(progress)),
        failed=errors.append,
    )
    qtbot.waitUntil(lambda: bool(errors))
    assert "Nothing was published" in str(errors[0])
    assert published(shown) == before


def test_what_is_published_after_its_sheet_was_left_is_no_draft(shown: Shown) -> None:
    shorter(shown)
    sheet = open_sheet(shown)
    choose(shown, sheet, "Cases opened from then on")
    with shown.qtbot.waitSignal(sheet.published):
        save_and_leave(shown.workspace, lambda: shown.qtbot.waitUntil(sheet.isHidden))
    assert len(published(shown)) == 2
    shown.qtbot.waitUntil(lambda: not shown.page.draft.is_changed)
    shown.qtbot.waitUntil(lambda: not shiboken6.isValid(sheet))


def test_what_cannot_be_published_after_its_sheet_was_left_is_told(
    shown: Shown, clock: MovingClock
) -> None:
    shorter(shown)
    sheet = open_sheet(shown)
    clock.instant = NOW + timedelta(minutes=5)
    other = shown.page.draft.base.replace("Default handbook", "Summer handbook")
    shown.database.write(partial(publish_handbook, publication=Publication(other, "new")))
    with shown.qtbot.waitSignal(shown.workspace.failed) as failed:
        save_and_leave(shown.workspace, lambda: shown.qtbot.waitUntil(sheet.isHidden))
    assert "Version 2 was published since" in str(failed.args[0])
    assert shown.page.draft.is_changed
    shown.qtbot.waitUntil(lambda: not shiboken6.isValid(sheet))
