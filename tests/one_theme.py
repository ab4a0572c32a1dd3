"""The theme of all tests of a process: an application has one. To make another styles every widget
anew, and was a fifth of what tests of a window cost.
"""

from functools import cache

from PySide6.QtWidgets import QApplication

from ui.theme import Theme


def light(application: QApplication) -> Theme:
    """The light theme, whatever a test before this one chose."""
    theme = _the_one(application)
    theme.choose("light")
    return theme


@cache
def _the_one(application: QApplication) -> Theme:
    return Theme(application, "light")
