"""A process that stops when its window was painted: `first_paint.py [desk person [rows|hasty]]`.

Without a desk the window is an empty one; with `rows` it stops when cases are in it; with `hasty`
a person chooses a chip and presses every key of the queue before the paint. Prints the instant on
the machine's steady clock, the window's title, and which of the modules that have no business
there were loaded by then.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

LATE = (
    "alembic", "keyring", "pikepdf", "psycopg", "reportlab",
    "desktop.imports", "desktop.replay", "desktop.reports",
    "ui.case.case_page", "ui.customers", "ui.handbook", "ui.imports", "ui.intake", "ui.reviews",
    "ui.start.start_window",
)  # fmt: skip
"""What a queue does without: loaded when it is first asked for."""

AFTER_PAINT = ("numpy", "sqlalchemy", "models.entities", "models.handbook.policy")
"""What the queue's cases need, and its window does not."""


def _nothing(_: "QMainWindow") -> None:
    """Only look."""


def main() -> None:
    """Open the window and wait for its paint."""
    if sys.argv[1:]:
        import desktop.application  # noqa: F401 - it says in which order things are loaded
        from desktop.cli import main as leadline

        prepared(sys.argv[3:] == ["rows"], _hurry if sys.argv[3:] == ["hasty"] else _nothing)
        leadline(["--database", sys.argv[1], "--as", sys.argv[2]])
    else:
        from PySide6.QtWidgets import QMainWindow, QWidget

        application = prepared()(sys.argv[:1])
        window = QMainWindow()
        window.setCentralWidget(QWidget())
        window.resize(1440, 900)
        window.show()
        application.exec()


def prepared(rows: bool = False, do: "Callable[[QMainWindow], None]" = _nothing) -> type:
    """`QApplication`, its `exec` made to watch for the paint; the desk finds it so too."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QWidget

    class Watch(QObject):
        def __init__(self, window: QMainWindow) -> None:
            super().__init__(window)
            self._window = window

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and (not rows or self._has_rows()):
                QTimer.singleShot(0, self._tell)  # once all of the window is painted
            return False

        def _has_rows(self) -> bool:
            tables = [t for t in self._window.findChildren(QTableView) if t.isVisible()]
            return any(t.model().index(0, 1).data() for t in tables if t.model().rowCount())

        def _tell(self) -> None:
            at = time.monotonic()
            late = [n for n in (LATE if rows else LATE + AFTER_PAINT) if n in sys.modules]
            sys.stdout.write(
                json.dumps({"at": at, "title": self._window.windowTitle(), "late": late})
            )
            sys.stdout.flush()
            os._exit(0)

    run = QApplication.exec

    def watched_exec(*_: object) -> int:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QMainWindow):
                watch = Watch(window)
                for part in window.findChildren(QWidget):
                    part.installEventFilter(watch)
                do(window)
        return run()

    QApplication.exec = watched_exec  # type: ignore[method-assign]
    return QApplication


def _hurry(window: "QMainWindow") -> None:
    from PySide6.QtGui import QAction

    from ui.widgets.chips import ChipRow

    for chips in window.findChildren(ChipRow):
        chips.chosen_changed.emit(("unassigned",))
    for action in window.findChildren(QAction):
        if action.objectName().startswith("queue."):
            action.trigger()


if __name__ == "__main__":
    main()
