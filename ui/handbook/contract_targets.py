"""The targets of a contract: its own are typed, the handbook's stand behind in grey."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from models.handbook.contract_edits import with_contract_target
from models.handbook.contract_reading import ContractReading
from models.handbook.finding import Finding
from models.handbook.policy import COMMITMENTS, PRIORITIES, Policy
from models.handbook.policy_words import amount_words
from models.wording import commitment_name
from ui.handbook.calendar_words import calendar_name
from ui.handbook.handbook_draft import HandbookDraft
from ui.handbook.notes import advice, found_words
from ui.handbook.promise_field import PromiseField
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import body, caption, muted
from ui.widgets.priority_badge import PriorityBadge
from ui.widgets.wheel_free import WheelFreeBox

Place = tuple[str, str, str]
"""(priority, commitment, what)."""
AMOUNTS = ("sla", "slo")
_HEADINGS = ("", "Commitment", "SLA", "SLO", "Counts on")


class ContractTargets(Card):
    """A row per priority and commitment; an emptied cell is the handbook's again."""

    def __init__(self, theme: Theme, draft: HandbookDraft, place_of: Callable[[str], str]) -> None:
        super().__init__(theme, tr("Targets"), tr("in grey what counts without one of its own"))
        self._theme = theme
        self._draft = draft
        self._place_of = place_of
        self._at = 0
        self._table = QWidget()
        self.fields: dict[Place, PromiseField] = {}
        self.calendars: dict[tuple[str, str], WheelFreeBox] = {}
        self._problems: dict[tuple[str, str], QLabel] = {}
        self._advice = muted(wrap=True)
        self._advice.hide()
        self.content.addWidget(self._table)
        self.content.addWidget(self._advice)

    def show_contract(self, shown: ContractReading, findings: Sequence[Finding]) -> None:
        """Show what the draft says of it, and what the linter found."""
        self._at = shown.at
        wanted = _wanted(shown.policy)
        if list(self._problems) != wanted:
            self._build(wanted)
        for (priority, name, what), field in self.fields.items():
            self._show_amount(shown, (priority, name, what), field)
        for (priority, name), box in self.calendars.items():
            self._show_calendar(shown.policy, priority, name, box)
        for target, label in self._problems.items():
            own = [finding for finding in findings if finding.path[3:5] == target]
            self._say(label, target, [_found(finding, shown.name, target) for finding in own])
        self._advice.setText("\n".join(advice(findings)))
        self._advice.setVisible(bool(findings))

    def stops(self) -> list[QWidget]:
        """What Tab goes to, along each row."""
        found: list[QWidget] = []
        for priority, name in self._problems:
            found += [self.fields[priority, name, what] for what in AMOUNTS]
            found.append(self.calendars[priority, name])
        return found

    def _show_amount(self, shown: ContractReading, place: Place, field: PromiseField) -> None:
        priority, name, what = place
        target = shown.policy.target(priority, name)
        amount = None if target is None else target.sla if what == "sla" else target.slo
        words = ""
        if target is not None and amount is not None:
            words = amount_words(amount, shown.policy.calendars[target.calendar])
        is_own = what in shown.own.get(priority, {}).get(name, {})
        nothing = words or (tr("not promised") if what == "sla" else tr("none"))
        field.show_words(words if is_own else "", nothing)
        where = self._where(place)
        if where in self._draft.typed:
            field.show_typed(self._draft.typed[where], self._draft.problems.get(where, ""))
        else:
            field.show_taken()

    def _show_calendar(self, policy: Policy, priority: str, name: str, box: WheelFreeBox) -> None:
        names, target = list(policy.calendars), policy.target(priority, name)
        if [box.itemData(at) for at in range(box.count())] != names:
            box.clear()
            for one in names:
                box.addItem(calendar_name(one), one)
        box.setVisible(target is not None)
        if target is not None:
            box.setCurrentIndex(names.index(target.calendar))

    def _say(self, label: QLabel, target: tuple[str, str], found: list[str]) -> None:
        wheres = [self._where((*target, what)) for what in AMOUNTS]
        wrong = [tr("■ {problem}", problem=self._draft.problems[where])
                 for where in wheres if where in self._draft.problems]  # fmt: skip
        label.setText("\n".join([*wrong, *found]))
        label.setVisible(bool(wrong or found))
        ink = "error" if wrong else "soon"
        if label.property("ink") != ink:
            label.setProperty("ink", ink)
            label.style().unpolish(label)
            label.style().polish(label)

    def _build(self, wanted: list[tuple[str, str]]) -> None:
        self.content.removeWidget(self._table)
        self._table.deleteLater()
        self._table = QWidget()
        self.fields, self.calendars, self._problems = {}, {}, {}
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.sizes.small)
        grid.setVerticalSpacing(1)
        grid.setColumnMinimumWidth(0, 36)
        for column, words in enumerate(_HEADINGS):
            heading = caption(tr(words) if words else "")
            heading.setContentsMargins(9 if column > 1 else 0, 0, 0, self._theme.sizes.tiny)
            grid.addWidget(heading, 0, column)
            grid.setColumnStretch(column, 1 if column else 0)
        before = ""
        for at, (priority, name) in enumerate(wanted):
            self._add(grid, 2 * at + 1, priority, name, priority != before)
            before = priority
        self.content.insertWidget(0, self._table)

    def _add(self, grid: QGridLayout, line: int, priority: str, name: str, first: bool) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        if first:
            grid.addWidget(PriorityBadge(self._theme, priority), line, 0, middle)
        shown = tr(commitment_name(name))
        grid.addWidget(body(shown), line, 1, middle)
        spoken = f"{priority}, {shown.lower()}"
        for column, what in enumerate(AMOUNTS, 2):
            place = (priority, name, what)
            field = PromiseField(f"{spoken}, {what.upper()}")
            field.settled.connect(partial(self._settle, place))
            field.noted.connect(lambda words, place=place: self._draft.note(
                self._where(place), words))  # fmt: skip
            field.given_up.connect(lambda place=place: self._draft.drop(self._where(place)))
            field.step_asked.connect(partial(self._step, place))
            self.fields[place] = field
            grid.addWidget(field, line, column)
        box = WheelFreeBox()
        box.setProperty("role", "cell")
        box.setAccessibleName(tr("{target}, counts on", target=spoken))
        box.activated.connect(partial(self._choose, priority, name))
        self.calendars[priority, name] = box
        grid.addWidget(box, line, 4)
        problem = muted(wrap=True)
        problem.setProperty("ink", "error")
        problem.hide()
        self._problems[priority, name] = problem
        grid.addWidget(problem, line + 1, 1, 1, 4)

    def _settle(self, place: Place, words: str) -> None:
        change = partial(with_contract_target, at=self._at, place=place, words=words)
        self._draft.change(self._where(place), change, words)

    def _choose(self, priority: str, name: str, index: int) -> None:
        chosen = str(self.calendars[priority, name].itemData(index))
        place = (priority, name, "calendar")
        change = partial(with_contract_target, at=self._at, place=place, words=chosen)
        self._draft.change(self._where(place), change)

    def _step(self, place: Place, step: int) -> None:
        """Up and down in a column."""
        column = [other for other in self.fields if other[2] == place[2]]
        at = column.index(place) + step
        if 0 <= at < len(column):
            self.fields[column[at]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _where(self, place: Place) -> str:
        return self._place_of(".".join(("targets", *place)))


def _wanted(policy: Policy) -> list[tuple[str, str]]:
    names = dict.fromkeys((*COMMITMENTS, *policy.commitment_names()))
    return [(priority, name) for priority in PRIORITIES for name in names]


def _found(finding: Finding, contract: str, target: tuple[str, str]) -> str:
    """What is found, without the names of what it stands beside."""
    priority, name = target
    place = f"Contract “{contract}”, {priority} {commitment_name(name).lower()}"
    return found_words(finding, tr(place))
