"""Whom a contract is for, which one it is like, and the hours it counts on."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from models.handbook import contract_edits as edits
from models.handbook.contract_reading import ContractReading, ContractsReading
from ui.handbook.calendar_words import calendar_name
from ui.handbook.draft_field import DraftField
from ui.handbook.handbook_draft import Change, HandbookDraft
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.wheel_free import WheelFreeBox

PlaceOf = Callable[[str], str]


class ContractTerms(Card):
    """Fields of the contract in view; `place_of` names a part of it as the draft keeps it."""

    def __init__(self, theme: Theme, draft: HandbookDraft, place_of: PlaceOf) -> None:
        super().__init__(theme, tr("Whom it is for"), tr("an empty field is any"))
        self._draft = draft
        self._place_of = place_of
        self._at = 0
        words = {
            "name": tr("Name"), "customers": tr("Customers, such as Northwind, Contoso"),
            "categories": tr("Categories"), "groups": tr("Groups"),
        }  # fmt: skip
        self.fields = {
            key: DraftField(said, draft, partial(place_of, key), partial(self._change, key))
            for key, said in words.items()
        }
        self.like = WheelFreeBox()
        self.like.activated.connect(self._choose_like)
        like = Field(tr("Where it says nothing of its own, it is like"), self.like)
        self._hours: list[Field] = []
        self.hours: dict[str, WheelFreeBox] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.sizes.wide)
        self._grid.setVerticalSpacing(theme.sizes.small)
        top = Qt.AlignmentFlag.AlignTop
        for place, field in enumerate(
            (
                self.fields["name"],
                self.fields["customers"],
                like,
                self.fields["categories"],
                self.fields["groups"],
            )
        ):
            self._grid.addWidget(field, place // 3, place % 3, top)
        for column in range(3):
            self._grid.setColumnStretch(column, 1)
        self.content.addLayout(self._grid)

    def show_contract(self, found: ContractsReading, shown: ContractReading) -> None:
        """Show what the draft says of it."""
        self._at = shown.at
        self.set_title(tr("{name}: whom it is for", name=shown.name), tr("an empty field is any"))
        self.fields["name"].show_words(shown.name)
        for key, words in shown.names.items():
            self.fields[key].show_words(words, tr("any"))
        self.like.clear()
        self.like.addItem(tr("the handbook"), "")
        for line in found.lines:
            if line.name != shown.name:
                self.like.addItem(line.name, line.name)
        self.like.setCurrentIndex(max(self.like.findData(shown.like), 0))
        self._show_hours(found, shown)

    def focus_first(self) -> None:
        """Its name."""
        self.fields["name"].typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """What Tab goes to, as it stands."""
        fields = {key: field.typed for key, field in self.fields.items()}
        return [fields["name"], fields["customers"], self.like, fields["categories"],
                fields["groups"], *self.hours.values()]  # fmt: skip

    def _show_hours(self, found: ContractsReading, shown: ContractReading) -> None:
        names = list(found.handbook.calendars)
        if list(self.hours) != names:
            self._build_hours(names)
        for name, box in self.hours.items():
            box.setCurrentIndex(max(box.findData(shown.hours.get(name, "")), 0))

    def _build_hours(self, names: list[str]) -> None:
        for field in self._hours:
            self._grid.removeWidget(field)
            field.deleteLater()
        self.hours, self._hours = {}, []
        for place, name in enumerate(names):
            box = WheelFreeBox()
            box.addItem(tr("as the handbook has it"), "")
            for other in names:
                if other != name:
                    box.addItem(calendar_name(other), other)
            box.activated.connect(partial(self._choose_hours, name))
            words = tr("Where a target says “{calendar}”, count on", calendar=calendar_name(name))
            field = Field(words, box)
            self.hours[name] = box
            self._hours.append(field)
            self._grid.addWidget(field, 2 + place // 3, place % 3)

    def _change(self, key: str, words: str) -> Change:
        if key == "name":
            return partial(edits.with_contract_name, at=self._at, words=words)
        return partial(edits.with_contract_match, at=self._at, key=key, words=words)

    def _choose_like(self, index: int) -> None:
        chosen = str(self.like.itemData(index))
        change = partial(edits.with_contract_like, at=self._at, other=chosen)
        self._draft.change(self._place_of("like"), change)

    def _choose_hours(self, calendar: str, index: int) -> None:
        chosen = str(self.hours[calendar].itemData(index))
        change = partial(edits.with_contract_hours, at=self._at, calendar=calendar, other=chosen)
        self._draft.change(self._place_of(f"calendars.{calendar}"), change)
