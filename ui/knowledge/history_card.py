"""Every save of an article, the last first; Enter shows what it changed."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal

from models.queries.article import ArticleDetail
from models.queries.article_versions import VersionRow, article_versions
from models.wording import date_words
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.line_list import Line, LineList, what_of
from ui.workspace import Workspace


class HistoryCard(Card):
    """Out of sight where no save was kept. `version_requested` carries the article and the number
    of one."""

    version_requested = Signal(object, int)

    def __init__(self, theme: Theme, workspace: Workspace, zone: ZoneInfo) -> None:
        super().__init__(theme, tr("Versions"))
        self._workspace, self._zone = workspace, zone
        self._article: ArticleDetail | None = None
        self.list = LineList(theme, tr("Versions of the article; Enter shows what one changed"))
        self.list.itemActivated.connect(lambda item: self._open(what_of(item)))
        self.content.addWidget(self.list)
        self.hide()

    def show_article(self, article: ArticleDetail) -> None:
        """Read its saves, where there are others."""
        if self._article is None or (self._article.id, self._article.number) != (
            article.id, article.number,
        ):  # fmt: skip
            self.hide()
            query = partial(article_versions, article_id=article.id)
            self._workspace.read(query, self._show, self, "versions", lambda _: None, aside=True)
        self._article = article

    def _show(self, rows: tuple[VersionRow, ...]) -> None:
        self.list.show_lines([self._line(row) for row in rows])
        self.setVisible(bool(rows))

    def _line(self, row: VersionRow) -> Line:
        told = (tr("Version {number}", number=row.number), inline(row.author),
                date_words(row.at, self._zone))  # fmt: skip
        words = inline(row.note) or (tr("Written") if row.number == 1 else tr("Changed"))
        return Line(words, " · ".join(filter(None, told)), "edit", row.number)

    def _open(self, number: int) -> None:
        if self._article is not None:
            self.version_requested.emit(self._article, number)
