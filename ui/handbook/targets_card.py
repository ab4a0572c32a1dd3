"""The targets, edited in place: a row per priority and commitment, as the handbook prints them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from models.handbook.backtest import BackTest
from models.handbook.file_node import FileError
from models.handbook.policy import COMMITMENTS, PRIORITIES, Policy
from models.handbook.target_edits import target_path, with_target, written_name
from models.handbook.toml_source import key_words
from models.queries.handbook_draft import DraftReading
from models.queries.last_quarter import LastQuarter
from models.review_words import period_words
from ui.handbook.commitment_sheet import Wrong, ask_commitment
from ui.handbook.handbook_draft import HandbookDraft
from ui.handbook.notes import findings_at
from ui.handbook.past_sum import PastSum
from ui.handbook.target_row import Cell, TargetRow
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.form_draft import FormDrafts
from ui.widgets.labels import caption
from ui.widgets.tab_order import tab_along

_HEADINGS = ("", "Commitment", "SLA", "SLO", "Counts on", "Warnings", "", "")
_STRETCH = {1: 4, 2: 4, 3: 4, 4: 4, 5: 2, 6: 4, 7: 4}
_LEAST = {0: 36, 2: 132, 3: 132}
_ROOM_FOR_BOTH = 960
_PAST = {6: "SLA", 7: "SLO"}


class TargetsCard(Card):
    """Every cell is a field; what it says goes to the draft, and what the draft says comes back.

    `typing` is emitted at each keystroke with the `Cell` as it stands; `left` carries what is said
    where words are kept as a sheet is left.
    """

    typing = Signal(object)
    left = Signal(str)

    def __init__(self, theme: Theme, draft: HandbookDraft, drafts: FormDrafts) -> None:
        super().__init__(
            theme, tr("Targets"), tr("typed as you would say it: 15 min, 4 h, 3 business days")
        )
        self._theme = theme
        self._draft = draft
        self._drafts = drafts
        self.rows: list[TargetRow] = []
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._headings: dict[int, QLabel] = {}
        self._test: BackTest | None = None
        self._quarter: LastQuarter | None = None
        self._sum = PastSum(theme)
        self.flips_asked = self._sum.flips_asked
        self.content.addWidget(self._table)
        self.content.addWidget(self._sum)

    def show_draft(self, reading: DraftReading) -> None:
        """Show the draft as it was read; the keyboard stays where it is."""
        wanted = _wanted(reading.policy)
        if [(row.priority, row.commitment) for row in self.rows] != wanted:
            self._build(wanted)
        for row in self.rows:
            found = findings_at(reading.findings, "targets", row.priority, row.commitment)
            row.show(reading, self._draft, found)
        self._show_test()

    def show_test(self, test: BackTest | None, quarter: LastQuarter | None) -> None:
        """What the last quarter would have been under the draft; None where it is not known."""
        self._test, self._quarter = test, quarter
        self._show_test()

    def _show_test(self) -> None:
        test, quarter = self._test, self._quarter
        rows = test.rows if test is not None else ()
        by_place = {(row.now.priority, row.now.commitment, row.now.objective): row for row in rows}
        for target in self.rows:
            target.show_test(by_place)
        for column, objective in _PAST.items():
            words = "" if quarter is None else period_words(quarter.period.name)
            told = tr("{objective} in {quarter}", objective=objective, quarter=words)
            self._headings[column].setText(told if words else "")
        self._sum.show_test(test, quarter)

    def focus_first(self) -> None:
        """The first cell."""
        if self.rows:
            self.rows[0].fields["sla"].setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_commitment(self) -> None:
        """Ask for a commitment of the team's own."""
        ask_commitment(
            self._theme, self.window(), self._drafts, self.left.emit, self._add_commitment
        )

    def _add_commitment(self, name: str, priority: str, sla: str) -> Wrong | None:
        commitment = written_name(name)
        if not commitment:
            return "name", tr("Give it a name of letters or digits.")
        if commitment in {row.commitment for row in self.rows}:
            return "name", tr("There is such a commitment already.")
        if not sla.strip():
            return "sla", tr("Say how soon, such as 8 h.")
        path = target_path(priority, commitment, "sla")
        try:
            with_target(self._draft.source, path, sla)
        except FileError as error:
            wrong = "name" if error.path == path[:3] else "sla"
            return wrong, error.said
        self._draft.change(key_words(path), lambda source: with_target(source, path, sla))
        return None

    def places(self) -> set[tuple[str, str]]:
        """The (priority, commitment) of every row."""
        return {(row.priority, row.commitment) for row in self.rows}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow table gives up the last quarter's SLO first."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        wide = self.width() >= _ROOM_FOR_BOTH
        self._grid.setColumnStretch(7, _STRETCH[7] if wide else 0)
        for row in self.rows:
            row.past["SLO"].setVisible(wide)
        if 7 in self._headings:
            self._headings[7].setVisible(wide)

    # ---- building ----

    def _build(self, wanted: Sequence[tuple[str, str]]) -> None:
        """The rows anew, the keyboard back where it was."""
        at = self._focused()
        self.content.removeWidget(self._table)
        self._table.deleteLater()
        for row in self.rows:
            row.deleteLater()
        self._table = QWidget()
        self._grid = self._new_grid(self._table)
        self.rows, line, before = [], 1, ""
        for priority, commitment in wanted:
            if priority != before:
                self._grid.addWidget(_line(), line, 0, 1, len(_HEADINGS))
                line += 1
            row = TargetRow(self._theme, priority, commitment, priority != before, self._table)
            row.place_in(self._grid, line)
            self._connect(row)
            self.rows.append(row)
            line, before = line + 2, priority
        self._order_tabs()
        self._make_room()
        self.content.insertWidget(0, self._table)
        self._focus(at)

    def _new_grid(self, table: QWidget) -> QGridLayout:
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.sizes.small)
        grid.setVerticalSpacing(1)
        for column, words in enumerate(_HEADINGS):
            heading = caption(tr(words) if words else "")
            heading.setContentsMargins(9 if 1 < column < 6 else 0, 0, 0, self._theme.sizes.tiny)
            grid.addWidget(heading, 0, column)
            self._headings[column] = heading
        for column, share in _STRETCH.items():
            grid.setColumnStretch(column, share)
        for column, width in _LEAST.items():
            grid.setColumnMinimumWidth(column, width)
        return grid

    def _connect(self, row: TargetRow) -> None:
        row.settled.connect(self._settle)
        row.noted.connect(self._keep_typed)
        row.given_up.connect(self._draft.drop)
        row.step_asked.connect(partial(self._step, row))

    def _order_tabs(self) -> None:
        """Along the row, then the next row."""
        stops: list[QWidget] = []
        for row in self.rows:
            fields = row.fields
            stops += [fields["sla"], fields["slo"], row.calendar, fields["warnings"]]
        tab_along(stops)

    # ---- what the person does ----

    def _settle(self, cell: Cell) -> None:
        path = target_path(cell.priority, cell.commitment, cell.what)
        self._draft.change(
            _place(cell), lambda source: with_target(source, path, cell.words), cell.words
        )

    def _keep_typed(self, cell: Cell) -> None:
        self._draft.note(_place(cell), cell.words)
        self.typing.emit(cell)

    def _step(self, row: TargetRow, what: str, step: int) -> None:
        at = self.rows.index(row) + step
        if 0 <= at < len(self.rows):
            self.rows[at].fields[what].setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self) -> tuple[str, str, str] | None:
        for row in self.rows:
            for what, field in row.fields.items():
                if field.hasFocus():
                    return row.priority, row.commitment, what
        return None

    def _focus(self, at: tuple[str, str, str] | None) -> None:
        for row in self.rows:
            if at is not None and (row.priority, row.commitment) == at[:2]:
                row.fields[at[2]].setFocus(Qt.FocusReason.OtherFocusReason)


def _wanted(policy: Policy) -> list[tuple[str, str]]:
    """Every commitment that any priority has, at every priority: an empty row can be filled."""
    names = sorted({*COMMITMENTS, *policy.commitment_names()}, key=_rank)
    return [(priority, name) for priority in PRIORITIES for name in names]


def _rank(name: str) -> tuple[int, str]:
    return (COMMITMENTS.index(name), "") if name in COMMITMENTS else (len(COMMITMENTS), name)


def _place(cell: Cell) -> str:
    return key_words(target_path(cell.priority, cell.commitment, cell.what))


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line
