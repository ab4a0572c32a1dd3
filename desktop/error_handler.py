"""The last door of errors: a known one is told in the window, a fault opens the crash sheet."""

import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    QUrl,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from desktop.logs import log, log_fault, without_words
from models.errors import KnownError
from ui.crash_sheet import CrashSheet
from ui.theme import Theme


class ErrorHandler(QObject):
    """Takes what nobody else took, in every thread; nothing vanishes, nothing kills the window.

    The same fault again is written to the log, and shown once a run: a timer may have it.
    """

    _arrived = Signal(object)

    def __init__(self, application: QApplication, theme: Theme, log_file: Path | None) -> None:
        super().__init__(application)
        self._application = application
        self._theme = theme
        self._log_file = log_file
        self._shown: set[str] = set()
        self._before: tuple[Any, Any, Any] | None = None
        self.sheet: CrashSheet | None = None
        self.tell: Callable[[KnownError], object] | None = None
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Stand at the door: slots, threads, finalisers, and what Qt says."""
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._hook
        threading.excepthook = lambda told: self.take(told.exc_value)
        sys.unraisablehook = lambda told: self._log_only(told.exc_value)
        qInstallMessageHandler(_qt_said)

    def uninstall(self) -> None:
        """Leave the door to whoever stood there before."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            qInstallMessageHandler(None)
            self._before = None

    def take(self, error: BaseException | None) -> None:
        """An error nobody else took (any thread)."""
        if error is None or isinstance(error, SystemExit):
            return
        if isinstance(error, KeyboardInterrupt):
            self._application.quit()
            return
        if isinstance(error, KnownError):
            log.info("known error: %s", error.title)
        else:
            log_fault(error)
            traceback.print_exception(error)
        self._arrived.emit(error)

    def _hook(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        self.take(error)

    def _log_only(self, error: BaseException | None) -> None:
        if error is not None:
            log_fault(error)

    def _show(self, error: BaseException) -> None:
        if isinstance(error, KnownError) and self.tell is not None:
            self.tell(error)
            return
        kind = without_words(error)
        if kind in self._shown or self.sheet is not None:
            return
        self._shown.add(kind)
        details = "".join(traceback.format_exception(error))
        sheet = CrashSheet(
            self._theme, details, str(self._log_file or ""), self._open_log, self._parent()
        )
        sheet.leave_requested.connect(self._leave)
        sheet.finished.connect(self._closed)
        self.sheet = sheet
        sheet.open()

    def _parent(self) -> QWidget | None:
        return self._application.activeWindow()

    def _open_log(self) -> None:
        if self._log_file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_file)))

    def _closed(self) -> None:
        self.sheet = None

    def _leave(self) -> None:
        if self.sheet is not None:
            self.sheet.close()
        self._application.quit()


def _qt_said(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    """Qt's own warnings: to the log, and to whoever looks at the terminal."""
    level = {
        QtMsgType.QtDebugMsg: 10, QtMsgType.QtInfoMsg: 20, QtMsgType.QtWarningMsg: 30,
    }.get(kind, 40)  # fmt: skip
    log.log(level, "Qt: %s", words)
    if level > 20:
        print(words, file=sys.stderr)
