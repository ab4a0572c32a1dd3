"""When is it due: a start typed, dragged or moved by keys, told in two zones."""

from PySide6.QtCore import QDateTime, QPoint, Qt
from PySide6.QtTest import QTest

from models.handbook.instants import from_seconds
from tests.ui.handbook.conftest import BERLIN, Shown
from tests.ui.keyboard import press
from ui.handbook.due_card import DueCard
from ui.handbook.due_strip import DueStrip

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def start_of(card: DueCard) -> str:
    assert card.times is not None
    return f"{from_seconds(card.times.start).astimezone(BERLIN):%a %d %H:%M}"


def go_to(card: DueCard, words: str) -> None:
    card.received.setDateTime(QDateTime.fromString(words, "yyyy-MM-dd HH:mm"))


def point(strip: DueStrip, instant: int) -> QPoint:
    return QPoint(round(strip.x_of(instant)), strip.height() // 2)


def test_a_start_is_typed(shown: Shown) -> None:
    card = shown.page.sections.due
    assert start_of(card) == "Tue 12 14:15"
    go_to(card, "2026-10-23 16:00")
    told = shown.words(card)
    assert "Mon 26 Oct 12:00 CET" in told
    card.clock.setCurrentIndex(card.clock.findText("Resolution"))
    assert "Sun 25 Oct: Clocks go back by 60 min" in shown.words(card)
    assert "3 business days" in shown.words(card)


def test_a_start_is_dragged_and_the_due_times_follow(shown: Shown) -> None:
    card = shown.page.sections.due
    go_to(card, "2026-05-12 10:00")
    strip, times = card.strip, card.times
    assert times is not None
    QTest.mousePress(strip, LEFT, pos=point(strip, times.start))
    QTest.mouseMove(strip, point(strip, times.start + 5 * 3600))
    QTest.mouseRelease(strip, LEFT, pos=point(strip, times.start + 6 * 3600))
    moved = card.times
    assert moved is not None
    assert abs(moved.start - (times.start + 5 * 3600)) <= 1800
    assert card.received.instant.timestamp() == moved.start
    assert moved.start % 900 == 0
    assert [row.due_at for row in moved.rows] != [row.due_at for row in times.rows]


def test_the_keys_move_it_alike(shown: Shown) -> None:
    card = shown.page.sections.due
    go_to(card, "2026-05-12 10:00")
    card.strip.setFocus()
    press(Qt.Key.Key_Right)
    assert start_of(card) == "Tue 12 10:15"
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert start_of(card) == "Tue 12 09:15"
    press(Qt.Key.Key_Right, CONTROL)
    assert start_of(card) == "Wed 13 09:15"
    assert "P1 15 min Wed 13 May 09:30 CEST" in card.strip.accessibleDescription()


def test_the_customers_clock_is_beside_yours(shown: Shown) -> None:
    card = shown.page.sections.due
    go_to(card, "2026-05-12 10:00")
    line = card.customer.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "tokyo")
    press(Qt.Key.Key_Return)
    assert "Tue 12 May 11:00 CEST" in shown.words(card)  # P2, 1 h
    assert "Tue 12 May 18:00 JST" in shown.words(card)


def test_a_change_of_the_draft_moves_the_due_times(shown: Shown) -> None:
    card = shown.page.sections.due
    go_to(card, "2026-05-12 10:00")
    shown.type_at(shown.row("P1", "first_response").fields["sla"], "45 min")
    assert "Tue 12 May 10:45 CEST" in shown.words(card)
