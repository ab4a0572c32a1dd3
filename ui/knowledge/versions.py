"""The versions of the article that is read, shown over the window, and the keys among them."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.queries.article import ArticleDetail
from ui.actions import Actions
from ui.comparing_actions import NEXT, PREVIOUS, WHOLE, WITH
from ui.knowledge.history_card import HistoryCard
from ui.knowledge.history_sheet import HistorySheet
from ui.knowledge_actions import COMPARING
from ui.theme import Theme
from ui.workspace import Workspace


class Versions(QObject):
    """What can be done in a comparison can be done while one is open."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, over: QWidget,
        card: HistoryCard,
    ) -> None:  # fmt: skip
        super().__init__(over)
        self._theme, self._workspace, self._over = theme, workspace, over
        self._sheet: HistorySheet | None = None
        self._actions = [
            actions.add(spec, over, partial(self._do, name)) for name, spec in COMPARING.items()
        ]
        card.version_requested.connect(self.open)
        self._set(None)

    def open(self, article: ArticleDetail, number: int) -> None:
        """Show what a version changed."""
        sheet = HistorySheet(self._theme, self._over.window(), self._workspace, article, number)
        sheet.closed.connect(partial(self._set, None))
        self._set(sheet)

    def _set(self, sheet: HistorySheet | None) -> None:
        self._sheet = sheet
        for action in self._actions:
            action.setEnabled(sheet is not None)

    def _do(self, name: str) -> None:
        if self._sheet is not None:
            does = {
                NEXT: self._sheet.texts.next_change, PREVIOUS: self._sheet.texts.previous_change,
                WHOLE: self._sheet.texts.show_whole, WITH: self._sheet.choose_other,
            }  # fmt: skip
            does[name]()
