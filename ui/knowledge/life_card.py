"""The life of an article: what may come next, and who reviewed, published, verified it, and why."""

from collections.abc import Sequence
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.queries.article import ArticleDetail
from models.queries.article_life import LifeRow, article_life
from models.wording import date_words
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.flow_row import FlowRow
from ui.widgets.labels import body, muted
from ui.workspace import Workspace

_MOST: Final = 6


class LifeCard(Card):
    """The newest steps first, the desk's own said so; then buttons of what can be done."""

    def __init__(
        self, theme: Theme, workspace: Workspace, zone: ZoneInfo, steps: Sequence[QAction]
    ) -> None:
        super().__init__(theme, tr("Its life"))
        self._workspace, self._zone = workspace, zone
        self._steps = FlowRow(theme.sizes.small)
        buttons = QWidget()
        buttons.setLayout(self._steps)
        for step in steps:
            self._add(ActionButton(theme, step), step)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.sizes.small)
        self.content.addLayout(self._rows)
        self.content.addWidget(buttons)

    def _add(self, button: ActionButton, step: QAction) -> None:
        """One that cannot be done just now is out of sight."""
        self._steps.addWidget(button)
        step.changed.connect(lambda: button.setVisible(step.isVisible()))
        button.setVisible(step.isVisible())

    def show_article(self, article: ArticleDetail) -> None:
        """Read what happened to it."""
        query = partial(article_life, article_id=article.id)
        self._workspace.read(query, self._show, self, "life", lambda _: None, aside=True)

    def _show(self, rows: tuple[LifeRow, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows[:_MOST]:
            self._rows.addWidget(self._line(row))
        if len(rows) > _MOST:
            self._rows.addWidget(muted(tr("And {count} earlier steps", count=len(rows) - _MOST)))

    def _line(self, row: LifeRow) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        what = body(inline(tr(row.words)))
        what.setWordWrap(True)
        who = inline(row.who) or tr("Leadline")
        column.addWidget(what)
        if row.why:
            why = muted(wrap=True)
            why.setTextFormat(Qt.TextFormat.PlainText)
            why.setText(inline(row.why))
            column.addWidget(why)
        column.addWidget(muted(f"{who} · {date_words(row.at, self._zone)}"))
        return line
