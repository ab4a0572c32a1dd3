"""A field with its name above it, and what is wrong with it below."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.messages import tr
from ui.widgets.growing_text import GrowingText
from ui.widgets.labels import caption, muted
from ui.widgets.text_line import TextLine


class Field(QWidget):
    """`show_problem` says at the field what is wrong; an empty text takes it back."""

    def __init__(self, words: str, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self.control = control
        self._words = words
        self._hint = hint
        self._name = caption(words)
        self._name.setBuddy(control)
        self._below = muted(hint, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._name, control, self._below):
            column.addWidget(part)
        self._name.setVisible(bool(words))  # not before it has a parent: it would be a window
        self._below.setVisible(bool(hint))
        if words and not control.accessibleName():
            control.setAccessibleName(words)
        self.problem = ""
        if isinstance(control, (GrowingText, TextLine)):
            control.refused.connect(self.show_problem)

    def show_problem(self, words: str) -> None:
        """What is wrong, in the place of the hint."""
        self.problem = words
        self._say(tr("■ {problem}", problem=words) if words else self._hint, bool(words))
        self.control.setAccessibleDescription(words)
        if self.control.property("problem") != bool(words):
            self.control.setProperty("problem", bool(words))
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)

    def show_hint(self, words: str) -> None:
        """Words that help; a problem stands before them."""
        self._hint = words
        if not self.problem:
            self._say(words, False)

    def _say(self, words: str, wrong: bool) -> None:
        self._below.setText(words)
        self._below.setVisible(bool(words))
        ink = "error" if wrong else ""
        if self._below.property("ink") != ink:
            self._below.setProperty("ink", ink)
            self._below.style().unpolish(self._below)
            self._below.style().polish(self._below)
