"""The fields of a new case, by the names its command knows them by."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from models.handbook.intake import missing_fields
from models.handbook.policy import PRIORITIES
from models.typed_instant import HOW
from models.wording import PRIORITIES as MEANINGS
from models.wording import field_name, field_names
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.field import Field
from ui.widgets.growing_text import GrowingText
from ui.widgets.labels import caption, muted
from ui.widgets.priority_badge import PriorityBadge

_UNSET = "unset"
_SIDE = 360
_LINES = {"message": 3, "impact": 1, "environment": 1, "steps": 3}
_HINTS = {
    "customer": "Found while you type, or new.",
    "contact": "Who it is for there; “Ana Ruiz <ana@contoso.example>” keeps the address too.",
    "environment": "Product, version, component; production or not.",
    "message": "In their own words, as it came; the conversation begins with it.",
}


class NewCaseForm(QWidget):
    """`changed` after each change of what is typed.

    `customer_typed` carries whose case it is, once that field is left.
    """

    changed = Signal()
    customer_typed = Signal(str)

    def __init__(self, theme: Theme, beside: QWidget) -> None:
        """`beside` stands at the top of the right-hand side."""
        super().__init__()
        self._theme = theme
        self._beside = beside
        self._lines = {name: QLineEdit() for name in ("title", "customer", "contact", "category")}
        self._texts = {name: GrowingText(theme, least, 10) for name, least in _LINES.items()}
        self._received = QLineEdit()
        self._priority = ChipRow(theme, tr("Priority"), [
            ChipSpec(_UNSET, tr("Not set yet")), *(ChipSpec(p, p) for p in PRIORITIES),
        ])  # fmt: skip
        self._fields = self._make_fields()
        self._needed = caption(wrap=True)
        self._known = {name: QStringListModel(self) for name in ("customer", "contact")}
        self._complete()
        self._lay_out()
        self._connect()
        self._say_needed()

    # ---- what is typed ----

    def values(self) -> dict[str, str]:
        """The texts by field; empty ones are left out."""
        found = {name: line.text() for name, line in self._lines.items()}
        found |= {name: text.toPlainText() for name, text in self._texts.items()}
        found["received_at"] = self._received.text()
        chosen = self._priority.chosen()[0]
        found["priority"] = "" if chosen == _UNSET else chosen
        return {name: words for name, words in found.items() if words}

    def show_values(self, values: Mapping[str, str]) -> None:
        """Put texts in the fields, those of other fields taken out; that tells nobody."""
        self.blockSignals(True)
        for name, line in self._lines.items():
            line.setText(values.get(name, ""))
        for name, text in self._texts.items():
            text.setPlainText(values.get(name, ""))
        self._received.setText(values.get("received_at", ""))
        self._priority.choose(values.get("priority", _UNSET))
        self.blockSignals(False)
        self.show_problems({})
        self._say_needed()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """What is wrong, at each field; the keyboard goes to the first of them."""
        for name, field in self._fields.items():
            field.show_problem(tr(problems.get(name, "")))
        first = next((name for name in self._fields if name in problems), None)
        if first is not None:
            self._control(first).setFocus()

    def show_customers(self, names: Iterable[str]) -> None:
        """Who is a customer already."""
        self._known["customer"].setStringList(list(names))

    def show_contacts(self, names: Iterable[str]) -> None:
        """Who is known at the customer that is typed."""
        self._known["contact"].setStringList(list(names))

    def focus_first(self) -> None:
        """The title, or the first field that is empty."""
        order = ("title", "customer", "impact", "environment", "steps")
        typed = self.values()
        self._control(next((name for name in order if name not in typed), "title")).setFocus()

    # ---- building ----

    def _make_fields(self) -> dict[str, Field]:
        controls: dict[str, QWidget] = {
            "title": self._lines["title"], "customer": self._lines["customer"],
            "contact": self._lines["contact"], "message": self._texts["message"],
            "impact": self._texts["impact"], "environment": self._texts["environment"],
            "steps": self._texts["steps"],
            "category": self._lines["category"], "priority": self._priority,
            "received_at": self._received,
        }  # fmt: skip
        self._received.setPlaceholderText(tr("now"))
        self._received.setToolTip(tr(HOW))
        names = {"message": tr("The customer's message"), "received_at": tr("Received")}
        return {
            name: Field(names.get(name, tr(field_name(name))), control, tr(_HINTS.get(name, "")))
            for name, control in controls.items()
        }

    def _control(self, name: str) -> QWidget:
        return self._fields[name].control

    def _complete(self) -> None:
        for name, known in self._known.items():
            completer = QCompleter(known, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self._lines[name].setCompleter(completer)

    def _lay_out(self) -> None:
        sizes = self._theme.sizes
        what, urgency = Card(self._theme), Card(self._theme)
        for card, names in (
            (
                what,
                (
                    "title",
                    "customer",
                    "contact",
                    "message",
                    "impact",
                    "environment",
                    "steps",
                    "category",
                ),
            ),
            (urgency, ("priority", "received_at")),
        ):
            card.content.setSpacing(sizes.medium)
            for name in names:
                card.content.addWidget(self._fields[name])
        what.content.addStretch(1)
        urgency.content.insertLayout(1, self._definitions())
        urgency.content.addWidget(self._needed)
        urgency.content.addStretch(1)
        for part in (self._beside, urgency):
            part.setMaximumWidth(_SIDE)
        side = QVBoxLayout()
        side.setSpacing(sizes.medium)
        side.addWidget(self._beside)
        side.addWidget(urgency, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.wide)
        row.addWidget(what, 5)
        row.addLayout(side, 3)

    def _definitions(self) -> QGridLayout:
        """The handbook's definitions, beside the choice (rule 20)."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.sizes.small)
        grid.setVerticalSpacing(self._theme.sizes.small)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(PRIORITIES):
            badge = PriorityBadge(self._theme, name)
            grid.addWidget(badge, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(muted(tr(MEANINGS[name]), wrap=True), row, 1)
        unset = tr("Without one the case runs under a provisional priority, marked so.")
        grid.addWidget(muted(unset, wrap=True), len(PRIORITIES), 0, 1, 2)
        return grid

    def _connect(self) -> None:
        for line in (*self._lines.values(), self._received):
            line.textChanged.connect(self._changed)
        for text in self._texts.values():
            text.textChanged.connect(self._changed)
        self._priority.chosen_changed.connect(self._changed)
        customer = self._lines["customer"]
        customer.editingFinished.connect(lambda: self.customer_typed.emit(customer.text()))

    def _changed(self) -> None:
        self._say_needed()
        self.changed.emit()

    def _say_needed(self) -> None:
        """What a complete case still needs (rule 19); a problem goes once its field is filled."""
        typed = self.values()
        missing = missing_fields(typed)
        for name, field in self._fields.items():
            if field.problem and typed.get(name):
                field.show_problem("")
        self._needed.setText(
            tr("▲ Still needed: {names}", names=tr(field_names(missing)))
            if missing
            else tr("● Complete: an engineer can begin with this.")
        )
