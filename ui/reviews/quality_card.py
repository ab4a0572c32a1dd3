"""What a review must admit: each number opens its cases."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from models.queries.data_quality import ChangedByHand, LeftOut
from models.queries.figures import Figure, Kind
from models.queries.review import QuarterlyReview
from models.review_words import leakage_words, satisfaction_words
from models.wording import commitment_name
from ui.messages import tr
from ui.reviews.figures import CHANGED, of_left_out
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.figure_cells import Asked
from ui.widgets.labels import body, caption, muted

_LINE = 24
_LISTED = 6
_FRAME = 3
"""What a link has around its words."""
_VERDICTS = {"unknown": "cannot be judged", "excluded": "excluded"}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class QualityCard(Card):
    """Signals: `figure_asked` (an `Asked`), `case_asked` (a case's id)."""

    figure_asked = Signal(object)
    case_asked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Data quality and exclusions"))
        self._theme = theme
        self._lines: QWidget | None = None

    def show_review(self, review: QuarterlyReview) -> None:
        """Show this review's lines in place of the last one's."""
        if self._lines is not None:
            self._lines.deleteLater()
        self._lines = QWidget()
        row = QHBoxLayout(self._lines)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.sizes.page)
        row.addLayout(self._cases(review), 1)
        row.addLayout(self._clocks(review), 1)
        self.content.addWidget(self._lines)

    def _cases(self, review: QuarterlyReview) -> QGridLayout:
        grid = self._grid()
        _head(grid, tr("Cases"))
        for kind, words, count in _counts(review):
            self._number(grid, Asked(tr(words), Figure(kind=kind)), count)
        self._scores(grid, review)
        self._leaks(grid, review)
        grid.setRowStretch(grid.rowCount(), 1)
        return grid

    def _scores(self, grid: QGridLayout, review: QuarterlyReview) -> None:
        """CSAT with the response rate (rule 27)."""
        grid.setRowMinimumHeight(grid.rowCount(), self._theme.sizes.small)
        _head(grid, tr("Customer satisfaction"))
        told, (good, rate) = review.satisfaction, satisfaction_words(review)
        if not told.scored:
            _line(grid, body(tr(good)))
            return
        self._number(grid, Asked(tr(good), Figure(kind="good")), told.good)
        if told.resolved:
            self._number(grid, Asked(tr(rate), Figure(kind="answered")), told.answered)
        else:
            _line(grid, body(tr(rate)))
        self._number(grid, Asked(tr("Scored at all"), Figure(kind="scored")), told.scored)

    def _leaks(self, grid: QGridLayout, review: QuarterlyReview) -> None:
        """Defect leakage (rule 27)."""
        grid.setRowMinimumHeight(grid.rowCount(), self._theme.sizes.small)
        _head(grid, tr("Defect leakage"))
        words = tr(leakage_words(review))
        if review.leakage.resolved:
            self._number(grid, Asked(words, Figure(kind="leaked")), review.leakage.leaked)
        else:
            _line(grid, body(words))

    def _clocks(self, review: QuarterlyReview) -> QGridLayout:
        grid = self._grid()
        _head(grid, tr("Clocks left out, SLA and SLO"))
        for row in review.quality.left_out:
            self._number(grid, Asked(_left_out_words(row), of_left_out(row)), row.count)
        if not review.quality.left_out:
            _line(grid, body(tr("None")))
        grid.setRowMinimumHeight(grid.rowCount(), self._theme.sizes.small)
        changed = review.quality.changed
        _head(grid, tr("Clocks changed by hand"))
        self._number(grid, Asked(tr("Changed by hand"), CHANGED), len(changed))
        for one in changed[:_LISTED]:
            link = self._link(_changed_words(one))
            link.clicked.connect(partial(self.case_asked.emit, one.case_id))
            _line(grid, link)
        grid.setRowStretch(grid.rowCount(), 1)
        return grid

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.sizes.medium)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        return grid

    def _number(self, grid: QGridLayout, asked: Asked, count: int) -> None:
        """A count, and what it counts; one that is not nothing opens its cases."""
        row = grid.rowCount()
        number: QWidget = muted("0")
        number.setContentsMargins(0, 0, _FRAME, 0)
        if count:
            link = self._link(f"{count:,}")
            link.setAccessibleName(f"{asked.words}: {count:,}")
            link.clicked.connect(lambda: self.figure_asked.emit(asked))
            number = link
        grid.addWidget(number, row, 0, _RIGHT)
        grid.addWidget(body(asked.words, wrap=True), row, 1)
        grid.setRowMinimumHeight(row, _LINE)

    def _link(self, words: str) -> Button:
        link = Button(self._theme, words, kind="link")
        link.setFixedSize(link.sizeHint().width(), _LINE)
        return link


def _head(grid: QGridLayout, words: str) -> None:
    grid.addWidget(caption(words), grid.rowCount(), 0, 1, 2)


def _line(grid: QGridLayout, widget: QLabel | Button) -> None:
    """A line over both columns, its words under those of the head."""
    row = grid.rowCount()
    grid.addWidget(widget, row, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
    grid.setRowMinimumHeight(row, _LINE)


def _counts(review: QuarterlyReview) -> Sequence[tuple[Kind, str, int]]:
    quality, volume = review.quality, review.volume
    return (
        ("opened", "Opened", volume.total),
        ("resolved", "Resolved", volume.resolved),
        ("taken_out", "Ended as cancelled, merged, duplicate or spam", volume.taken_out),
        ("open_at_end", "Open at the end", volume.open_at_end),
        ("incomplete", "Opened without all required facts", quality.incomplete),
        ("provisional", "Under a priority nobody has set", quality.provisional),
        ("too_young", "Resolved less than 14 days ago", review.reopening.too_young),
    )


def _left_out_words(row: LeftOut) -> str:
    return tr(
        "{commitment}: {verdict}, {reason}",
        commitment=tr(commitment_name(row.commitment)),
        verdict=tr(_VERDICTS.get(row.verdict, row.verdict)),
        reason=row.reason or tr("no reason given"),
    )


def _changed_words(one: ChangedByHand) -> str:
    """Each counts as it was set, and is listed (rule 26)."""
    clock = f"{tr(commitment_name(one.commitment)).lower()}, {one.objective}"
    return tr(
        "{case}, {clock}: {outcome}, without the change {other}", case=one.key, clock=clock,
        outcome=one.outcome, other=one.without,
    )  # fmt: skip
