"""Conversation and timeline: who said what when, notes told apart, status events as quiet lines."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from models.queries.case import CaseDetail
from ui.case.entries import Entry, ZoneNow, entries_of
from ui.case.reading_sheet import read_entry
from ui.case.timeline_list import TimelineList
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card

MORE = 200


class ConversationCard(Card):
    """`earlier_wanted` carries how many of the last events should be shown."""

    earlier_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Conversation"))
        self._theme = theme
        self._shown = self._all = 0
        self._earlier = Button(theme, "", kind="link")
        self._earlier.clicked.connect(self._want_earlier)
        self.corner.addWidget(self._earlier)
        self.list = TimelineList(theme)
        self.list.entry_opened.connect(self._read)
        self.list.earlier_wanted.connect(self._want_earlier)
        self.content.addWidget(self.list)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_case(self, case: CaseDetail, at: ZoneNow, *, afresh: bool) -> None:
        """Show the case's timeline; what is selected and scrolled to stays, unless `afresh`."""
        self._shown, self._all = len(case.timeline), case.events
        left = self._all - self._shown
        self._earlier.set_words(tr("Show {count} earlier events", count=f"{left:,}"))
        self._earlier.setVisible(left > 0)
        self.list.show_entries(entries_of(case, at), afresh=afresh)

    def _want_earlier(self) -> None:
        if self._shown < self._all:
            self.earlier_wanted.emit(self._shown + MORE)

    def _read(self, entry: Entry) -> None:
        read_entry(self._theme, self.window(), entry)
