"""A deadline, a start and a wait changed by hand from the case page, by keyboard alone."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from models.queries.case import CaseDetail
from models.queries.case_clocks import CaseClockRow
from tests.conftest import NOW
from tests.ui.case.conftest import Shown
from tests.ui.keyboard import press
from ui.case.clock_row import ClockRow
from ui.case.timeline_list import TimelineList
from ui.widgets.chips import ChipRow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HOUR = timedelta(hours=1)


def fill(sheet: QWidget, **words: str) -> None:
    for name, said in words.items():
        field = sheet.findChild(QLineEdit, name)
        assert field is not None, name
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, said)


def clock(case: CaseDetail, commitment: str) -> CaseClockRow:
    return next(c for c in case.clocks if c.commitment == commitment)


def timeline(shown: Shown) -> TimelineList:
    found = shown.page.findChild(TimelineList)
    assert found is not None
    return found


def clocks(shown: Shown) -> str:
    """What the rows of the clocks say to somebody who hears them."""
    return "\n".join(row.accessibleName() for row in shown.page.findChildren(ClockRow))


def test_a_deadline_is_set_with_a_reason_and_both_stand_on_the_page(shown: Shown) -> None:
    press(Qt.Key.Key_D)
    sheet = shown.sheet()
    fill(sheet, due_at="18:00")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "reason" in focused())
    fill(sheet, reason="Agreed by phone")
    press(Qt.Key.Key_Return)
    due = NOW.replace(hour=16, minute=0)  # 18:00 in Berlin
    shown.wait(lambda case: clock(case, "first_response").due_at == due)
    assert clock(shown.case(), "first_response").original_due_at == NOW + HOUR
    shown.qtbot.waitUntil(lambda: "moved from 15:28" in clocks(shown))
    assert shown.said[-1] == "Deadline set"
    shown.clock.instant = NOW + 2 * HOUR
    press(Qt.Key.Key_R)
    reply = QApplication.focusWidget()
    assert reply is not None
    QTest.keyClicks(reply, "We are on it")
    press(Qt.Key.Key_Return, CTRL)
    line = "First response met, was breached: 2 h of 3 h 32"
    shown.qtbot.waitUntil(lambda: line in clocks(shown))
    heads = [entry.head for entry in timeline(shown).entries.entries]
    assert "First response due 18:00, set by hand; it was due 15:28" in heads


def test_the_clock_that_breaches_next_is_the_one_offered(shown: Shown) -> None:
    press(Qt.Key.Key_R)
    reply = QApplication.focusWidget()
    assert reply is not None
    QTest.keyClicks(reply, "We are on it")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "Next: Next update" in clocks(shown))
    shown.page.setFocus()
    press(Qt.Key.Key_D)
    which = shown.sheet().findChildren(ChipRow)[0]
    assert which.chosen() == ("next_update",)


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""


def test_since_when_they_count_so_far_stands_where_another_start_is_typed(shown: Shown) -> None:
    press(Qt.Key.Key_B)
    began = shown.sheet().findChild(QLineEdit, "started_at")
    assert began is not None
    assert began.placeholderText() == "so far 14:28"


def test_clocks_count_from_when_the_customer_had_called(shown: Shown) -> None:
    press(Qt.Key.Key_B)
    fill(shown.sheet(), started_at="08:28", reason="She had called")
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: clock(case, "first_response").started_at == NOW - 6 * HOUR)
    assert clock(shown.case(), "resolution").started_at == NOW - 6 * HOUR
    assert clock(shown.case(), "next_update").started_at == NOW


def test_a_wait_is_entered_when_it_is_over(shown: Shown) -> None:
    shown.clock.instant = NOW + 4 * HOUR
    press(Qt.Key.Key_W, SHIFT)
    sheet = shown.sheet()
    fill(sheet, waiting_for="Priya Nair", began_at="15:28", ended_at="now", reason="Not logged")
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: clock(case, "resolution").paused_seconds == 3 * 3600)
    assert shown.case().row.status == "new"
    shown.qtbot.waitUntil(lambda: "moved from Wed 14:28" in clocks(shown))


def test_a_mistake_is_said_at_its_field_and_nothing_typed_is_lost(shown: Shown) -> None:
    press(Qt.Key.Key_W, SHIFT)
    sheet = shown.sheet()
    fill(sheet, waiting_for="Priya Nair", began_at="12:00", reason="Not logged")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: focused() == "began_at")
    whom = sheet.findChild(QLineEdit, "waiting_for")
    assert whom is not None
    assert whom.text() == "Priya Nair"
    press(Qt.Key.Key_Escape)
    shown.wait(lambda case: case.events == 1)


def preview(shown: Shown) -> str:
    found = shown.sheet().findChild(QLabel, "preview")
    assert found is not None
    return found.text()


def test_what_follows_is_said_before_it_is_saved(shown: Shown) -> None:
    shown.clock.instant = NOW + 2 * HOUR
    press(Qt.Key.Key_D)
    sheet = shown.sheet()
    assert preview(shown) == "Type when, to see what follows."
    fill(sheet, due_at="18:0")
    fill(sheet, due_at="18:00")
    said = "First response: due 18:00 instead of 15:28; breached now, running then"
    shown.qtbot.waitUntil(lambda: preview(shown) == said)
    fill(sheet, due_at="yesterday 09:00")
    shown.qtbot.waitUntil(lambda: preview(shown) == "That is before this clock began.")
    assert shown.case().events == 1


def test_what_a_wait_would_do_is_said_too(shown: Shown) -> None:
    shown.clock.instant = NOW + 4 * HOUR
    press(Qt.Key.Key_W, SHIFT)
    fill(shown.sheet(), began_at="15:28", ended_at="now")
    said = "Resolution: due Wed 17:28 instead of Wed 14:28; running either way"
    shown.qtbot.waitUntil(lambda: said in preview(shown))
