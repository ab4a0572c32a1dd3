"""A window on a past desk says so, goes on from then, and leaves the desk alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from desktop.open_desk import OpenDesk, look_into
from desktop.preferences import FilePreferences
from desktop.replay.copy import past_copy
from desktop.replay.feed import Feed
from models.commands.cases import NewCase, open_case, start_work
from models.database import Database
from models.queries.queue import QueueRow, queue
from models.queue_filter import QueueFilter
from tests.conftest import MovingClock
from tests.desktop.replay.histories import everything
from tests.one_theme import light
from ui.frame.foot import Foot
from ui.widgets.banner import Banner

Opened = Callable[[OpenDesk], Desk]


@pytest.fixture
def open_window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, database: Database
) -> Iterator[Opened]:
    """Opens a desk's window; it is closed after the test, and before the desk it looks into."""
    made: list[Desk] = []

    def opened(desk: OpenDesk) -> Desk:
        preferences = FilePreferences(tmp_path / "preferences.json")
        made.append(Desk(light(qapp), preferences))
        made[-1].arrive(desk)
        made[-1].window.show()
        return made[-1]

    yield opened
    for one in made:
        qtbot.waitUntil(lambda desk=one: not desk.tasks.busy)  # type: ignore[misc]
        one.close()
        one.window.close()
        one.window.deleteLater()


def rows(database: Database) -> list[QueueRow]:
    now = database.clock.now()
    return database.read(partial(queue, shown=QueueFilter(), now=now, limit=10))


def foot(desk: Desk) -> list[str]:
    (line,) = desk.window.findChildren(Foot)
    return [label.text() for label in line.findChildren(QLabel) if label.isVisible()]


def replay(real: Database, since: datetime, clock: MovingClock, folder: Path) -> OpenDesk:
    copy = past_copy(real, folder / "replayed.db", since, clock)
    return replace(look_into(copy, "desk.db"), feed=Feed(real, copy, since))


def test_a_replay_says_so_and_a_live_desk_does_not(
    qtbot: QtBot, open_window: Opened, database: Database, clock: MovingClock, tmp_path: Path
) -> None:
    live = open_window(look_into(database, "desk.db"))
    qtbot.waitUntil(lambda: "last sweep 0 s ago" in foot(live))
    assert not any("Replay" in words for words in foot(live))
    assert live.window.windowTitle() == "Queue – Leadline"
    past = open_window(replay(database, clock.instant - timedelta(days=400), clock, tmp_path))
    qtbot.waitUntil(lambda: "Replay of 7 April 2025" in foot(past))
    assert foot(past)[-1] == "Tue 12 May 2026, 14:28 CEST"
    assert past.window.windowTitle() == "Queue – Replay of 7 April 2025 – Leadline"


def test_it_says_once_that_what_is_written_is_lost(
    qtbot: QtBot, open_window: Opened, database: Database, clock: MovingClock, tmp_path: Path
) -> None:
    desk = open_window(replay(database, clock.instant, clock, tmp_path))
    (note,) = [one for one in desk.window.findChildren(Banner) if one.isVisible()]
    assert "gone when you close the window" in note.accessibleName()
    note.closed.emit()
    note.hide()
    desk.backstage.watch.look()
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    assert not note.isVisible()


def test_later_events_arrive_as_time_passes_and_the_desk_is_only_read(
    qtbot: QtBot, open_window: Opened, database: Database, clock: MovingClock, tmp_path: Path
) -> None:
    since = clock.instant
    clock.instant += timedelta(minutes=5)
    later = NewCase(title="Printer prints blanks", customer="Northwind", incomplete=True)
    database.write(partial(open_case, new=later))
    clock.instant = since
    before = everything(database)
    desk = open_window(replay(database, since, clock, tmp_path))
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    assert rows(desk.database) == []
    clock.instant += timedelta(minutes=5)
    desk.backstage.watch.look()
    qtbot.waitUntil(lambda: [row.title for row in rows(desk.database)] == [later.title])
    started = partial(start_work, case_ids=[rows(desk.database)[0].id])
    desk.workspace.write(started)
    qtbot.waitUntil(lambda: rows(desk.database)[0].status == "in_progress")
    assert everything(database) == before
