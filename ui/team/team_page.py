"""The Team page: who works when, who is away and who stands in, whose turn a role is."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from models.changes import Changes
from models.errors import KnownError
from models.queries.alert_rules import use_of_rules
from models.queries.crossings import past_crossings
from models.queries.handover import HandOver, hand_over
from models.queries.team import DaysRow, LeaveRow, MemberRow, TeamNow, team_now
from models.team_words import hand_over_lines
from models.text import counted
from ui.actions import Actions
from ui.drafts import Drafts
from ui.messages import tr
from ui.page import Page
from ui.page_actions import TEAM
from ui.team.days_form import days_form, days_removal
from ui.team.giving import give_words, giving
from ui.team.hand_over_sheet import HandOverSheet
from ui.team.people_forms import back_form, leaving_form, role_form
from ui.team.standing_form import standing_form
from ui.team.team_cards import TeamCards
from ui.team.team_forms import (
    end_form,
    give_form,
    hours_form,
    leave_form,
    removal,
    turn_form,
)
from ui.team.told_ledger import ToldLedger
from ui.theme import Theme
from ui.way_back import WayBack
from ui.widgets.banner import Banner
from ui.widgets.case_forms import Asked, Form
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
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
        self._theme, self._workspace, self._zone = theme, workspace, zone
        self._drafts = FormDrafts(drafts, workspace.clock.now, zone)
        self._team: TeamNow | None = None
        self._back = WayBack(workspace, self)
        self._unread = False
        run: dict[str, Callable[[], object]] = {
            **{name: partial(self._about, name, make) for name, make in self._forms().items()},
            "turn": self._turn, "give": self._give_turn, "end": self._end,
            "handover": self._hand_over, "back": self._bring_back, "remove": self._remove,
            "undo": self._undo,
        }  # fmt: skip
        self._verbs: dict[str, QAction] = {
            name: actions.add(TEAM[name], self, verb) for name, verb in run.items()
        }
        self._cards = TeamCards(theme, zone, workspace.clock.now, self._verbs)
        ToldLedger(theme, workspace, actions, self, zone)
        self._banner = Banner(theme)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._lay_out(theme)
        self._connect()
        self._offer()

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
        self._team = team
        people = tr(counted(len(team.members), "1 person", "{count} people"))
        here = sum(member.at_work for member in team.members)
        self.set_subtitle(tr("{people} · {count} at work", people=people, count=here))
        self._cards.show_team(team)
        self._offer()

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

    # ---- what the person does ----

    def _forms(self) -> dict[str, Callable[[MemberRow], Form]]:
        """What is asked about one person."""
        theme, now, zone = self._theme, self._workspace.clock.now, self._zone
        return {
            "hours": hours_form, "role": role_form,
            "days": lambda one: days_form(theme, one, now, zone),
            "standing": lambda one: standing_form(theme, one, now, zone),
            "leave": lambda one: leave_form(one, self._members, now, zone),
            "gone": lambda one: leaving_form(one, self._members),
        }  # fmt: skip

    @property
    def _members(self) -> tuple[MemberRow, ...]:
        return self._team.members if self._team is not None else ()

    def _about(self, name: str, make: Callable[[MemberRow], Form]) -> None:
        member = self._cards.whose()
        if member is not None:
            self._ask(f"{name}-{member.id}", make(member))

    def _turn(self) -> None:
        if self._members:
            now = self._workspace.clock.now
            self._ask("turn", turn_form(self._cards.whose(), self._members, now, self._zone))

    def _give_turn(self) -> None:
        turn = self._cards.turn()
        if turn is None:
            self._workspace.said.emit(tr("Whoever is chosen has no turn: enter one with T"))
        else:
            now = self._workspace.clock.now
            self._ask(f"give-{turn.id}", give_form(turn, self._members, now, self._zone))

    def _hand_over(self) -> None:
        leave = self._cards.leave()
        if leave is None:
            self._workspace.said.emit(tr("Whoever is chosen has no leave: enter it with A"))
        else:
            query = partial(hand_over, absence_id=leave.id, now=self._workspace.clock.now())
            self._workspace.read(query, self._show_hand_over, self, "hand-over", self._fail)

    def _show_hand_over(self, found: HandOver | None) -> None:
        if found is not None:
            lines = hand_over_lines(found, self._workspace.clock.now(), self._zone)
            give = give_words(found)
            sheet = HandOverSheet(self._theme, self.window(), found.person, lines, give)
            sheet.given.connect(partial(self._give, found))
            sheet.show_sheet(sheet.close_button)

    def _give(self, found: HandOver) -> None:
        self._back.write(giving(found), self._banner.hide, self._refuse)

    def _bring_back(self) -> None:
        if self._team is not None and self._team.former:
            self._ask("back", back_form(self._team.former, self._cards.who_left()))

    def _end(self) -> None:
        leave = self._cards.leaves.chosen()
        if isinstance(leave, LeaveRow):
            self._ask(f"end-{leave.id}", end_form(leave, self._zone))

    def _remove(self) -> None:
        entry = self._cards.entry()
        if entry is None:
            self._workspace.said.emit(tr("Choose leave, a turn or days, then press Delete"))
            return
        whose = self._cards.whose()
        asked = days_removal(entry, whose) if isinstance(entry, DaysRow) else removal(entry)
        self._back.write(asked, self._banner.hide, self._refuse)

    def _undo(self) -> None:
        self._back.take_back(self._refuse)

    def _ask(self, name: str, form: Form) -> None:
        """Open the form; what was typed in it is kept until it is saved."""

        def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
            def done() -> None:
                saved()
                self._banner.hide()

            self._back.write_from(sheet, asked, done)

        self._drafts.open(
            self._theme, self.window(), form, f"team-{name}", submit, self._workspace.said.emit,
            failed=self._refuse,
        )  # fmt: skip

    def _offer(self) -> None:
        """Only what can be done now can be chosen."""
        for name in (*self._forms(), "turn"):
            self._verbs[name].setEnabled(bool(self._members))
        self._verbs["back"].setEnabled(self._team is not None and bool(self._team.former))
        for name in ("end", "handover"):
            self._verbs[name].setEnabled(self._cards.leaves.chosen() is not None)
        others = len(self._members) > 1
        self._verbs["give"].setEnabled(others and self._cards.turns.chosen() is not None)
        entered = self._cards.leaves, self._cards.days, self._cards.turns
        held = any(card.chosen() is not None for card in entered)
        self._verbs["remove"].setEnabled(held)
        self._verbs["undo"].setEnabled(self._back.is_there)

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
        cards = self._cards
        for card in cards.all():
            card.entered.connect(self._offer)
        cards.people.opened.connect(self._verbs["hours"].trigger)
        cards.leaves.opened.connect(self._end)
        cards.days.opened.connect(self._verbs["days"].trigger)
        cards.former.opened.connect(self._bring_back)
        self._banner.retry_requested.connect(self._look_again)
        self._tick.timeout.connect(self._read)
        self._back.changed.connect(self._offer)
        self._workspace.changed.connect(self._changed)
