"""A server that falls silent under a window: said since when, and caught up with on its return."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import make_url

from models.database import Database
from models.engine import Patience, open_engine
from models.schema import open_checked
from tests.conftest import FULL, MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.desktop.notification_service import NotificationService
from tests.desktop.silent_way import SilentWay
from tests.desktop.test_live_watch import bar, foot
from tests.desktop.test_watch import opened, person
from tests.used_desks import UsedDesks
from ui.frame.alert_bar import AlertBar

pytestmark = [
    pytest.mark.skipif(not FULL, reason="a server and its silence of seconds: in the full run"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packets are dropped by Linux"),
]
SHORT = Patience(connecting=2, unanswered=500)


@pytest.fixture
def desk(used_desks: UsedDesks) -> Iterator[str]:
    """A desk's address on the server."""
    with used_desks.lent() as address:
        yield address


@pytest.fixture
def way(desk: str) -> Iterator[SilentWay]:
    host = make_url(desk).query["host"]
    way = SilentWay(f"{host}/.s.PGSQL.5432")
    way.start()
    yield way
    way.stop()


@pytest.fixture
def database(desk: str, way: SilentWay, clock: MovingClock) -> Iterator[Database]:
    """Ana's desk, by that way; she owes two first responses."""
    beside = Database(open_checked(desk), clock)
    ana = person(beside, "Ana Ruiz")
    for _ in range(2):
        opened(beside, ana)
    beside.close()
    address = make_url(desk).difference_update_query(["host"]).set(host="127.0.0.1", port=way.port)
    made = Database(open_engine(address, SHORT), clock, ana)
    yield made
    made.close()


def test_a_server_that_fell_silent_is_told_since_when_and_caught_up_with_once_it_is_back(
    qapp: QApplication, qtbot: QtBot, database: Database, way: SilentWay, clock: MovingClock,
    service: NotificationService, tmp_path: Path,
) -> None:  # fmt: skip
    desk = open_window(qapp, database, tmp_path)
    settle(qtbot, desk)
    assert foot(desk)[0] == "● Watching"
    way.fall_silent()
    clock.instant += timedelta(minutes=16)
    desk.backstage.watch.look()
    qtbot.waitUntil(lambda: foot(desk)[0] == "■ No sweeps since 14:28")
    assert "last sweep 16 min ago" in foot(desk)
    settle(qtbot, desk)
    assert (bar(desk), service.shown) == ([], [])
    way.speak()
    desk.backstage.watch.look()
    settle(qtbot, desk)
    assert foot(desk)[0] == "● Watching"
    (found,) = desk.window.findChildren(AlertBar)
    assert [alert.case_key for alert in found.alerts if alert.case_id] == ["CS-1001", "CS-1002"]
    assert str(found.alerts[0].sentence) == "owes Northwind a first response since 14:43."
    (_, _, _, title, *_) = service.wait_for(1)[0]
    assert title == "2 went red while the desk was out of reach"
    close_window(qtbot, desk)
