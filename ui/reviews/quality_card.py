"""What a review must admit: each line is a number that opens its cases."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.queries.figures import Figure, Kind
from models.queries.review import QuarterlyReview
from models.wording import commitment_name
from ui.messages import tr
from ui.reviews.figures import Asked, of_left_out
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import body, muted

_LINE = 24
_VERDICTS = {"unknown": "cannot be judged", "excluded": "left out"}


class QualityCard(Card):
    """`figure_asked` carries an `Asked`."""

    figure_asked = Signal(object)

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
        row.addLayout(self._column([self._link(asked) for asked in _of_cases(review)]), 1)
        row.addLayout(self._column([*self._links(review), *_hand_lines(review)]), 1)
        self.content.addWidget(self._lines)

    def _column(self, parts: Sequence[QWidget]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._theme.sizes.tiny)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        return column

    def _links(self, review: QuarterlyReview) -> list[QWidget]:
        links: list[QWidget] = [self._link(asked) for asked in _of_clocks(review)]
        return links or [body(tr("No clock was left out."))]

    def _link(self, asked: Asked) -> Button:
        link = Button(self._theme, asked.words, kind="link")
        link.setFixedSize(link.sizeHint().width(), _LINE)
        link.clicked.connect(lambda: self.figure_asked.emit(asked))
        return link


def _of_cases(review: QuarterlyReview) -> list[Asked]:
    quality, volume = review.quality, review.volume
    counts: tuple[tuple[Kind, str, int], ...] = (
        ("opened", "{count} cases were opened", volume.total),
        ("resolved", "{count} were resolved", volume.resolved),
        ("taken_out", "{count} ended as cancelled, merged, duplicate or spam", volume.taken_out),
        ("open_at_end", "{count} were open at the end", volume.open_at_end),
        ("incomplete", "{count} lack required facts", quality.incomplete),
        ("provisional", "{count} run under a priority nobody has set", quality.provisional),
        ("too_young", "{count} were resolved less than 14 days ago", review.reopening.too_young),
    )
    return [
        Asked(tr(words, count=f"{count:,}"), Figure(kind=kind))
        for kind, words, count in counts
        if count
    ]


def _of_clocks(review: QuarterlyReview) -> list[Asked]:
    return [
        Asked(
            tr("{count} clocks {verdict}: {commitment}, {reason}", count=f"{row.count:,}",
               verdict=tr(_VERDICTS.get(row.verdict, row.verdict)),
               commitment=tr(commitment_name(row.commitment)).lower(),
               reason=row.reason or tr("no reason given")),
            of_left_out(row),
        )
        for row in review.quality.left_out
    ]  # fmt: skip


def _hand_lines(review: QuarterlyReview) -> list[QWidget]:
    lines: list[QWidget] = []
    for words in _by_hand(review):
        line = muted(words, wrap=True)
        line.setContentsMargins(3, 0, 0, 0)
        lines.append(line)
    return lines


def _by_hand(review: QuarterlyReview) -> list[str]:
    """Deadlines set by hand: each counts as it was set, and is listed (rule 26)."""
    listed = review.quality.overridden
    if not listed:
        return [tr("No deadline was set by hand.")]
    return [
        tr("{case}, {clock}: deadline set by hand; {outcome}, by the handbook {other}",
           case=one.key, clock=f"{tr(commitment_name(one.commitment)).lower()} {one.objective}",
           outcome=one.outcome, other=one.by_handbook)
        for one in listed
    ]  # fmt: skip
