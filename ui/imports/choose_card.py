"""Where an import begins: choose a log, or a folder of articles, or drop one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import muted, title

_ICON = 36
_HEIGHT = 360


class ChooseCard(Card):
    """What can be imported, and the buttons that ask for it."""

    def __init__(
        self, theme: Theme, choose: QAction, folder: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent=parent)
        self._theme = theme
        self.setProperty("edge", "dashed")
        self.setMinimumHeight(_HEIGHT)
        self._picture = QLabel()
        self.button = ActionButton(theme, choose, kind="main")
        lines: tuple[QWidget, ...] = (
            self._picture,
            title(tr("Drop the log of your old desk here, or a folder of articles")),
            muted(tr("ServiceNow's incident log as CSV: one row for each update of an incident.")),
            muted(tr("A folder of Markdown: guides, known issues, decisions, and their pictures.")),
            self._buttons(theme, folder),
            muted(tr("You see what would happen before anything is written.")),
        )
        self.content.addStretch(1)
        for line in lines:
            if isinstance(line, QLabel):
                line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            if not isinstance(line, QLabel):
                self.content.addSpacing(theme.sizes.small)
            self.content.addWidget(line, 0, Qt.AlignmentFlag.AlignCenter)
        self.content.addStretch(1)
        theme.changed.connect(self._draw)
        self._draw()

    def _buttons(self, theme: Theme, folder: QAction) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.small)
        row.addWidget(self.button)
        row.addWidget(ActionButton(theme, folder))
        return both

    def _draw(self) -> None:
        icon = self._theme.icons.icon("import", self._theme.palette.muted, _ICON)
        self._picture.setPixmap(icon.pixmap(_ICON, _ICON))
