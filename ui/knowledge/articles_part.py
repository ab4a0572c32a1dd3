"""The list of articles and, at its right, the one that is read; or that one alone."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.queries.knowledge import ArticleRow
from ui.actions import Actions
from ui.knowledge.article_list import ArticleList
from ui.knowledge.reading_pane import ReadingPane
from ui.knowledge_actions import KNOWLEDGE
from ui.theme import Theme
from ui.workspace import Workspace


class ArticlesPart(QWidget):
    """`whole_changed` says whether one article is open over the whole page; Esc closes it."""

    whole_changed = Signal(bool)

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo, *new: QAction
    ) -> None:
        super().__init__()
        clear = actions.add(KNOWLEDGE["clear"], self, lambda: self.list.clear())
        self.list = ArticleList(theme, workspace, zone, clear, *new)
        self.pane = ReadingPane(theme, workspace, zone)
        self._sizes = theme.sizes
        self._row = row = QHBoxLayout(self)
        row.setSpacing(theme.sizes.page)
        self._fit(beside=True)
        row.addWidget(self.list, 5)
        row.addWidget(self.pane, 6)
        self.list.row_chosen.connect(self._choose)
        self.list.opened.connect(self._open)

    @property
    def whole(self) -> bool:
        """Whether one article has all the room."""
        return self.list.isHidden()

    def read(self) -> None:
        """Read what is shown."""
        self.list.read()
        self.pane.read()

    def open(self, key: str) -> None:
        """Read one article with all the room there is."""
        self.pane.show_key(key)
        self._show_whole(True)
        self.pane.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_article(self) -> None:
        """Back to the list, to the article that was read."""
        self._show_whole(False)
        if self.pane.article is not None:
            self.list.go_to(self.pane.article.id)
        self.list.focus_first()

    def focus_first(self) -> None:
        """The list, or the article that is read."""
        if self.whole:
            self.pane.words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.list.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape and self.whole:
            self.close_article()
        else:
            super().keyPressEvent(event)

    def _choose(self, row: ArticleRow | None) -> None:
        if self.whole:
            return
        self._fit(beside=row is not None)
        self.pane.setVisible(row is not None)
        if row is None:
            self.pane.clear()
        if row is not None and row.key != self.pane.key:
            self.pane.show_key(row.key)

    def _open(self, row: ArticleRow) -> None:
        self.open(row.key)

    def _show_whole(self, whole: bool) -> None:
        if whole != self.whole:
            self.list.setVisible(not whole)
            self._fit(beside=True)
            self.pane.show()
            self.whole_changed.emit(whole)

    def _fit(self, *, beside: bool) -> None:
        """An article beside the list has its own scroll bar at the right; the list alone ends where
        the rest of the page does."""
        sizes = self._sizes
        right = sizes.medium if beside else sizes.page
        self._row.setContentsMargins(sizes.page, sizes.wide, right, 0)
