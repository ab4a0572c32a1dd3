"""The Team page: who works when, who is away and who stands in, whose turn a role is."""

from datetime import timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from models.changes import Changes
from models.errors import KnownError
from models.queries.alert_rules import use_of_rules
from models.queries.crossings import past_crossings
from models.queries.team import TeamNow, team_now
from models.text import counted
from ui.actions import Actions
from ui.drafts import Drafts
from ui.messages import tr
from ui.page import Page
from ui.team.team_cards import TeamCards
from ui.team.team_verbs import TeamVerbs
from ui.team.told_ledger import ToldLedger
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.form_draft import FormDrafts
from ui.widgets.page_scroll import PageScroll
from ui.workspace import Workspace

_TICK_MS: Final = 10_000
_LATELY: Final = timedelta(days=30)


class TeamPage(Page):
    """Read at each visit, after each write, and every ten seconds while it is in view; of what use
    warnings were, at each visit."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo, drafts: Drafts
    ) -> None:
        super().__init__(tr("Team"))
        self._workspace = workspace
        self._unread = False
        kept = FormDrafts(drafts, workspace.clock.now, zone)
        self._verbs = TeamVerbs(theme, workspace, actions, self, zone, kept)
        self._cards = TeamCards(theme, zone, workspace.clock.now, self._verbs.actions)
        self._verbs.begin(self._cards)
        ToldLedger(theme, workspace, actions, self, zone)
        self._banner = Banner(theme)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._lay_out(theme)
        self._connect()

    # ---- what the window asks ----

    def activated(self) -> None:
        """In view: read what is new, and keep it so."""
        self._tick.start()
        self._read()
        now = self._workspace.clock.now()
        use = partial(use_of_rules, begin=now - _LATELY, end=now, now=now)
        self._workspace.read(use, self._cards.show_rules, self, "rules", self._fail)

    def left(self) -> None:
        """Out of view: no need to read."""
        self._tick.stop()

    def focus_first(self) -> None:
        """Work begins with the people."""
        self._cards.people.table.setFocus()

    # ---- reading ----

    def _read(self) -> None:
        query = partial(team_now, now=self._workspace.clock.now())
        self._workspace.read(query, self._show, self, "team", self._fail)
        me, now = self._workspace.person_id, self._workspace.clock.now()
        crossed = partial(past_crossings, person_id=me, now=now)
        self._workspace.read(crossed, self._cards.show_crossings, self, "crossings", self._fail)

    def _show(self, team: TeamNow) -> None:
        if self._unread:
            self._unread = False
            self._banner.hide()
        people = tr(counted(len(team.members), "1 person", "{count} people"))
        here = sum(member.at_work for member in team.members)
        self.set_subtitle(tr("{people} · {count} at work", people=people, count=here))
        self._cards.show_team(team)
        self._verbs.show_team(team)

    def _fail(self, error: Exception) -> None:
        self._unread = True
        self._tell(error)

    def _refuse(self, error: Exception) -> None:
        """It stays said until somebody looks again; what has changed meanwhile is shown."""
        self._tell(error)
        self._read()

    def _look_again(self) -> None:
        self._banner.hide()
        self._read()

    def _tell(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._banner.show_error(error, tr("Try again"))

    def _changed(self, changes: Changes) -> None:
        if self.isVisible():
            self._read()

    # ---- building ----

    def _lay_out(self, theme: Theme) -> None:
        sizes, cards = theme.sizes, self._cards
        scroll = PageScroll(tr("The team"))
        scroll.fill(self)
        column = QVBoxLayout(scroll.body)
        column.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.page)
        column.setSpacing(sizes.medium)
        below = QHBoxLayout()
        below.setSpacing(sizes.medium)
        for part in (self._banner, cards.people, cards.findings, cards.leaves, cards.days):
            column.addWidget(part)
        for share, stacked in ((4, (cards.turns, cards.former)), (3, (cards.roles,))):
            side = QVBoxLayout()
            side.setSpacing(sizes.medium)
            for card in stacked:
                side.addWidget(card)
            side.addStretch(1)
            below.addLayout(side, share)
        column.addLayout(below)
        column.addWidget(cards.crossings)
        column.addWidget(cards.rules)
        column.addStretch(1)

    def _connect(self) -> None:
        self._verbs.done.connect(self._banner.hide)
        self._verbs.refused.connect(self._refuse)
        self._verbs.unread.connect(self._fail)
        self._banner.retry_requested.connect(self._look_again)
        self._tick.timeout.connect(self._read)
        self._workspace.changed.connect(self._changed)
