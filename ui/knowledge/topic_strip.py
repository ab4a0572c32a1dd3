"""Below the topics: what can be opened and done of the one that has the keyboard."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from models.queries.radar import RadarRow
from ui.knowledge.topic_columns import name_of
from ui.messages import counted, tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton, Button

_BESIDE = 1_060


class TopicStrip(QWidget):
    """`figure_asked` carries the words of a figure and the ids of its cases."""

    figure_asked = Signal(str, object)

    def __init__(self, theme: Theme, write: QAction, rename: QAction, undo: QAction) -> None:
        super().__init__()
        self._row: RadarRow | None = None
        self._figures = [Button(theme, tr("Its cases"), kind="quiet") for _ in range(4)]
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        back = ActionButton(theme, undo, words=tr("Take the name back"))
        acting = (
            ActionButton(theme, write, words=tr("Start an article")),
            ActionButton(theme, rename, words=tr("Rename")), back,
        )  # fmt: skip
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(theme.sizes.small)
        for buttons in (self._figures, acting):
            line = QHBoxLayout()
            line.setSpacing(theme.sizes.small)
            for one in buttons:
                line.addWidget(one)
            line.addStretch(1)
            self._both.addLayout(line, 0 if buttons is self._figures else 1)
        for at, button in enumerate(self._figures):
            button.clicked.connect(lambda *_, at=at: self._ask(at))
        undo.enabledChanged.connect(back.setVisible)
        back.hide()
        self.show_row(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is done below what is opened, where both have no room in one line."""
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE
        self._both.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def show_row(self, row: RadarRow | None) -> None:
        """The figures of this topic; none that is nothing."""
        self._row = row
        for button, (words, ids) in zip(self._figures, self._told(), strict=True):
            button.setVisible(bool(ids))
            if ids:
                button.set_words(words)

    def _told(self) -> list[tuple[str, tuple[int, ...]]]:
        row = self._row
        if row is None:
            return [("", ())] * len(self._figures)
        week = tr("{count} in the last seven days", count=f"{len(row.this_week):,}")
        return [
            (counted(len(row.in_quarter), "1 case", "{count} cases"), row.in_quarter),
            (tr("{count} without an article", count=f"{len(row.without):,}"), row.without),
            (tr("{count} breached", count=f"{len(row.breached):,}"), row.breached),
            (week, row.this_week),
        ]

    def _ask(self, at: int) -> None:
        words, ids = self._told()[at]
        if self._row is not None and ids:
            name = name_of(self._row)
            self.figure_asked.emit(tr("{topic}: {figure}", topic=name, figure=words), ids)
