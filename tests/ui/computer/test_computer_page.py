"""The page about this computer: a test message, its answer, and diagnostics that can be copied."""

from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.diagnosis import Fact, Good
from models.errors import KnownError
from models.quiet_hours import Wishes, read_quiet_hours
from models.text import text
from tests.ui.conftest import MemoryPreferences
from tests.ui.keyboard import press
from ui.actions import Actions
from ui.computer.computer_page import ComputerPage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.banner import Banner


@dataclass
class Computer:
    """A computer whose parts the test chooses."""

    service: bool = True
    balloon: bool = False
    has_tray: bool = True
    starts_itself: bool = False
    copied: list[str] = field(default_factory=list)
    wishes: Wishes = field(default_factory=Wishes)

    def start_itself(self, wanted: bool) -> None:
        raise KnownError("Not changed", "The folder is read-only.", "Ask.")

    def keep_quiet_hours(self, quiet_hours: str) -> Wishes:
        self.wishes = replace(self.wishes, quiet=read_quiet_hours(quiet_hours))
        return self.wishes

    def keep_sound(self, sound: bool) -> Wishes:
        self.wishes = replace(self.wishes, sound=sound)
        return self.wishes

    def facts(self) -> list[Fact]:
        state: Good = "good" if self.service else "bad"
        return [Fact("service", text("Bus"), text("It answers."), state)]

    def send_test(self) -> bool:
        return self.service

    def send_test_by_tray(self) -> bool:
        return self.balloon

    def copy(self, text: str) -> None:
        self.copied.append(text)


@pytest.fixture
def computer() -> Computer:
    return Computer()


@pytest.fixture
def page(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, computer: Computer
) -> ComputerPage:
    page = ComputerPage(theme, tasks, actions, MemoryPreferences(), computer)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.activated()
    page.focus_first()
    qtbot.waitUntil(lambda: not tasks.busy)
    return page


def sent(qtbot: QtBot, page: ComputerPage, tasks: Tasks) -> None:
    press(Qt.Key.Key_T)
    qtbot.waitUntil(lambda: not tasks.busy)


def test_a_test_message_asks_whether_it_was_seen(
    qtbot: QtBot, page: ComputerPage, tasks: Tasks
) -> None:
    sent(qtbot, page, tasks)
    card = page.messages_card
    assert card.says == "A test message was sent."
    assert card.yes.hasFocus()
    press(Qt.Key.Key_Return)
    assert card.says == "Then alerts will reach you here."
    assert not card.yes.isVisible()


def test_one_that_was_not_seen_says_what_to_do(
    qtbot: QtBot, page: ComputerPage, tasks: Tasks
) -> None:
    sent(qtbot, page, tasks)
    page.messages_card.no.click()
    assert "do-not-disturb" in page.messages_card.says


@pytest.mark.parametrize(("balloon", "says"), [
    (True, "A test message was sent."), (False, "Nothing here took the message."),
])  # fmt: skip
def test_where_no_service_takes_it_the_tray_shows_it_or_nothing_does(
    qtbot: QtBot, page: ComputerPage, tasks: Tasks, computer: Computer, balloon: bool, says: str
) -> None:
    computer.service, computer.balloon = False, balloon
    sent(qtbot, page, tasks)
    assert page.messages_card.says.startswith(says)
    assert page.messages_card.yes.isVisible() == balloon


def test_how_alerts_are_told_is_said_as_it_was_found_until_a_test_says_more(
    qtbot: QtBot, page: ComputerPage, tasks: Tasks, computer: Computer
) -> None:
    assert page.messages_card.says.startswith("Alerts are shown as messages of your system")
    computer.service = False
    press(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert page.messages_card.says.startswith("Alerts are told in this window only")
    computer.service = True
    sent(qtbot, page, tasks)
    press(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert page.messages_card.says == "A test message was sent."


def test_the_diagnostics_are_copied_as_text_and_counted(
    qtbot: QtBot, page: ComputerPage, tasks: Tasks, computer: Computer
) -> None:
    assert page.subtitle == "alerts reach you here"
    press(Qt.Key.Key_C)
    computer.service = False
    press(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert page.subtitle == "1 thing keeps alerts from you"
    press(Qt.Key.Key_C)
    assert computer.copied == ["● Bus  It answers.", "■ Bus  It answers."]


def test_what_cannot_be_changed_is_said_and_stays(page: ComputerPage) -> None:
    page.window_card.start.click()
    banner = page.findChild(Banner)
    assert banner is not None
    assert banner.accessibleName() == "Not changed The folder is read-only. Ask."
    assert not page.window_card.start.isChecked()


def test_quiet_hours_are_kept_as_they_are_read_and_nonsense_is_told_at_the_field(
    page: ComputerPage, computer: Computer
) -> None:
    card = page.quiet_card
    QTest.keyClicks(card.hours, "tonight")
    QTest.keyClick(card.hours, Qt.Key.Key_Return)
    assert card.field.problem == "Write it like 22:00–07:00."
    assert (computer.wishes, card.hours.text()) == (Wishes(), "tonight")
    card.hours.selectAll()
    QTest.keyClicks(card.hours, "22:00-7:00")
    QTest.keyClick(card.hours, Qt.Key.Key_Return)
    assert (card.field.problem, card.hours.text()) == ("", "22:00–07:00")
    card.sound.click()
    assert computer.wishes == Wishes(read_quiet_hours("22:00–07:00"), True)


def test_hours_that_cannot_be_kept_yet_stay_while_boxes_are_ticked(
    page: ComputerPage, computer: Computer
) -> None:
    card = page.quiet_card
    QTest.keyClicks(card.hours, "22:00-")
    QTest.keyClick(card.hours, Qt.Key.Key_Return)
    problem = card.field.problem
    assert problem
    page.window_card.start.click()
    assert (card.hours.text(), card.field.problem) == ("22:00-", problem)
    card.sound.click()
    assert computer.wishes == Wishes(None, True)
    page.activated()
    assert (card.hours.text(), card.field.problem) == ("22:00-", problem)
    assert card.sound.isChecked()
