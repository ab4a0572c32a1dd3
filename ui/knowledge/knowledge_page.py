"""The page of what we know: a tab for each of its parts, and the editor over them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from models.changes import Changes
from models.commands.articles import NewArticle
from models.handbook.article_templates import TEMPLATES
from models.handbook.articles import KNOWN_ISSUE
from models.queries.article import ArticleDetail, article_detail
from models.queries.knowledge import KnowledgePulse
from models.queries.near_words import told
from ui.actions import Actions, KeyNote
from ui.drafts import Drafts
from ui.knowledge.article_editor import ArticleEditor
from ui.knowledge.articles_part import ArticlesPart
from ui.knowledge.exporting import Exporting
from ui.knowledge.fixed_issue import FixedIssue
from ui.knowledge.history_card import HistoryCard
from ui.knowledge.life_card import LifeCard
from ui.knowledge.life_verbs import NEXT_STEPS, LifeVerbs
from ui.knowledge.merging import Merging
from ui.knowledge.radar_tab import RadarTab
from ui.knowledge.reading_pane import ReadingPane
from ui.knowledge.roadmap_tab import RoadmapTab
from ui.knowledge.templates import Templates
from ui.knowledge.versions import Versions
from ui.knowledge.worth_card import WorthCard
from ui.knowledge_actions import KNOWLEDGE
from ui.messages import counted, tr
from ui.page import Page
from ui.ports import Ports
from ui.theme import Theme
from ui.to_edit import ToEdit
from ui.widgets.clash_sheet import clash_notes
from ui.widgets.company_line import CompanyLine
from ui.widgets.form_draft import FormDrafts
from ui.widgets.tabs import Tabs
from ui.widgets.writers import Writers
from ui.workspace import Workspace


class KnowledgePage(Page):
    """`go_to(key)` opens an article, `go_to(ToEdit(key))` the editor with it,
    `go_to(NewArticle(...))` the editor with what is known of a new one. Read at each visit and
    after each write.

    Through `ports` the articles are written into a folder; without, nothing offers it.
    """

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo, drafts: Drafts,
        ports: Ports | None = None,
    ) -> None:  # fmt: skip
        super().__init__(tr("What we know"))
        self._workspace = workspace
        self._tabs = Tabs(theme, tr("Part of what we know"))
        self._new = actions.add(KNOWLEDGE["new"], self._tabs, self._write_new)
        self._articles = here = ArticlesPart(theme, workspace, actions, zone, self._new)
        self._edit = actions.add(KNOWLEDGE["edit"], here, self._edit_article)
        self.editor = ArticleEditor(theme, workspace, actions, drafts)
        Merging(theme, workspace, self.editor, drafts)
        forms = FormDrafts(drafts, workspace.clock.now, zone)
        Templates(theme, workspace, actions, self.editor, forms)
        actions.add(KNOWLEDGE["words"], here, self._articles.list.search.focus_and_select)
        actions.note(KeyNote("Enter", tr("Read the article"), tr("What we know")), *clash_notes())
        self.pane.add_action(self._edit)
        self._fixed = FixedIssue(theme, workspace, actions, drafts, here, forms)
        self.pane.add_action(self._fixed.action)
        self.pane.article_shown.connect(self._fixed.show_article)
        worth = WorthCard(theme, workspace, zone)
        worth.case_requested.connect(self.open_case_requested)
        self.pane.add_card(worth)
        self._life = LifeVerbs(theme, workspace, actions, here, forms)
        steps = list(self._life.actions.values())
        for action in steps[:NEXT_STEPS]:
            self.pane.add_action(action)
        self._life.refused.connect(self.pane.banner.show_error)
        self.pane.add_card(LifeCard(theme, workspace, zone, steps[NEXT_STEPS:]))
        self._history = history = HistoryCard(theme, workspace, actions, zone, here)
        Versions(theme, workspace, actions, here, history)
        self.pane.add_card(history)
        self._tabs.add("articles", tr("Articles"), self._articles, self._articles.read)
        self._radar = RadarTab(theme, workspace, actions, zone)
        self._tabs.add("topics", tr("Topics"), self._radar, self._radar.shown)
        self._roadmap = RoadmapTab(theme, workspace, actions, zone, forms)
        self._roadmap.case_requested.connect(self.open_case_requested)
        self._tabs.add("roadmap", tr("Roadmap"), self._roadmap, self._roadmap.read)
        self._tabs.finish()
        company = CompanyLine(theme)
        presence = ports.presence if ports is not None else None
        self._writers = Writers(workspace, presence, company, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._tabs)
        self._stack.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if ports is not None:
            exporting = Exporting(theme, workspace, ports)
            actions.add(KNOWLEDGE["export"], self, exporting.ask)
            column.addWidget(exporting)
        column.addWidget(company, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._stack)
        self._edit.setEnabled(False)
        self._connect()

    # ---- what the window asks ----

    def buttons(self) -> list[QAction]:
        """Writing begins here."""
        return [] if self.is_editing else [self._new]

    def main_button(self) -> QAction | None:
        """What the next person should not have to find out again."""
        return self._new

    def activated(self) -> None:
        """In view: read what is new."""
        if self.is_editing:
            draft = self.editor.draft
            article = draft.article if draft is not None else None
            self._writers.begin(article.id if article is not None else None)
        else:
            self._tabs.shown()

    def left(self) -> None:
        """Out of view: nobody writes here."""
        self._writers.leave()

    def focus_first(self) -> None:
        """The list, the article that is read, what is being written, or the topics."""
        if self.is_editing:
            self.editor.source.setFocus()
        elif self._tabs.tab == "topics":
            self._radar.focus_first()
        elif self._tabs.tab == "roadmap":
            self._roadmap.focus_first()
        else:
            self._articles.focus_first()

    def takes_files(self) -> bool:
        """Pictures, while an article is written."""
        return self.is_editing

    def take_files(self, paths: Sequence[Path]) -> None:
        """Put them in."""
        self.editor.pictures.take(paths)

    def go_to(self, location: object) -> None:
        """Open the article with this key, or begin one."""
        if isinstance(location, NewArticle):
            self.edit(location)
        elif isinstance(location, ToEdit):
            query = partial(article_detail, key=location.key)
            self._workspace.read(query, self.edit, self, "to edit", self._workspace.failed.emit)
        elif isinstance(location, str) and location:
            if self.is_editing:
                self.editor.close_editor()
            self._tabs.open("articles")
            self._articles.open(location)

    def location(self) -> object:
        """The article that has the page to itself."""
        return self.pane.key if self._articles.whole else None

    # ---- writing ----

    @property
    def is_editing(self) -> bool:
        """Whether the editor is in view."""
        return self._stack.currentWidget() is self.editor

    @property
    def pane(self) -> ReadingPane:
        """The article that is read: where buttons and cards are hung in."""
        return self._articles.pane

    def edit(self, of: ArticleDetail | NewArticle) -> None:
        """Open the editor; what was typed in it about another article is kept."""
        self._stack.setCurrentWidget(self.editor)
        self.editor.begin(of)
        self._writers.begin(of.id if isinstance(of, ArticleDetail) else None)
        self.set_subtitle(of.key if isinstance(of, ArticleDetail) else tr("A new article"))
        self.buttons_changed.emit()

    def _write_new(self) -> None:
        self.edit(NewArticle(KNOWN_ISSUE, "", TEMPLATES[KNOWN_ISSUE]))

    def _edit_article(self) -> None:
        article = self.pane.article
        if article is not None:
            self.edit(article)

    def _close_editor(self) -> None:
        self._writers.leave()
        self._stack.setCurrentWidget(self._tabs)
        self._show_tab(self._tabs.tab)
        self.buttons_changed.emit()
        self._tabs.shown()
        self.focus_first()

    def _show_saved(self, key: str) -> None:
        self._close_editor()
        self.go_to(key)

    # ---- following ----

    def _count(self, pulse: KnowledgePulse) -> None:
        if self.is_editing or self._tabs.tab != "articles":
            return
        shown = f"{len(pulse.ids):,}"
        every = ("1 article · {shown} shown", "{count} articles · {shown} shown")
        said = counted(pulse.articles, *every, shown=shown)
        if pulse.instead:
            said = f"{said} · {tr(told(pulse.instead))}"
        self.set_subtitle(said)

    def _show_tab(self, name: str) -> None:
        """How many articles there are is said above them alone."""
        if name != "articles":
            self.set_subtitle("")

    def _changed(self, changes: Changes) -> None:
        """Cases change all the time, and the list tells of none."""
        if not self.isVisible() or self.is_editing:
            return
        if "article" in changes.kinds or self._tabs.tab != "articles":
            self._tabs.shown()
        elif changes.cases:
            self.pane.read()

    def _connect(self) -> None:
        self._articles.list.counted.connect(self._count)
        self._tabs.tab_changed.connect(self._show_tab)
        pane = self.pane
        pane.case_requested.connect(self.open_case_requested)
        pane.article_requested.connect(self._articles.open)
        self._radar.case_requested.connect(self.open_case_requested)
        self._radar.article_begun.connect(self.edit)
        pane.article_shown.connect(self._life.show_article)
        for part in (self._life, self._fixed, self._history):
            pane.article_gone.connect(part.forget_article)
        pane.article_gone.connect(lambda: self._edit.setEnabled(False))
        pane.article_shown.connect(lambda _: self._edit.setEnabled(True))
        self.editor.left.connect(self._close_editor)
        self.editor.saved.connect(self._show_saved)
        self.editor.article_requested.connect(self.go_to)
        self._workspace.changed.connect(self._changed)
