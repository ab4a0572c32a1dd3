"""The title of a new case: a complaint pasted into it is read as one, and is no line."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence

from ui.widgets.text_line import TextLine


class TitleLine(TextLine):
    """`complaint_pasted` carries what was pasted where it has several lines.

    Ctrl+Shift+V pastes it as it is; `undone`: Ctrl+Z, where the line itself has nothing to undo.
    """

    complaint_pasted = Signal(str)
    undone = Signal()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Shift+V is the line's, whatever shortcut has it elsewhere."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and _is_plain_paste(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, paste as it is, and undo."""
        if _is_plain_paste(event):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.take_pasted()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            self.undone.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu's Paste does what the key does."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.take_pasted)
        menu.popup(event.globalPos())

    def take_pasted(self) -> None:
        """Paste a line; tell of what has several."""
        words = QGuiApplication.clipboard().text()
        if sum(bool(line.strip()) for line in words.splitlines()) > 1:
            self.complaint_pasted.emit(words)
        else:
            self.paste()


def _is_plain_paste(event: QEvent) -> bool:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return (
        isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_V and event.modifiers() == both
    )
