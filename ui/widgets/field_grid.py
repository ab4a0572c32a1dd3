"""Short fields side by side: lines to type in, and lists to choose from."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from models.handbook.environment import DETAILS
from models.wording import IMPACTS, URGENCIES, field_name
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.field import Field
from ui.widgets.text_line import TextLine
from ui.widgets.wheel_free import WheelFreeBox

_YES_NO: Final = {"yes": "Yes", "no": "No"}
_CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "impact_level": IMPACTS, "urgency": URGENCIES, "workaround_known": _YES_NO,
    "production": _YES_NO,
}  # fmt: skip
_NAMES: Final = {DETAILS: "Anything else of it"}

LEVELS: Final = (("impact_level", "urgency", "workaround_known"),)
"""What the suggested priority is made from (rule 20)."""

ENVIRONMENT: Final = (("product", "version", "component"), ("platform", "production", DETAILS))
WHOM: Final = (("customer", "contact"),)


class FieldGrid(QWidget):
    """Rows of fields by the names their command knows them by; `changed` as one is filled."""

    changed = Signal()

    def __init__(self, theme: Theme, rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.sizes.small)
        grid.setVerticalSpacing(theme.sizes.small)
        for at, row in enumerate(rows):
            for column, name in enumerate(row):
                field = Field(tr(_NAMES.get(name, field_name(name))), self._control(name))
                self.fields[name] = field
                grid.addLayout(_at_top(field), at, column)
                grid.setColumnStretch(column, 1)

    def values(self) -> dict[str, str]:
        """What is filled in, by field; "" where nothing is."""
        return {name: _value(field.control) for name, field in self.fields.items()}

    def show_values(self, values: Mapping[str, str]) -> None:
        """Fill the fields in; what a list does not offer is added to it, so that it stays."""
        for name, field in self.fields.items():
            _show(field.control, values.get(name, ""))

    def line(self, name: str) -> QLineEdit:
        """A field that is typed in."""
        control = self.fields[name].control
        assert isinstance(control, QLineEdit)
        return control

    def _control(self, name: str) -> QWidget:
        if name not in _CHOICES:
            line = TextLine()
            line.textChanged.connect(self.changed)
            return line
        box = WheelFreeBox()
        box.addItem(tr("Not known"), "")
        for choice, words in _CHOICES[name].items():
            box.addItem(tr(words), choice)
        box.currentIndexChanged.connect(self.changed)
        box.setMinimumContentsLength(8)
        return box


def _at_top(field: Field) -> QVBoxLayout:
    """Fields of a row begin at one height, whatever is said below one of them."""
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(field)
    column.addStretch(1)
    return column


def _value(control: QWidget) -> str:
    if isinstance(control, WheelFreeBox):
        return str(control.currentData() or "")
    assert isinstance(control, QLineEdit)
    return control.text()


def _show(control: QWidget, value: str) -> None:
    if isinstance(control, QLineEdit):
        control.setText(value)
        if not control.hasFocus():
            control.setCursorPosition(0)  # a long text is seen from its beginning
    elif isinstance(control, WheelFreeBox):
        if control.findData(value) < 0:
            control.addItem(value, value)
        control.setCurrentIndex(control.findData(value))
