"""A test message, whether it was seen, and what to do where it was not."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton, Button
from ui.widgets.card import Card
from ui.widgets.labels import body, muted


class MessagesCard(Card):
    """`answered` (a bool): whether the person saw the message."""

    answered = Signal(bool)

    def __init__(self, theme: Theme, test: QAction) -> None:
        super().__init__(theme, tr("Messages outside the window"))
        self.corner.addWidget(ActionButton(theme, test))
        self._says = muted(tr("Looking whether messages can be shown here…"), wrap=True)
        self._tested = False
        self._question = QWidget()
        row = QHBoxLayout(self._question)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.small)
        row.addWidget(body(tr("Did you see it?")))
        self.yes, self.no = Button(theme, tr("Yes")), Button(theme, tr("No"))
        for button, seen in ((self.yes, True), (self.no, False)):
            button.clicked.connect(lambda _=False, seen=seen: self.answered.emit(seen))
            row.addWidget(button)
        row.addStretch(1)
        self.content.addWidget(self._says)
        self.content.addWidget(self._question)
        self._question.hide()

    @property
    def says(self) -> str:
        """What stands in the card."""
        return self._says.text()

    def show_ways(self, words: str) -> None:
        """What was found before anything is sent; what came of a test counts for more."""
        if not self._tested:
            self._says.setText(words)

    def ask(self) -> None:
        """A message was sent; was it seen?"""
        self._say(tr("A test message was sent."))
        self._question.show()
        self.yes.setFocus()

    def say(self, words: str) -> None:
        """What came of it."""
        self._question.hide()
        self._say(words)

    def _say(self, words: str) -> None:
        self._tested = True
        self._says.setText(words)
