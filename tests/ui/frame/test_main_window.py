from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.errors import KnownError
from models.gauge import State
from models.text import text
from ui.frame.alert_bar import AlertBar
from ui.frame.foot import Foot, in_words
from ui.ports import DeskCover, DeskCrossing, DeskStatus, DueAlert, Preferences
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.icon_button import IconButton
from ui.widgets.toast import Toast
from ui.workspace import SaveState

if TYPE_CHECKING:
    from tests.ui.frame.conftest import Desk


def due(number: int, state: State = "breached") -> DueAlert:
    sentence = text("owes {customer} an update by 14:32.", customer="Northwind")
    return DueAlert(number, number, f"CS-{number}", sentence, state, text("Open case"))


def foot_words(desk: "Desk") -> list[str]:
    foot = desk.window.findChild(Foot)
    assert foot is not None
    return [label.text() for label in foot.findChildren(QLabel) if not label.isHidden()]


def bar(desk: "Desk") -> AlertBar:
    found = desk.window.findChild(AlertBar)
    assert found is not None
    return found


def lines(desk: "Desk") -> list[QFrame]:
    return [
        line
        for line in bar(desk).findChildren(QFrame)
        if line.property("role") == "alert" and not line.isHidden()
    ]


def test_every_control_has_a_name(desk: "Desk", unnamed: Callable[[QWidget], list[str]]) -> None:
    desk.window.show_alerts([due(1), due(2)])
    desk.window.open_case(1)
    desk.window.show_error(KnownError("Title", "Sentence."))
    assert unnamed(desk.window) == []


def test_no_two_shortcuts_clash(desk: "Desk") -> None:
    assert desk.actions.clashes() == []


def test_the_alert_bar_is_there_only_while_something_is_due(desk: "Desk") -> None:
    assert bar(desk).isHidden()
    desk.window.show_alerts([due(2041)])
    assert not bar(desk).isHidden()
    assert [line.accessibleName() for line in lines(desk)] == [
        "CS-2041 owes Northwind an update by 14:32."
    ]
    desk.window.show_alerts([])
    assert bar(desk).isHidden()


def test_a_key_opens_what_is_due(qtbot: QtBot, desk: "Desk") -> None:
    desk.window.show_alerts([due(2041), due(2038, "at_risk")])
    with qtbot.waitSignal(desk.window.alert_opened) as told:
        QTest.keyClick(desk.window, Qt.Key.Key_F8)
    assert told.args == [due(2041)]
    assert (desk.window.place, desk.page("case").shown) == ("case", 2041)


def test_a_key_and_each_line_s_clock_ask_to_put_it_off(qtbot: QtBot, desk: "Desk") -> None:
    desk.window.show_alerts([due(2041), due(2038, "at_risk")])
    with qtbot.waitSignal(desk.window.alert_snoozing) as told:
        QTest.keyClick(desk.window, Qt.Key.Key_F8, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [due(2041)]
    clock = next(one for one in bar(desk).findChildren(IconButton)
                 if one.accessibleName() == "Snooze: CS-2041")  # fmt: skip
    with qtbot.waitSignal(desk.window.alert_snoozing) as told:
        clock.click()
    assert told.args == [due(2041)]


def test_the_other_alerts_unfold(qtbot: QtBot, desk: "Desk") -> None:
    desk.window.show_alerts([due(number) for number in range(1, 9)])
    assert len(lines(desk)) == 1
    more = [one for one in bar(desk).findChildren(Button) if one.text() == "7 more"]
    more[0].setFocus()
    QTest.keyClick(more[0], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(lines(desk)) == 5)
    fold = [one for one in bar(desk).findChildren(Button) if one.text() == "Show one"]
    assert fold[0].hasFocus()


def test_the_bar_says_nothing_of_the_case_in_view(qtbot: QtBot, desk: "Desk") -> None:
    def told() -> list[str]:
        return [line.accessibleName().split()[0] for line in lines(desk)]

    desk.window.show_alerts([due(2041), due(2038, "at_risk")])
    desk.window.open_case(2041)
    qtbot.waitUntil(lambda: told() == ["CS-2038"])
    QTest.keyClick(desk.window, Qt.Key.Key_F8)
    assert desk.page("case").shown == 2038
    qtbot.waitUntil(lambda: told() == ["CS-2041"])
    desk.window.show_alerts([due(2038, "at_risk")])
    assert bar(desk).isHidden()
    desk.window.show_place("queue")
    assert not bar(desk).isHidden()


def test_an_alert_is_put_away(qtbot: QtBot, desk: "Desk") -> None:
    desk.window.show_alerts([due(2041)])
    (close,) = (one for one in bar(desk).findChildren(IconButton)
                if one.accessibleName() == "Put away: CS-2041")  # fmt: skip
    with qtbot.waitSignal(desk.window.alert_seen) as told:
        close.click()
    assert told.args == [due(2041)]


def test_an_error_nobody_took_stands_above_the_content(desk: "Desk") -> None:
    banner = desk.window.findChild(Banner)
    assert banner is not None
    assert not banner.isVisible()
    desk.workspace.failed.emit(KnownError("No connection", "The desk does not answer.", "Wait."))
    assert banner.isVisible()
    assert banner.accessibleName() == "No connection The desk does not answer. Wait."
    close = banner.findChild(IconButton)
    assert close is not None
    close.click()
    assert not banner.isVisible()


def test_what_was_done_is_said(qtbot: QtBot, desk: "Desk") -> None:
    desk.workspace.write(lambda work: None, saying="Assigned to Ben Okafor")
    toast = desk.window.findChild(Toast)
    assert toast is not None
    qtbot.waitUntil(lambda: toast.isVisible() and toast.text() == "Assigned to Ben Okafor")
    foot = desk.window.findChild(Foot)
    assert foot is not None
    assert toast.geometry().bottom() < foot.mapTo(desk.window, QPoint()).y()


def test_the_foot_tells_the_state_of_the_desk(desk: "Desk") -> None:
    swept = datetime(2026, 5, 12, 12, 28, 2, tzinfo=UTC)
    desk.window.show_status(DeskStatus(True, "This computer", swept, "Replay"))
    desk.window.show_cover(DeskCover(3, "P1 covered by Ana"))
    assert foot_words(desk) == [
        "● Watching",
        "last sweep 8 s ago",
        "Open at 3 desks",
        "P1 covered by Ana",
        "Replay",
        "Saved",
        "This computer",
        "Tue 12 May 2026, 14:28 CEST",
    ]
    desk.window.show_status(DeskStatus(False, "This computer", swept - timedelta(hours=3)))
    desk.window.show_cover(DeskCover(1, "Nobody is watching P1", "Nobody is watching P1"))
    assert foot_words(desk)[:4] == [
        "■ No sweeps since 11:28", "last sweep 3 h ago", "Open at 1 desk", "Nobody is watching P1",
    ]  # fmt: skip
    assert foot_words(desk)[-1] == "Tue 12 May, 14:28 CEST"


def test_a_page_that_is_made_later_hears_what_stands_on_the_desk(desk: "Desk") -> None:
    desk.window.show_cover(DeskCover(1, "Nobody is watching P1", "Nobody is watching P1"))
    desk.window.show_crossings([DeskCrossing("3 P1 cases are open, over 2", "Ana was told")])
    desk.window.show_place("reviews")
    assert desk.page("reviews").over == ["Nobody is watching P1", "3 P1 cases are open, over 2"]


def test_the_foot_says_when_sweeps_have_stopped_though_nobody_told_it(desk: "Desk") -> None:
    now = desk.workspace.clock.now()
    for seconds, words in ((59, "● Watching"), (60, "■ No sweeps since 14:27")):
        swept = now - timedelta(seconds=seconds)
        desk.window.show_status(DeskStatus(True, "This computer", swept))
        assert foot_words(desk)[0] == words
    desk.window.show_status(DeskStatus(True, "This computer", now - timedelta(days=1)))
    assert foot_words(desk)[0] == "■ No sweeps since Mon 11 May, 14:28"
    desk.window.show_status(DeskStatus(False, "This computer"))
    assert foot_words(desk)[0] == "■ Nobody is watching"


def test_the_foot_says_what_became_of_what_was_typed(desk: "Desk") -> None:
    for state in SaveState:
        desk.workspace.save_state_changed.emit(state)
        assert state.value in foot_words(desk)


def test_the_time_is_the_team_s_whatever_the_machine_s_zone() -> None:
    instant = datetime(2026, 1, 1, 3, 5, tzinfo=UTC)
    assert in_words(instant.astimezone(ZoneInfo("America/New_York"))) == "Wed 31 Dec, 22:05 EST"


def test_light_and_dark_are_chosen_and_remembered(
    desk: "Desk", theme: Theme, preferences: Preferences
) -> None:
    desk.actions.action("desk.theme-dark").trigger()
    assert (theme.palette.scheme, preferences.get("theme")) == ("dark", "dark")
    desk.actions.action("desk.theme-light").trigger()
    assert (theme.palette.scheme, preferences.get("theme")) == ("light", "light")


def test_closing_keeps_drafts_and_size(
    qtbot: QtBot, desk: "Desk", preferences: Preferences
) -> None:
    with qtbot.waitSignal(desk.window.closing):
        desk.window.close()
    assert desk.page("queue").told[-1] == "left"
    assert preferences.get("window.geometry")


def test_an_unusual_mode_stands_in_the_window_s_title_and_the_time_has_its_year(
    desk: "Desk",
) -> None:
    desk.window.show_status(DeskStatus(True, "This computer", mode="Replay of 12 May 2026"))
    assert desk.window.windowTitle() == "Queue – Replay of 12 May 2026 – Leadline"
    assert foot_words(desk)[-1] == "Tue 12 May 2026, 14:28 CEST"
    desk.window.show_place("reviews")
    assert desk.window.windowTitle() == "Reviews – Replay of 12 May 2026 – Leadline"


def test_before_the_desk_is_open_the_window_says_so_and_no_page_reads(early_desk: "Desk") -> None:
    window = early_desk.window
    assert (window.place, window.windowTitle()) == ("queue", "Queue – Leadline")
    assert foot_words(early_desk) == ["Opening the desk"]
    assert early_desk.page("queue").told == []
    window.begin(early_desk.workspace.clock, ZoneInfo("Europe/Berlin"))
    assert early_desk.page("queue").told == ["activated"]
    assert foot_words(early_desk)[-1] == "Tue 12 May, 14:28 CEST"
