"""The steps of a path of escalation: added, moved, changed, taken out."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from models.handbook.escalation import ROLES
from models.handbook.escalation_edits import TypedStep
from ui.handbook.step_row import COLUMNS, STRETCH, StepRow
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.form_values import Value
from ui.widgets.labels import caption

_MOST: Final = 20
_WAYS: Final = {"up": -1, "down": 1}


class StepList(QWidget):
    """`steps` are those in it, `changed` once they are others; its buttons are `add`, `usual`.

    `entered`: Enter was pressed in a line of it.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, calendars: Sequence[str]) -> None:
        super().__init__()
        self._theme, self._calendars = theme, calendars
        self._patience = ""
        self.rows: list[StepRow] = []
        self.setAccessibleName(tr("Steps"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.sizes.small)
        self._grid.setVerticalSpacing(theme.sizes.tiny)
        for column, words in enumerate(COLUMNS):
            self._grid.addWidget(caption(tr(words) if words else ""), 0, column)
        for column, share in STRETCH.items():
            self._grid.setColumnStretch(column, share)
        self.add = Button(theme, tr("Add a step"))
        self.usual = Button(theme, tr("As the handbook has it"), kind="quiet")
        self.add.clicked.connect(self._add)
        below = QHBoxLayout()
        below.setContentsMargins(0, theme.sizes.tiny, 0, 0)
        below.addWidget(self.add)
        below.addWidget(self.usual)
        below.addStretch(1)
        self._grid.addLayout(below, _MOST + 1, 1, 1, len(COLUMNS) - 1)

    @property
    def steps(self) -> tuple[TypedStep, ...]:
        """What the rows say."""
        return tuple(row.step for row in self.rows)

    def show_steps(self, steps: Iterable[TypedStep]) -> None:
        """Show these."""
        for row in self.rows:
            row.take_away()
        self.rows = []
        for number, step in enumerate(steps, 1):
            row = StepRow(self._theme, number, step, self._calendars, self)
            row.place_in(self._grid, number)
            row.changed.connect(self.changed)
            row.after.returnPressed.connect(self.entered)
            row.moved.connect(partial(self._move, number - 1))
            self.rows.append(row)
        for button in (self.add, self.usual):
            button.raise_()  # a sheet's Tab goes by the order of its parts: on, from the last row
        self._say_places()
        self.changed.emit()

    def show_patience(self, words: str) -> None:
        """What a step without a time of its own waits; "" where it waits for ever."""
        self._patience = words
        self._say_places()

    def lead_to(self, at: int, key: str) -> None:
        """The keyboard that is given to the list goes to this step's control."""
        if at < len(self.rows):
            self.setFocusProxy(self.rows[at].control(key))

    def holds(self) -> Value:
        """What is kept of it in a draft."""

        def read() -> str:
            return json.dumps([asdict(one) for one in self.steps])

        def put(words: str) -> None:
            self.show_steps(TypedStep(**one) for one in json.loads(words))

        return Value(self.objectName(), self, read, put, (self.changed,), typed=True)

    def _say_places(self) -> None:
        last = len(self.rows) - 1
        for at, row in enumerate(self.rows):
            row.show_place(self._patience, first=at == 0, last=at == last)
        self.add.setEnabled(len(self.rows) < _MOST)

    def _add(self) -> None:
        """The first role that is not told yet."""
        told = {one.role for one in self.steps}
        role = next((one for one in ROLES if one not in told), ROLES[-1])
        self.show_steps([*self.steps, TypedStep(role)])
        self._focus(len(self.rows) - 1)

    def _move(self, at: int, way: str) -> None:
        steps = list(self.steps)
        one = steps.pop(at)
        to = min(at, len(steps) - 1) if way == "out" else at + _WAYS[way]
        if way != "out":
            steps.insert(to, one)
        self.show_steps(steps)
        self._focus(to)

    def _focus(self, at: int) -> None:
        self.rows[at].role.setFocus(Qt.FocusReason.OtherFocusReason)
