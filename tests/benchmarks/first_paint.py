"""A process that stops at the first paint of its window: `first_paint.py [desk]`.

Without a desk the window is an empty one. Prints the instant of the paint on the machine's steady
clock, and which of the modules that have no business there were loaded by then.
"""

import json
import os
import sys
import time

LATE = (
    "alembic", "keyring", "psycopg", "reportlab",
    "desktop.imports", "desktop.replay", "desktop.reports",
    "ui.case.case_page", "ui.handbook", "ui.imports", "ui.intake", "ui.reviews",
    "ui.start.start_window",
)  # fmt: skip
"""What a queue does without: loaded when it is first asked for."""


def main() -> None:
    """Open the window and wait for its paint."""
    if sys.argv[1:]:
        import desktop.application  # noqa: F401 - it says in which order things are loaded
        from desktop.cli import main as leadline

        prepared()
        leadline(["--database", sys.argv[1], "--as", "Agent 1"])
    else:
        from PySide6.QtWidgets import QMainWindow, QWidget

        application = prepared()(sys.argv[:1])
        window = QMainWindow()
        window.setCentralWidget(QWidget())
        window.resize(1440, 900)
        window.show()
        application.exec()


def prepared() -> type:
    """`QApplication`, its `exec` made to watch for the paint; the desk finds it so too."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                at = time.monotonic()
                late = [name for name in LATE if name in sys.modules]
                sys.stdout.write(json.dumps({"at": at, "late": late}))
                sys.stdout.flush()
                os._exit(0)
            return False

    run = QApplication.exec

    def watched_exec(*_: object) -> int:
        watch = Watch()
        for window in QApplication.topLevelWidgets():
            content = window.centralWidget() if isinstance(window, QMainWindow) else None
            if content is not None:
                content.installEventFilter(watch)
        return run()

    QApplication.exec = watched_exec  # type: ignore[method-assign]
    return QApplication


if __name__ == "__main__":
    main()
