"""Below what is typed for a customer: when they hear from us again, or the button that says so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import caption


class PromiseLine(QWidget):
    """`requested` when the words should say when the next update comes."""

    requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._promise = caption(wrap=True)
        hear = tr("Say when they hear from us again")
        self._hear = Button(theme, hear, kind="link", keys=tr("Alt P"))
        self._hear.clicked.connect(self.requested)
        row = QHBoxLayout()
        row.addWidget(self._hear)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.small)
        column.addWidget(self._promise)
        column.addLayout(row)

    def show_promise(self, promised: str, *, may_promise: bool) -> None:
        """What the words promise, or whether they may."""
        self._promise.setText(
            tr("Promises the next update by {when}: set to the minute when it is logged, and the"
               " words are copied as they are then", when=promised)
        )  # fmt: skip
        self._promise.setVisible(bool(promised))
        self._hear.setVisible(may_promise)
        self.setVisible(bool(promised) or may_promise)
