"""Telling a person outside the window, as they and the policy wish: which way, how loud, or not."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from desktop.alert_messages import without_customer
from desktop.bus_questions import Told
from desktop.bus_state import BusState
from desktop.message import Message
from models.queries.alerts import AlertRow
from models.quiet_hours import Wishes

NOTIFICATION: Final = "notification"
BAR: Final = "bar"

Became = Callable[[str], None]
"""Hears by which channel a message was shown: the bar in the window shows what nothing else did."""


class Service(Protocol):
    """A notification service, as `desktop.notifier.BusNotifier` is one."""

    @property
    def state(self) -> BusState:
        """What can be reached."""
        ...

    def show(self, message: Message, then: Told, sound: bool = False) -> None:
        """Show a message; `then` hears whether it was taken."""
        ...

    def retain(self, alert_ids: frozenset[int]) -> None:
        """Take messages off the screen that tell of none of these alerts."""
        ...


class Balloon(Protocol):
    """What shows a message where there is no service; False where that proves nothing."""

    def notify(self, message: Message) -> bool:
        """Show it."""
        ...

    @property
    def can_notify(self) -> bool:
        """Whether a message is seen for certain."""
        ...

    @property
    def reachable(self) -> bool:
        """Whether there is something to show one, seen or not."""
        ...


def wall_clock() -> datetime:
    """What the clock on this computer's wall shows, in the zone it is set to by now."""
    if hasattr(time, "tzset"):
        time.tzset()  # the machine may have been set to another zone since
    return datetime.now()  # noqa: DTZ005 - the wall's


@dataclass
class Telling:
    """The ways to a person, their wishes, and which priorities may break their quiet."""

    service: Service
    balloon: Balloon
    wishes: Callable[[], Wishes]
    wall: Callable[[], datetime] = wall_clock
    breaking: Collection[str] = ("P1",)

    @property
    def can_notify(self) -> bool:
        """Whether a message would reach the screen just now."""
        return self.service.state.reachable or self.balloon.can_notify

    @property
    def only_here(self) -> bool:
        """Whether it is known that nothing shows a message outside the window."""
        return self.known and not (self.service.state.reachable or self.balloon.reachable)

    @property
    def known(self) -> bool:
        """Whether it is known by now what may be told, and how: nothing is told before."""
        return self.service.state.known

    @property
    def quiet(self) -> bool:
        """Whether the person is not to be disturbed: they said so here, or to the desktop."""
        return self.service.state.inhibited or self.wishes().quiet_at(self.wall().time())

    def now_for(self, rows: Sequence[AlertRow]) -> list[AlertRow]:
        """What may be told just now; the rest waits, and goes up the path where nobody sees it."""
        if not self.quiet:
            return list(rows)
        return [row for row in rows if row.priority in self.breaking]

    def show(self, message: Message, then: Became) -> None:
        """Show a message as it may be shown just now."""
        shown = message
        if self.service.state.locked and message.rows:
            shown = without_customer(message)

        def told(taken: bool) -> None:
            seen = taken or self.balloon.notify(self._on_any_screen(shown))
            then(NOTIFICATION if seen else BAR)

        self.service.show(shown, told, self.wishes().sound)

    def _on_any_screen(self, message: Message) -> Message:
        """A balloon names no customer where nothing says whether the screen is locked."""
        if self.service.state.knows_lock or not message.rows:
            return message
        return without_customer(message)
