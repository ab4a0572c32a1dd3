"""The page of what we know: a tab for each of its parts."""

from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout

from models.changes import Changes
from models.queries.knowledge import KnowledgePulse
from ui.actions import Actions, KeyNote
from ui.drafts import Drafts
from ui.knowledge.articles_part import ArticlesPart
from ui.knowledge.exporting import Exporting
from ui.knowledge.tabs import Tabs
from ui.messages import tr
from ui.page import Page
from ui.page_actions import KNOWLEDGE
from ui.ports import Ports
from ui.theme import Theme
from ui.workspace import Workspace


class KnowledgePage(Page):
    """`go_to(key)` opens an article. Read at each visit and after each write.

    Through `ports` the articles are written into a folder; without, nothing offers it.
    """

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo, drafts: Drafts,
        ports: Ports | None = None,
    ) -> None:  # fmt: skip
        super().__init__(tr("What we know"))
        self._workspace = workspace
        self._drafts = drafts
        clear = actions.add(KNOWLEDGE["clear"], self, lambda: self._articles.list.clear())
        self._articles = ArticlesPart(theme, workspace, zone, clear)
        actions.add(KNOWLEDGE["words"], self, self._articles.list.search.focus_and_select)
        actions.note(KeyNote("Enter", tr("Read the article"), tr("What we know")))
        self._tabs = Tabs(theme)
        self._tabs.add("articles", tr("Articles"), self._articles, self._articles.read)
        self._tabs.finish()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if ports is not None:
            exporting = Exporting(theme, workspace, ports)
            actions.add(KNOWLEDGE["export"], self, exporting.ask)
            column.addWidget(exporting)
        column.addWidget(self._tabs)
        self._articles.list.counted.connect(self._count)
        self._articles.pane.case_requested.connect(self.open_case_requested)
        workspace.changed.connect(self._changed)

    # ---- what the window asks ----

    def activated(self) -> None:
        """In view: read what is new."""
        self._tabs.shown()

    def focus_first(self) -> None:
        """The list, or the article that is read."""
        self._articles.focus_first()

    def go_to(self, location: object) -> None:
        """Open the article with this key."""
        if isinstance(location, str) and location:
            self._tabs.open("articles")
            self._articles.open(location)

    def location(self) -> object:
        """The article that has the page to itself."""
        return self._articles.pane.key if self._articles.whole else None

    # ---- following ----

    def _count(self, pulse: KnowledgePulse) -> None:
        self.set_subtitle(
            tr("{count} articles · {shown} shown", count=f"{pulse.articles:,}",
               shown=f"{len(pulse.ids):,}")
        )  # fmt: skip

    def _changed(self, changes: Changes) -> None:
        if self.isVisible():
            self._tabs.shown()
