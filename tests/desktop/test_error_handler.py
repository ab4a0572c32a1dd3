"""The last door: a fault shows and is logged without words; a known error is told in the window."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.error_handler import ErrorHandler
from desktop.logs import begin_log, end_log, log
from models.errors import KnownError
from tests.one_theme import light


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    made = begin_log(tmp_path / "log")
    assert made is not None
    yield made
    end_log()


@pytest.fixture
def errors(qapp: QApplication, log_file: Path) -> Iterator[ErrorHandler]:
    made = ErrorHandler(qapp, light(qapp), log_file)
    made.install()
    yield made
    made.uninstall()
    if made.sheet is not None:
        made.sheet.close()
    made.deleteLater()


def fail(words: str) -> None:
    raise RuntimeError(words)


def details(errors: ErrorHandler) -> str:
    assert errors.sheet is not None
    found = errors.sheet.findChild(QPlainTextEdit)
    assert found is not None
    return found.toPlainText()


def hook(error: BaseException) -> None:
    """What Python does with an error that nobody caught."""
    sys.excepthook(type(error), error, error.__traceback__)


def raised(words: str) -> RuntimeError:
    try:
        fail(words)
    except RuntimeError as error:
        return error
    raise AssertionError


def test_a_fault_opens_the_sheet_and_its_words_stay_out_of_the_log(
    qtbot: QtBot, errors: ErrorHandler, log_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hook(raised("Priya's invoice 4711"))
    qtbot.waitUntil(lambda: errors.sheet is not None)
    assert "Priya's invoice 4711" in details(errors)
    logged = log_file.read_text("utf-8")
    assert "RuntimeError" in logged
    assert "in fail" in logged
    assert "Priya" not in logged
    assert "RuntimeError" in capsys.readouterr().err


@pytest.mark.usefixtures("capsys")
def test_the_same_fault_is_shown_once_a_run(qtbot: QtBot, errors: ErrorHandler) -> None:
    for _ in range(2):
        hook(raised("one place"))
    qtbot.waitUntil(lambda: errors.sheet is not None)
    assert errors.sheet is not None
    errors.sheet.close()
    qtbot.waitUntil(lambda: errors.sheet is None)
    hook(raised("one place"))
    told: list[bool] = []
    QTimer.singleShot(0, lambda: told.append(True))
    qtbot.waitUntil(lambda: bool(told))
    assert errors.sheet is None


@pytest.mark.usefixtures("capsys")
def test_a_fault_of_a_thread_comes_to_the_window(qtbot: QtBot, errors: ErrorHandler) -> None:
    thread = threading.Thread(target=fail, args=("in the background",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: errors.sheet is not None)
    assert "in the background" in details(errors)


def test_a_known_error_is_told_where_the_window_says(
    qtbot: QtBot, errors: ErrorHandler, log_file: Path
) -> None:
    told: list[KnownError] = []
    errors.tell = told.append
    hook(KnownError("The desk is busy", "Somebody else is writing.", "Try again."))
    qtbot.waitUntil(lambda: len(told) == 1)
    assert errors.sheet is None
    assert "The desk is busy" in log_file.read_text("utf-8")


def test_the_log_starts_over_before_it_grows(log_file: Path) -> None:
    for _ in range(30_000):
        log.log(logging.INFO, "one more line of the log, as long as such a line may be")
    kept = list(log_file.parent.glob("leadline.log*"))
    assert len(kept) == 4
    assert sum(path.stat().st_size for path in kept) < 4 * 260 * 1024


def test_a_folder_that_cannot_be_written_costs_the_log_only(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert begin_log(tmp_path / "file" / "log") is None
    log.info("nobody hears this")
    end_log()
