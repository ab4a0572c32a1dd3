"""The parts of the radar: what to write next, coverage and what rises, then all topics."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.errors import KnownError
from models.queries.radar import Radar, RadarRow
from models.radar_words import quarter_words
from ui.knowledge.radar_cards import NextCard, RisingCard, same_topic
from ui.knowledge.topic_columns import NAME, TOPICS, TopicsModel
from ui.knowledge.topic_strip import TopicStrip
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.column_table import dress
from ui.widgets.coverage_card import CoverageCard
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import muted
from ui.widgets.page_scroll import PageScroll
from ui.widgets.progress_line import ProgressLine
from ui.widgets.table_view import TableView

_BESIDE = 1_000
"""From so many pixels on the cards stand side by side."""
_LEAST_ROWS = 6


class RadarParts(QObject):
    """`row_changed` carries the topic that has the keyboard, or None."""

    row_changed = Signal(object)

    def __init__(
        self, theme: Theme, rename: QAction, write: QAction, undo: QAction, again: QAction
    ) -> None:
        super().__init__()
        self._sizes = theme.sizes
        self.banner, self.line = Banner(theme), ProgressLine(theme)
        self.next, self.coverage, self.rising = (
            NextCard(theme),
            CoverageCard(theme),
            RisingCard(theme),
        )
        self.strip = TopicStrip(theme, write, rename, undo)
        self.table = TableView(theme, tr("Topics"))
        self.model = TopicsModel(self.table)
        self.table.setModel(self.model)
        self.table.setMinimumHeight(theme.sizes.header + theme.sizes.row * _LEAST_ROWS)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        dress(self.table, TOPICS)
        self.table.selectionModel().currentRowChanged.connect(
            lambda *_: self.row_changed.emit(self.row)
        )
        self._topics = Card(theme, tr("Topics"))
        self._left_out = muted(
            tr("Restricted cases are in no topic, nor what ended as cancelled, merged, duplicate "
               "or spam."), wrap=True,
        )  # fmt: skip
        self._stopped = EmptyState(
            theme, "tag", tr("Cases were not put into topics."),
            tr("It was stopped before it was done."), again,
        )  # fmt: skip
        self._none = EmptyState(
            theme, "tag", tr("There are no topics yet."),
            tr("Open a case or import a log: topics follow from what cases are about."),
        )  # fmt: skip
        self._cards, self._body = QHBoxLayout(), PageScroll(tr("What cases are about"))
        self._upper = QWidget()

    @property
    def rows(self) -> Sequence[RadarRow]:
        """The topics shown."""
        return self.model.rows

    @property
    def row(self) -> RadarRow | None:
        """The topic that has the keyboard."""
        at = self.table.current_row()
        return self.rows[at] if at is not None and at < len(self.rows) else None

    @property
    def is_naming(self) -> bool:
        """Whether the name of a topic is being typed."""
        return self.table.state() == TableView.State.EditingState

    def show_radar(self, radar: Radar | None) -> None:
        """Show these; None: it was stopped, and what is shown stays where there is something."""
        self._stopped.setVisible(radar is None and not self.rows)
        if radar is None:
            return
        self.banner.hide()
        some, chosen = bool(radar.rows), self.row
        for part in (self._upper, self._topics):
            part.setVisible(some)
        self._none.setVisible(not some)
        for card in (self.next, self.rising):
            card.show_radar(radar)
        self.coverage.show_coverage(radar.behind, quarter_words(radar))
        note = tr("cases opened in {quarter}, most hours first; Enter opens a topic’s cases",
                  quarter=tr(quarter_words(radar)))  # fmt: skip
        self._topics.set_title(tr("Topics"), note)
        self.model.show(radar.rows)
        self.table.go_to_row(max(same_topic(radar.rows, chosen), 0) if chosen else 0)

    def go_to(self, row: RadarRow) -> None:
        """Put the keyboard on a topic."""
        at = same_topic(self.rows, row)
        if at >= 0:
            self.table.go_to_row(at)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def banner_error(self, error: Exception) -> None:
        """What went wrong, above all."""
        if isinstance(error, KnownError):
            self.banner.show_error(error)

    def type_name(self, typed: str | None = None) -> None:
        """Let the name of the topic that has the keyboard be typed; what was typed already."""
        index = self.table.currentIndex().siblingAtColumn(NAME)
        if not index.isValid():
            return
        self.table.edit(index)
        field = self.table.indexWidget(index)
        if typed is not None and isinstance(field, QLineEdit):
            field.setText(typed)

    def fill(self, page: QWidget) -> None:
        """Put them into a page, under one scroll bar."""
        sizes = self._sizes
        self.setParent(page)
        self._body.fill(page)
        column = QVBoxLayout(self._body.body)
        column.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.page)
        column.setSpacing(sizes.medium)
        self._fill_upper()
        for inner in (self.strip, self.table, self._left_out):
            self._topics.content.addWidget(inner)
        for part in (self.banner, self.line, self._upper, self._topics, self._stopped, self._none):
            column.addWidget(part)
        column.setStretchFactor(self._topics, 1)
        for hidden in (self._upper, self._topics, self._stopped, self._none):
            hidden.hide()
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The cards below each other where there is little room."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            beside = watched.width() >= _BESIDE
            self._cards.setDirection(
                QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
            )
        return False

    def _fill_upper(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(self._sizes.medium)
        side.addWidget(self.coverage)
        side.addWidget(self.rising, 1)
        self._cards.setSpacing(self._sizes.medium)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.addWidget(self.next, 5)
        self._cards.addLayout(side, 3)
        self._upper.setLayout(self._cards)
