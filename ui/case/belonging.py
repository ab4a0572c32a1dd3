"""What belongs together with a case, and what is known of it: shown, gone to, read and used."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from models.queries.case import CaseDetail
from models.queries.playbooks import article_keys
from ui.actions import Actions
from ui.case.alike import Alike
from ui.case.article_use import ArticleUse
from ui.case.asking import Asking
from ui.case.composer import Composer
from ui.case.links_card import LinksCard
from ui.case.suggested_card import SuggestedCard
from ui.page_actions import CASE
from ui.theme import Theme
from ui.widgets.article_sheet import open_article
from ui.workspace import Workspace


class Belonging(QObject):
    """`case_requested` carries the id of a case: a linked one, or one of a linked article;
    `article_begun` the key of an article that was begun here."""

    case_requested = Signal(int)
    article_begun = Signal(str)

    def __init__(
        self, theme: Theme, workspace: Workspace, zone: ZoneInfo, add: QAction,
        composer: Composer, page: QWidget, actions: Actions, asking: Asking,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme = theme
        self._workspace = workspace
        self._zone = zone
        self._composer = composer
        self._page = page
        self._keys: list[str] = []
        self._use = ArticleUse(theme, workspace, actions, asking, composer, page)
        self.card = LinksCard(theme, add)
        self.suggested = SuggestedCard(theme, self._use.answer, self._use.wrong)
        self._alike = Alike(workspace, zone, self.card, self.suggested)
        actions.add(CASE["suggested"], page, self._go_to_suggested)
        self._connect()

    def show_case(self, case: CaseDetail, *, afresh: bool) -> None:
        """Show what this case is linked with; of another case than before, look for its like."""
        before, self._keys = self._keys, article_keys(case.links)
        self.card.show_case(case)
        self._use.show_case(case)
        if afresh:
            self._alike.look(case)
        elif self._keys != before:
            self._alike.look_again()

    def _connect(self) -> None:
        self.card.case_requested.connect(self.case_requested)
        self.card.article_requested.connect(self._open_article)
        self.card.copied.connect(self._workspace.said)
        self.suggested.article_requested.connect(self._open_article)
        self._use.at_hand = self._at_hand
        self._use.to_answer = self._to_answer
        self._use.changed.connect(self._alike.look_again)
        self._use.written.connect(self.article_begun)

    def _go_to_suggested(self) -> None:
        """Where nothing is suggested, to what is linked."""
        shown = self.suggested.isVisible()
        (self.suggested.list if shown else self.card.list).setFocus()

    def _at_hand(self) -> str:
        """Where the keyboard is on none, the first that is linked, else the first suggested."""
        seen = self.suggested.chosen()
        if seen is not None and self.suggested.list.hasFocus():
            return seen.key
        return self.card.article_at_hand() or (seen.key if seen is not None else "")

    def _to_answer(self) -> tuple[str, str]:
        seen = self.suggested.chosen()
        return ("", "") if seen is None else (seen.key, seen.workaround)

    def _open_article(self, key: str) -> None:
        """To be read, and what a customer may be told of it put into the reply."""
        told = partial(self._use.answer_with, key) if self._composer.way() else None
        open_article(
            self._theme, self._workspace, self._page.window(), self._zone, key,
            self.case_requested.emit, told,
        )  # fmt: skip
