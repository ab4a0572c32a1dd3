from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.errors import KnownError
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.icon_button import IconButton

FULL = KnownError("Not saved", "The disk is <b>full</b>.", "Free some space, then try again.")


def test_an_error_says_what_and_what_next(qtbot: QtBot, theme: Theme) -> None:
    banner = Banner(theme)
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.show_error(FULL)
    assert not banner.isHidden()
    words = [label.text() for label in banner.findChildren(QLabel)]
    assert "Not saved" in words
    assert "The disk is <b>full</b>. Free some space, then try again." in words
    assert banner.accessibleName().startswith("Not saved The disk")
    assert "■" in words


def test_the_button_is_there_only_with_words(qtbot: QtBot, theme: Theme) -> None:
    banner = Banner(theme)
    qtbot.addWidget(banner)
    button = banner.findChild(Button)
    assert button is not None
    banner.show_error(FULL)
    assert button.isHidden()
    banner.show_error(FULL, "Try again")
    assert not button.isHidden()
    with qtbot.waitSignal(banner.retry_requested):
        button.click()


def test_it_closes(qtbot: QtBot, theme: Theme) -> None:
    banner = Banner(theme)
    qtbot.addWidget(banner)
    banner.show_message("note", "Read only")
    close = banner.findChild(IconButton)
    assert close is not None
    with qtbot.waitSignal(banner.closed):
        close.click()
    assert banner.isHidden()


def test_every_control_has_a_name(
    qtbot: QtBot, theme: Theme, unnamed: Callable[[QWidget], list[str]]
) -> None:
    banner = Banner(theme)
    qtbot.addWidget(banner)
    assert unnamed(banner) == []
