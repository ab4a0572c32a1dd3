"""One row of the targets table: what is promised of one commitment at one priority."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from models.handbook.backtest import Comparison
from models.handbook.finding import Finding
from models.handbook.policy import OBJECTIVES, Policy, Target
from models.handbook.policy_words import amount_words, percent_list
from models.handbook.target_edits import target_path
from models.handbook.toml_source import key_words
from models.queries.handbook_draft import DraftReading
from models.wording import commitment_name
from ui.handbook.calendar_words import calendar_name
from ui.handbook.handbook_draft import HandbookDraft
from ui.handbook.notes import found_words
from ui.handbook.past_cell import PastCell
from ui.handbook.promise_field import PromiseField
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.labels import body, muted
from ui.widgets.priority_badge import PriorityBadge
from ui.widgets.wheel_free import WheelFreeBox

FIELDS = ("sla", "slo", "warnings")
_COLUMNS = {"sla": 2, "slo": 3, "calendar": 4, "warnings": 5}


@dataclass(frozen=True)
class Cell:
    """A cell was settled: where, and what was typed or chosen."""

    priority: str
    commitment: str
    what: str
    words: str


class TargetRow(QObject):
    """Widgets of a grid: it takes two of its rows, the lower one for what is to be said.

    Signals: `settled` and `noted` (a `Cell`), `given_up` (a place), `step_asked` (what, -1 or 1).
    """

    settled = Signal(object)
    noted = Signal(object)
    given_up = Signal(str)
    step_asked = Signal(str, int)

    def __init__(
        self, theme: Theme, priority: str, commitment: str, first: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.priority, self.commitment = priority, commitment
        self._badge: QWidget = PriorityBadge(theme, priority) if first else QLabel()
        self._name = body(tr(commitment_name(commitment)))
        self.fields = {what: self._field(what) for what in FIELDS}
        self.calendar = WheelFreeBox()
        self.calendar.setProperty("role", "cell")
        self.calendar.setAccessibleName(self._spoken(tr("counts on")))
        self.calendar.activated.connect(self._choose_calendar)
        self.past = {
            objective: PastCell(self._spoken(tr("{objective} in the last quarter",
                                                objective=objective)))
            for objective in OBJECTIVES
        }  # fmt: skip
        self._unpromised: set[str] = set()
        self.said = muted(wrap=True)
        self.said.setContentsMargins(0, 0, 0, theme.sizes.tiny)
        self.said.hide()

    def place_in(self, grid: QGridLayout, row: int) -> None:
        """Put it into two rows of a grid."""
        middle = Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self._badge, row, 0, middle)
        grid.addWidget(self._name, row, 1, middle)
        for what, column in _COLUMNS.items():
            grid.addWidget(self._control(what), row, column)
        for column, cell in enumerate(self.past.values(), len(_COLUMNS) + 2):
            grid.addWidget(cell, row, column, middle)
        grid.addWidget(self.said, row + 1, 1, 1, len(_COLUMNS) + 3)

    def path(self, what: str) -> str:
        """The key of a cell in the file."""
        return key_words(target_path(self.priority, self.commitment, what))

    def show(self, reading: DraftReading, draft: HandbookDraft, findings: list[Finding]) -> None:
        """What the handbook says, where that is the draft's, what was typed and not taken, and what
        is found."""
        policy = reading.policy
        target = self._target(policy)
        self._unpromised = {
            objective for objective in OBJECTIVES
            if target is None or getattr(target, objective.lower()) is None
        }  # fmt: skip
        for what, field in self.fields.items():
            words = _words(policy, target, what)
            before = _words(reading.before, self._target(reading.before), what)
            field.show_words(words, _nothing(target, what))
            field.show_change("" if words == before else before or _nothing(None, what))
            place = self.path(what)
            if place in draft.typed:
                field.show_typed(draft.typed[place], draft.problems.get(place, ""))
            else:
                field.show_taken()
        self._show_calendar(policy, target)
        self._say(draft, findings)

    def show_test(self, rows: Mapping[tuple[str, str, str], Comparison]) -> None:
        """What became of it in the last quarter, and would have under the draft."""
        for objective, cell in self.past.items():
            row = rows.get((self.priority, self.commitment, objective))
            cell.show_row(row, by_contract=objective in self._unpromised)

    def _say(self, draft: HandbookDraft, findings: list[Finding]) -> None:
        problems = [
            problem for what in FIELDS if (problem := draft.problems.get(self.path(what), ""))
        ]
        place = f"{self.priority} {tr(commitment_name(self.commitment)).lower()}"
        lines = [tr("■ {problem}", problem=problem) for problem in problems]
        lines += [found_words(finding, place) for finding in findings]
        self.said.setText("\n".join(lines))
        self.said.setVisible(bool(lines))
        ink = "error" if problems else "soon" if findings else ""
        if self.said.property("ink") != ink:
            self.said.setProperty("ink", ink)
            self.said.style().unpolish(self.said)
            self.said.style().polish(self.said)

    def _target(self, policy: Policy) -> Target | None:
        return policy.target(self.priority, self.commitment)

    def _show_calendar(self, policy: Policy, target: Target | None) -> None:
        names = list(policy.calendars)
        if [self.calendar.itemData(at) for at in range(self.calendar.count())] != names:
            self.calendar.clear()
            for name in names:
                self.calendar.addItem(calendar_name(name), name)
        self.calendar.setVisible(target is not None)
        if target is not None:
            self.calendar.setCurrentIndex(names.index(target.calendar))

    def _field(self, what: str) -> PromiseField:
        words = {"sla": tr("SLA"), "slo": tr("SLO"), "warnings": tr("warnings")}[what]
        field = PromiseField(self._spoken(words))
        field.settled.connect(lambda said: self.settled.emit(self._cell(what, said)))
        field.noted.connect(lambda said: self.noted.emit(self._cell(what, said)))
        field.given_up.connect(lambda: self.given_up.emit(self.path(what)))
        field.step_asked.connect(lambda step: self.step_asked.emit(what, step))
        return field

    def _cell(self, what: str, words: str) -> Cell:
        return Cell(self.priority, self.commitment, what, words)

    def _choose_calendar(self, index: int) -> None:
        self.settled.emit(self._cell("calendar", str(self.calendar.itemData(index))))

    def _control(self, what: str) -> QWidget:
        return self.calendar if what == "calendar" else self.fields[what]

    def _spoken(self, what: str) -> str:
        return f"{self.priority}, {tr(commitment_name(self.commitment)).lower()}, {what}"


def _words(policy: Policy, target: Target | None, what: str) -> str:
    if target is None:
        return ""
    if what == "warnings":
        return percent_list(target.warnings)
    amount = target.sla if what == "sla" else target.slo
    return "" if amount is None else amount_words(amount, policy.calendars[target.calendar])


def _nothing(target: Target | None, what: str) -> str:
    """What stands in a cell that says nothing."""
    if what == "warnings":
        return ""
    return tr("not promised") if what == "sla" else tr("none")
