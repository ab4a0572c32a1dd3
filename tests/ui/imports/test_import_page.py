from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from models.commands.closing import resolve
from models.database import Database
from models.entities import Case
from tests.desktop.imports.logs import write_log
from tests.models.commands.desk import detail, opened
from tests.ui.imports.conftest import Shown
from tests.ui.keyboard import press
from ui.widgets.buttons import ActionButton
from ui.widgets.instant_field import InstantField
from ui.widgets.table_view import TableView
from ui.widgets.zone_field import ZoneField

CTRL = Qt.KeyboardModifier.ControlModifier
BAD = {"number": "INC2", "sys_updated_at": "yesterday"}


def cases(database: Database) -> int:
    return database.read(lambda session: session.scalar(select(func.count(Case.id))) or 0)


def wait_for(qtbot: QtBot, shown: Shown, words: str) -> None:
    qtbot.waitUntil(lambda: words in shown.words())


def focused(page: QWidget) -> str:
    return page.window().focusWidget().accessibleName()


def zone_field(shown: Shown) -> ZoneField:
    field = shown.page.findChild(ZoneField)
    assert field is not None
    return field


def type_zone(shown: Shown, words: str) -> None:
    zone_field(shown).setFocus()
    line = shown.page.window().focusWidget()
    assert isinstance(line, QLineEdit | ZoneField)
    QTest.keyClicks(line, words)


def test_a_log_goes_in_by_keyboard_alone(qtbot: QtBot, shown: Shown, tmp_path: Path) -> None:
    path = write_log(tmp_path / "incidents.csv", {}, {"number": "INC2"}, {"number": "INC3"})
    press(Qt.Key.Key_O, CTRL)
    dialog = shown.page.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(path))
    dialog.accept()
    shown.page.activateWindow()  # as a window manager does
    qtbot.waitUntil(shown.page.isActiveWindow)
    wait_for(qtbot, shown, "3 cases would be added")
    words = shown.words()
    for fact in ("incidents.csv", "ServiceNow incident log", "Day first: 29/2/2016 in line 2",
                 "Mon 29 Feb 2016, 08:12 CET", "Tue 1 Mar 2016, 08:17 CET",
                 "The log does not say; this is your team's."):  # fmt: skip
        assert fact in words
    assert cases(shown.database) == 0
    assert focused(shown.page) == "Import 3 cases"
    press(Qt.Key.Key_Return, CTRL)
    wait_for(qtbot, shown, "3 cases added")
    assert cases(shown.database) == 3
    assert shown.said == ["3 cases added"]
    press(Qt.Key.Key_Return)
    assert shown.places == ["queue"]


def test_a_file_that_is_no_log_is_refused_in_its_place(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,age\nA,3\n", "utf-8")
    shown.page.go_to(path)
    wait_for(qtbot, shown, "incident_state")
    assert focused(shown.page) == "Choose a log"
    shown.page.go_to(write_log(path, {}))
    wait_for(qtbot, shown, "1 case would be added")
    assert "incident_state" not in shown.words()


def test_what_cannot_be_read_is_listed_and_may_be_left_out(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    path = write_log(tmp_path / "log.csv", {}, BAD)
    shown.page.go_to(path)
    wait_for(qtbot, shown, "▲ 1 value cannot be read")
    assert "They belong to 1 of 2 cases." in shown.words()
    table = shown.page.findChild(TableView)
    assert table is not None
    model = table.model()
    row = [model.index(0, column).data() for column in range(model.columnCount())]
    assert row == ["3", "sys_updated_at", "yesterday", "not a date with a time"]
    assert shown.page.window().focusWidget() is table

    write_log(path, {}, {"number": "INC2"})
    press(Qt.Key.Key_F5)
    wait_for(qtbot, shown, "2 cases would be added")
    write_log(path, {}, BAD)
    press(Qt.Key.Key_F5)
    wait_for(qtbot, shown, "▲ 1 value cannot be read")
    press(Qt.Key.Key_Return, CTRL)
    wait_for(qtbot, shown, "1 case added")
    assert cases(shown.database) == 1


def test_what_is_on_the_desk_already_is_said(qtbot: QtBot, shown: Shown, tmp_path: Path) -> None:
    path = write_log(tmp_path / "log.csv", {})
    for words in ("1 case would be added", "Every case of this log is on the desk already"):
        shown.page.go_to(path)
        wait_for(qtbot, shown, words)
        press(Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: cases(shown.database) == 1)
        qtbot.waitUntil(lambda: "Importing" not in shown.words())
    assert "1 case on the desk already, left as they are" in shown.words()
    focused = QApplication.focusWidget()
    assert isinstance(focused, ActionButton)
    assert focused.text() == "Choose another log"


def test_times_are_read_in_the_zone_that_was_chosen(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    shown.page.go_to(write_log(tmp_path / "log.csv", {}))
    wait_for(qtbot, shown, "1 case would be added")
    type_zone(shown, "new york")
    press(Qt.Key.Key_Return)
    wait_for(qtbot, shown, "Mon 29 Feb 2016, 08:12 EST")
    assert "your team's is Europe/Berlin" in shown.words()
    assert shown.ports.asked == [("Europe/Berlin", True), ("America/New_York", True)]
    press(Qt.Key.Key_Return, CTRL)
    wait_for(qtbot, shown, "times read as America/New_York")
    opened = shown.database.read(lambda session: session.scalar(select(Case.opened_at)))
    assert opened == datetime(2016, 2, 29, 13, 12, tzinfo=UTC)


def test_nothing_is_imported_while_the_zone_is_unclear(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    shown.page.go_to(write_log(tmp_path / "log.csv", {}))
    wait_for(qtbot, shown, "1 case would be added")
    type_zone(shown, "Mars")
    press(Qt.Key.Key_Return, CTRL)
    assert "■ No time zone of that name." in shown.words()
    press(Qt.Key.Key_Return, CTRL)
    type_zone(shown, "Europe/Paris")
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(shown.ports.asked) == 2)
    assert shown.ports.asked[-1] == ("Europe/Paris", True)
    wait_for(qtbot, shown, "1 case would be added")
    assert cases(shown.database) == 0


def test_a_cancelled_import_keeps_nothing(qtbot: QtBot, shown: Shown, tmp_path: Path) -> None:
    path = write_log(tmp_path / "log.csv", *({"number": f"INC{n}"} for n in range(1200)))
    shown.page.go_to(path)
    wait_for(qtbot, shown, "1,200 cases would be added")
    shown.ports.gate.clear()
    press(Qt.Key.Key_Return, CTRL)
    wait_for(qtbot, shown, "500")
    assert focused(shown.page) == "Cancel"
    assert not zone_field(shown).isEnabled()
    shown.page.go_to(tmp_path / "other.csv")
    assert "Let it end, or cancel it; then choose other.csv again." in shown.words()
    press(Qt.Key.Key_Return)
    shown.ports.gate.set()
    wait_for(qtbot, shown, "Nothing of the log was kept.")
    assert cases(shown.database) == 0
    press(Qt.Key.Key_Return, CTRL)
    wait_for(qtbot, shown, "1,200 cases added")
    assert cases(shown.database) == 1200


def test_the_desk_as_it_was_is_offered(
    qtbot: QtBot, shown: Shown, tmp_path: Path, monkeypatch: Any
) -> None:
    path = write_log(
        tmp_path / "log.csv",
        {},
        {"number": "INC2", "sys_updated_at": "1/3/2016 9:00"},
        {"incident_state": "Closed", "sys_updated_at": "6/3/2016 11:00"},
    )
    shown.page.go_to(path)
    wait_for(qtbot, shown, "2 cases would be added")
    press(Qt.Key.Key_Return, CTRL)
    wait_for(qtbot, shown, "The log ends on Sun 6 Mar 2016, 11:00 CET.")
    field = shown.page.findChild(InstantField)
    assert field is not None
    assert field.instant == datetime(2016, 3, 1, 8, tzinfo=UTC)
    copied: list[str] = []
    opened: list[datetime] = []
    monkeypatch.setattr(shown.ports, "copy", copied.append)
    monkeypatch.setattr(shown.ports, "open_past", opened.append)
    buttons = {one.text(): one for one in shown.page.findChildren(QPushButton)}
    for words in ("Show the desk at this time", "Copy the command"):
        buttons[words].setFocus()
        press(Qt.Key.Key_Return)
    assert opened == [field.instant]
    assert copied[0].endswith("--now 2016-03-01T09:00+01:00")


def test_a_file_of_scores_is_known_by_its_header(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    case_id = opened(shown.database)
    shown.database.write(partial(resolve, case_ids=[case_id]))
    path = tmp_path / "scores.csv"
    at = shown.database.clock.now().isoformat()
    path.write_text(f"case,score,comment,answered_at\nCS-1001,5,Fast,{at}\n", "utf-8")
    shown.page.go_to(path)
    wait_for(qtbot, shown, "1 answer would be added")
    assert "Satisfaction scores" in shown.words()
    assert "Answered first" in shown.words()
    press(Qt.Key.Key_Return, CTRL)
    wait_for(qtbot, shown, "1 answer added")
    assert detail(shown.database, case_id).timeline[-1].data["score"] == 5


def test_a_cancelled_import_of_scores_keeps_none(
    qtbot: QtBot, shown: Shown, tmp_path: Path
) -> None:
    case_id = opened(shown.database)
    shown.database.write(partial(resolve, case_ids=[case_id]))
    path, at = tmp_path / "scores.csv", shown.database.clock.now().isoformat()
    lines = "".join(f"CS-1001,5,Fast {n},{at}\n" for n in range(60))
    path.write_text(f"case,score,comment,answered_at\n{lines}", "utf-8")
    shown.page.go_to(path)
    wait_for(qtbot, shown, "60 answers would be added")
    shown.ports.gate.clear()
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: focused(shown.page) == "Cancel")
    press(Qt.Key.Key_Return)
    shown.ports.gate.set()
    wait_for(qtbot, shown, "Nothing of the log was kept.")
    assert detail(shown.database, case_id).timeline[-1].kind == "resolved"


def test_every_control_has_a_name(shown: Shown, unnamed: Callable[[QWidget], list[str]]) -> None:
    assert unnamed(shown.page) == []
