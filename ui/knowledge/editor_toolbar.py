"""The editor's buttons: what each puts around the words, with its key in the tool tip."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from ui.actions import KeyNote
from ui.knowledge.markdown_source import SHOWN_KEYS
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.flow_row import FlowRow

_WORDS: Final = {
    "bold": ("B", "Bold"), "italic": ("I", "Italic"), "code": ("Code", "Code"),
    "heading": ("Heading", "Heading, one level deeper"), "list": ("List", "List"),
    "numbers": ("1. 2. 3.", "Numbered list"), "quote": ("Quote", "Quote"),
    "link": ("Link", "Link"), "table": ("Table", "Table"),
}  # fmt: skip


class EditorToolbar(QWidget):
    """`mark_asked` carries the name of a mark."""

    mark_asked = Signal(str)

    def __init__(self, theme: Theme, *more: QAction) -> None:
        super().__init__()
        self.setAccessibleName(tr("Toolbar"))
        self._theme = theme
        self._row = row = FlowRow(theme.sizes.tiny)
        self.setLayout(row)
        for name, (words, said) in _WORDS.items():
            button = _tool(tr(words), tr(said), tr(SHOWN_KEYS[name]))
            font = theme.font("body", 700 if name == "bold" else 500)
            font.setItalic(name == "italic")
            button.setFont(font)
            button.clicked.connect(lambda _=False, one=name: self.mark_asked.emit(one))
            row.addWidget(button)
        for action in more:
            self.add_action(action)

    def add_action(self, action: QAction) -> None:
        """A button more, at the end."""
        button = _tool(action.text(), action.text(), action.shortcut().toString())
        button.setFont(self._theme.font("body", 500))
        button.clicked.connect(action.trigger)
        self._row.addWidget(button)


def editor_notes() -> list[KeyNote]:
    """The editor's keys for the sheet of shortcuts."""
    notes = [KeyNote(tr(SHOWN_KEYS[name]), tr(said), _EDITOR) for name, (_, said) in _WORDS.items()]
    return [
        *notes, KeyNote("#", tr("Mention a case"), _EDITOR),
        KeyNote("[[", tr("Mention an article"), _EDITOR),
        KeyNote("Ctrl V", tr("Paste a picture, or text"), _EDITOR),
    ]  # fmt: skip


_EDITOR: Final = "Editor"


def _tool(words: str, said: str, keys: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setAccessibleName(said)
    button.setToolTip(f"{said}  {keys}")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each has its key; Tab goes on to the preview
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setFixedHeight(28)
    button.setMinimumWidth(28)
    return button
