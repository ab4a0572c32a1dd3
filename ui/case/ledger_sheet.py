"""The whole ledger of a clock: every stretch, whether it counted, why, and what ended it."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QWidget

from models.queries.case import CaseDetail
from models.queries.case_clocks import CaseClockRow
from models.queries.proof import ProofClock
from ui.case.clock_words import before_words, ended_words, heading, heads, piece_words
from ui.case.entries import ZoneNow
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import body, muted, title
from ui.widgets.sheet import Sheet


class LedgerSheet(Sheet):
    """Esc closes it, and so does asking for one of the `papers`.

    It opens with what the page knows; what each stretch rests on is shown as it is read.
    """

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        clock: CaseClockRow,
        answer: str,
        case: CaseDetail,
        at: ZoneNow,
        papers: Sequence[QAction],
    ) -> None:
        super().__init__(theme, window, tr("Ledger"), width=820)
        self._clock, self._case, self._at = clock, case, at
        page, small = theme.sizes.page, theme.sizes.small
        self.content.setContentsMargins(page, page, page, page)
        self.content.setSpacing(small)
        self.content.addWidget(title(tr("Ledger")))
        self.content.addWidget(muted(heading(clock, at), wrap=True))
        self.content.addWidget(muted(answer, wrap=True))
        self._stood = body(wrap=True)
        self._stood.hide()
        self.content.addWidget(self._stood)
        self.stretches = QListWidget()
        self.stretches.setAccessibleName(tr("Stretches of time"))
        self.stretches.setWordWrap(True)
        self.stretches.addItems([piece_words(piece, at) for piece in clock.pieces])
        ahead = [piece_words(piece, at, ahead=True) for piece in clock.ahead]
        self.stretches.addItems(ahead)
        self.stretches.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.stretches.setMinimumHeight(min(self.stretches.count(), 14) * 22 + 8)
        self.content.addWidget(self.stretches)
        self.content.addLayout(self._foot(theme, papers))
        self.closed.connect(self.deleteLater)

    def show_reasons(self, clocks: Sequence[ProofClock]) -> None:
        """What ended each stretch, and the verdict that stood until something was known."""
        key = _key(self._clock)
        found = next((clock for clock in clocks if _key(clock.row) == key), None)
        if found is None or len(found.stretches) != len(self._clock.pieces):
            return
        told = heads(self._case, self._at)
        for place, stretch in enumerate(found.stretches):
            item, what = self.stretches.item(place), ended_words(stretch, told)
            if what:
                item.setText(tr("{stretch}, until: {what}", stretch=item.text(), what=what))
        lines = [before_words(one, told, self._at) for one in found.others if one.until is not None]
        self._stood.setText("\n".join(lines))
        self._stood.setVisible(bool(lines))
        self.place()

    def _foot(self, theme: Theme, papers: Sequence[QAction]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.small)
        row.addStretch(1)
        for paper in papers:
            button = Button(theme, paper.text())
            button.clicked.connect(self.close_sheet)
            button.clicked.connect(paper.trigger)
            row.addWidget(button)
        close = Button(theme, tr("Close"), kind="main", keys="Esc")
        close.clicked.connect(self.close_sheet)
        row.addWidget(close)
        return row


def _key(clock: CaseClockRow) -> tuple[str, int, str]:
    return clock.commitment, clock.cycle, clock.objective
