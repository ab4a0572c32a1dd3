"""The foot ticks each second, so a tick is cheap: nothing is laid out, and not while unseen."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.conftest import MovingClock
from ui.frame.foot import Foot
from ui.ports import DeskCover, DeskStatus
from ui.theme import Theme

SWEPT = datetime(2026, 5, 12, 12, 28, tzinfo=UTC)


class Layouts(QObject):
    """How often a widget was asked to lay itself out anew."""

    def __init__(self, watched: QObject) -> None:
        super().__init__()
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.fixture
def foot(qtbot: QtBot, theme: Theme, clock: MovingClock) -> Foot:
    """On a desk that was swept just now."""
    foot = Foot(theme)
    qtbot.addWidget(foot)
    foot.resize(1200, foot.height())
    foot.show()
    clock.instant = SWEPT
    foot.begin(clock, ZoneInfo("Europe/Berlin"))
    foot.show_status(DeskStatus(True, "This computer", SWEPT))
    QCoreApplication.sendPostedEvents()
    return foot


def words(foot: Foot) -> list[str]:
    return [label.text() for label in foot.findChildren(QLabel) if label.isVisible()]


def test_a_second_that_goes_by_lays_nothing_out_anew(foot: Foot, clock: MovingClock) -> None:
    layouts = Layouts(foot)
    at = [label.geometry() for label in foot.findChildren(QLabel) if label.isVisible()]
    for second in range(1, 60):
        clock.instant = SWEPT + timedelta(seconds=second)
        foot.findChildren(QTimer)[0].timeout.emit()
        QCoreApplication.sendPostedEvents()
        assert words(foot)[1] == f"last sweep {second} s ago"
    assert layouts.count == 0
    assert at == [label.geometry() for label in foot.findChildren(QLabel) if label.isVisible()]


def test_the_minute_and_a_watch_that_stopped_are_told_as_they_come(
    foot: Foot, clock: MovingClock
) -> None:
    clock.instant = SWEPT + timedelta(seconds=59)
    foot.findChildren(QTimer)[0].timeout.emit()
    assert words(foot)[:2] == ["● Watching", "last sweep 59 s ago"]
    clock.instant += timedelta(seconds=1)
    foot.findChildren(QTimer)[0].timeout.emit()
    assert words(foot)[:2] == ["■ No sweeps since 14:28", "last sweep 60 s ago"]
    assert words(foot)[-1] == "Tue 12 May, 14:29 CEST"


def test_where_no_message_can_be_shown_the_watch_is_not_told_as_all_well(foot: Foot) -> None:
    label = foot.findChildren(QLabel)[0]
    assert (label.text(), label.property("ink")) == ("● Watching", "calm")
    foot.show_status(DeskStatus(True, "This computer", SWEPT, only_here=True))
    told = label.text(), label.property("ink")
    assert told == ("▲ Watching, in this window only", "soon")


def test_figures_of_any_size_have_room(foot: Foot, clock: MovingClock) -> None:
    for ago in (timedelta(seconds=88), timedelta(minutes=89), timedelta(hours=123_456)):
        clock.instant = SWEPT + ago
        foot.tick()
        label = foot.findChildren(QLabel)[1]
        assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())


def test_a_desk_that_opens_while_nobody_sees_the_foot_lets_it_rest(
    theme: Theme, qtbot: QtBot, clock: MovingClock
) -> None:
    foot = Foot(theme)
    qtbot.addWidget(foot)
    foot.rest()
    foot.begin(clock, ZoneInfo("Europe/Berlin"))
    assert not foot.findChildren(QTimer)[0].isActive()
    foot.wake()
    assert foot.findChildren(QTimer)[0].isActive()


def test_it_rests_while_nobody_sees_it_and_is_right_at_once_afterwards(
    foot: Foot, clock: MovingClock
) -> None:
    foot.rest()
    assert not foot.findChildren(QTimer)[0].isActive()
    clock.instant += timedelta(minutes=5)
    foot.wake()
    assert foot.findChildren(QTimer)[0].isActive()
    assert words(foot)[1] == "last sweep 5 min ago"


def test_who_watches_ends_in_an_ellipsis_where_there_is_no_room_and_all_of_it_is_the_tool_tip(
    foot: Foot,
) -> None:
    words = "Nobody is watching P1, P2, P3 and P4"
    foot.show_cover(DeskCover(1, words, words))
    (label,) = (label for label in foot.findChildren(QLabel) if label.text() == words)
    foot.grab()
    assert label.toolTip() == ""
    foot.resize(foot.minimumSizeHint().width(), foot.height())
    foot.grab()
    assert words in label.toolTip()
