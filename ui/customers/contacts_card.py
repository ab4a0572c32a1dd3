"""The people of a customer: who to write to and call."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from models.queries.contacts import ContactRow
from models.queries.customer import CustomerDetail
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.column_table import Column, give_columns
from ui.widgets.labels import muted
from ui.widgets.quiet_table import QuietTable
from ui.widgets.table_cells import Tone

_MOST: Final = 6


class ContactsCard(Card):
    """`chosen_changed` when the keyboard is on another contact, `edit_asked` on Enter."""

    chosen_changed = Signal()
    edit_asked = Signal()

    def __init__(self, theme: Theme, add: QAction) -> None:
        super().__init__(theme, tr("Contacts"))
        self._sizes = theme.sizes
        self.corner.addWidget(ActionButton(theme, add))
        self.table = QuietTable(theme, tr("Contacts"))
        self._model = give_columns(self.table, (
            Column("Name", 112, _name, _tone, _whole),
            Column("Reach", 0, lambda c: c.email or c.phone, "muted", _reach),
        ), self)  # fmt: skip
        self.table.row_opened.connect(lambda _: self.edit_asked.emit())
        self.table.selectionModel().currentChanged.connect(lambda *_: self.chosen_changed.emit())
        self._none = muted(tr("Nobody is known yet. Add a contact, or name one in a new case."),
                           wrap=True)  # fmt: skip
        self.content.addWidget(self._none)
        self.content.addWidget(self.table)

    def show_customer(self, customer: CustomerDetail) -> None:
        """Show these, the keyboard on the one it was on."""
        rows, before = customer.contacts, self.chosen()
        self._none.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self._model.show(rows)
        shown = min(max(len(rows), 1), _MOST)
        self.table.setFixedHeight(self._sizes.header + self._sizes.row * shown + 2)
        if rows:
            ids = [row.id for row in rows]
            at = ids.index(before.id) if before is not None and before.id in ids else 0
            self.table.go_to(self._model.index(at, 0))
        self.chosen_changed.emit()

    def chosen(self) -> ContactRow | None:
        """The contact of the keyboard."""
        at, rows = self.table.current_row(), self._model.rows
        return rows[at] if at is not None and at < len(rows) else None


def _name(row: ContactRow) -> str:
    return row.name if row.active else tr("{name}, gone", name=row.name)


def _tone(row: ContactRow) -> Tone:
    return "strong" if row.active else "muted"


def _reach(row: ContactRow) -> str:
    return " · ".join(filter(None, (row.email, row.phone)))


def _whole(row: ContactRow) -> str:
    return "\n".join(filter(None, (_name(row), row.email, row.phone, row.note)))
