"""A folder of articles on the import page: seen first, imported by a key, each oddity in a list."""

import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from models.database import Database
from models.entities import Article
from tests.desktop.imports.logs import write_log
from tests.ui.imports.conftest import Shown
from tests.ui.keyboard import press
from ui.widgets.table_view import TableView

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def articles(database: Database) -> int:
    return database.read(lambda session: session.scalar(select(func.count(Article.id))) or 0)


def wait_for(qtbot: QtBot, shown: Shown, words: str) -> None:
    qtbot.waitUntil(lambda: words in shown.words())


def rows(shown: Shown) -> list[list[str]]:
    table = next(one for one in shown.page.findChildren(TableView) if one.isVisible())
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "manual"
    made.mkdir()
    (made / "a.md").write_text("# A\n\n[gone](gone.md)\n")
    (made / "b.md").write_text("# B\n\n![](p.png)\n")
    (made / "p.png").write_bytes(b"picture")
    return made


def test_a_folder_goes_in_by_keyboard_alone(qtbot: QtBot, shown: Shown, folder: Path) -> None:
    press(Qt.Key.Key_O, CTRL | SHIFT)
    dialog = shown.page.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(folder.parent))
    dialog.selectFile(str(folder))
    dialog.accept()
    shown.page.activateWindow()  # as a window manager does
    qtbot.waitUntil(shown.page.isActiveWindow)
    wait_for(qtbot, shown, "2 articles would be added")
    assert "1 thing is odd; every article comes in all the same." in shown.words()
    assert "1 file beside them" in shown.words()
    assert rows(shown) == [
        ["a.md", "3", "“gone.md” leads nowhere: there is no such file in the folder."]
    ]
    assert articles(shown.database) == 0
    qtbot.waitUntil(lambda: "Import 2 articles" in shown.page.window().focusWidget().text())  # type: ignore[attr-defined]
    press(Qt.Key.Key_Return, CTRL)
    wait_for(qtbot, shown, "2 articles added")
    assert (articles(shown.database), shown.said) == (2, ["2 articles added"])
    press(Qt.Key.Key_Return)
    assert shown.places == ["knowledge"]


def test_what_is_on_the_desk_already_and_what_was_changed(
    qtbot: QtBot, shown: Shown, folder: Path
) -> None:
    shown.page.go_to(folder)
    wait_for(qtbot, shown, "2 articles would be added")
    press(Qt.Key.Key_Return, CTRL)
    wait_for(qtbot, shown, "2 articles added")
    shown.page.go_to(folder)
    wait_for(qtbot, shown, "Every article of this folder is on the desk already")
    (folder / "b.md").write_text("# B\n\nmore\n")
    press(Qt.Key.Key_F5)
    wait_for(qtbot, shown, "1 article would be brought up to date")
    press(Qt.Key.Key_Return, CTRL)
    wait_for(qtbot, shown, "1 article brought up to date")


def test_files_that_cannot_come_in_are_first_in_the_list_and_may_be_left_out(
    qtbot: QtBot, shown: Shown, folder: Path
) -> None:
    (folder / "z.md").write_bytes(b"\0")
    shown.page.go_to(folder)
    wait_for(qtbot, shown, "▲ 1 file cannot come in")
    assert [row[0] for row in rows(shown)] == ["▲ z.md", "a.md"]
    buttons = {b.text() for b in shown.page.findChildren(QPushButton) if b.isVisible()}
    assert "Leave them out and import 2 articles" in buttons
    press(Qt.Key.Key_Return, CTRL)
    wait_for(qtbot, shown, "2 articles added")


def test_a_log_chosen_after_a_folder_takes_its_place(
    qtbot: QtBot, shown: Shown, folder: Path, tmp_path: Path
) -> None:
    shown.page.go_to(folder)
    shown.page.go_to(write_log(tmp_path / "log.csv", {}))
    wait_for(qtbot, shown, "1 case would be added")
    shown.page.go_to(folder)
    wait_for(qtbot, shown, "2 articles would be added")
    assert "1 case" not in shown.words()


def test_an_import_that_is_cancelled_keeps_nothing(
    qtbot: QtBot, shown: Shown, folder: Path
) -> None:
    shown.page.go_to(folder)
    wait_for(qtbot, shown, "2 articles would be added")
    shown.ports.gate.clear()
    press(Qt.Key.Key_Return, CTRL)
    wait_for(qtbot, shown, "Importing manual")
    shown.page.go_to(folder)
    wait_for(qtbot, shown, "An import is running")
    (stop,) = (
        b for b in shown.page.findChildren(QPushButton) if b.text() == "Cancel" and b.isVisible()
    )
    stop.click()
    shown.ports.gate.set()
    wait_for(qtbot, shown, "Nothing of the folder was kept.")
    assert articles(shown.database) == 0
    press(Qt.Key.Key_Return, CTRL)
    wait_for(qtbot, shown, "2 articles added")
    assert "Cancelled" not in shown.words()


def test_an_empty_folder_and_one_that_is_gone(qtbot: QtBot, shown: Shown, folder: Path) -> None:
    empty = folder / "empty"
    empty.mkdir()
    shown.page.go_to(empty)
    wait_for(qtbot, shown, "There is no Markdown in it")
    shown.page.go_to(folder)
    wait_for(qtbot, shown, "2 articles would be added")
    shutil.rmtree(folder)
    press(Qt.Key.Key_F5)
    wait_for(qtbot, shown, "is no folder that can be looked into")


def test_it_says_what_the_articles_are_and_what_is_alike_once(
    qtbot: QtBot, shown: Shown, folder: Path
) -> None:
    (folder / "adr").mkdir()
    for number in range(1, 8):
        told = f"# One\n\nDate: 0{number}/08/2018\n\n## Status\n\naccepted\n"
        (folder / "adr" / f"000{number}-one.md").write_text(told)
    shown.page.go_to(folder)
    wait_for(qtbot, shown, "9 articles would be added")
    assert "7 decisions · 2 how-tos · 1 file beside them" in shown.words()
    assert [row[0] for row in rows(shown)] == ["a.md", "0001-one.md in adr"]
    assert rows(shown)[1][2].endswith(" stays in the text. And 6 more like it.")
    each = next(one for one in shown.page.findChildren(QPushButton) if one.text() == "Show each")
    each.setFocus()
    press(Qt.Key.Key_Return)
    assert len(rows(shown)) == 8
    press(Qt.Key.Key_Return)
    assert len(rows(shown)) == 2


def test_what_was_chosen_is_looked_at_on_a_worker(
    qtbot: QtBot, shown: Shown, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[threading.Thread]()
    is_dir = Path.is_dir

    def told(path: Path) -> bool:
        if path == folder:
            asked.append(threading.current_thread())
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", told)
    shown.page.go_to(folder)
    wait_for(qtbot, shown, "2 articles would be added")
    assert asked
    assert threading.main_thread() not in asked
