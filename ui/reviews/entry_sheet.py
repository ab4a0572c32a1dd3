"""An entry of the minutes in full, over the page."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QKeyCombination, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.agenda_words import entry_words
from models.handbook.reviews import DECISION
from models.queries.minutes import Entry
from ui.actions import keys_in_words
from ui.messages import tr
from ui.review_actions import PACKS
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.growing_text import GrowingText
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet

_WIDTH = 640


class EntrySheet(Sheet):
    """What was entered, when, by whom, and what can be done with it; gone once it is closed.

    `take_back_asked` of an entry that stands, `write_up_asked` of a decision.
    """

    take_back_asked = Signal()
    write_up_asked = Signal()

    def __init__(self, theme: Theme, over: QWidget, entry: Entry, zone: ZoneInfo) -> None:
        line = entry_words(entry, zone)
        super().__init__(theme, over, tr(line.words), width=_WIDTH)
        sizes = theme.sizes
        self._ways: dict[str, Button] = {}
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
        if not entry.taken_back:
            row.addWidget(self._way_on(tr("Take it back"), "take_back", self.take_back_asked))
            if entry.kind == DECISION:
                words = tr("Make it a decision article")
                row.addWidget(self._way_on(words, "write_up", self.write_up_asked))
        row.addStretch(1)
        row.addWidget(close)
        self.content.addLayout(row)
        self.closed.connect(self.deleteLater)

    def open(self) -> None:
        """Show it."""
        self.show_sheet(self._words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that stand on its buttons: over a sheet no shortcut of the window is alive."""
        pressed = QKeyCombination(event.modifiers(), Qt.Key(event.key()))
        way = self._ways.get(QKeySequence(pressed).toString())
        if way is not None:
            way.click()
        else:
            super().keyPressEvent(event)

    def _way_on(self, words: str, verb: str, asked: SignalInstance) -> Button:
        """A button that closes the sheet before it asks for more."""
        keys = PACKS[verb].shortcuts[0]
        button = self._ways[keys] = Button(self._theme, words, keys=keys_in_words(keys))
        button.clicked.connect(self.close_sheet)
        button.clicked.connect(lambda: asked.emit())
        return button
