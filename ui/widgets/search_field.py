"""The field that narrows a list: `/` goes to it, Esc empties it and goes back."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import Theme

_PAUSE_MS = 120


class SearchField(QLineEdit):
    """Emits `search_changed` shortly after typing stops, and at once on Enter or when emptied.

    `left` is emitted when the person is done here (Esc on an empty field, Enter, arrow down): put
    the focus on the list. Give it a shortcut with `Actions.add(..., ("/",), ...)`.
    """

    search_changed = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._told = ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.setMaxLength(500)
        self.setProperty("role", "search")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(self._typed)
        self._leading = self.addAction(self._glass(), QLineEdit.ActionPosition.LeadingPosition)
        theme.changed.connect(self._draw)

    def focus_and_select(self) -> None:
        """Go to the field, ready to type over what is in it."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties, then leaves; Enter and arrow down leave to the list."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._tell()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self, words: str) -> None:
        if words:
            self._timer.start()
        else:
            self._tell()

    def _tell(self) -> None:
        self._timer.stop()
        words = self.text().strip()
        if words != self._told:
            self._told = words
            self.search_changed.emit(words)

    def _draw(self) -> None:
        self._leading.setIcon(self._glass())

    def _glass(self) -> QIcon:
        return self._theme.icons.icon("search", self._theme.palette.muted, 16)
