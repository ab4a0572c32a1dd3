"""Every save of an article, the last first; Enter shows what it changed."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.queries.article import ArticleDetail
from models.queries.article_versions import VersionRow, article_versions
from models.wording import date_words
from ui.actions import Actions
from ui.knowledge_actions import KNOWLEDGE
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.line_list import Line, LineList, what_of
from ui.workspace import Workspace


class HistoryCard(Card):
    """Out of sight where no save was kept, and no key leads there. `version_requested` carries the
    article and the number of one."""

    version_requested = Signal(object, int)

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo, page: QWidget
    ) -> None:
        super().__init__(theme, tr("Versions"))
        self._workspace, self._zone = workspace, zone
        self._article: ArticleDetail | None = None
        self.list = LineList(theme, tr("Versions of the article; Enter shows what one changed"))
        self.list.itemActivated.connect(lambda item: self._open(what_of(item)))
        self.content.addWidget(self.list)
        self._go_to = actions.add(KNOWLEDGE["history"], page, self.list.setFocus)
        self._offer(False)

    def show_article(self, article: ArticleDetail) -> None:
        """Read its saves, where there are others."""
        if self._article is None or (self._article.id, self._article.number) != (
            article.id, article.number,
        ):  # fmt: skip
            self._offer(False)
            query = partial(article_versions, article_id=article.id)
            told = partial(self._show, article.id)
            self._workspace.read(query, told, self, "versions", lambda _: None, aside=True)
        self._article = article

    def forget_article(self) -> None:
        """None is in view."""
        self._article = None
        self._offer(False)

    def _show(self, article_id: int, rows: tuple[VersionRow, ...]) -> None:
        if self._article is not None and self._article.id == article_id:
            self.list.show_lines([self._line(row) for row in rows])
            self._offer(bool(rows))

    def _offer(self, there: bool) -> None:
        self.setVisible(there)
        self._go_to.setEnabled(there)

    def _line(self, row: VersionRow) -> Line:
        told = (tr("Version {number}", number=row.number), inline(row.author),
                date_words(row.at, self._zone))  # fmt: skip
        words = inline(row.note) or (tr("Written") if row.number == 1 else tr("Changed"))
        return Line(words, " · ".join(filter(None, told)), "edit", row.number)

    def _open(self, number: int) -> None:
        if self._article is not None:
            self.version_requested.emit(self._article, number)
