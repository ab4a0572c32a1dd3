"""How soon each case was noticed, answered and resolved."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt, Signal

from models.handbook.lengths import seconds_words
from models.queries.postmortem import PostmortemDetail
from models.queries.response_times import ResponseTimes
from models.wording import full_words
from ui.messages import inline, tr
from ui.reviews.fact_cells import FactCells
from ui.reviews.postmortem_words import MOMENTS, medians_of
from ui.reviews.texts_view import TextsView
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.column_table import Column, ColumnModel, dress
from ui.widgets.quiet_table import QuietTable


class ResponseCard(Card):
    """`case_requested` carries a case's id."""

    case_requested = Signal(int)

    def __init__(self, theme: Theme, zone: ZoneInfo) -> None:
        super().__init__(theme, tr("Detection and response"), tr("as time passed"))
        self._sizes, self._zone = theme.sizes, zone
        self._cases: dict[int, tuple[str, str]] = {}
        columns = (
            Column("Case", 96, lambda one: self._case(one)[0], "muted"),
            Column("Title", 0, lambda one: self._case(one)[1], "strong"),
            Column("Opened", 212, lambda one: full_words(one.opened_at, zone), "muted", least=960),
            *(Column(words, 112, self._took(name), figures=True) for name, words in MOMENTS),
        )
        self._model = ColumnModel(columns, self)
        self._table = QuietTable(theme, tr("How soon each case was noticed, answered, resolved"))
        self._table.setModel(self._model)
        self._table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self._table, columns)
        self._table.row_opened.connect(self._open)
        self.text = TextsView(theme, "detection")
        self._medians = FactCells(theme)
        self.content.addWidget(self._medians)
        self.content.addWidget(self._table)
        self.content.addWidget(self.text)

    def show_postmortem(self, one: PostmortemDetail) -> None:
        """Show those of its cases."""
        self._cases = {case.id: (case.key, inline(case.title)) for case in one.cases}
        self._medians.show_facts(medians_of(one) if len(one.times) > 1 else [])
        self._medians.setVisible(len(one.times) > 1)
        self._model.show(one.times)
        self._table.setFixedHeight(self._sizes.header + self._sizes.row * len(one.times) + 2)
        self.text.show_said(one.said)

    def _case(self, one: ResponseTimes) -> tuple[str, str]:
        return self._cases.get(one.case_id, ("", ""))

    def _took(self, name: str) -> Callable[[ResponseTimes], str]:
        def words(one: ResponseTimes) -> str:
            took = one.took.get(name)
            return seconds_words(took.seconds // 60 * 60) if took is not None else "–"

        return words

    def _open(self, index: QModelIndex) -> None:
        self.case_requested.emit(self._model.rows[index.row()].case_id)
