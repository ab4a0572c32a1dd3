"""The upper parts of the radar: what to write next, and what rises."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from models.queries.radar import NEXT as NEXT_COUNT
from models.queries.radar import Radar, RadarRow
from models.radar_words import RISING, guess_words, quarter_words, rise_words
from ui.knowledge.topic_columns import NEXT, name_of
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.column_table import ColumnModel, dress
from ui.widgets.labels import muted
from ui.widgets.quiet_table import QuietTable

_FIVE = "Write these five next"
_MOST = 3
"""So many of what rises are told in sentences."""


class NextCard(Card):
    """Write these five next. `chosen` carries the row that was entered."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr(_FIVE))
        self._sizes = theme.sizes
        self._rows = ColumnModel(NEXT, self)
        self.table = QuietTable(theme, tr(_FIVE))
        self.table.setModel(self._rows)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self.table, NEXT)
        self.table.row_opened.connect(self._choose)
        self._none = muted(wrap=True)
        self._guess = muted(wrap=True)
        for part in (self.table, self._none, self._guess):
            self.content.addWidget(part)
        self.content.addStretch(1)

    def show_radar(self, radar: Radar) -> None:
        """These would have saved most."""
        rows = radar.write_next
        note = tr("hours each would have saved in {quarter}", quarter=tr(quarter_words(radar)))
        self.set_title(tr(_FIVE if len(rows) == NEXT_COUNT else "Write next"), note)
        self._rows.show(rows)
        self.table.setVisible(bool(rows))
        self.table.setFixedHeight(self._sizes.header + self._sizes.row * len(rows))
        self._none.setText(
            tr("No topic has two cases without an article that would have been shorter with one.")
        )
        self._none.setVisible(not rows)
        self._guess.setText(tr(guess_words(radar)))
        self._guess.setVisible(bool(rows))
        if rows:
            self.table.go_to(self._rows.index(0, 0))

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._rows.rows[index.row()])


class RisingCard(Card):
    """What came more often in the last week than chance explains. `chosen` carries a row."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Rising this week"))
        self._theme = theme
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.sizes.tiny)
        self._none = muted(tr("Nothing came more often than chance explains."), wrap=True)
        self.content.addLayout(self._lines)
        self.content.addWidget(self._none)
        self.content.addStretch(1)

    def show_radar(self, radar: Radar) -> None:
        """Each with its sentence; a click opens its cases."""
        self._clear()
        rising = radar.rising
        self._none.setVisible(not rising)
        for row in rising[:_MOST]:
            self._add(row)
        if len(rising) > _MOST:
            more = tr("and {count} more, marked below", count=len(rising) - _MOST)
            self._lines.addWidget(muted(more))

    def _add(self, row: RadarRow) -> None:
        words = tr("{shape} {name}", shape=RISING, name=name_of(row))
        link = Button(self._theme, words, kind="link")
        link.clicked.connect(lambda: self.chosen.emit(row))
        self._lines.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines.addWidget(muted(tr(rise_words(row)), wrap=True))

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def same_topic(rows: Sequence[RadarRow], row: RadarRow) -> int:
    """Where a topic stands among these; -1 where it is not one of them."""
    keys = [one.topic.key for one in rows]
    return keys.index(row.topic.key) if row.topic.key in keys else -1
