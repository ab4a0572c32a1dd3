"""Who are you? The people of the desk, and a line for somebody who is not among them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from models.queries.people import PersonRow
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.field import Field

_ID = Qt.ItemDataRole.UserRole
_MOST_ROWS = 8


class PersonList(QWidget):
    """`chosen()` is the id of somebody in the list, or the name that was typed.

    `person_activated` is emitted when somebody in the list was chosen for good (Enter, two clicks),
    `name_entered` on Enter in the line.
    """

    person_activated = Signal()
    name_entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._row = theme.sizes.row
        self._list = QListWidget()
        self._list.setAccessibleName(tr("People of this desk"))
        self._list.setProperty("role", "people")
        self._list.itemActivated.connect(lambda *_: self.person_activated.emit())
        self._list.currentRowChanged.connect(self._chose)
        self._card = Card(theme)
        self._card.content.addWidget(self._list)
        self._name = QLineEdit()
        self._name.setMaxLength(100)
        self._name.textChanged.connect(self._typed)
        self._name.returnPressed.connect(self.name_entered)
        self._field = Field(tr("I am new here: my name"), self._name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.wide)
        column.addWidget(self._card)
        column.addWidget(self._field)
        layout = self._card.layout()
        assert layout is not None
        layout.setContentsMargins(4, 4, 4, 4)

    def show_people(self, people: Sequence[PersonRow], me: int | None = None) -> None:
        """The people of a desk; `me` is who the window took the person for until now."""
        self._list.clear()
        for person in people:
            item = QListWidgetItem(_line(person), self._list)
            item.setData(_ID, person.id)
            if person.id == me:
                self._list.setCurrentItem(item)
        self._card.setVisible(bool(people))
        self._name.clear()
        rows = min(len(people), _MOST_ROWS)
        self._list.setFixedHeight(rows * self._row)

    def focus_first(self) -> None:
        """The list, or the line where nobody is there."""
        if self._list.count():
            if self._list.currentRow() < 0:
                self._list.setCurrentRow(0)
            self._list.setFocus()
        else:
            self._name.setFocus()

    def chosen(self) -> int | str | None:
        """The id of somebody of the desk, a name, or None (then the line says so)."""
        name = self._name.text().strip()
        if name:
            return name
        for item in self._list.selectedItems():
            return int(item.data(_ID))
        self.show_problem(tr("Choose yourself in the list, or type your name."))
        return None

    def show_problem(self, words: str) -> None:
        """What is wrong, at the line."""
        self._field.show_problem(words)

    def _typed(self, words: str) -> None:
        self._field.show_problem("")
        if words:
            self._list.clearSelection()

    def _chose(self, row: int) -> None:
        if row >= 0 and self._list.hasFocus():
            self._name.clear()


def _line(person: PersonRow) -> str:
    role = tr(person.role.replace("_", " ").capitalize())
    return f"{person.name} · {role}"
