"""A review's agenda under one scroll bar: what there is to talk about, last what there is not."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.agenda import Line, Section
from ui.messages import tr
from ui.reviews.agenda_cards import LinesCard, NumbersCard
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import body
from ui.widgets.page_scroll import PageScroll

MINUTES = "minutes"
_NUMBERS = "numbers"


class AgendaView(PageScroll):
    """`opened` carries the `Line` that was entered. Sections without a line are named together at
    the end; the minutes are always there."""

    opened = Signal(object)

    def __init__(self, theme: Theme, name: str, top: QWidget) -> None:
        super().__init__(name, shrinks=False)
        self._theme = theme
        self._cards: dict[str, LinesCard | NumbersCard] = {}
        self._after: dict[str, QWidget] = {}
        self._none = Card(theme, tr("Nothing to report"))
        self._none_words = body(wrap=True)
        self._none.content.addWidget(self._none_words)
        self._column = QVBoxLayout(self.body)
        sizes = theme.sizes
        self._column.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.page)
        self._column.setSpacing(sizes.medium)
        self._column.addWidget(top)
        self._column.addWidget(self._none)
        self._column.addStretch(1)
        self._none.hide()

    def put_after(self, section: str, part: QWidget) -> None:
        """A part of the page that stands below a section."""
        self._after[section] = part

    def show_agenda(self, sections: Sequence[Section]) -> None:
        """Show these in their order; the place in the page stays."""
        for section in sections:
            card = self._card(section)
            card.show_section(section)
            card.setVisible(bool(section.lines) or bool(section.empty.key))
        missing = [tr(one.nothing) for one in sections if not one.lines and not one.empty.key]
        self._none_words.setText(tr("No {what}.", what=", no ".join(missing)))
        self._none.setVisible(bool(missing))

    def card(self, name: str) -> LinesCard | NumbersCard | None:
        """The card of a section; None before it was shown once."""
        return self._cards.get(name)

    def first(self) -> QWidget:
        """Where the keyboard begins: the first line in sight."""
        for card in self._cards.values():
            if isinstance(card, LinesCard) and not card.isHidden() and not card.table.isHidden():
                return card.table
            if isinstance(card, NumbersCard) and card.links:
                return card.links[0]
        return self

    def go_to(self, kind: str, what: int) -> bool:
        """Bring what was entered just now into sight, where it stands last, and put the keyboard
        on it; whether it is there."""
        for card in reversed(list(self._cards.values())):
            if not isinstance(card, LinesCard):
                continue
            for line in card.lines:
                if line.opens is not None and (line.opens.kind, line.opens.id) == (kind, what):
                    card.table.setFocus()
                    card.go_to(line)
                    self.bring(card)
                    return True
        return False

    def chosen_entry(self) -> Line | None:
        """The entry of the minutes, or of the last review's decisions, that is meant: where the
        keyboard is, or else the last one chosen in the minutes."""
        cards = [self._cards.get(name) for name in ("decided", MINUTES)]
        lists = [card for card in cards if isinstance(card, LinesCard)]
        for card in lists:
            if card.table.hasFocus():
                return card.chosen
        minutes = self._cards.get(MINUTES)
        return minutes.chosen if isinstance(minutes, LinesCard) else None

    def _card(self, section: Section) -> LinesCard | NumbersCard:
        if section.name not in self._cards:
            make = NumbersCard if section.shape == _NUMBERS else LinesCard
            card = make(self._theme, section)
            card.opened.connect(self.opened)
            self._cards[section.name] = card
            below = self._column.count() - 2  # before what there is not, and the room below
            self._column.insertWidget(below, card)
            if section.name in self._after:
                self._column.insertWidget(below + 1, self._after[section.name])
        return self._cards[section.name]
