"""What is to be known of a bus before anything is shown on it; what is to be shown waits for it."""

from collections.abc import Callable
from typing import Any

from desktop.bus_line import Answered, BusLine, once
from desktop.message import Message

Told = Callable[[bool], None]
"""Hears whether a message was taken."""

Waiting = tuple[Message, bool, Told]
"""A message, whether it sounds, and who hears what becomes of it."""


class Questions:
    """Counts what was asked and is not answered yet; `known` hears when all is, or that it is not.

    What is asked again while something waits makes it wait on.
    """

    def __init__(self, known: Callable[[bool], None], show: Callable[[Waiting], None]) -> None:
        self._known, self._show = known, show
        self._waiting: list[Waiting] | None = None
        self._open = 0

    def keep(self, message: Waiting) -> bool:
        """Whether it has to wait; it is shown when all is known."""
        if self._waiting is not None:
            self._waiting.append(message)
        return self._waiting is not None

    def ask(
        self, line: BusLine, call: Any, heard: Answered,
        unheard: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        """Ask for what is to be known first."""
        self._waiting = self._waiting or []
        self._open += 1
        self._known(False)
        answered = once(self._answered)  # what was given up may be answered later still

        def hear(body: tuple[Any, ...]) -> None:
            heard(body)
            answered()

        def give_up() -> None:
            unheard()
            answered()

        line.ask(call, hear, give_up)

    def _answered(self) -> None:
        self._open -= 1
        if self._open:
            return
        self._known(True)
        waiting, self._waiting = self._waiting or [], None
        for message in waiting:
            self._show(message)
