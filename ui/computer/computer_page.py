"""The page “This computer”: closing, starting, messages, quiet hours, and diagnostics."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from models.diagnosis import Fact, as_lines, ways_words
from models.errors import KnownError, Problems
from models.text import counted
from ui.actions import Actions
from ui.computer.facts_card import FactsCard
from ui.computer.messages_card import MessagesCard
from ui.computer.ports import ThisComputer
from ui.computer.quiet_card import QuietCard
from ui.computer.window_card import CLOSING, WindowCard
from ui.messages import tr
from ui.page import Page
from ui.page_actions import COMPUTER
from ui.ports import Preferences
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.page_scroll import PageScroll

_SENT_NOWHERE: Final = (
    "Nothing here took the message. Until a service does, only the bar in this window tells you "
    "of alerts; the diagnostics below say what is missing."
)
_NOT_SEEN: Final = (
    "The message was taken, and not shown to you. Look whether your system's do-not-disturb is on, "
    "and whether it allows messages of Leadline; then send another. Until then, the bar in this "
    "window tells you, and so does the tray."
)


class ComputerPage(Page):
    """Looks at each visit, and again when asked."""

    def __init__(
        self, theme: Theme, tasks: Tasks, actions: Actions, preferences: Preferences,
        computer: ThisComputer,
    ) -> None:  # fmt: skip
        super().__init__(tr("This computer"))
        self._tasks, self._preferences, self._computer = tasks, preferences, computer
        self._facts: Sequence[Fact] = ()
        run = {"test": self._test, "again": self._look, "copy": self._copy}
        verbs: dict[str, QAction] = {
            name: actions.add(COMPUTER[name], self, verb) for name, verb in run.items()
        }
        self._banner = Banner(theme)
        self.window_card = WindowCard(theme)
        self.messages_card = MessagesCard(theme, verbs["test"])
        self.quiet_card = QuietCard(theme)
        self.facts_card = FactsCard(theme, verbs["again"], verbs["copy"])
        self._lay_out(theme)
        self.window_card.closing_chosen.connect(lambda to: preferences.set(CLOSING, to))
        self.window_card.start_chosen.connect(self._start_itself)
        self.messages_card.answered.connect(self._answered)
        self.quiet_card.hours_typed.connect(self._keep_hours)
        self.quiet_card.sound_chosen.connect(computer.keep_sound)

    def activated(self) -> None:
        """In view: what is kept may have been chosen elsewhere meanwhile."""
        self._show_window()
        self.quiet_card.show_wishes(self._computer.wishes)
        self._look()

    def focus_first(self) -> None:
        """Work begins with what can be chosen."""
        self.window_card.start.setFocus()

    def _show_window(self) -> None:
        computer = self._computer
        kept = self._preferences.get(CLOSING)
        self.window_card.show_choices(kept, computer.has_tray, computer.starts_itself)

    def _keep_hours(self, words: str) -> None:
        try:
            self.quiet_card.show_hours(self._computer.keep_quiet_hours(words))
        except Problems as error:
            self.quiet_card.field.show_problem(error.by_field["quiet_hours"])

    def _look(self) -> None:
        self._tasks.read(self._computer.facts, self._show, _raise, self, "facts")

    def _show(self, facts: Sequence[Fact]) -> None:
        self._facts = facts
        self.facts_card.show_facts(facts)
        self.messages_card.show_ways(tr(ways_words(facts)))
        wrong = sum(fact.state == "bad" for fact in facts)
        ways = counted(
            wrong, "1 thing keeps alerts from you", "{count} things keep alerts from you"
        )
        self.set_subtitle(tr(ways) if wrong else tr("alerts reach you here"))

    def _copy(self) -> None:
        self._computer.copy("\n".join(as_lines(self._facts)))

    def _test(self) -> None:
        self._tasks.read(self._computer.send_test, self._sent, _raise, self, "test")

    def _sent(self, taken: bool) -> None:
        if taken or self._computer.send_test_by_tray():
            self.messages_card.ask()
        else:
            self.messages_card.say(tr(_SENT_NOWHERE))

    def _answered(self, seen: bool) -> None:
        words = tr("Then alerts will reach you here.") if seen else tr(_NOT_SEEN)
        self.messages_card.say(words)

    def _start_itself(self, wanted: bool) -> None:
        try:
            self._computer.start_itself(wanted)
            self._banner.hide()
        except KnownError as error:
            self._banner.show_error(error)
        self._show_window()

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        scroll = PageScroll(tr("This computer"))
        scroll.fill(self)
        column = QVBoxLayout(scroll.body)
        column.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.page)
        column.setSpacing(sizes.medium)
        column.addWidget(self._banner)
        above = QHBoxLayout()
        above.setSpacing(sizes.medium)
        for card in (self.window_card, self.messages_card):
            above.addWidget(card, 1)
            card.content.addStretch(1)
        column.addLayout(above)
        column.addWidget(self.quiet_card)
        column.addWidget(self.facts_card)
        column.addStretch(1)


def _raise(error: Exception) -> None:
    raise error
