"""What a form's controls hold, as a text of each: words, chips, ticks, a date, a list's choice."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QDate, Qt, SignalInstance
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from ui.widgets.chips import ChipRow
from ui.widgets.field_grid import FieldGrid

_ID = Qt.ItemDataRole.UserRole
_TICKED, _NOT = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@dataclass(frozen=True)
class Value:
    """`read` and `put` what a control holds; `changes` are emitted when it is another.

    `typed`: words, as against a choice. `alone`: worth keeping where nothing else was changed,
    which the line of a list that has the keyboard is not.
    """

    place: str
    control: QWidget
    read: Callable[[], str]
    put: Callable[[str], None]
    changes: tuple[SignalInstance, ...]
    typed: bool = False
    alone: bool = True


def form_values(fields: Sequence[tuple[str, QWidget]]) -> list[Value]:
    """Those of a form's fields, each by its control's name, or by its place among the fields."""
    return [
        value
        for place, (_, control) in enumerate(fields)
        for value in _values(control.objectName() or str(place), control)
    ]


def _values(place: str, control: QWidget) -> Iterator[Value]:
    if isinstance(control, FieldGrid):
        for name, field in control.fields.items():
            yield from _values(f"{place}.{name}", field.control)
    elif isinstance(control, QLineEdit):
        changes = (control.textChanged,)
        yield Value(place, control, control.text, control.setText, changes, typed=True)
    elif isinstance(control, QPlainTextEdit):
        read, put = control.toPlainText, control.setPlainText
        yield Value(place, control, read, put, (control.textChanged,), typed=True)
    elif isinstance(control, QDateEdit):
        yield _date(place, control)
    elif isinstance(control, ChipRow):
        yield _chips(place, control)
    elif isinstance(control, QCheckBox):
        yield _box(place, control)
    elif isinstance(control, QComboBox):
        yield _choice(place, control)
    elif isinstance(control, QListWidget):
        yield _list(place, control)


def _chips(place: str, row: ChipRow) -> Value:
    def put(words: str) -> None:
        row.choose(*words.split(" "))
        row.chosen_changed.emit(row.chosen())  # what the form shows for it follows

    return Value(place, row, lambda: " ".join(row.chosen()), put, (row.chosen_changed,))


def _date(place: str, field: QDateEdit) -> Value:
    iso = Qt.DateFormat.ISODate

    def read() -> str:
        return field.date().toString(iso)

    def put(words: str) -> None:
        field.setDate(QDate.fromString(words, iso))

    return Value(place, field, read, put, (field.dateChanged,), typed=True)


def _box(place: str, box: QCheckBox) -> Value:
    def read() -> str:
        return "yes" if box.isChecked() else ""

    return Value(place, box, read, lambda words: box.setChecked(bool(words)), (box.toggled,))


def _choice(place: str, box: QComboBox) -> Value:
    def put(words: str) -> None:
        if box.findData(words) >= 0:
            box.setCurrentIndex(box.findData(words))

    changes = (box.currentIndexChanged,)
    return Value(place, box, lambda: str(box.currentData() or ""), put, changes)


def _list(place: str, names: QListWidget) -> Value:
    """Its ticks, where it has any; otherwise the line of the keyboard."""
    ticks = [
        item for item in _items(names) if item.data(Qt.ItemDataRole.CheckStateRole) is not None
    ]
    if ticks:
        return Value(
            place, names, lambda: " ".join(_id(item) for item in ticks if _is_ticked(item)),
            lambda words: _tick(ticks, words.split(" ")), (names.itemChanged,),
        )  # fmt: skip

    def put(words: str) -> None:
        found = next((item for item in _items(names) if _id(item) == words), None)
        if found is not None:
            names.setCurrentItem(found)

    def read() -> str:
        item: QListWidgetItem | None = names.currentItem()
        return _id(item) if item is not None else ""

    return Value(place, names, read, put, (names.currentRowChanged,), alone=False)


def _items(names: QListWidget) -> list[QListWidgetItem]:
    return [names.item(row) for row in range(names.count())]


def _id(item: QListWidgetItem) -> str:
    return str(item.data(_ID))


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == _TICKED


def _tick(items: Sequence[QListWidgetItem], ids: Sequence[str]) -> None:
    for item in items:
        item.setCheckState(_TICKED if _id(item) in ids else _NOT)
