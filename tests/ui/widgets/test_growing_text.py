"""A field that takes what a person can edit, and says why it does not take more."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.typed_text import LONGEST_TEXT
from ui.theme import Theme
from ui.widgets.field import Field
from ui.widgets.growing_text import LONGEST_LINE, GrowingText


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> GrowingText:
    made = GrowingText(theme)
    qtbot.addWidget(made)
    return made


def paste(field: GrowingText, words: str) -> None:
    pasted = QMimeData()
    pasted.setText(words)
    field.insertFromMimeData(pasted)


def test_it_grows_with_its_lines_up_to_a_point(field: GrowingText) -> None:
    low = field.height()
    paste(field, "one\ntwo\nthree\nfour")
    middle = field.height()
    paste(field, "\nmore" * 40)
    assert low < middle < field.height() < 3 * middle


@pytest.mark.parametrize(
    "words", ["words on a line\n" * (LONGEST_TEXT // 10), "x" * (LONGEST_LINE + 1)]
)
def test_too_much_is_refused_with_a_sentence_at_the_field(
    qtbot: QtBot, theme: Theme, words: str
) -> None:
    text = GrowingText(theme)
    field = Field("Steps", text)
    qtbot.addWidget(field)
    paste(text, "kept")
    paste(text, words)
    assert text.toPlainText() == "kept"
    assert field.problem.startswith("Not pasted: ")


def test_a_word_too_long_to_look_for_a_break_in_is_broken_anywhere(field: GrowingText) -> None:
    paste(field, "words " * 400)
    assert field.wordWrapMode() != QTextOption.WrapMode.WrapAnywhere
    field.setPlainText("x" * 5_000)
    assert field.wordWrapMode() == QTextOption.WrapMode.WrapAnywhere
    assert field.toPlainText() == "x" * 5_000


def test_it_grows_where_less_width_makes_more_lines(qtbot: QtBot, theme: Theme) -> None:
    room = QWidget()
    column = QVBoxLayout(room)
    field = GrowingText(theme, least=2, most=10)
    column.addWidget(field)
    column.addStretch(1)
    qtbot.addWidget(room)
    room.resize(900, 600)
    room.show()
    field.insertPlainText("word " * 60)
    before = field.height()
    room.resize(400, 600)
    qtbot.waitUntil(lambda: field.height() > before)
    room.resize(900, 600)
    qtbot.waitUntil(lambda: field.height() == before)


def test_it_is_never_lower_than_its_fewest_lines_in_whatever_colours(
    qtbot: QtBot, theme: Theme
) -> None:
    """The style sheet has a least height of one line, and gave it to the field as it was shown."""
    text = GrowingText(theme, least=6)
    qtbot.addWidget(text)
    text.show()
    qtbot.waitUntil(lambda: text.minimumHeight() == text.sizeHint().height())
    theme.choose("dark")
    qtbot.waitUntil(lambda: text.minimumHeight() == text.sizeHint().height())
    theme.choose("light")
