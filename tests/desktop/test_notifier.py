"""A window, a bus of its own and a notification service on it: a person is told, once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from desktop.open_desk import look_into
from desktop.preferences import FilePreferences
from models.commands.cases import assign, open_case
from models.commands.people import add_person
from models.database import Database
from models.schema import create_desk, open_checked
from models.work import Work
from tests.conftest import HANDBOOK, NOW, MovingClock
from tests.desktop.notification_service import NotificationService
from tests.desktop.test_watch import URGENT
from ui.theme import Theme


def database_at(path: Path, clock: MovingClock, person_id: int | None) -> Database:
    return Database(open_checked(path), clock, person_id)


def opened(qapp: QApplication, database: Database, folder: Path) -> Desk:
    preferences = FilePreferences(folder / "preferences.json")
    desk = Desk(Theme(qapp, "light"), look_into(database, str(folder / "desk.db")), preferences)
    desk.window.show()
    return desk


def test_the_first_warning_is_told_once_and_a_click_opens_the_case(
    qtbot: QtBot, qapp: QApplication, service: NotificationService, tmp_path: Path
) -> None:
    file, clock = tmp_path / "desk.db", MovingClock(NOW)
    create_desk(
        file, title="Test desk", zone="Europe/Berlin", handbook=HANDBOOK,
        now=datetime(2016, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    database = database_at(file, clock, None)

    def prepare(work: Work) -> tuple[int, int]:
        case_id, ana = open_case(work, URGENT), add_person(work, "Ana Ruiz")
        assign(work, [case_id], ana)
        return case_id, ana

    case_id, database.person_id = database.write(prepare).result
    desk = opened(qapp, database, tmp_path)
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    assert service.shown == []
    clock.instant += timedelta(minutes=10)
    desk.watch.look()
    desk.watch.look()
    qtbot.waitUntil(lambda: bool(service.shown) and not desk.tasks.busy)
    (message,) = service.shown
    name, _, _, title, body, actions, _, _ = message
    assert (name, title) == ("Leadline", "CS-1001 owes Northwind a first response by 14:43")
    assert (body, actions[0]) == ("SLO reached · Payments &lt;fail&gt; &amp; stop", "default")
    service.click(1)
    qtbot.waitUntil(lambda: desk.window.place == "case")
    assert desk.window.page("case").location() == case_id
    close(qtbot, desk, database)

    again = database_at(file, clock, database.person_id)
    desk = opened(qapp, again, tmp_path)
    desk.watch.look()
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    assert len(service.shown) == 1
    close(qtbot, desk, again)


def close(qtbot: QtBot, desk: Desk, database: Database) -> None:
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    desk.close()
    desk.window.close()
    desk.window.deleteLater()
    database.close()
