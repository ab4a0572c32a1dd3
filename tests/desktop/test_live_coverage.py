"""Nobody watches: told to whoever comes, once; said above the queue until somebody does."""

from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop import live_coverage
from desktop.application import Desk
from desktop.cover_watch import to_tell
from desktop.webhook import post_round
from models.commands.people import add_person
from models.commands.webhook import set_webhook
from models.database import Database
from models.errors import Unreachable
from models.presence import RunningDesk, beat, leave
from models.queries.coverage import Coverage, CoverRow
from tests.conftest import MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.desktop.notification_service import NotificationService
from tests.desktop.test_webhook import escalated
from ui.frame.alert_bar import AlertBar
from ui.frame.foot import Foot
from ui.widgets.red_lines import RedLine

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
    (line,) = desk.window.findChildren(RedLine, "unwatched")
    assert line.isVisible()
    assert line.accessibleName().startswith(ALL)

    assert desk.backstage.presence is not None
    desk.backstage.presence.missed.emit()  # nothing is known of it: it is not said any more
    assert bar(desk) == []
    assert not line.isVisible()
    desk.backstage.coverage.look()
    qtbot.waitUntil(lambda: bar(desk) == [why] and line.isVisible())

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


def on_duty(desk: Desk) -> list[str]:
    (foot,) = desk.window.findChildren(Foot)
    return [label.text() for label in foot.findChildren(QLabel) if label.isVisible()]


def test_of_two_looks_the_later_counts_and_after_one_that_failed_nothing_is_known(
    qapp: QApplication, qtbot: QtBot, database: Database, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    desk = open_window(qapp, database, tmp_path)
    settle(qtbot, desk)
    coverage, presence = desk.backstage.coverage, desk.backstage.presence
    assert presence is not None
    presence.beaten.disconnect(coverage.look)  # no look but those of the test
    go_on, looks = Event(), list[int]()

    def slow_at_first(*_: object) -> Coverage:
        looks.append(len(looks) + 7)
        desks = looks[-1]
        if desks == 7:
            assert go_on.wait(30)
        return Coverage(desks, ())

    def broken(*_: object) -> Coverage:
        raise ZeroDivisionError

    def unreachable(*_: object) -> Coverage:
        raise Unreachable("The database cannot be reached", "There is no connection.")

    unknown = "It is not known who is watching"
    with monkeypatch.context() as slow:
        slow.setattr(live_coverage, "coverage_now", slow_at_first)
        coverage.look()
        qtbot.waitUntil(lambda: looks == [7])
        coverage.look()
        qtbot.waitUntil(lambda: "Open at 8 desks" in on_duty(desk))
        go_on.set()
        settle(qtbot, desk)
        assert "Open at 8 desks" in on_duty(desk)
    with monkeypatch.context() as gone:
        gone.setattr(live_coverage, "coverage_now", unreachable)
        coverage.look()
        qtbot.waitUntil(lambda: unknown in on_duty(desk))
        assert not any(words.endswith(" on") for words in on_duty(desk))
    coverage.look()
    qtbot.waitUntil(lambda: unknown not in on_duty(desk))
    presence.missed.emit()
    assert unknown in on_duty(desk)
    monkeypatch.setattr(live_coverage, "coverage_now", broken)
    with qtbot.captureExceptions() as raised:
        coverage.look()
        qtbot.waitUntil(lambda: len(raised) == 1)
    monkeypatch.undo()
    close_window(qtbot, desk)


def row(priority: str) -> CoverRow:
    return CoverRow(priority, "lead", (), (), (), posted=False, watched=False, unseen=True)


def test_in_quiet_hours_only_what_may_break_them_is_told_and_the_rest_afterwards() -> None:
    unseen = [row("P1"), row("P2"), row("P3")]
    assert to_tell(unseen, {"P3"}, True, ("P1",)) == [row("P1")]
    assert to_tell(unseen, {"P1", "P3"}, True, ("P1",)) == []
    assert to_tell(unseen, {"P1", "P3"}, False, ("P1",)) == [row("P2")]


def test_a_post_that_was_not_taken_stands_in_the_lead_s_bar_until_it_is_put_away(
    qapp: QApplication, qtbot: QtBot, database: Database, tmp_path: Path, clock: MovingClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    escalated(database, clock)
    database.write(partial(set_webhook, url="https://example.org/hook"))
    database.person_id = database.write(partial(add_person, name="Ana")).result
    assert post_round(database, "a watch", lambda *_: "The webhook answered 500.") is not None
    desk = open_window(qapp, database, tmp_path)
    words = "A post to the webhook was not taken. The webhook answered 500."
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
    (line,) = desk.window.findChildren(RedLine, "unwatched")
    (foot,) = desk.window.findChildren(Foot)
    words = "P1 alerts show only in Lea Brandt's window"
    qtbot.waitUntil(lambda: words in [label.text() for label in foot.findChildren(QLabel)])
    assert not line.isVisible()
    close_window(qtbot, desk)
