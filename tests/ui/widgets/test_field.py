"""A field with its name, its hint and what is wrong with it."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.widgets.field import Field


@pytest.mark.parametrize(("words", "hint"), [("Title", "In a line"), ("Title", ""), ("", "")])
def test_making_one_opens_no_window_of_its_own(qtbot: QtBot, words: str, hint: str) -> None:
    before = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    field = Field(words, QLineEdit(), hint)
    qtbot.addWidget(field)
    after = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    assert after == before


def test_a_problem_stands_before_the_hint_and_goes_again(qtbot: QtBot) -> None:
    control = QLineEdit()
    field = Field("Title", control, "In a line")
    qtbot.addWidget(field)
    field.show_problem("Title is missing.")
    assert control.property("problem")
    assert control.accessibleDescription() == "Title is missing."
    field.show_hint("Another hint")
    assert field.problem == "Title is missing."
    field.show_problem("")
    assert not control.property("problem")
