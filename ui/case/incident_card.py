"""Who leads a case, by when its customers and the team hear of it next, and the running log."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from models.gauge import State
from models.incident_words import holder_words
from models.queries.case import CaseDetail
from models.queries.incident import Incident, Note, Owed, RoleLine
from models.wording import capitalised, role_name, span_words
from ui.case.entries import ZoneNow
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import body, caption, muted
from ui.widgets.line_list import Line, LineList
from ui.widgets.state_shape import shape_of

_INKS: Final[dict[State, str]] = {"at_risk": "soon", "breached": "breached"}
_TITLES: Final = {"P1": "Incident", "P2": "Who leads it"}
_LOG = 3
_MOST_ROLES = 3


class IncidentCard(Card):
    """Roles that nobody has are said loudly; out of sight where a case has none, and the team owes
    itself nothing."""

    def __init__(self, theme: Theme, name_roles: QAction, note: QAction) -> None:
        super().__init__(theme, tr("Incident"))
        self._name_roles = ActionButton(theme, name_roles, kind="link")
        self.corner.addWidget(self._name_roles)
        self._pairs = [_Pair() for _ in range(_MOST_ROLES + 2)]
        grid = QGridLayout()
        grid.setVerticalSpacing(theme.sizes.tiny)
        grid.setHorizontalSpacing(theme.sizes.medium)
        grid.setColumnStretch(1, 1)
        for row, pair in enumerate(self._pairs):
            grid.addWidget(pair.name, row, 0)
            grid.addWidget(pair.said, row, 1)
        self.content.addLayout(grid)
        self._log = QWidget()
        self._none = caption(tr("No note yet: what was tried, what it changed."), wrap=True)
        self.list = LineList(theme, tr("Running log of the incident"), _LOG)
        column = QGridLayout(self._log)
        column.setContentsMargins(0, theme.sizes.small, 0, 0)
        column.setVerticalSpacing(theme.sizes.tiny)
        column.addWidget(muted(tr("Running log")), 0, 0)
        column.addWidget(ActionButton(theme, note, kind="link"), 0, 2)
        column.setColumnStretch(1, 1)
        column.addWidget(self._none, 1, 0, 1, 3)
        column.addWidget(self.list, 2, 0, 1, 3)
        self.content.addWidget(self._log)
        self.hide()

    def show_case(self, case: CaseDetail, at: ZoneNow) -> None:
        """Show the roles of the case, what is owed, and what the team wrote down."""
        told = case.incident
        shown = told is not None and bool(told.roles or told.every_seconds)
        self.setVisible(shown)
        if told is None or not shown:
            return
        self.set_title(tr(_TITLES.get(case.row.priority, "Among ourselves")))
        self._name_roles.setVisible(bool(told.roles))
        lines = [*map(_role, told.roles), *_owed(told, case.row.key, at)]
        for place, pair in enumerate(self._pairs):
            pair.show_line(lines[place] if place < len(lines) else None)
        self._log.setVisible(bool(told.every_seconds))
        self._show_log(told.notes, at)

    def _show_log(self, notes: Sequence[Note], at: ZoneNow) -> None:
        before = self.list.count()
        self.list.show_lines([_line(note, at) for note in notes])
        self.list.setVisible(bool(notes))
        self._none.setVisible(not notes)
        if self.list.count() != before and not self.list.hasFocus():
            self.list.setCurrentRow(self.list.count() - 1)  # the last is what is new
            self.list.scrollToBottom()


class _Pair:
    """What it is, and what is to be said of it."""

    def __init__(self) -> None:
        self.name, self.said = caption(), body(wrap=True)

    def show_line(self, line: tuple[str, str, str] | None) -> None:
        """(name, words, ink); nothing to say, nothing to see."""
        for label in (self.name, self.said):
            label.setVisible(line is not None)
        if line is not None:
            self.name.setText(line[0])
            _ink(self.said, *line[1:])


def _ink(label: QLabel, words: str, ink: str) -> None:
    if label.text() == words and label.property("ink") == ink:
        return
    label.setText(words)
    label.setProperty("ink", ink)
    label.style().unpolish(label)
    label.style().polish(label)


def _role(line: RoleLine) -> tuple[str, str, str]:
    name = tr(capitalised(role_name(line.role)))
    if line.missing:
        return name, tr("■ Nobody is named"), "breached"
    who = inline(", ".join(line.people))
    return name, tr(holder_words(who, by_hand=line.by_hand)), ""


def _owed(told: Incident, key: str, at: ZoneNow) -> list[tuple[str, str, str]]:
    """The two clocks: what the customers are promised, and what the team owes itself."""
    if not told.every_seconds:
        return []
    customers = told.customers
    if customers is None:
        lines = [(tr("Customers"), tr("No update is owed"), "")]
    else:
        place = customers.key if customers.key != key else ""
        lines = [(tr("Customers"), _by(customers, tr("update"), at, place), _ink_of(customers))]
    if told.team is not None:
        said = _by(told.team, tr("note"), at, "", span=True)
        lines.append((tr("Team"), said, _ink_of(told.team)))
    return lines


def _ink_of(owed: Owed) -> str:
    return "breached" if owed.imminent else _INKS.get(owed.state, "")


def _by(owed: Owed, what: str, at: ZoneNow, place: str, *, span: bool = False) -> str:
    """“● update by 14:40”; of the team's, which runs round the clock, how long that is."""
    over = owed.state == "breached"
    key = "{shape} {what} owed since {when}" if over else "{shape} {what} by {when}"
    shape = shape_of(owed.state, owed.imminent)
    words = tr(key, shape=shape, what=what, when=at.words(owed.due_at))
    if span:
        left = span_words(abs(owed.due_at - at.now))
        words += " · " + (tr("{span} over", span=left) if over else left)
    return words + (tr(", in {case}", case=place) if place else "")


def _line(note: Note, at: ZoneNow) -> Line:
    who = " · ".join(part for part in (at.words(note.at), note.who) if part)
    return Line(note.text, who, "note", note)
