"""Asked at the first closing: does Leadline stay in the tray, or end?"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import body, title
from ui.widgets.sheet import Sheet


class ClosingSheet(Sheet):
    """`chosen`: "tray" or "leave"; closed otherwise, the window stays as it is."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(theme, over, tr("When the window is closed"))
        sizes = theme.sizes
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        self.content.setSpacing(sizes.medium)
        self.content.addWidget(title(tr("Keep watching?")))
        self.content.addWidget(body(tr(
            "In the tray, Leadline goes on telling you of alerts while the window is closed. "
            "Ended, it tells you nothing until you open it again. Your choice is kept; change it "
            "on the page “This computer”."
        ), wrap=True))  # fmt: skip
        self.keep = Button(theme, tr("Keep watching in the tray"), kind="main")
        self.leave = Button(theme, tr("End Leadline"))
        row = QHBoxLayout()
        row.setSpacing(sizes.small)
        row.addStretch(1)
        for button, choice in ((self.leave, "leave"), (self.keep, "tray")):
            button.clicked.connect(lambda _=False, choice=choice: self._choose(choice))
            row.addWidget(button)
        self.content.addLayout(row)

    def ask(self) -> None:
        """Open it, the keyboard on what keeps somebody watching."""
        self.show_sheet(self.keep)

    def _choose(self, choice: str) -> None:
        self.close_sheet()
        self.chosen.emit(choice)
