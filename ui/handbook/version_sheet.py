"""What a version of the handbook changed, and a way to begin from it again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.handbook.policy_diff import Difference
from models.queries.handbook import VersionRow
from ui.handbook.difference_lines import DifferenceLines
from ui.handbook.scroll_body import ScrollBody
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet

_MOST_HEIGHT = 480


class VersionSheet(Sheet):
    """`wanted` is emitted where the person begins a draft from this version."""

    wanted = Signal()

    def __init__(
        self, theme: Theme, over: QWidget, row: VersionRow, differences: tuple[Difference, ...],
        against: int | None,
    ) -> None:  # fmt: skip
        words = tr("Version {number}", number=row.number)
        super().__init__(theme, over, words, width=680)
        sizes = theme.sizes
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        self.content.setSpacing(sizes.medium)
        self.content.addWidget(title(words))
        told = tr("The first version: nothing was in force before it.")
        if against is not None:
            told = tr("What it says otherwise than version {number}", number=against)
        self.content.addWidget(muted(told))
        if against is not None:
            self.content.addWidget(
                ScrollBody(DifferenceLines(theme, differences), tr("What changed"), _MOST_HEIGHT)
            )
        again = Button(theme, tr("Begin a draft from it"))
        again.clicked.connect(self._want)
        close = Button(theme, tr("Close"), kind="main", keys="Esc")
        close.clicked.connect(self.close_sheet)
        buttons = QHBoxLayout()
        buttons.addWidget(again)
        buttons.addStretch(1)
        buttons.addWidget(close)
        self.content.addLayout(buttons)
        self.closed.connect(self.deleteLater)
        self.show_sheet(close)

    def _want(self) -> None:
        self.wanted.emit()
        self.close_sheet()
