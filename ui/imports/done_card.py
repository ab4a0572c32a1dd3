"""The end of an import: what was added, and on to the queue."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.imports.import_words import beside, was_done
from ui.messages import tr
from ui.ports import ImportSummary
from ui.theme import Theme
from ui.widgets.buttons import ActionButton, Button
from ui.widgets.card import Card
from ui.widgets.labels import large, muted


class DoneCard(Card):
    """Shows an import's `ImportSummary`; `queue_requested` when the person goes on."""

    queue_requested = Signal()

    def __init__(self, theme: Theme, choose: QAction, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._large = large()
        self._beside = muted(wrap=True)
        self.queue = Button(theme, tr("Open the queue"), kind="main")
        self.queue.clicked.connect(self.queue_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.sizes.small)
        buttons.addWidget(self.queue)
        buttons.addWidget(ActionButton(theme, choose))
        buttons.addStretch(1)
        self.content.addWidget(self._large)
        self.content.addWidget(self._beside)
        self.content.addSpacing(theme.sizes.small)
        self.content.addLayout(buttons)

    def show_summary(self, summary: ImportSummary) -> None:
        """Say what was done."""
        self._large.setText(was_done(summary))
        parts = (
            beside(summary), tr("times read as {zone}", zone=summary.zone),
            tr("{seconds} s", seconds=f"{summary.seconds:.1f}"),
        )  # fmt: skip
        self._beside.setText(" · ".join(part for part in parts if part))
