"""The articles, written into a folder that is asked for, with what was left and why."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.open_desk import look_into
from models.database import Database
from tests.ui.keyboard import press
from tests.ui.quiet_ports import QuietPorts
from ui.actions import Actions
from ui.drafts import Drafts
from ui.knowledge.knowledge_page import KnowledgePage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database, desk: int,
    desk_address: str,
) -> KnowledgePage:  # fmt: skip
    opened = look_into(database, desk_address)
    workspace = Workspace(database, tasks, database.clock, None)
    ports = QuietPorts(opened)
    made = KnowledgePage(theme, workspace, actions, opened.zone, Drafts(), ports)
    made.setProperty("ports", ports)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def words(page: KnowledgePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def button(page: KnowledgePage, name: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.isVisible() and b.text() == name)


def export_into(page: KnowledgePage, folder: Path, qtbot: QtBot) -> None:
    press(Qt.Key.Key_E, CTRL | SHIFT)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(folder.parent))
    dialog.selectFile(str(folder))
    dialog.accept()
    page.activateWindow()  # as a window manager does
    qtbot.waitUntil(page.isActiveWindow)


def test_the_articles_are_written_by_keyboard_and_the_folder_opens(
    qtbot: QtBot, page: KnowledgePage, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    export_into(page, folder, qtbot)
    qtbot.waitUntil(lambda: "The articles are written" in words(page))
    assert f"3 files written into {folder}, 0 as they were." in words(page)
    assert sorted(path.name for path in folder.rglob("*.md")) == [
        "0001-one-queue-for-all.md", "large-exports-stall.md", "rotate-an-api-key.md",
    ]  # fmt: skip
    button(page, "Open it").click()
    assert page.property("ports").opened == [folder]


def test_what_is_in_the_way_is_left_and_said(
    qtbot: QtBot, page: KnowledgePage, tmp_path: Path
) -> None:
    other = tmp_path / "out" / "how_to" / "rotate-an-api-key.md"
    other.parent.mkdir(parents=True)
    other.write_text("somebody's own")
    export_into(page, tmp_path / "out", qtbot)
    qtbot.waitUntil(lambda: "1 file was left" in words(page))
    assert "how_to/rotate-an-api-key.md: It was not written from this desk" in words(page)
    assert other.read_text() == "somebody's own"
