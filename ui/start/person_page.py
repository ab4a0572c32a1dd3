"""Who is at this window? Asked once for a desk, before its window opens."""

from PySide6.QtCore import Signal

from models.errors import KnownError
from ui.messages import tr
from ui.start.person_list import PersonList
from ui.start.ports import OpenedDesk
from ui.start.start_page import StartPage, in_one_line
from ui.theme import Theme


class PersonPage(StartPage):
    """`person_chosen` carries the id of one of the team, or the name of somebody new."""

    person_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Who are you?"), "", tr("Continue"))
        self._people = PersonList(theme)
        self._people.person_activated.connect(self.submit)
        self.body.addWidget(self._people)

    def show_desk(self, opened: OpenedDesk) -> None:
        """The people of the desk that is open and waits."""
        words = " ".join(
            [
                *map(tr, opened.notes),
                tr("“{title}” is open. Your cases, your alerts and your name in the timeline hang "
                   "on this; it is asked once on this computer.", title=opened.title),
            ]
        )  # fmt: skip
        self.say(tr("Who are you?"), words)
        self._people.show_people(opened.people)

    def focus_first(self) -> None:
        """The list."""
        self._people.focus_first()

    def submit(self) -> None:
        """Say who it is."""
        chosen = self._people.chosen()
        if chosen is not None:
            self.person_chosen.emit(chosen)

    def show_error(self, error: KnownError, retry: str = "") -> None:
        """It could not be noted."""
        self._people.show_problem(in_one_line(error))
