"""Somebody else sits down: change who is at the window."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.errors import KnownError
from models.queries.people import PersonRow
from ui.messages import tr
from ui.start.person_list import PersonList
from ui.start.start_page import in_one_line
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet


class PersonSheet(Sheet):
    """`person_chosen` carries an id, or the name of somebody new; it stays open until told."""

    person_chosen = Signal(object)

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(theme, over, tr("Who are you?"), width=480)
        sizes = theme.sizes
        self._people = PersonList(theme)
        self._people.person_activated.connect(self._submit)
        main = Button(theme, tr("Continue"), kind="main", keys=tr("Enter"))
        main.clicked.connect(self._submit)
        cancel = Button(theme, tr("Cancel"), keys="Esc")
        cancel.clicked.connect(self.close_sheet)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(main)
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        self.content.setSpacing(sizes.medium)
        self.content.addWidget(title(tr("Who are you?")))
        words = tr("Your cases, your alerts and your name in the timeline hang on this.")
        self.content.addWidget(muted(words, wrap=True))
        self.content.addWidget(self._people)
        self.content.addLayout(buttons)
        self.accepted.connect(self._submit)
        self._people.name_entered.connect(self._submit)
        self.closed.connect(self.deleteLater)

    def show_people(self, people: Sequence[PersonRow], me: int | None) -> None:
        """Open with the people of the desk."""
        self._people.show_people(people, me)
        self.show_sheet()
        self._people.focus_first()

    def show_error(self, error: KnownError) -> None:
        """It could not be noted; what was typed stays."""
        self._people.show_problem(in_one_line(error))
        self.place()

    def _submit(self) -> None:
        chosen = self._people.chosen()
        if chosen is not None:
            self.person_chosen.emit(chosen)
        self.place()
