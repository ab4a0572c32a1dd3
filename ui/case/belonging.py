"""What belongs together with a case: shown, gone to, and read; and how many are like it."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from models.queries.case import CaseDetail
from ui.case.alike import Alike
from ui.case.composer import Composer
from ui.case.links_card import LinksCard
from ui.theme import Theme
from ui.widgets.article_sheet import open_article
from ui.workspace import Workspace


class Belonging(QObject):
    """`case_requested` carries the id of a case: a linked one, or one of a linked article."""

    case_requested = Signal(int)

    def __init__(
        self, theme: Theme, workspace: Workspace, zone: ZoneInfo, add: QAction,
        composer: Composer, page: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme = theme
        self._workspace = workspace
        self._zone = zone
        self._composer = composer
        self._page = page
        self.card = LinksCard(theme, add)
        self._alike = Alike(workspace, zone, self.card)
        self.card.case_requested.connect(self.case_requested)
        self.card.article_requested.connect(self._open_article)
        self.card.copied.connect(workspace.said)

    def show_case(self, case: CaseDetail, *, afresh: bool) -> None:
        """Show what this case is linked with; of another case than before, look for its like."""
        self.card.show_case(case)
        if afresh:
            self._alike.look(case)

    def _open_article(self, key: str) -> None:
        """To be read, and what a customer may be told of it put into the reply."""
        told = partial(self._composer.insert, promised="") if self._composer.way() else None
        open_article(
            self._theme, self._workspace, self._page.window(), self._zone, key,
            self.case_requested.emit, told,
        )  # fmt: skip
