"""The desk as a process under a screen of its own, a tray and a notification service beside it:
what is pressed on a message is done, in the desk and on the screen."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.message import HAND_OVER, OPEN, SNOOZE, TAKE
from desktop.message_buttons import SNOOZED_FOR
from models.database import Database
from models.desk_time import RunningClock
from models.entities import AlertDelivery, Case, Person, PlannedAlert
from models.schema import open_checked
from tests.conftest import FULL
from tests.desktop.notification_service import NotificationService
from tests.desktop.real_keys import focus, press, until_titled, write
from tests.desktop.screen_reader import ScreenReader
from tests.desktop.test_watch import URGENT, opened, person
from tests.desktop.tray_watcher import TrayWatcher

pytestmark = pytest.mark.skipif(not FULL, reason="a window under a screen: in the full run")
PATIENCE = 30.0
TAKEN, PUT_OFF, OPENED = "CS-1001", "CS-1002", "CS-1003"


@pytest.fixture
def beside(desk: Path) -> Iterator[Database]:
    """The desk, as a colleague has it open at this hour."""
    made = Database(open_checked(desk), RunningClock())
    person(made, "Ben Okafor")
    person(made, "Sam Holm", "squad_lead")  # who is told of a P2 that nobody has
    yield made
    made.close()


@contextmanager
def window(desk: Path) -> Iterator[None]:
    """The program, with Sam at it, until the block ends."""
    command = [sys.executable, "-m", "desktop", "--database", str(desk), "--as", "Sam Holm"]
    with subprocess.Popen(command) as process:
        try:
            yield
        finally:
            process.kill()


def until(so: Callable[[], bool], what: str) -> None:
    """Until it is so; to ask takes a while each time."""
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end, what


def holder(session: Session, key: str) -> str | None:
    of_case = Case.assignee_id == Person.id
    return session.scalar(select(Person.name).join(Case, of_case).where(Case.key == key))


def told(session: Session, key: str) -> tuple[str | None, bool, datetime | None]:
    """How Sam acted on the alert of a case, whether he sees to it, and until when it is off."""
    columns = (
        AlertDelivery.acted_channel, AlertDelivery.acknowledged_at, AlertDelivery.snoozed_until,
    )  # fmt: skip
    query = (
        select(*columns)
        .join(PlannedAlert, PlannedAlert.id == AlertDelivery.alert_id)
        .join(Case, Case.id == PlannedAlert.case_id)
    )
    channel, acknowledged, snoozed = session.execute(query.where(Case.key == key)).first() or (
        None, None, None,
    )  # fmt: skip
    return channel, acknowledged is not None, snoozed


def comes(beside: Database, seconds: int) -> None:
    """A case of nobody's whose first warning was due so long ago."""
    received = datetime.now(UTC) - timedelta(minutes=45, seconds=seconds)
    opened(beside, new=replace(URGENT, priority="P2", received_at=received))


def messages(service: NotificationService) -> dict[str, int]:
    """The numbers of what the service was sent, by the first word of each."""
    return {message[3].split()[0]: number for number, message in enumerate(service.shown, 1)}


def test_each_button_of_a_message_is_done_by_the_window_that_showed_it(
    desk: Path, beside: Database, screen: str, service: NotificationService, tray: TrayWatcher,
    reader: ScreenReader,
) -> None:  # fmt: skip
    comes(beside, 60)
    with window(desk):
        number = until_titled("Queue – Leadline")
        icon = tray.wait_for_item()
        until(lambda: TAKEN in messages(service), "a message")
        until(lambda: tray.read(icon, "ToolTip")[2] == "Leadline: 1 at risk", "the tray's words")

        comes(beside, 4)
        comes(beside, 2)
        service.click(messages(service)[TAKEN], TAKE)
        until(lambda: beside.read(partial(holder, key=TAKEN)) == "Sam Holm", "Take")
        assert beside.read(partial(told, key=TAKEN))[:2] == ("notification", True)

        # what was done has the window look, so that it finds the others at once
        until(lambda: {OPENED, PUT_OFF} <= {*messages(service)}, "two messages more")
        service.click(messages(service)[PUT_OFF], SNOOZE)
        until(lambda: beside.read(partial(told, key=PUT_OFF))[2] is not None, "Snooze")
        snoozed = beside.read(partial(told, key=PUT_OFF))[2]
        assert snoozed is not None
        assert snoozed - SNOOZED_FOR <= datetime.now(UTC)

        service.click(messages(service)[OPENED], OPEN)
        until_titled(f"{OPENED} – Leadline")
        until(lambda: beside.read(partial(told, key=OPENED))[0] == "notification", "Open")

        focus(number)
        service.click(messages(service)[OPENED], HAND_OVER)
        reader.until_at("Who should take this?")
        write("Ben")
        press("ctrl+Return")
        until(lambda: beside.read(partial(holder, key=OPENED)) == "Ben Okafor", "Hand over")
