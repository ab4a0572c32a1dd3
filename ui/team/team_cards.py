"""The people of the team, their leave, whose turn a role is, who has left: tables of one kind."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from models.alert_ledger_words import means_words, rule_words
from models.crossing_words import over_words, whom_words
from models.handbook.typed_days import date_words
from models.handbook.typed_skills import skills_words
from models.queries.alert_rules import RuleUse
from models.queries.crossings import CrossingRow
from models.queries.people import PersonRow
from models.queries.skill_gaps import SkillGap
from models.queries.team import DaysRow, LeaveRow, MemberRow, RoleRow, TeamNow, TurnRow
from models.team_words import (
    days_hours_words,
    finding_words,
    hand_over_words,
    span_words,
    status_words,
    told_words,
    week_words,
    which_days_words,
)
from models.wording import capitalised, instant_words, role_name
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.column_table import Column, give_columns
from ui.widgets.labels import muted
from ui.widgets.quiet_table import QuietTable

_MOST: Final = 8


class TeamCard(Card):
    """A titled table with what adds to it in its corner, an action alone or with shorter words;
    `opened` on Enter.

    `entered` when the keyboard comes to another row of it.
    """

    entered = Signal()
    opened = Signal()

    def __init__(
        self, theme: Theme, name: str, columns: Sequence[Column], nothing: str,
        *adding: QAction | tuple[QAction, str], most: int = _MOST,
    ) -> None:  # fmt: skip
        super().__init__(theme, name)
        self._sizes, self._most = theme.sizes, most
        self.corner.addStrut(theme.sizes.control)  # beside one with buttons all stands as high
        for one in adding:
            action, words = one if isinstance(one, tuple) else (one, "")
            self.corner.addWidget(ActionButton(theme, action, words=words))
        self.table = QuietTable(theme, name)
        self._model = give_columns(self.table, columns, self)
        self.table.row_opened.connect(lambda _: self.opened.emit())
        self.table.selectionModel().currentChanged.connect(lambda *_: self.entered.emit())
        self._none = muted(nothing, wrap=True)
        self.content.addWidget(self._none)
        self.content.addWidget(self.table)

    def show_rows(self, rows: Sequence[Any], key: Callable[[Any], object]) -> None:
        """Show these, the keyboard on the one it was on."""
        before = self.chosen()
        self._none.setVisible(not rows)
        self.table.setVisible(bool(rows))
        if list(rows) == list(self._model.rows):
            return
        self._model.show(rows)
        shown = min(max(len(rows), 1), self._most)
        self.table.setFixedHeight(self._sizes.header + self._sizes.row * shown + 2)
        if rows:
            keys = [key(row) for row in rows]
            held = key(before) if before is not None else None
            at = keys.index(held) if held in keys else 0
            self.table.go_to(self._model.index(at, 0))
        self.entered.emit()

    def chosen(self) -> Any:
        """The row of the keyboard, or None."""
        at, rows = self.table.current_row(), self._model.rows
        return rows[at] if at is not None and at < len(rows) else None


class TeamCards:
    """The cards of the page; times are read in the desk's zone."""

    def __init__(
        self, theme: Theme, zone: ZoneInfo, now: Callable[[], datetime], verbs: dict[str, QAction]
    ) -> None:
        self._members: tuple[MemberRow, ...] = ()
        self._leaves: tuple[LeaveRow, ...] = ()
        self._turns: tuple[TurnRow, ...] = ()

        def today() -> date:
            return now().astimezone(zone).date()

        self.people = TeamCard(theme, tr("People"), (
            Column("Name", 140, lambda row: row.name, "strong"),
            Column("Role", 154, _role, "muted"),
            Column("Now", 164, lambda row: tr(status_words(row, now(), zone))),
            Column("Working hours", 0, _hours, "muted"),
            Column("Skills", 190, lambda row: skills_words(row.skills), "muted"),
            Column("Open cases", 86, lambda row: str(row.open_cases), figures=True),
        ), tr("Nobody is on this desk yet. Whoever opens it is asked for their name."),
            (verbs["standing"], tr("Skills")), (verbs["hours"], tr("Hours")),
            (verbs["role"], tr("Role")), (verbs["gone"], tr("Take out")), most=10)  # fmt: skip
        self.leaves = TeamCard(theme, tr("Leave"), (
            Column("Name", 140, lambda row: row.person, "strong"),
            Column("From – until", 210, lambda row: span_words(row, now(), zone)),
            Column("Meanwhile", 0, lambda row: tr(hand_over_words(row)), "muted"),
        ), tr("Nobody is away, or will be. Press A with the keyboard on a person."),
            (verbs["handover"], tr("To be handed over")), verbs["leave"])  # fmt: skip
        self.days = TeamCard(theme, tr("Days that differ"), (
            Column("Name", 140, lambda row: row.person, "strong"),
            Column("Which", 0, lambda row: which_days_words(row, today())),
            Column("Hours", 190, lambda row: days_hours_words(row)),
            Column("Next", 140, _next, "muted"),
        ), tr("Every week is as its hours say. Press D with the keyboard on a person."),
            verbs["days"])  # fmt: skip
        self.turns = TeamCard(theme, tr("Turns"), (
            Column("Role", 0, _role, "strong"),
            Column("Name", 110, lambda row: row.person),
            Column("From – until", 190, lambda row: span_words(row, now(), zone), "muted"),
        ), tr("No turns are entered: a role is held by whoever has it, or else by the lead."),
            (verbs["give"], tr("Hand over")), verbs["turn"])  # fmt: skip
        self.roles = TeamCard(theme, tr("Who is told of what nobody sees to"), (
            Column("Role", 0, _role),
            Column("Just now", 290, _holders, "strong"),
        ), "")  # fmt: skip
        self.former = TeamCard(theme, tr("Have left the team"), (
            Column("Name", 0, lambda row: row.name, "strong"),
            Column("Role they had", 200, _role, "muted"),
        ), "", (verbs["back"], tr("Bring back")))  # fmt: skip
        self.former.hide()
        self.findings = TeamCard(theme, tr("To look at"), (
            Column("In the next weeks", 0, lambda row: tr(
                row.words if isinstance(row, SkillGap) else finding_words(row, now(), zone)
            )),
        ), "")  # fmt: skip
        self.findings.hide()

        self.rules = TeamCard(theme, tr("Of what use alerts were"), (
            Column("Alert", 0, lambda row: tr(rule_words(row))),
            Column("Of use", 124, _of_use, "strong"),
            Column("Where", 340, lambda row: tr(means_words(row.means)), "muted"),
            Column("Never shown", 110, _unshown, "muted"),
        ), tr("No alert fired in the last 30 days."))  # fmt: skip

        self.crossings = TeamCard(theme, tr("Queue thresholds that were crossed"), (
            Column("Crossed", 120, lambda row: instant_words(row.crossed_at, now(), zone)),
            Column("What it was then", 0, lambda row: row.words, "strong"),
            Column("Told", 260, lambda row: capitalised(tr(whom_words(row, now(), zone)))),
            Column("Since", 150, lambda row: capitalised(tr(over_words(row, now(), zone))),
                   "muted"),
        ), "")  # fmt: skip
        self.crossings.hide()

    def all(self) -> tuple[TeamCard, ...]:
        """In the order of the page."""
        return (
            self.people,
            self.findings,
            self.leaves,
            self.days,
            self.turns,
            self.former,
            self.roles,
            self.rules,
            self.crossings,
        )

    def show_team(self, team: TeamNow) -> None:
        """Show the team as it is."""
        self._members, self._leaves, self._turns = team.members, team.leaves, team.turns
        self.people.set_title(tr("People"), tr("hours in {zone}", zone=team.zone))
        self.people.show_rows(team.members, lambda row: row.id)
        self.leaves.show_rows(team.leaves, lambda row: row.id)
        found = (*team.findings, *team.gaps)
        self.findings.setVisible(bool(found))
        self.findings.show_rows(found, lambda row: row)
        self.days.show_rows(team.days, lambda row: (row.person_id, row.days))
        self.turns.show_rows(team.turns, lambda row: row.id)
        self.former.setVisible(bool(team.former))
        self.former.show_rows(team.former, lambda row: row.id)
        self.roles.show_rows(team.roles, lambda row: row.role)

    def show_rules(self, rules: Sequence[RuleUse]) -> None:
        """Show how often the alerts of each rule were of use, and how many nobody was shown."""
        self.rules.set_title(tr("Of what use alerts were"), tr("the last 30 days"))
        self.rules.show_rows(rules, lambda row: (row.commitment, row.level))

    def show_crossings(self, rows: Sequence[CrossingRow]) -> None:
        """Show which thresholds of the queue were crossed; hidden where none was."""
        self.crossings.setVisible(bool(rows))
        self.crossings.show_rows(rows, lambda row: row.id)

    def whose(self) -> MemberRow | None:
        """The person of the row that has the keyboard, on whichever card; else the one in People.

        Nobody where the row is of somebody who has left.
        """
        if self.former.table.hasFocus():
            return None
        entry = self.entry()
        if entry is None:
            found = self.people.chosen()
            return found if isinstance(found, MemberRow) else None
        return next((row for row in self._members if row.id == entry.person_id), None)

    def leave(self) -> LeaveRow | None:
        """The leave that is meant: with the keyboard on a person theirs, else the one chosen."""
        found = self.leaves.chosen()
        leave = found if isinstance(found, LeaveRow) else None
        if not self.people.table.hasFocus():
            return leave
        whose = self.whose()
        theirs = [one for one in self._leaves if whose is not None and one.person_id == whose.id]
        return leave if leave in theirs else next(iter(theirs), None)

    def turn(self) -> TurnRow | None:
        """The turn that is meant: with the keyboard on a person theirs, else the one chosen."""
        found = self.turns.chosen()
        turn = found if isinstance(found, TurnRow) else None
        if not self.people.table.hasFocus():
            return turn
        whose = self.whose()
        theirs = [one for one in self._turns if whose is not None and one.person_id == whose.id]
        return turn if turn in theirs else next(iter(theirs), None)

    def who_left(self) -> PersonRow | None:
        """The one of the keyboard among those who have left."""
        found = self.former.chosen()
        return found if isinstance(found, PersonRow) else None

    def entry(self) -> LeaveRow | TurnRow | DaysRow | None:
        """The leave, turn or days that have the keyboard, which Delete takes out."""
        for card in (self.leaves, self.days, self.turns):
            if card.table.hasFocus():
                found = card.chosen()
                return found if isinstance(found, LeaveRow | TurnRow | DaysRow) else None
        return None


def _role(row: MemberRow | TurnRow | RoleRow | PersonRow) -> str:
    return capitalised(role_name(row.role))


def _hours(row: MemberRow) -> str:
    return week_words(row.shifts) or tr("Not entered: always at work")


def _next(row: DaysRow) -> str:
    return tr("Others decide") if row.next_on is None else date_words(row.next_on)


def _holders(row: RoleRow) -> str:
    said = tr(told_words(row))
    return capitalised(said) if row.unheld else said


def _of_use(row: RuleUse) -> str:
    if not row.decided:
        return tr("not decided yet")
    return tr("{useful} of {decided}", useful=f"{row.useful:,}", decided=f"{row.decided:,}")


def _unshown(row: RuleUse) -> str:
    if not row.unshown:
        return ""
    return tr("{unshown} of {fired}", unshown=f"{row.unshown:,}", fired=f"{row.fired:,}")
