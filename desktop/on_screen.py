"""Which messages a notification service shows, by the numbers it gave them."""

from collections import OrderedDict
from typing import Final

from desktop.message import Message

_REMEMBERED: Final = 500
"""Messages whose click opens what they speak of; no screen holds more."""


class OnScreen:
    """A message that was closed stays known: a service may say so before it tells the press that
    closed it."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, Message] = OrderedDict()
        self._groups: dict[str, int] = {}
        self._standing: set[int] = set()

    def put(self, number: int, message: Message) -> None:
        """The service shows it under this number."""
        self._known[number] = message
        self._standing.add(number)
        if message.group:
            self._groups[message.group] = number
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    def place_of(self, message: Message) -> int:
        """The number of the message whose place it takes; 0 is a place of its own."""
        return self._groups.get(message.group, 0)

    def known(self, number: int) -> Message | None:
        """What a press on this number is about."""
        return self._known.get(number)

    def closed(self, number: int) -> Message | None:
        """It stands no more; the message, where it stood until now."""
        stood = number in self._standing
        self._standing.discard(number)
        self._groups = {name: n for name, n in self._groups.items() if n != number}
        return self._known.get(number) if stood else None

    def standing(self) -> list[tuple[int, Message]]:
        """What stands on the screen and tells of alerts."""
        found = ((number, self._known.get(number)) for number in sorted(self._standing))
        return [(number, one) for number, one in found if one is not None and one.rows]

    def take_off(self, alert_ids: frozenset[int]) -> list[int]:
        """Forget what tells of none of these alerts, which still are; returns its numbers."""
        gone = [
            number for number, message in self._known.items()
            if message.rows and alert_ids.isdisjoint(message.alert_ids)
        ]  # fmt: skip
        for number in gone:
            del self._known[number]
            self._standing.discard(number)
        return gone

    def forget(self) -> None:
        """Whoever counts from now on counts anew."""
        self._known.clear()
        self._groups.clear()
        self._standing.clear()
