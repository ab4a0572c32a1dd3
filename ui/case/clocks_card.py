"""The clocks of a case: a gauge for each that runs, a line for each that is decided, and why."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from models.queries.case import CaseDetail
from models.queries.case_clocks import CaseClockRow
from ui.case.clock_row import SIDE, ClockRow
from ui.case.clock_words import (
    answer,
    folded,
    name_of,
    outcome,
    piece_words,
    promised,
    question,
)
from ui.case.entries import ZoneNow
from ui.case.ledger_looks import Stretch
from ui.case.ledger_sheet import LedgerSheet
from ui.case.ledger_strip import LedgerStrip, Mark
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import body, caption, muted
from ui.widgets.tab_order import tab_before


class ClocksCard(Card):
    """The clock that binds next, or an SLA that is breached, stands first and large, and the strip
    explains it.

    The person may choose another to be explained; it stays chosen until another case is shown.
    `ledger_opened` carries the `LedgerSheet`, for what its stretches rest on to be read.
    """

    ledger_opened = Signal(object)

    def __init__(self, theme: Theme, papers: Sequence[QAction] = ()) -> None:
        super().__init__(theme, tr("Clocks"))
        self._theme = theme
        self._case: CaseDetail | None = None
        self._at: ZoneNow | None = None
        self._papers = papers
        self._next: str | None = None
        self._chosen: str | None = None
        self._by_hand = False
        self._rows: dict[str, ClockRow] = {}
        self._group = QButtonGroup(self)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self._folded = muted(wrap=True)
        self._folded.setContentsMargins(SIDE, 0, SIDE, 0)
        self._none = muted(tr("No clock runs: nothing was promised for this priority."), wrap=True)
        self._none.hide()  # not before it is known
        self._question = body()
        self._open = Button(theme, tr("Open ledger"), kind="link")
        self._open.clicked.connect(self.open_ledger)
        self._strip = LedgerStrip(theme)
        self._strip.read.connect(self._read)
        self._answer = caption(wrap=True)
        self._why = QWidget()
        self._lay_out()

    def show_case(self, case: CaseDetail, at: ZoneNow, *, afresh: bool) -> None:
        """Show the case's clocks; the one chosen by hand stays, unless `afresh`."""
        self._case, self._at = case, at
        self._next = _foremost(case)
        shown = _in_order(_shown(case), self._next)
        self._by_hand = self._by_hand and not afresh and self._chosen in shown
        if not self._by_hand:
            self._chosen = self._next or (list(shown)[-1] if shown else None)
        self._show_rows(shown)
        self._folded.setText("\n".join(folded(cycles) for cycles in case.earlier))
        self._folded.setVisible(bool(case.earlier))
        self._none.setVisible(not shown)
        self._show_why()

    def focus_why(self) -> None:
        """Put the keyboard on the strip."""
        self._strip.setFocus()

    def open_ledger(self) -> None:
        """The whole ledger of the clock chosen, as a list."""
        clock = self._clock()
        if clock is not None and self._at is not None:
            assert self._case is not None
            said, window = self._answer_words(clock), self.window()
            sheet = LedgerSheet(
                self._theme, window, clock, said, self._case, self._at, self._papers
            )
            sheet.show_sheet(sheet.stretches)
            self.ledger_opened.emit(sheet)

    # ---- the rows ----

    def _show_rows(self, shown: dict[str, CaseClockRow]) -> None:
        for key in [key for key in self._rows if key not in shown]:
            row = self._rows.pop(key)
            self._group.removeButton(row)
            row.hide()
            row.deleteLater()
        for place, (key, clock) in enumerate(shown.items()):
            row = self._rows.get(key) or self._add_row(key)
            if self._list.indexOf(row) != place:
                self._list.removeWidget(row)
                self._list.insertWidget(place, row)
            row.setChecked(key == self._chosen)
            self._fill(row, key, clock)
        tab_before(self._open, [self._rows[key] for key in shown])

    def _add_row(self, key: str) -> ClockRow:
        row = ClockRow(self._theme)
        row.clicked.connect(lambda *_: self._choose(key))
        self._group.addButton(row)
        self._rows[key] = row
        return row

    def _fill(self, row: ClockRow, key: str, clock: CaseClockRow) -> None:
        assert self._at is not None
        if clock.decided:
            row.show_decided(outcome(clock), breached=clock.verdict == "breached")
        else:
            promise = promised(clock, self._at)
            row.show_running(name_of(clock), promise, clock.gauge, next_due=key == self._next)

    def _choose(self, key: str) -> None:
        self._chosen, self._by_hand = key, True
        self._show_why()

    # ---- why ----

    def _clock(self) -> CaseClockRow | None:
        if self._case is None or self._chosen is None:
            return None
        return _shown(self._case).get(self._chosen)

    def _show_why(self) -> None:
        clock, at = self._clock(), self._at
        self._why.setVisible(clock is not None)
        if clock is None or at is None:
            return
        self._question.setText(question(clock, at))
        stretches = [
            Stretch(piece, partial(piece_words, piece, at, ahead=ahead), ahead=ahead)
            for ahead, pieces in ((False, clock.pieces), (True, clock.ahead))
            for piece in pieces
        ]
        self._strip.show_ledger(clock, stretches, _marks(clock, at), self._spoken(clock))
        if not self._strip.hasFocus():
            self._read("")

    def _read(self, words: str) -> None:
        clock = self._clock()
        if clock is not None:
            self._answer.setText(words or self._answer_words(clock))

    def _spoken(self, clock: CaseClockRow) -> str:
        marks = ", ".join(mark.words for mark in _marks(clock, self._at)) if self._at else ""
        return tr("Ledger: {answer}. {marks}", answer=self._answer_words(clock), marks=marks)

    def _answer_words(self, clock: CaseClockRow) -> str:
        assert self._case is not None
        assert self._at is not None
        return answer(clock, self._case, self._at)

    def _lay_out(self) -> None:
        self.content.setSpacing(self._theme.sizes.small)
        self.content.addLayout(self._list)
        self.content.addWidget(self._folded)
        self.content.addWidget(self._none)
        head = QHBoxLayout()
        head.setSpacing(self._theme.sizes.small)
        head.addWidget(self._question)
        head.addWidget(self._open)
        head.addStretch(1)
        column = QVBoxLayout(self._why)
        column.setContentsMargins(0, self._theme.sizes.tiny, 0, 0)
        column.setSpacing(self._theme.sizes.tiny)
        column.addLayout(head)
        column.addWidget(self._strip)
        column.addWidget(self._answer)
        self._answer.setMinimumHeight(2 * self._answer.fontMetrics().lineSpacing())
        self.content.addWidget(self._why)


def _shown(case: CaseDetail) -> dict[str, CaseClockRow]:
    """A clock per commitment: the SLA with its SLO as a notch, or the SLO where there is no SLA."""
    found: dict[str, CaseClockRow] = {}
    for clock in case.clocks:
        found.setdefault(clock.commitment, clock)
    return found


def _in_order(shown: dict[str, CaseClockRow], first: str | None) -> dict[str, CaseClockRow]:
    """The one that binds next, the others that run, then what is decided."""
    names = sorted(shown, key=lambda name: (shown[name].decided, name != first))
    return {name: shown[name] for name in names}


def _foremost(case: CaseDetail) -> str | None:
    """The commitment the queue shows; but an SLA that is breached comes before an internal promise
    that is over, however long."""
    over = [
        (clock.due_at, clock.commitment) for clock in case.clocks
        if clock.objective == "SLA" and clock.state == "breached" and clock.due_at is not None
    ]  # fmt: skip
    return min(over)[1] if over else case.row.commitment


def _marks(clock: CaseClockRow, at: ZoneNow) -> list[Mark]:
    marks = [Mark(clock.started_at, at.words(clock.started_at))]
    if clock.slo_due_at is not None:
        marks.append(Mark(clock.slo_due_at, f"{at.words(clock.slo_due_at)} SLO"))
    if clock.due_at is not None:
        marks.append(Mark(clock.due_at, f"{at.words(clock.due_at)} {clock.objective}"))
    return marks
