"""An entry of the minutes in full, over the page."""

from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.agenda_words import entry_words
from models.queries.minutes import Entry
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.growing_text import GrowingText
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet

_WIDTH = 640


class EntrySheet(Sheet):
    """What was entered, when, by whom; gone once it is closed."""

    def __init__(self, theme: Theme, over: QWidget, entry: Entry, zone: ZoneInfo) -> None:
        line = entry_words(entry, zone)
        super().__init__(theme, over, tr(line.words), width=_WIDTH)
        sizes = theme.sizes
        self._words = GrowingText(theme, least=3, most=16)
        self._words.setPlainText(tr(line.words))
        self._words.setReadOnly(True)
        self._words.setAccessibleName(tr("What was entered"))
        self.content.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.wide)
        self.content.setSpacing(sizes.small)
        self.content.addWidget(title(tr("An entry of the minutes")))
        self.content.addWidget(muted(tr(line.detail), wrap=True))
        self.content.addWidget(self._words)
        close = Button(theme, tr("Close"), keys="Esc")
        close.clicked.connect(self.close_sheet)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        self.content.addLayout(row)
        self.closed.connect(self.deleteLater)

    def open(self) -> None:
        """Show it."""
        self.show_sheet(self._words)
