"""An article to be read: its facts above it, what else there is to know of it in cards."""

from collections.abc import Mapping
from functools import partial
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QImage, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from models.errors import KnownError
from models.queries.article import ArticleCase, ArticleDetail, article_cases, article_detail
from models.queries.article_sources import article_beside
from models.queries.knowledge import case_called
from ui.knowledge.article_words import facts_of, kind_line
from ui.knowledge.cases_card import CasesCard
from ui.knowledge.facts_grid import FactsGrid
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.article_pictures import article_pictures
from ui.widgets.article_text import ArticleText
from ui.widgets.banner import Banner
from ui.widgets.buttons import ActionButton
from ui.widgets.flow_row import FlowRow
from ui.widgets.labels import muted, title
from ui.widgets.page_scroll import PageScroll
from ui.workspace import Workspace

_BESIDE: Final = 860
"""Pixels from which on the cards stand beside the text."""

_CARDS: Final = 320


class ArticlePart(Protocol):
    """What a card of the pane is told."""

    def show_article(self, article: ArticleDetail) -> object:
        """This article is in view, or is another by now."""
        ...


class ReadingPane(QWidget):
    """`show_key` reads an article; `add_action` and `add_card` hang more in.

    `article_shown` carries the `ArticleDetail` each time it was read, `article_gone` says that none
    is in view any more, or not yet; `case_requested` the id of a
    case of it, `article_requested` the key of an article that it names.
    """

    article_shown = Signal(object)
    article_gone = Signal()
    case_requested = Signal(int)
    article_requested = Signal(str)

    def __init__(self, theme: Theme, workspace: Workspace, zone: ZoneInfo) -> None:
        super().__init__()
        self._theme, self._workspace, self._zone = theme, workspace, zone
        self.key = ""
        self.article: ArticleDetail | None = None
        self.banner = Banner(theme)
        self._title, self._kind = title(), muted(wrap=True)
        self._facts = FactsGrid(theme)
        self.words = ArticleText(theme)
        self.cases = CasesCard(theme)
        self._buttons = FlowRow(theme.sizes.small)
        self._cards = QVBoxLayout()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out(theme)
        self.cases.case_requested.connect(self.case_requested)
        self.words.article_requested.connect(self.article_requested)
        self.words.case_requested.connect(self._find_case)
        self.words.beside_requested.connect(self._find_beside)
        self.banner.retry_requested.connect(self.read)

    # ---- where others hang in ----

    def add_action(self, action: QAction, kind: str = "plain") -> None:
        """A button above the article; one that cannot be done just now is out of sight."""
        button = ActionButton(self._theme, action, kind=kind)
        self._buttons.addWidget(button)
        action.changed.connect(lambda: button.setVisible(action.isVisible()))
        button.setVisible(action.isVisible())

    def add_card(self, card: QWidget) -> None:
        """A card beside the text; as an `ArticlePart` it is told which article is in view."""
        self._cards.insertWidget(self._cards.count() - 2, card)
        if hasattr(card, "show_article"):
            self.article_shown.connect(card.show_article)

    # ---- reading ----

    def show_key(self, key: str) -> None:
        """Read this article, from its beginning."""
        if key != self.key:
            self.key = key
            self._forget()
            self._scroll.hide()
            self._scroll.verticalScrollBar().setValue(0)
            self.cases.wait()
            self.banner.hide()
        self.read()

    def clear(self) -> None:
        """No article is in view."""
        self.key = ""
        self._forget()

    def _forget(self) -> None:
        self.article = None
        self.article_gone.emit()

    def read(self) -> None:
        """Read it again."""
        if not self.key:
            return
        told, cases = partial(article_detail, key=self.key), partial(article_cases, key=self.key)
        self._workspace.read(told, self._show, self, "article", self._fail)
        self._workspace.read(cases, self._show_cases, self, "cases", lambda _: None, aside=True)

    def _show(self, article: ArticleDetail) -> None:
        if article.key != self.key:
            return
        before, self.article = self.article, article
        again = before is not None and before.body == article.body
        self.banner.hide()
        self._title.setText(inline(article.title))
        self._kind.setText(kind_line(article))
        self._facts.show_facts(facts_of(article, self._zone))
        if before is None:
            self.words.show_pictures({})
        if not again:
            self.words.banner.hide()
            self.words.show_source(article.body)
        if before is None or (before.files, before.body) != (article.files, article.body):
            self._read_pictures(article)
        self._scroll.show()
        self.article_shown.emit(article)

    def _read_pictures(self, article: ArticleDetail) -> None:
        query = partial(article_pictures, article=article)
        if article.files:
            told = partial(self._show_pictures, article.key)
            self._workspace.read(query, told, self, "pictures", self._say)
        else:
            self.words.show_pictures({})

    def _show_pictures(self, key: str, pictures: Mapping[str, QImage]) -> None:
        """Unless another article is read by now."""
        if key == self.key:
            self.words.show_pictures(pictures)

    def _find_case(self, key: str) -> None:
        """The case that the text calls by this key."""
        query = partial(case_called, key=key)
        self._workspace.read(query, self.case_requested.emit, self, "case", self._say)

    def _find_beside(self, target: str) -> None:
        """What the text of an article from a folder calls by its place there."""
        query = partial(article_beside, fields=self.article.fields if self.article else {},
                        target=target)  # fmt: skip
        self._workspace.read(query, self.article_requested.emit, self, "beside", self._say)

    def _say(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.words.banner.show_error(error)

    def _show_cases(self, cases: tuple[ArticleCase, ...]) -> None:
        self.cases.show_cases(cases)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._forget()
            self._scroll.hide()
            self.banner.show_error(error, tr("Try again"))

    # ---- building ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a wide pane the cards stand beside the text."""
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._side.setMaximumWidth(_CARDS if beside else 16_777_215)

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        self._title.setWordWrap(True)
        self._scroll = PageScroll(tr("The article"), shrinks=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.small)
        column.addWidget(self.banner, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._scroll, 1)
        buttons = QWidget()
        buttons.setLayout(self._buttons)
        whole = QVBoxLayout(self._scroll.body)
        whole.setContentsMargins(0, 0, sizes.medium, sizes.page)
        whole.setSpacing(sizes.small)
        for part in (self._kind, self._title, buttons, self._facts, self.words.banner):
            whole.addWidget(part)
        whole.addSpacing(sizes.tiny)
        self._side = QWidget()
        self._side.setLayout(self._cards)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(sizes.medium)
        self._cards.addWidget(self.cases)
        self._cards.addStretch(1)
        self._row.setSpacing(sizes.wide)
        self._row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._side)
        whole.addLayout(self._row)
        whole.addStretch(1)
        self._scroll.hide()
