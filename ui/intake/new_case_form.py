"""The fields of a new case, by the names its command knows them by."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.handbook.intake import missing_fields
from models.wording import field_name
from ui.intake.known_names import KnownNames
from ui.intake.message_text import MessageText
from ui.intake.new_customer import NewCustomer
from ui.intake.priority_card import PriorityCard
from ui.intake.still_open import StillOpen
from ui.intake.title_line import TitleLine
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.field_grid import ENVIRONMENT, LEVELS, WHOM, FieldGrid
from ui.widgets.folded import Folded
from ui.widgets.growing_text import GrowingText
from ui.widgets.labels import heading
from ui.widgets.language_list import language_names
from ui.widgets.silent import Silent
from ui.widgets.text_line import TextLine

_SIDE: Final = 360
_LINES: Final = {"message": 3, "impact": 1, "steps": 3, "actual": 1, "expected": 1}
_OPTIONAL: Final = ("actual", "expected", "category", "language")
_REST: Final = "What happens instead, what was expected, category, language"
_NAMES: Final = {"message": "The customer's message", "impact": "Impact"}
_HINTS: Final = {
    "message": "In their own words, as it came; the conversation begins with it.",
}
_TIPS: Final = {
    "customer": "Found while you type, or new.",
    "contact": "Who it is for there; “Ana Ruiz <ana@contoso.example>” keeps the address too.",
    "language": "What they are to be answered in. Left empty, skills go by the words they wrote.",
}
_WRITTEN_AT: Final = {"environment": "product"}
"""Where a problem of the whole is said: at the first of its parts."""


class NewCaseForm(QWidget):
    """`changed` after each change of what is typed.

    `wrong` carries the first field with something wrong as the keyboard goes there;
    `customer_typed` carries whose case it is, once that field is left; `complaint_pasted` what was
    pasted into the title and is none, `mail_pasted` a mail that was pasted into the message,
    `paste_undone` that it is not to be read so.
    """

    changed = Signal()
    wrong = Signal(object)
    customer_typed = Signal(str)
    image_pasted = Signal()
    complaint_pasted = Signal(str)
    mail_pasted = Signal(str)
    paste_undone = Signal()

    def __init__(self, theme: Theme, beside: QWidget, below: QWidget) -> None:
        """`beside` stands at the top of the right-hand side, `below` under the fields."""
        super().__init__()
        self._theme = theme
        self._beside, self._below = beside, below
        self._title = TitleLine()
        self._lines: dict[str, QLineEdit] = {
            "title": self._title, "category": TextLine(), "language": TextLine(),
        }  # fmt: skip
        self._message = MessageText(theme, _LINES["message"], 10)
        self._texts: dict[str, GrowingText] = {
            name: self._message if name == "message" else GrowingText(theme, least, 10)
            for name, least in _LINES.items()
        }
        self._whom, self._levels, self._where = (
            FieldGrid(theme, rows) for rows in (WHOM, LEVELS, ENVIRONMENT)
        )
        self._grids = (self._whom, self._levels, self._where)
        self._priority = PriorityCard(theme)
        self._fields = self._make_fields()
        self._more = Folded(theme, tr(_REST))
        self._still_open = StillOpen(theme, self._name)
        lines = {name: self._whom.line(name) for name in ("customer", "contact")} | self._lines
        self._known = {
            name: KnownNames(lines[name]) for name in ("customer", "contact", "language")
        }
        self._refused: dict[str, str] = {}
        self._new_customer = NewCustomer()
        self._lay_out()
        self._connect()
        self._say_needed()

    # ---- what is typed ----

    def values(self) -> dict[str, str]:
        """The texts by field; empty ones are left out."""
        found = {name: line.text() for name, line in self._lines.items()}
        found |= {name: text.toPlainText() for name, text in self._texts.items()}
        for part in (*self._grids, self._priority):
            found |= part.values()
        return {name: words for name, words in found.items() if words}

    def show_values(self, values: Mapping[str, str]) -> None:
        """Put texts in the fields, those of other fields taken out; that tells nobody."""
        with Silent(self, *self._grids, self._priority):
            for name, line in self._lines.items():
                line.setText(values.get(name, ""))
            for name, text in self._texts.items():
                text.setPlainText(values.get(name, ""))
            for part in (*self._grids, self._priority):
                part.show_values(values)
        self._more.open(any(values.get(name) for name in _OPTIONAL))
        self._fields["customer"].show_hint(self._new_customer.hint(values.get("customer", "")))
        self.show_problems({})
        self._say_needed()

    def show_problems(self, problems: Mapping[str, str]) -> bool:
        """What is wrong, at each field; the keyboard goes to the first of them. False where none of
        it has a field here."""
        self._refused = self.values()
        said = {
            name if name in self._refused else _WRITTEN_AT.get(name, name): why
            for name, why in problems.items()
        }
        for name, field in self._fields.items():
            field.show_problem(tr(said.get(name, "")))
        if any(name in said for name in _OPTIONAL):
            self._more.open()
        first = next((name for name in self._fields if name in said), None)
        if first is not None:
            self._control(first).setFocus()
            self.wrong.emit(self._fields[first])
        return first is not None

    def follow_template(self, texts: Mapping[str, str]) -> None:
        """What a template put there: the questions in it that stand open are told."""
        self._still_open.follow_template(texts)
        self._say_needed()

    def show_customers(self, names: Iterable[str]) -> None:
        """Who is a customer already."""
        self._known["customer"].offer(found := list(names))
        self._new_customer.know(found)

    def customer_in_doubt(self) -> bool:
        """Ask, once, whether a customer is to be made whose name looks like a slip of the hand."""
        doubt = self._new_customer.doubt(self._whom.line("customer").text())
        if doubt:
            self.show_problems({"customer": doubt})
        return bool(doubt)

    def show_contacts(self, names: Iterable[str]) -> None:
        """Who is known at the customer that is typed."""
        self._known["contact"].offer(list(names))

    def show_languages(self, of_desk: Sequence[str]) -> None:
        """Which languages the desk's cases are in: they are offered first."""
        self._known["language"].offer(language_names(of_desk))

    def focus_first(self) -> None:
        """The title, or the first field that is empty."""
        missing = missing_fields(self.values())
        first = next((name for name in missing if name != "priority"), "title")
        self._control(_WRITTEN_AT.get(first, first)).setFocus()

    def long_fields(self) -> list[GrowingText]:
        """Those for several lines."""
        return list(self._texts.values())

    # ---- building ----

    def _make_fields(self) -> dict[str, Field]:
        controls: dict[str, QWidget] = {**self._lines, **self._texts}
        own = {
            name: Field(tr(_NAMES.get(name, field_name(name))), control, tr(_HINTS.get(name, "")))
            for name, control in controls.items()
        }
        found = {"title": own["title"], **self._whom.fields, "message": own["message"],
                 **self._levels.fields, "impact": own["impact"], **self._where.fields,
                 "steps": own["steps"], **{name: own[name] for name in _OPTIONAL},
                 **self._priority.fields}  # fmt: skip
        for name, words in _TIPS.items():
            found[name].control.setToolTip(tr(words))
        self._texts["impact"].setPlaceholderText(tr("Who and what stands still"))
        return found

    def _name(self, name: str) -> str:
        """A field as it is called here."""
        return self._control(name).accessibleName()

    def _control(self, name: str) -> QWidget:
        return self._fields[name].control

    def _lay_out(self) -> None:
        sizes = self._theme.sizes
        what, urgency = Card(self._theme), self._priority
        what.content.setSpacing(sizes.medium)
        for name in _OPTIONAL[:2]:
            self._more.content.addWidget(self._fields[name])
        short = QHBoxLayout()
        short.setSpacing(sizes.small)
        for name in _OPTIONAL[2:]:
            short.addWidget(self._fields[name])
        self._more.content.addLayout(short)
        parts: list[QWidget] = [
            self._fields["title"], self._whom, self._fields["message"], self._levels,
            self._fields["impact"], heading(tr("Environment")), self._where, self._fields["steps"],
            self._more, self._below,
        ]  # fmt: skip
        for part in parts:
            what.content.addWidget(part)
        what.content.addStretch(1)
        urgency.content.addWidget(self._still_open)
        urgency.content.addStretch(1)
        for card in (self._beside, urgency):
            card.setMaximumWidth(_SIDE)
        side = QVBoxLayout()
        side.setSpacing(sizes.medium)
        side.addWidget(self._beside)
        side.addWidget(urgency, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.wide)
        row.addWidget(what, 5)
        row.addLayout(side, 3)

    def _connect(self) -> None:
        self._title.complaint_pasted.connect(self.complaint_pasted)
        self._message.complaint_pasted.connect(self.mail_pasted)
        for pasted in (self._title, self._message):
            pasted.undone.connect(self.paste_undone)
        for line in self._lines.values():
            line.textChanged.connect(self._changed)
        for text in self._texts.values():
            text.textChanged.connect(self._changed)
            text.image_pasted.connect(self.image_pasted)
        for part in (self._whom, self._where, self._priority):
            part.changed.connect(self._changed)
        for levels in (self._levels.changed, self._priority.security_changed):
            levels.connect(self._levels_changed)
        customer = self._whom.line("customer")
        customer.textEdited.connect(lambda _: self._fields["customer"].show_hint(""))
        customer.editingFinished.connect(self._customer_left)

    def _customer_left(self) -> None:
        typed = self._whom.line("customer").text()
        self._fields["customer"].show_hint(self._new_customer.hint(typed))
        self.customer_typed.emit(typed)

    def _levels_changed(self) -> None:
        self._priority.follow(self.values())
        self._changed()

    def _changed(self) -> None:
        self._say_needed()
        self.changed.emit()

    def _say_needed(self) -> None:
        """What is still open; a problem goes once its field is filled otherwise than refused."""
        typed = self.values()
        missing = missing_fields(typed)
        given = set(missing_fields(self._refused)) - set(missing)
        for name, field in self._fields.items():
            changed = typed.get(name) and typed.get(name) != self._refused.get(name)
            whole = {one for one, at in _WRITTEN_AT.items() if at == name}
            if field.problem and (changed or whole & given):
                field.show_problem("")
        self._still_open.show_typed(typed, missing)
