"""A field of one line that takes what is pasted whole, or says why not."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.messages import tr

LONGEST: Final = 32_767
"""Letters that a field of one line holds; Qt would cut the rest off, and tell nobody."""


class TextLine(QLineEdit):
    """`refused` carries a sentence where a paste is too much; what was there before stays."""

    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None, longest: int = LONGEST) -> None:
        super().__init__(parent)
        self.setMaxLength(longest)
        self._before = ""
        self.textChanged.connect(self._keep)
        self.inputRejected.connect(self._reject)

    def _keep(self, text: str) -> None:
        self._before = text

    def _reject(self) -> None:
        before = self._before
        if self.text() != before:  # a part of it is in by now, and is being told
            QTimer.singleShot(0, self, lambda: self._refuse(before))

    def _refuse(self, before: str) -> None:
        self.setText(before)
        self.refused.emit(tr("Not pasted: at most {most} letters can be kept here.",
                             most=f"{self.maxLength():,}"))  # fmt: skip
