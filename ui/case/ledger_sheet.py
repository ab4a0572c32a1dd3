"""The whole ledger of a clock: every stretch, whether it counted, and why."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QWidget

from models.queries.case_clocks import CaseClockRow
from ui.case.clock_words import heading, piece_words
from ui.case.entries import ZoneNow
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet


def open_ledger(
    theme: Theme,
    window: QWidget,
    clock: CaseClockRow,
    answer: str,
    at: ZoneNow,
    papers: Sequence[QAction],
) -> Sheet:
    """Open it over the window; Esc closes it, and so does asking for one of the `papers`."""
    sheet = Sheet(theme, window, tr("Ledger"), width=680)
    page, small = theme.sizes.page, theme.sizes.small
    sheet.content.setContentsMargins(page, page, page, page)
    sheet.content.setSpacing(small)
    sheet.content.addWidget(title(tr("Ledger")))
    sheet.content.addWidget(muted(heading(clock, at), wrap=True))
    sheet.content.addWidget(muted(answer, wrap=True))
    pieces = QListWidget()
    pieces.setAccessibleName(tr("Stretches of time"))
    pieces.addItems([piece_words(piece, at) for piece in clock.pieces])
    pieces.addItems([piece_words(piece, at, ahead=True) for piece in clock.ahead])
    pieces.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
    pieces.setMinimumHeight(min(pieces.count(), 14) * 22 + 8)
    sheet.content.addWidget(pieces)
    sheet.content.addLayout(_foot(theme, sheet, papers))
    sheet.closed.connect(sheet.deleteLater)
    sheet.show_sheet(pieces)
    return sheet


def _foot(theme: Theme, sheet: Sheet, papers: Sequence[QAction]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.sizes.small)
    row.addStretch(1)
    for paper in papers:
        button = Button(theme, paper.text())
        button.clicked.connect(sheet.close_sheet)
        button.clicked.connect(paper.trigger)
        row.addWidget(button)
    close = Button(theme, tr("Close"), kind="main", keys="Esc")
    close.clicked.connect(sheet.close_sheet)
    row.addWidget(close)
    return row
