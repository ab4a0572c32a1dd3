"""One step of a path of escalation: whom it tells, when, how often, and in whose hours."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QWidget

from models.handbook.escalation import ROLES
from models.handbook.escalation_edits import TypedStep
from models.wording import capitalised, role_name
from ui.handbook.calendar_words import calendar_name
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.icon_button import IconButton
from ui.widgets.labels import caption
from ui.widgets.text_line import TextLine
from ui.widgets.wheel_free import WheelFreeBox

_MOST_TIMES: Final = 10
_LONGEST: Final = 40
_MOVES: Final[Mapping[Qt.Key, str]] = {
    Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Delete: "out",
}  # fmt: skip
COLUMNS: Final = ("", "Tell", "Unseen for", "How often", "In the hours of", "Outside them", "")
STRETCH: Final = {1: 5, 2: 2, 3: 3, 4: 4, 5: 5}


class StepRow(QObject):
    """Controls of one row of a grid. `changed` once any says something else; `moved` carries "up",
    "down" or "out", by its buttons or by Alt with an arrow or Delete."""

    changed = Signal()
    moved = Signal(str)

    def __init__(
        self, theme: Theme, number: int, step: TypedStep, calendars: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        name = tr("Step {number}", number=number)
        self._number = caption(f"{number}")
        roles = {one: capitalised(role_name(one)) for one in ROLES}
        self.role = _box(tr("{step}: whom it tells", step=name), roles, step.role)
        self.after = TextLine(longest=_LONGEST)
        self.after.setText(step.after)
        self.after.setAccessibleName(tr("{step}: unseen for so long", step=name))
        often = {str(n): tr("{count} times", count=n) for n in range(2, _MOST_TIMES + 1)}
        self.times = _box(tr("{step}: how often", step=name), {"1": tr("once"), **often},
                          str(step.times))  # fmt: skip
        hours = {"": tr("at any hour"), **{one: calendar_name(one) for one in calendars}}
        self.within = _box(tr("{step}: in the hours of", step=name), hours, step.within)
        self.otherwise = _box(tr("{step}: outside them", step=name),
                              {"": tr("it waits for them"), **roles}, step.otherwise)  # fmt: skip
        self._ways = _ways(theme, name)
        self._connect()
        self._follow()

    @property
    def step(self) -> TypedStep:
        """What it says."""
        within = str(self.within.currentData())
        return TypedStep(
            str(self.role.currentData()), self.after.text().strip(), int(self.times.currentData()),
            within, str(self.otherwise.currentData()) if within else "",
        )  # fmt: skip

    def place_in(self, grid: QGridLayout, row: int) -> None:
        """Put it into a row of a grid, and in sight: the keyboard may go there at once."""
        for column, control in enumerate((self._number, *self.controls)):
            grid.addWidget(control, row, column)
            control.show()
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        grid.addLayout(buttons, row, len(COLUMNS) - 1)
        for button in self._ways.values():
            buttons.addWidget(button)
            button.show()

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """In their order."""
        return self.role, self.after, self.times, self.within, self.otherwise

    def control(self, key: str) -> QWidget:
        """That of a key of the file."""
        by_key: dict[str, QWidget] = {
            "after": self.after, "times": self.times, "within": self.within,
            "otherwise": self.otherwise,
        }  # fmt: skip
        return by_key.get(key, self.role)

    def way(self, name: str) -> IconButton:
        """The button that moves it up or down, or takes it out."""
        return self._ways[name]

    def show_place(self, patience: str, *, first: bool, last: bool) -> None:
        """What an empty time means here, and which way it can be moved."""
        self.after.setPlaceholderText(patience or tr("never"))
        self._ways["up"].setEnabled(not first)
        self._ways["down"].setEnabled(not last)
        self._ways["out"].setEnabled(not (first and last))

    def take_away(self) -> None:
        """It is there no more."""
        for control in (self._number, *self.controls, *self._ways.values()):
            control.hide()
            control.deleteLater()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt with an arrow moves it, Alt with Delete takes it out; a list opens by Space."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            way = _MOVES.get(Qt.Key(event.key()))
            if way is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier:
                if self._ways[way].isEnabled():
                    self.moved.emit(way)
                return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        for box in (self.role, self.times, self.within, self.otherwise):
            box.currentIndexChanged.connect(self._say)
        self.after.textChanged.connect(self._say)
        for way, button in self._ways.items():
            button.clicked.connect(lambda *_, way=way: self.moved.emit(way))
        for control in (*self.controls, *self._ways.values()):
            control.installEventFilter(self)

    def _say(self, *_: object) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Nobody is told outside of hours where there are none."""
        self.otherwise.setEnabled(bool(self.within.currentData()))


def _box(name: str, words: Mapping[str, str], chosen: str) -> QComboBox:
    box = WheelFreeBox()
    box.setAccessibleName(name)
    box.setMinimumContentsLength(6)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for value, said in words.items():
        box.addItem(said, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box


def _ways(theme: Theme, name: str) -> dict[str, IconButton]:
    return {
        "up": IconButton(theme, "arrow-up", tr("{step}: up (Alt+Up)", step=name)),
        "down": IconButton(theme, "chevron-down", tr("{step}: down (Alt+Down)", step=name)),
        "out": IconButton(theme, "cross", tr("{step}: take out (Alt+Delete)", step=name)),
    }
