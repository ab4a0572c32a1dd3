"""Who a customer is: the name, how long they have been here, and a note among ourselves."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout

from models.handbook.zones import zone
from models.queries.customer import CustomerDetail
from models.wording import date_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.clipped_label import ClippedLabel
from ui.widgets.labels import caption, muted

_NOTE_LINES = 6


class WhoCard(Card):
    """`edit` stands beside the name."""

    def __init__(self, theme: Theme, edit: QAction, zone_name: str) -> None:
        super().__init__(theme)
        self._zone = zone(zone_name)
        self._name = ClippedLabel(theme, 2, "title", 700)
        self._since = muted(wrap=True)
        self._heading = caption(tr("Note, among ourselves"))
        self._written = ClippedLabel(theme, _NOTE_LINES)
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.small)
        row.addWidget(self._name, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(ActionButton(theme, edit))
        self.content.addLayout(row)
        for part in (self._since, self._heading, self._written):
            self.content.addWidget(part)

    def show_customer(self, customer: CustomerDetail) -> None:
        """Show the customer."""
        self._name.show_text(customer.name)
        self._since.setText(self._history(customer))
        for part in (self._heading, self._written):
            part.setVisible(bool(customer.note))
        self._written.show_text(customer.note)

    def _history(self, customer: CustomerDetail) -> str:
        number = tr("Customer {number}", number=customer.id)
        if customer.first_at is None or customer.last_at is None:
            return tr("{number} · no case yet", number=number)
        first, last = (date_words(at, self._zone) for at in (customer.first_at, customer.last_at))
        if customer.cases == 1:
            return tr("{number} · one case, of {first}", number=number, first=first)
        return tr("{number} · {count} cases, the first of {first}, the last of {last}",
                  number=number, count=f"{customer.cases:,}", first=first, last=last)  # fmt: skip
