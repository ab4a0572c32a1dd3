"""What the sheets of the Team page are made of."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit

from ui.messages import tr
from ui.widgets.case_forms import named
from ui.widgets.text_line import TextLine
from ui.widgets.wheel_free import WheelFreeBox


def day_line(name: str) -> QLineEdit:
    """A line for a day, or a day and a time."""
    line = named(TextLine(), name)
    line.setPlaceholderText(tr("such as Mon, 12 May, or Mon 14:00"))
    return line


def choice_box(name: str, choices: Mapping[str, str]) -> WheelFreeBox:
    """One of these values by their words."""
    box = named(WheelFreeBox(), name)
    for value, words in choices.items():
        box.addItem(words, value)
    return box
