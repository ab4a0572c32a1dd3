"""What somebody does from a message outside the window: open, take, snooze, hand over, or put it
aside as seen."""

from collections.abc import Callable
from functools import partial
from typing import cast

from desktop.front import bring_to_front
from desktop.message import DISMISSED, HAND_OVER, OPEN, SNOOZE, TAKE, Message, Press
from desktop.message_buttons import CHANNEL, WHY_SNOOZED, notice, put_off, take
from models.commands.alerts import mark_acted
from models.errors import KnownError
from models.work import Work
from ui.main_window import MainWindow
from ui.messages import tr
from ui.workspace import Workspace


class AlertButtons:
    """Does what was pressed by the window's own commands, and records that it came from there."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        self._window = window
        self._workspace = workspace

    def press(self, press: Press) -> None:
        """Do it; a button nobody knows means to open, as a click does."""
        does: dict[str, Callable[[Message], None]] = {
            OPEN: self._open, TAKE: self._take, SNOOZE: self._snooze, HAND_OVER: self._hand_over,
            DISMISSED: self._noticed,
        }  # fmt: skip
        does.get(press.button, self._open)(press.message)

    def _open(self, message: Message) -> None:
        """The case, or the queue where the message told of many: each of these is still unseen."""
        bring_to_front(self._window)
        if message.case_id is None:
            self._window.show_place("queue")
        else:
            self._window.open_case(message.case_id)
            self._acted(message)

    def _take(self, message: Message) -> None:
        self._write(message, partial(take, message=message), tr("Assigned to you"))

    def _snooze(self, message: Message) -> None:
        now = self._workspace.clock.now()
        snooze = partial(put_off, message=message, now=now, why=tr(WHY_SNOOZED))
        self._write(message, snooze, tr("Snoozed for 15 minutes"))

    def _hand_over(self, message: Message) -> None:
        from ui.case.case_page import CasePage

        self._open(message)
        if self._window.place == "case":
            cast(CasePage, self._window.page("case")).hand_over()

    def _write(self, message: Message, command: Callable[[Work], None], saying: str) -> None:
        if self._workspace.person_id is None or not message.names_case:
            self._open(message)  # nobody does to a case what they cannot know of it
            return
        failed = partial(self._refused, message)
        self._workspace.write(command, owner=self._window, saying=saying, failed=failed)

    def _refused(self, message: Message, error: Exception) -> None:
        """Whoever pressed looks elsewhere: the window comes up, and says why it was not done."""
        self._open(message)
        if isinstance(error, KnownError):
            self._window.show_error(error)
        else:
            raise error

    def _acted(self, message: Message) -> None:
        person_id = self._workspace.person_id
        if person_id is not None and message.rows:
            self._workspace.write(partial(
                mark_acted, alert_ids=message.alert_ids, person_id=person_id, channel=CHANNEL
            ))  # fmt: skip

    def _noticed(self, message: Message) -> None:
        """Whoever dismisses a message that names a case has seen it; nothing comes up for that."""
        if self._workspace.person_id is not None and message.names_case:
            self._workspace.write(partial(notice, message=message))
