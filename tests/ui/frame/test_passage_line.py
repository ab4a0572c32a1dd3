"""A line that shows why something was found: its words are strong, and it keeps to its width."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.naughty import KEPT
from ui.frame.passage_line import paint_passage
from ui.theme import Theme

WIDE, HIGH = 400, 24


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


def painted(theme: Theme, text: str, width: float, *marks: tuple[int, int]) -> QImage:
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    paint_passage(painter, theme, QPointF(0, 2), width, text, marks)
    painter.end()
    return image


def inked(image: QImage, columns: Sequence[int]) -> bool:
    white = 0xFFFFFFFF
    return any(image.pixel(x, y) != white for x in columns for y in range(HIGH))


def strong_from(theme: Theme, text: str, *marks: tuple[int, int]) -> int:
    """The first column that is another one without the marks."""
    plain, marked = painted(theme, text, WIDE), painted(theme, text, WIDE, *marks)
    differ = (
        x for x in range(WIDE) if any(plain.pixel(x, y) != marked.pixel(x, y) for y in range(HIGH))
    )
    return next(differ, WIDE)


def test_the_marked_words_are_strong_and_what_is_before_them_is_not(theme: Theme) -> None:
    assert strong_from(theme, "The wheel turns", (0, 3)) < 5
    assert 20 < strong_from(theme, "The wheel turns", (4, 9)) < 40
    assert strong_from(theme, "The wheel turns") == WIDE


def test_letters_beyond_the_first_plane_move_no_mark(theme: Theme) -> None:
    text = "𝕎𝕎𝕎𝕎𝕎𝕎 wheel"
    at = text.index("wheel")
    assert strong_from(theme, text, (at, at + 5)) > strong_from(theme, text, (3, 4)) + 10


@pytest.mark.parametrize("width", [60, 200])
def test_nothing_is_drawn_beyond_the_width(theme: Theme, width: int) -> None:
    image = painted(theme, "The wheel turns and turns " * 20, width, (4, 9))
    assert inked(image, range(width))
    assert not inked(image, range(width + 16, WIDE))


def test_any_text_is_drawn(theme: Theme) -> None:
    for text in KEPT:
        line = " ".join(text.split())[:160]
        painted(theme, line, 300, (0, len(line) // 2), (len(line) // 2 + 1, len(line)))
