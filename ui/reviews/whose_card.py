"""Customers, categories and groups whose SLA clocks breach most, of how many decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal

from models.handbook.attainment import percent_words
from models.queries.offenders import Kind, Offender
from models.queries.review import QuarterlyReview
from models.review_words import period_words
from ui.messages import inline, tr
from ui.reviews.figures import of_offender
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.column_table import Column, ColumnModel, dress
from ui.widgets.figure_cells import Asked
from ui.widgets.labels import muted
from ui.widgets.quiet_table import QuietTable

_KINDS: dict[Kind, str] = {"customer": "Customer", "category": "Category", "group": "Group"}


@dataclass(frozen=True)
class WhoseRow:
    """One of a kind; its name stands at the first of them alone."""

    kind: Kind
    first: bool
    one: Offender


class WhoseCard(Card):
    """Enter opens the breaches of one. `figure_asked` carries an `Asked`."""

    figure_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Whose clocks breach most"))
        self._sizes = theme.sizes
        columns = _columns()
        self.rows = ColumnModel(columns, self)
        self.table = QuietTable(theme, tr("Whose clocks breach most"))
        self.table.setModel(self.rows)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self.table, columns)
        self.table.row_opened.connect(self._ask)
        self._others = muted()
        self.content.addWidget(self.table)
        self.content.addWidget(self._others)

    def show_review(self, review: QuarterlyReview) -> None:
        """Show this review's, the most breaches of each kind first."""
        rows = [
            WhoseRow(kind.kind, not number, one)
            for kind in review.offenders
            for number, one in enumerate(kind.rows)
        ]
        at = self.table.current_row()
        self.rows.show(rows)
        told = tr("SLA breaches, of clocks decided")
        if review.ended:
            before = period_words(review.previous_period.name)
            told = tr("SLA breaches, of clocks decided; before: {quarter}", quarter=before)
        self.set_title(tr("Whose clocks breach most"), told)
        self.table.setFixedHeight(self._sizes.header + self._sizes.row * len(rows))
        if rows:
            self.table.go_to(self.rows.index(min(at or 0, len(rows) - 1), 0))
        others = [
            tr("{kind}: {count} more", kind=tr(_KINDS[kind.kind]), count=f"{kind.others:,}")
            for kind in review.offenders
            if kind.others
        ]
        self._others.setText(" · ".join(others))
        self._others.setVisible(bool(others))
        self.setVisible(bool(rows))

    def _ask(self, index: QModelIndex) -> None:
        row: WhoseRow = self.rows.rows[index.row()]
        words = tr("SLA breaches, {group}", group=inline(row.one.name))
        self.figure_asked.emit(Asked(words, of_offender(row.kind, row.one)))


def _columns() -> Sequence[Column]:
    return (
        Column("Of", 110, lambda row: tr(_KINDS[row.kind]) if row.first else "", "muted"),
        Column("Name", 0, lambda row: inline(row.one.name), "strong"),
        Column("Breached", 90, lambda row: f"{row.one.breached:,}", figures=True),
        Column("Decided", 90, lambda row: f"{row.one.decided:,}", figures=True),
        Column("Share", 80, _share, figures=True),
        Column("Before", 120, _before, "muted", figures=True, least=640),
    )


def _share(row: WhoseRow) -> str:
    return percent_words(row.one.breached, row.one.decided, up=True)


def _before(row: WhoseRow) -> str:
    if row.one.before is None or not row.one.before[1]:
        return "–"
    breached, decided = row.one.before
    return tr("{breached} of {decided}", breached=f"{breached:,}", decided=f"{decided:,}")
