"""Below the editor: what it lacks, a note for its history, and the way out."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.text import Text
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton, Button
from ui.widgets.labels import caption, muted
from ui.widgets.text_line import TextLine


class EditorFoot(QWidget):
    """Note, Discard, Close and Save in a row; above it why it may not leave the draft yet."""

    def __init__(
        self, theme: Theme, save: QAction, discard: QAction, close: Callable[[], None]
    ) -> None:
        super().__init__()
        sizes = theme.sizes
        self._page = sizes.page
        self.note = TextLine()
        self.note.setAccessibleName(tr("What changed, in a few words"))
        self.note.setPlaceholderText(tr("What changed, in a few words, for who reads its history"))
        self._missing = muted(wrap=True)
        leave = Button(theme, tr("Close"), keys=tr("Esc"))
        leave.clicked.connect(close)
        give_up = ActionButton(theme, discard, kind="quiet", words=tr("Discard"))
        give_up.set_narrow(True)
        row = QHBoxLayout()
        row.setSpacing(sizes.small)
        row.addWidget(caption(tr("Note")))
        row.addWidget(self.note, 1)
        for button in (give_up, leave, ActionButton(theme, save, kind="main", words=tr("Save"))):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.page, sizes.small, sizes.page, sizes.medium)
        column.setSpacing(sizes.small)
        column.addWidget(self._missing)
        column.addLayout(row)

    def show_missing(self, missing: Sequence[Text]) -> None:
        """Say why it may not leave the draft; nothing where it may."""
        said = " ".join(tr(one) for one in missing)
        self._missing.setText(tr("Before it can be reviewed: {said}", said=said) if said else "")
        self._missing.setVisible(bool(said))

    def lay_out(self, editor: QWidget, banner: QWidget, parts: QWidget) -> None:
        """Banner, parts and this below each other in the editor."""
        page = self._page
        above = QVBoxLayout()
        above.setContentsMargins(page, 0, page, 0)
        above.addWidget(banner)
        column = QVBoxLayout(editor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(parts, 1)
        column.addWidget(self)
