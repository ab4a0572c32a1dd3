"""A window, a bus of its own and a notification service on it: a person is told, once."""

from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.application import Desk
from models.database import Database
from models.entities import PlannedAlert
from models.schema import open_checked
from tests.conftest import HANDBOOK, NOW, MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.desktop.notification_service import NotificationService
from tests.desktop.test_watch import opened, person
from tests.full_desks import demo_at
from tests.made_desks import empty_desk
from ui.frame.alert_bar import AlertBar
from ui.messages import tr
from ui.queue.columns import DUE, KEY, NEXT
from ui.queue.queue_table import QueueTable


def new_desk(folder: Path, clock: MovingClock) -> Database:
    """A desk in a file, with Ana at its window."""
    file = folder / "desk.db"
    empty_desk(
        file, title="Test desk", zone="Europe/Berlin", handbook=HANDBOOK,
        now=datetime(2016, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    database = Database(open_checked(file), clock)
    database.person_id = person(database, "Ana Ruiz")
    return database


def test_the_first_warning_is_told_once_and_a_click_opens_the_case(
    qtbot: QtBot, qapp: QApplication, service: NotificationService, tmp_path: Path
) -> None:
    clock = MovingClock(NOW)
    database = new_desk(tmp_path, clock)
    case_id = opened(database, database.person_id)
    desk = open_window(qapp, database, tmp_path)
    settle(qtbot, desk)
    assert service.shown == []
    clock.instant += timedelta(minutes=10)
    desk.backstage.watch.look()
    desk.backstage.watch.look()
    settle(qtbot, desk)
    (message,) = service.shown
    name, _, _, title, body, actions, _, _ = message
    assert (name, title) == ("Leadline", "CS-1001 owes Northwind a first response by 14:43")
    assert (body, actions[0]) == ("SLO reached · Payments &lt;fail&gt; &amp; stop", "default")
    desk.window.showMinimized()
    service.click(1)
    qtbot.waitUntil(lambda: desk.window.place == "case")
    assert desk.window.page("case").location() == case_id
    assert not desk.window.isMinimized()
    close_window(qtbot, desk)
    database.close()

    again = Database(open_checked(tmp_path / "desk.db"), clock, database.person_id)
    desk = open_window(qapp, again, tmp_path)
    desk.backstage.watch.look()
    settle(qtbot, desk)
    assert len(service.shown) == 1
    close_window(qtbot, desk)
    again.close()


def test_many_at_once_are_one_message_whose_click_opens_the_queue(
    qtbot: QtBot, qapp: QApplication, service: NotificationService, tmp_path: Path
) -> None:
    clock = MovingClock(NOW)
    database = new_desk(tmp_path, clock)
    cases = [opened(database, database.person_id) for _ in range(4)]
    clock.instant += timedelta(minutes=10)
    desk = open_window(qapp, database, tmp_path)
    settle(qtbot, desk)
    titles = [message[3] for message in service.shown]  # a threshold of the queue is crossed too
    said = "4 clocks are due, the first in 5 min"
    assert [title for title in titles if "CS-" in title or "due" in title] == [said]
    desk.window.open_case(cases[0])
    service.click(1 + titles.index(said))
    qtbot.waitUntil(lambda: desk.window.place == "queue")
    close_window(qtbot, desk)
    database.close()


def test_bar_queue_and_message_agree_to_the_minute(
    qtbot: QtBot, qapp: QApplication, service: NotificationService, tmp_path: Path
) -> None:
    database = demo_at(tmp_path / "desk.db")
    database.person_id = database.read(told_next)
    desk = open_window(qapp, database, tmp_path)
    qtbot.waitUntil(lambda: not desk.tasks.busy and bool(queue_rows(desk)))
    (bar,) = desk.window.findChildren(AlertBar)
    owed = {f"{alert.case_key} {tr(alert.sentence)}" for alert in bar.alerts}
    told = {
        line for _, _, _, title, body, *_ in service.shown
        for line in (title, *unescape(body).split("\n")) if line.startswith("CS-")
    }  # fmt: skip
    assert told
    assert {f"{line}." for line in told} <= owed
    rows = {key: (what, due) for key, what, due in queue_rows(desk)}
    same = 0
    of_cases = [sentence for sentence in owed if sentence.startswith("CS-")]
    for sentence in of_cases:
        what, due = rows[sentence.split(" ", 1)[0]]
        if what.removeprefix("Next ").lower() in sentence:
            assert sentence.endswith((f" by {due}.", f" since {due}."))
            same += 1
    assert same >= len(of_cases) / 2
    close_window(qtbot, desk)
    database.close()


def told_next(session: Session) -> int | None:
    """Who is told first of what falls due from now on."""
    coming = select(PlannedAlert.recipient_id).where(PlannedAlert.due_at > NOW)
    return session.scalar(
        coming.where(PlannedAlert.recipient_id.is_not(None)).order_by(PlannedAlert.due_at)
    )


def queue_rows(desk: Desk) -> list[tuple[str, str, str]]:
    """Case, next commitment and due time of each row of the queue that has been read."""
    model = desk.window.findChildren(QueueTable)[0].model()

    def words(row: int, column: int) -> str:
        return model.index(row, column).data(Qt.ItemDataRole.DisplayRole) or ""

    rows = [tuple(words(row, c) for c in (KEY, NEXT, DUE)) for row in range(model.rowCount())]
    return [(key, what, due) for key, what, due in rows if key]
