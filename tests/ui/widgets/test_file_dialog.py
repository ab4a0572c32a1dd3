"""A dialog in a desk's folder leaves the desk's locks alone: it opens no file there."""

import fcntl
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QFileSystemModel, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets import file_dialog as made
from ui.widgets.file_dialog import chosen, file_dialog

_TREE = Path(__file__).parents[3]
_TAKE = "import fcntl,sys; fcntl.lockf(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB)"


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A file of no known ending, so that its kind is seen from what it holds alone; it is locked
    as SQLite locks a desk."""
    path = tmp_path / "desk.backup-1"
    path.write_bytes(b"SQLite format 3\x00" + bytes(8_000))
    with path.open("r+b") as stream:
        fcntl.lockf(stream, fcntl.LOCK_EX)
        yield path


def held(path: Path) -> bool:
    """Whether another process finds the file locked."""
    tried = subprocess.run((sys.executable, "-c", _TAKE, str(path)), capture_output=True)
    return tried.returncode != 0


@pytest.fixture(autouse=True)
def _no_folder_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made, "_left_at", "")


@pytest.mark.parametrize("begin", [True, False], ids=["named", "where the program runs"])
def test_a_dialog_that_lists_a_locked_file_leaves_it_locked(
    qtbot: QtBot, locked: Path, begin: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(locked.parent)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = file_dialog(window, "Open", str(locked) if begin else "")
    dialog.open()
    model = dialog.findChild(QFileSystemModel)
    assert model is not None
    index = model.index(str(locked))
    qtbot.waitUntil(lambda: bool(model.rowCount(index.parent())) and bool(model.type(index)))
    assert held(locked)
    dialog.reject()


def test_a_dialog_begins_where_the_last_one_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    path = tmp_path / "one.csv"
    path.touch()
    first = file_dialog(window, "Open", str(path))
    first.setFileMode(QFileDialog.FileMode.ExistingFile)
    first.accept()
    assert file_dialog(window, "Open").directory().absolutePath() == str(tmp_path)


def test_an_answer_that_is_waited_for(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    for answer, path in ((QFileDialog.accept, str(tmp_path / "new.csv")), (QFileDialog.reject, "")):
        dialog = file_dialog(window, "Save", str(tmp_path / "new.csv"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        QTimer.singleShot(0, dialog, partial(answer, dialog))
        assert chosen(dialog) == path


def test_no_other_part_makes_a_dialog_for_files() -> None:
    makes = re.compile(r"QFileDialog(\(|\.get[OSE])|QFileSystemModel|QFileIconProvider|QMimeDatab")
    own = _TREE / "ui/widgets/file_dialog.py"
    parts = [path for part in ("ui", "desktop") for path in (_TREE / part).rglob("*.py")]
    assert [path for path in parts if makes.search(path.read_text("utf-8"))] == [own]
