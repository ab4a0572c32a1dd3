"""The Reviews page: a tab for each kind of review, and the paper of whichever is in view."""

from collections.abc import Callable, Mapping
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.actions import Actions, ActionSpec
from ui.drafts import Drafts
from ui.messages import tr
from ui.page import Page
from ui.ports import Ports
from ui.review_actions import PACKS, REVIEW_TABS, REVIEWS
from ui.review_place import ReviewPlace
from ui.reviews.actions_tab import ActionsTab
from ui.reviews.monthly_tab import MonthlyTab
from ui.reviews.postmortems_tab import PostmortemsTab
from ui.reviews.quarter_tab import QuarterTab
from ui.reviews.review_tab import ReviewTab, Verbs
from ui.reviews.weekly_tab import WeeklyTab
from ui.theme import Theme
from ui.widgets.form_draft import FormDrafts
from ui.widgets.printing import Printing
from ui.widgets.tabs import Tabs
from ui.workspace import Workspace

_VERBS = ("earlier", "later", "choose", "print", "postmortem")
_SPECS = {**REVIEWS, **PACKS}


class ReviewsPage(Page):
    """`go_to(name)` shows a quarter ("2016Q1"), `go_to(ReviewPlace(tab, location))` a tab."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, ports: Ports, zone: ZoneInfo,
        drafts: Drafts,
    ) -> None:  # fmt: skip
        super().__init__(tr("Reviews"))
        self._verbs = self._add_verbs(actions, {name: REVIEWS[name] for name in _VERBS})
        verbs = Verbs(**self._verbs)
        self._verbs |= self._add_verbs(actions, {"preview": REVIEWS["preview"]})
        packs = self._add_verbs(actions, PACKS)
        self._printing = Printing(theme, workspace, ports, self)
        self._tabs = Tabs(theme, tr("Kind of review"))
        self._by_name: dict[str, ReviewTab] = {}
        quarter = QuarterTab(theme, workspace, actions, ports, zone, verbs)
        postmortems = PostmortemsTab(theme, workspace, actions, ports, zone, drafts, verbs)
        forms = FormDrafts(drafts, workspace.clock.now, zone)
        self._add(actions, tr("Quarter"), quarter)
        for words, pack in ((tr("Weekly"), WeeklyTab), (tr("Monthly"), MonthlyTab)):
            tab = pack(theme, workspace, ports, zone, forms, verbs, packs)
            self._add(actions, words, tab)
        self._add(actions, tr("Postmortems"), postmortems)
        self._add(
            actions, tr("Actions"), ActionsTab(theme, workspace, actions, ports, forms, verbs)
        )
        self._verbs |= packs
        self._tabs.finish()
        self._before = self.tab
        self._tabs.tab_changed.connect(self._turned)
        self._lay_out(theme)
        self._show_verbs(self.tab)

    # ---- what the window asks ----

    @property
    def tab(self) -> ReviewTab:
        """The tab in view."""
        return self._by_name[self._tabs.tab]

    def buttons(self) -> list[QAction]:
        """Of the tab in view; a paper can be looked at before it is kept."""
        found = list(self.tab.buttons())
        if self._verbs["print"] in found:
            found.insert(found.index(self._verbs["print"]), self._verbs["preview"])
        return found

    def main_button(self) -> QAction | None:
        """Of the tab in view."""
        return self.tab.main_button()

    def activated(self) -> None:
        """Figures move as time passes, so they are read at each visit."""
        self._tabs.shown()

    def left(self) -> None:
        """What is being written is kept."""
        self.tab.left()

    def focus_first(self) -> None:
        """Where work begins in the tab in view."""
        self.tab.focus_first()

    def reveal(self, action: QAction) -> None:
        """Bring the tab into view that the action belongs to."""
        owner = action.parent()
        for name, tab in self._by_name.items():
            if isinstance(owner, QWidget) and (owner is tab or tab.isAncestorOf(owner)):
                self.open_tab(name)

    def location(self) -> object:
        """The quarter in view, or the tab and what it shows."""
        where = self.tab.location()
        return where if self.tab.name == QuarterTab.name else ReviewPlace(self.tab.name, where)

    def go_to(self, location: object) -> None:
        """Show this quarter, or this tab."""
        place = location
        if not isinstance(place, ReviewPlace):
            place = ReviewPlace(QuarterTab.name, location)
        self.open_tab(place.tab)
        if place.location is not None:
            self.tab.go_to(place.location)

    def open_tab(self, name: str) -> None:
        """Bring a tab into view."""
        if name != self.tab.name:
            self._tabs.open(name)

    # ---- the tabs ----

    def _add(self, actions: Actions, words: str, tab: ReviewTab) -> None:
        """A tab more; its own keys bring it into view and give it the keyboard."""
        self._by_name[tab.name] = tab
        self._tabs.add(tab.name, words, tab, tab.shown)
        actions.add(REVIEW_TABS[tab.name], self, partial(self._choose_tab, tab.name))
        tab.subtitle_changed.connect(partial(self._if_in_view, tab, self.set_subtitle))
        tab.buttons_changed.connect(
            partial(self._if_in_view, tab, lambda: self.buttons_changed.emit())
        )
        tab.verbs_changed.connect(partial(self._if_in_view, tab, partial(self._show_verbs, tab)))
        tab.open_case_requested.connect(self.open_case_requested)
        tab.place_requested.connect(self.place_requested)

    def _if_in_view(self, tab: ReviewTab, told: Callable[..., None], *said: object) -> None:
        if tab is self.tab:
            told(*said)

    def _choose_tab(self, name: str) -> None:
        self.open_tab(name)
        self.tab.focus_first()

    def _turned(self) -> None:
        """Another tab is in view: it has the top line and the shared keys."""
        self._before.left()
        self._before = self.tab
        self.set_subtitle(self.tab.subtitle)
        self._show_verbs(self.tab)
        self.buttons_changed.emit()

    # ---- what can be done in each ----

    def _add_verbs(self, actions: Actions, specs: Mapping[str, ActionSpec]) -> dict[str, QAction]:
        return {
            name: actions.add(spec, self, partial(self._do, name)) for name, spec in specs.items()
        }

    def _do(self, verb: str) -> None:
        prints = {"print": self._printing.ask, "preview": self._printing.preview}
        if verb not in prints:
            getattr(self.tab, verb)()
            return
        paper = self.tab.paper()
        if paper is not None:
            prints[verb](paper)

    def _show_verbs(self, tab: ReviewTab) -> None:
        for name, action in self._verbs.items():
            action.setText(tab.verb_words.get(name, tr(_SPECS[name].text)))
            action.setEnabled(tab.may(name))

    # ---- building ----

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        above = QVBoxLayout()
        above.setContentsMargins(sizes.page, 0, sizes.page, 0)
        above.addWidget(self._printing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self._tabs, 1)
