"""What is to be handed over when somebody's leave begins, and to whom."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.text import Text
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import body, title
from ui.widgets.sheet import Sheet


class HandOverSheet(Sheet):
    """To be read, and handed over with `give`, where there is somebody; gone once it is closed.

    `given`: the cases are to be theirs.
    """

    given = Signal()

    def __init__(
        self, theme: Theme, over: QWidget, name: str, lines: Sequence[Text], give: str
    ) -> None:
        words = tr("What {name} hands over", name=name)
        super().__init__(theme, over, words)
        sizes = theme.sizes
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        self.content.setSpacing(sizes.small)
        self.content.addWidget(title(words))
        for line in lines:
            self.content.addWidget(body(tr(line), wrap=True))
        self.close_button = Button(theme, tr("Close"), keys="Esc")
        self.close_button.clicked.connect(self.close_sheet)
        row = QHBoxLayout()
        row.addStretch(1)
        self.give_button = Button(theme, give, kind="main")
        if not give:
            self.give_button.hide()
        self.give_button.clicked.connect(self.close_sheet)
        self.give_button.clicked.connect(self.given)
        self.content.addSpacing(sizes.small)
        row.addWidget(self.close_button)
        row.addWidget(self.give_button)
        self.content.addLayout(row)
        self.closed.connect(self.deleteLater)
