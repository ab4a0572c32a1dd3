"""The sheets that steer cases: their fields take what is pasted whole, or say why not."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.case_forms import Asked, Form, exclude_form, open_form, pause_form, priority_form
from ui.widgets.field import Field
from ui.widgets.page_scroll import PageScroll
from ui.widgets.text_line import TextLine

FORMS: dict[str, Callable[[Theme], Form]] = {
    "pause": lambda theme: pause_form(theme, "CS-1001", lambda words: None),
    "exclude": lambda theme: exclude_form(theme, "CS-1001", "duplicate"),
    "priority": lambda theme: priority_form(theme, "CS-1001", "P2"),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_word_of_a_megabyte_is_refused_at_its_field_and_never_cut(
    qtbot: QtBot, theme: Theme, name: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    sheet = open_form(theme, window, FORMS[name](theme), lambda *_: None)
    fields = [one for one in sheet.findChildren(Field) if isinstance(one.control, QLineEdit)]
    assert fields
    QApplication.clipboard().setText("w" * 1_000_000)
    for field in fields:
        line = field.control
        assert isinstance(line, QLineEdit)
        line.setText("Contoso")
        line.paste()
    qtbot.waitUntil(lambda: all(field.problem for field in fields))
    assert {field.control.text() for field in fields if isinstance(field.control, QLineEdit)} == {
        "Contoso"
    }
    QApplication.clipboard().clear()


def test_the_buttons_of_a_long_form_stay_at_its_foot(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    window.resize(1024, 700)
    qtbot.addWidget(window)
    window.show()
    lines: list[tuple[str, QWidget]] = [(f"Field {one}", TextLine()) for one in range(20)]
    form = Form("A long form", "Do it", lines, lambda: Asked(list, {}, ""))
    sheet = open_form(theme, window, form, lambda *_: None)
    QApplication.processEvents()
    for button in sheet.findChildren(Button):
        if button.isVisible() and button.text() in ("Do it", "Cancel"):
            below = button.mapTo(sheet, button.rect().bottomLeft()).y()
            assert 0 < below < sheet.box.geometry().bottom()
            assert button.visibleRegion().boundingRect() == button.rect()
    scroll = sheet.findChild(PageScroll)
    assert scroll is not None
    assert scroll.verticalScrollBar().maximum() > 0
