"""What the person does on the Team page: what is asked, what is written, and the way back."""

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from models.queries.handover import HandOver, hand_over
from models.queries.team import DaysRow, LeaveRow, MemberRow, TeamNow
from models.team_words import hand_over_lines
from ui.actions import Actions
from ui.messages import tr
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
from ui.theme import Theme
from ui.way_back import WayBack
from ui.widgets.case_forms import Asked, Form
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.workspace import Workspace


class TeamVerbs(QObject):
    """`done`: something was written; `refused` carries why something was not, `unread` why what is
    to be handed over could not be read."""

    done = Signal()
    refused = Signal(object)
    unread = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, page: QWidget, zone: ZoneInfo,
        drafts: FormDrafts,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme, self._workspace, self._page = theme, workspace, page
        self._zone, self._drafts = zone, drafts
        self._team: TeamNow | None = None
        self._cards: TeamCards | None = None
        self._back = WayBack(workspace, self)
        run: dict[str, Callable[[], object]] = {
            **{name: partial(self._about, name, make) for name, make in self._forms().items()},
            "turn": self._turn, "give": self._give_turn, "end": self._end,
            "handover": self._hand_over, "back": self._bring_back, "remove": self._remove,
            "undo": self._undo,
        }  # fmt: skip
        self.actions: dict[str, QAction] = {
            name: actions.add(TEAM[name], page, verb) for name, verb in run.items()
        }
        self._back.changed.connect(self._offer)

    def begin(self, cards: TeamCards) -> None:
        """These are the cards."""
        self._cards = cards
        for card in cards.all():
            card.entered.connect(self._offer)
        cards.people.opened.connect(self.actions["hours"].trigger)
        cards.leaves.opened.connect(self._end)
        cards.days.opened.connect(self.actions["days"].trigger)
        cards.former.opened.connect(self._bring_back)
        self._offer()

    def show_team(self, team: TeamNow) -> None:
        """This is the team by now."""
        self._team = team
        self._offer()

    # ---- about one person, or all of them ----

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
    def _shown(self) -> TeamCards:
        assert self._cards is not None
        return self._cards

    @property
    def _members(self) -> tuple[MemberRow, ...]:
        return self._team.members if self._team is not None else ()

    def _about(self, name: str, make: Callable[[MemberRow], Form]) -> None:
        member = self._shown.whose()
        if member is not None:
            self._ask(f"{name}-{member.id}", make(member))

    def _turn(self) -> None:
        if self._members:
            now = self._workspace.clock.now
            self._ask("turn", turn_form(self._shown.whose(), self._members, now, self._zone))

    def _give_turn(self) -> None:
        turn = self._shown.turn()
        if turn is None:
            self._workspace.said.emit(tr("Whoever is chosen has no turn: enter one with T"))
        else:
            now = self._workspace.clock.now
            self._ask(f"give-{turn.id}", give_form(turn, self._members, now, self._zone))

    def _hand_over(self) -> None:
        leave = self._shown.leave()
        if leave is None:
            self._workspace.said.emit(tr("Whoever is chosen has no leave: enter it with A"))
        else:
            query = partial(hand_over, absence_id=leave.id, now=self._workspace.clock.now())
            self._workspace.read(query, self._show_hand_over, self, "hand-over", self.unread.emit)

    def _show_hand_over(self, found: HandOver | None) -> None:
        if found is not None and self._page.isVisible():
            lines = hand_over_lines(found, self._workspace.clock.now(), self._zone)
            give = give_words(found)
            sheet = HandOverSheet(self._theme, self._page.window(), found.person, lines, give)
            sheet.given.connect(partial(self._give, found))
            sheet.show_sheet(sheet.close_button)

    def _give(self, found: HandOver) -> None:
        self._back.write(giving(found), self.done.emit, self.refused.emit)

    def _bring_back(self) -> None:
        if self._team is not None and self._team.former:
            self._ask("back", back_form(self._team.former, self._shown.who_left()))

    def _end(self) -> None:
        leave = self._shown.leaves.chosen()
        if isinstance(leave, LeaveRow):
            self._ask(f"end-{leave.id}", end_form(leave, self._zone))

    def _remove(self) -> None:
        entry = self._shown.entry()
        if entry is None:
            self._workspace.said.emit(tr("Choose leave, a turn or days, then press Delete"))
            return
        whose = self._shown.whose()
        asked = days_removal(entry, whose) if isinstance(entry, DaysRow) else removal(entry)
        self._back.write(asked, self.done.emit, self.refused.emit)

    def _undo(self) -> None:
        self._back.take_back(self.refused.emit)

    def _ask(self, name: str, form: Form) -> None:
        """Open the form; what was typed in it is kept until it is saved."""

        def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
            def done() -> None:
                saved()
                self.done.emit()

            self._back.write_from(sheet, asked, done)

        self._drafts.open(
            self._theme, self._page.window(), form, f"team-{name}", submit,
            self._workspace.said.emit, failed=self.refused.emit,
        )  # fmt: skip

    def _offer(self) -> None:
        """Only what can be done now can be chosen."""
        for name in (*self._forms(), "turn"):
            self.actions[name].setEnabled(bool(self._members))
        self.actions["back"].setEnabled(self._team is not None and bool(self._team.former))
        for name in ("end", "handover"):
            self.actions[name].setEnabled(self._shown.leaves.chosen() is not None)
        others = len(self._members) > 1
        self.actions["give"].setEnabled(others and self._shown.turns.chosen() is not None)
        entered = self._shown.leaves, self._shown.days, self._shown.turns
        held = any(card.chosen() is not None for card in entered)
        self.actions["remove"].setEnabled(held)
        self.actions["undo"].setEnabled(self._back.is_there)
