"""Nobody watches: told to whoever comes, once; said above the queue until somebody does."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from desktop.webhook import post_round
from models.commands.people import add_person
from models.commands.webhook import set_webhook
from models.database import Database
from models.presence import RunningDesk, beat, leave
from tests.conftest import MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.desktop.notification_service import NotificationService
from tests.desktop.test_webhook import escalated
from ui.frame.alert_bar import AlertBar
from ui.frame.foot import Foot
from ui.queue.unwatched_line import UnwatchedLine

ALL = "Nobody is watching P1, P2, P3 and P4"


def bar(desk: Desk) -> list[str]:
    found = desk.window.findChild(AlertBar)
    assert found is not None
    return [str(alert.sentence) for alert in found.alerts]


def test_whoever_starts_is_told_once_and_the_red_line_stays_until_somebody_watches(
    qapp: QApplication, qtbot: QtBot, database: Database, tmp_path: Path,
    service: NotificationService,
) -> None:  # fmt: skip
    database.person_id = database.write(partial(add_person, name="Ana Ruiz", role="agent")).result
    lea = database.write(partial(add_person, name="Lea Brandt", role="lead")).result
    desk = open_window(qapp, database, tmp_path)
    qtbot.waitUntil(lambda: len(service.shown) == 1)
    title, body = service.shown[0][3:5]
    assert title == ALL
    assert body.startswith("P1 is told to Lea Brandt, at no desk just now.")
    why = f"{ALL}. P1 is told to Lea Brandt, at no desk just now."
    qtbot.waitUntil(lambda: bar(desk) == [why])
    (line,) = desk.window.findChildren(UnwatchedLine)
    assert line.isVisible()
    assert line.accessibleName().startswith(ALL)

    put_away = desk.window.findChild(AlertBar)
    assert put_away is not None
    desk.window.alert_seen.emit(put_away.alerts[0])
    assert bar(desk) == []
    desk.backstage.coverage.look()
    settle(qtbot, desk)
    assert bar(desk) == []
    assert line.isVisible()

    beat(database.engine, RunningDesk("lea", lea, "mill", "0.1.0", True, True))
    desk.backstage.coverage.look()
    qtbot.waitUntil(lambda: not line.isVisible() and bar(desk) == [])
    assert len(service.shown) == 1

    leave(database.engine, "lea")
    desk.backstage.coverage.look()
    qtbot.waitUntil(lambda: line.isVisible() and len(service.shown) == 2)
    assert [message[3] for message in service.shown] == [ALL, ALL]
    close_window(qtbot, desk)


def test_an_escalation_that_was_not_posted_stands_in_the_lead_s_bar_until_it_is_put_away(
    qapp: QApplication, qtbot: QtBot, database: Database, tmp_path: Path, clock: MovingClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    escalated(database, clock)
    database.write(partial(set_webhook, url="https://example.org/hook"))
    database.person_id = database.write(partial(add_person, name="Ana")).result
    assert post_round(database, "a watch", lambda *_: "The webhook answered 500.") is not None
    desk = open_window(qapp, database, tmp_path)
    words = "An escalation was not posted. The webhook answered 500."
    qtbot.waitUntil(lambda: words in bar(desk))
    shown = desk.window.findChild(AlertBar)
    assert shown is not None
    alert = next(one for one in shown.alerts if str(one.sentence) == words)
    assert alert.place == "computer"
    desk.window.alert_seen.emit(alert)
    assert words not in bar(desk)
    close_window(qtbot, desk)


def test_a_lead_at_a_window_has_nothing_to_be_told(
    qapp: QApplication, qtbot: QtBot, database: Database, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    database.person_id = database.write(partial(add_person, name="Lea Brandt", role="lead")).result
    desk = open_window(qapp, database, tmp_path)
    (line,) = desk.window.findChildren(UnwatchedLine)
    (foot,) = desk.window.findChildren(Foot)
    words = "P1 at Lea Brandt's window only"
    qtbot.waitUntil(lambda: words in [label.text() for label in foot.findChildren(QLabel)])
    assert not line.isVisible()
    close_window(qtbot, desk)
