"""The customer's message of a new case: a mail pasted into it is read as a complaint."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from models.complaint import begins_as_mail
from ui.widgets.growing_text import GrowingText


class MessageText(GrowingText):
    """`complaint_pasted` carries what was pasted where it begins with the headers of a mail.

    It stands in the field meanwhile: whoever hears it may put the mail's own text in its place.
    `undone`: Ctrl+Z, where the field itself has nothing to undo.
    """

    complaint_pasted = Signal(str)
    undone = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo goes on where the field has nothing more to undo."""
        undo = event.matches(QKeySequence.StandardKey.Undo)
        if undo and not self.document().isUndoAvailable():
            self.undone.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Tell of a mail, which stands here as it was pasted."""
        words = source.text()
        is_mail = bool(words) and not self.too_much(words) and begins_as_mail(words)
        super().insertFromMimeData(source)
        if is_mail:
            self.complaint_pasted.emit(words)
