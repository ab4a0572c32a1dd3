"""An import holds the write lane to its end: what falls due meanwhile is told all the same."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from desktop.application import Desk
from desktop.bus_state import BusState
from desktop.imports.load import ImportResult, RowError, load
from models.commands.import_cases import ImportedCase
from models.database import Database
from models.engine import WRITING
from models.entities import PlannedAlert
from models.handbook import events as ev
from models.handbook.events import Event
from models.handbook.instants import to_seconds
from tests.conftest import MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.desktop.test_live_watch import bar, deliveries, foot
from tests.desktop.test_telling import Service
from tests.desktop.test_watch import opened, person
from ui.progress import Progress

LONG = 20_000


@pytest.fixture
def desk(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    database: Database,
) -> Iterator[Desk]:  # fmt: skip
    """Ana's window, where there is neither a bus nor a tray, and a case of hers in the desk."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    database.person_id = person(database, "Ana Ruiz")
    opened(database, database.person_id)
    made = open_window(qapp, database, tmp_path)
    settle(qtbot, made)
    yield made
    close_window(qtbot, made)


class HeldImport:
    """Stops in the middle of its one write, until it is let go."""

    def __init__(self, database: Database, at: int) -> None:
        self._database, self._at = database, at
        self.within, self.go_on = threading.Event(), threading.Event()

    def run(self) -> ImportResult:
        """As the window's own import does."""
        return load(
            self._database, "another desk", self._read, zone="UTC", dry_run=False, keep_good=False
        )

    def _read(self, errors: list[RowError]) -> Iterator[ImportedCase]:
        self.within.set()
        assert self.go_on.wait(LONG / 1000)
        opening = Event(0, ev.OPENED, self._at, self._at, {"title": "A lamp flickers"})
        yield ImportedCase("A1", [opening])


def fired(session: Session) -> list[bool]:
    alerts = select(PlannedAlert).where(PlannedAlert.case_id == 1).order_by(PlannedAlert.due_at)
    return [row.fired_at is not None for row in session.scalars(alerts)][:1]


def test_an_alert_that_falls_due_in_the_middle_of_an_import_is_told_before_its_end(
    qtbot: QtBot, desk: Desk, database: Database, clock: MovingClock
) -> None:
    service = desk.backstage.telling.service = Service(BusState(known=True, reachable=True))
    brought: list[ImportResult] = []
    held = HeldImport(database, to_seconds(clock.instant))
    run = partial(desk.workspace.run, held.run, brought.append, desk.window)
    run(progress=Progress(desk.window), writes=True)
    qtbot.waitUntil(held.within.is_set, timeout=LONG)
    clock.instant += timedelta(minutes=10)
    try:
        desk.backstage.watch.look()
        qtbot.waitUntil(lambda: bool(service.shown and bar(desk)), timeout=LONG)
        assert bar(desk) == ["CS-1001 owes Northwind a first response by 14:43."]
        assert brought == []
    finally:
        held.go_on.set()
    settle(qtbot, desk)
    assert [one.cases for one in brought] == [1]

    desk.backstage.watch.look()
    settle(qtbot, desk)
    assert database.read(fired) == [True]
    assert database.read(deliveries) == [(database.person_id, "notification", None, None)]
    assert len(service.shown) == 1
    assert len(bar(desk)) == 1


def test_while_another_program_writes_to_the_file_its_person_is_told_all_the_same(
    qtbot: QtBot, desk: Desk, database: Database, clock: MovingClock
) -> None:
    if not database.one_writer:
        pytest.skip("a server has many writers")
    service = desk.backstage.telling.service = Service(BusState(known=True, reachable=True))
    clock.instant += timedelta(minutes=10)
    event.listen(database.engine, "checkout", impatient)
    with database.engine.connect().execution_options(**WRITING) as held, held.begin():
        desk.backstage.watch.look()
        qtbot.waitUntil(lambda: bool(service.shown and bar(desk)), timeout=LONG)
        assert foot(desk)[0].startswith("■ No sweeps since")
    settle(qtbot, desk)
    desk.backstage.watch.look()
    settle(qtbot, desk)
    assert database.read(fired) == [True]
    assert database.read(deliveries) == [(database.person_id, "notification", None, None)]
    assert len(service.shown) == 1


def impatient(connection: Any, *_: object) -> None:
    connection.execute("PRAGMA busy_timeout=50")
