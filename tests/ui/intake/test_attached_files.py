"""Files of a new case: kept with the draft, refused by name, in the case once it is open."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.drafts import FileDrafts
from models.database import Database
from models.handbook.zones import zone
from models.queries.attachments import attachments, content
from tests.conftest import MovingClock
from tests.ui.keyboard import press
from ui.actions import Actions
from ui.intake.attached_files import AttachedFiles
from ui.intake.new_case_page import NewCasePage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.workspace import Workspace

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[FileDrafts]:
    made = FileDrafts(tmp_path / "drafts")
    yield made
    made.close()


@pytest.fixture
def page(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    clock: MovingClock, drafts: FileDrafts,
) -> NewCasePage:  # fmt: skip
    workspace = Workspace(database, tasks, clock, None)
    made = NewCasePage(theme, workspace, actions, zone("Europe/Berlin"), drafts)
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    made.activateWindow()
    made.focus_first()
    return made


def attached(page: NewCasePage) -> AttachedFiles:
    found = page.findChild(AttachedFiles)
    assert found is not None
    return found


def listed(page: NewCasePage) -> list[str]:
    model = attached(page).list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def put(qtbot: QtBot, page: NewCasePage, *paths: Path) -> None:
    with qtbot.waitSignal(attached(page).changed):
        page.take_files(paths)


def test_files_are_kept_with_the_draft_and_go_with_the_case(
    qtbot: QtBot, page: NewCasePage, drafts: FileDrafts, database: Database, tmp_path: Path
) -> None:
    log = tmp_path / "trace.log"
    log.write_bytes(b"\0\xff words")
    put(qtbot, page, log, tmp_path)
    assert listed(page) == ["trace.log, 8 bytes"]
    banners = [one.accessibleName() for one in page.findChildren(Banner) if one.isVisible()]
    assert "is a folder. Attach the files in it" in banners[0]
    log.unlink()
    drafts.close()
    with FileDraftsAgain(tmp_path / "drafts") as again:
        (sha256,) = (path.name for path in (tmp_path / "drafts" / "files").iterdir())
        assert sha256 in again.get("new-case")["attachments"]
        assert again.file(sha256) == b"\0\xff words"
    press(Qt.Key.Key_Tab)
    title = QApplication.focusWidget()
    assert title is not None
    page.focus_first()
    for letter in (Qt.Key.Key_A, Qt.Key.Key_B):
        press(letter)
    with qtbot.waitSignal(page.case_made) as made:
        press(Qt.Key.Key_Return, CTRL | SHIFT)
    (row,) = database.read(partial(attachments, case_id=made.args[0]))
    assert database.read(partial(content, sha256=row.sha256)) == b"\0\xff words"
    assert listed(page) == []


class FileDraftsAgain:
    """The drafts that another start of the program finds."""

    def __init__(self, folder: Path) -> None:
        self._drafts = FileDrafts(folder)

    def __enter__(self) -> FileDrafts:
        return self._drafts

    def __exit__(self, *_: object) -> None:
        self._drafts.close()


def test_a_file_dropped_right_before_the_case_is_opened_goes_with_it(
    qtbot: QtBot, page: NewCasePage, database: Database, tmp_path: Path
) -> None:
    log = tmp_path / "trace.log"
    log.write_bytes(b"words")
    press(Qt.Key.Key_A)
    page.take_files([log])
    with qtbot.waitSignal(page.case_made) as made:
        press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert [row.name for row in database.read(partial(attachments, case_id=made.args[0]))] == [
        "trace.log"
    ]
    assert listed(page) == []


def test_a_case_is_not_opened_without_a_file_that_was_refused_meanwhile(
    qtbot: QtBot, page: NewCasePage, tmp_path: Path
) -> None:
    made: list[int] = []
    page.case_made.connect(made.append)
    press(Qt.Key.Key_A)
    page.take_files([tmp_path])
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    qtbot.waitUntil(lambda: "is a folder" in "".join(banners(page)))
    log = tmp_path / "trace.log"
    log.write_bytes(b"words")
    put(qtbot, page, log)
    with qtbot.waitSignal(page.case_made):
        press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert len(made) == 1


def test_a_file_dropped_right_before_the_form_is_cleared_comes_into_no_other_case(
    qtbot: QtBot, page: NewCasePage, actions: Actions, tmp_path: Path
) -> None:
    log = tmp_path / "trace.log"
    log.write_bytes(b"words")
    press(Qt.Key.Key_A)
    page.take_files([log])
    actions.action("new.clear").trigger()
    qtbot.waitUntil(lambda: "Not attached" in "".join(banners(page)))
    assert listed(page) == []


def banners(page: NewCasePage) -> list[str]:
    return [one.accessibleName() for one in page.findChildren(Banner) if one.isVisible()]


def test_one_is_taken_out_and_what_was_cleared_is_put_back(
    qtbot: QtBot, page: NewCasePage, tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("a.log", "b.log")]
    for path in paths:
        path.write_text(path.name)
    put(qtbot, page, *paths)
    attached(page).list.setFocus()
    press(Qt.Key.Key_Delete)
    assert listed(page) == ["b.log, 5 bytes"]
    press(Qt.Key.Key_Backspace, CTRL | SHIFT)
    assert listed(page) == []
    next(one for one in page.findChildren(Banner) if one.isVisible()).retry_requested.emit()
    assert listed(page) == ["b.log, 5 bytes"]


def test_an_image_is_pasted_into_a_field(qtbot: QtBot, page: NewCasePage) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(attached(page).changed):
        press(Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    assert listed(page)[0].startswith("Pasted 20")


def test_a_kept_file_that_is_gone_is_said_and_nothing_typed_is_lost(
    qtbot: QtBot, page: NewCasePage, tmp_path: Path
) -> None:
    log = tmp_path / "trace.log"
    log.write_text("words")
    put(qtbot, page, log)
    for path in (tmp_path / "drafts" / "files").iterdir():
        path.write_text("other")
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    said = "What one of the attached files held is not on this computer."
    qtbot.waitUntil(lambda: any(said in one.accessibleName() for one in page.findChildren(Banner)))
    assert listed(page) == ["trace.log, 5 bytes"]
